"""Text of others in a comment or an issue: code in Markdown, or an element of HTML. A long one is cut in its middle."""

import html
from typing import Final

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting.render import markdown_text

_LONGEST: Final = 1_000
"""How many characters of one text are shown; AWS's messages may repeat a whole template."""


def code(text: str) -> str:
    """Return a text as code in Markdown."""
    return markdown_text.code(_cut(text))


def cell(text: str) -> str:
    """Return a text as code in a row of a table."""
    return markdown_text.cell(_cut(text))


def element(text: str) -> str:
    """Return a text as an element inside a block of HTML, in which no renderer looks for Markdown or mentions."""
    return f"<code>{html.escape(display.line(_cut(text)))}</code>"


def units(text: str) -> int:
    """Return the length of a text as those count who limit it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]} [...] {text[-half:]}"
