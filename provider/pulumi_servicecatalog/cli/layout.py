"""How catalogctl lays out what it prints. Every line of text passes through `display`."""

import sys
import textwrap

from pulumi_servicecatalog.cli import option_names
from pulumi_servicecatalog.model import display

_WIDTH = 110


def paragraph(text: str, *, first: str, rest: str) -> list[str]:
    """Return a text in lines that are not too long.

    Args:
        text: what others wrote may be in it.
        first: what the first line begins with.
        rest: what the other lines begin with.

    """
    wrapped = textwrap.wrap(display.line(text), width=_WIDTH - len(rest), break_long_words=False) or [""]
    return [f"{rest if index else first}{display.line(line)}" for index, line in enumerate(wrapped)]


def complain(message: object) -> None:
    """Print a line on standard error."""
    sys.stderr.write(display.line(option_names.in_text(f"catalogctl: {message}")) + "\n")
