"""Text of AWS and programs in Markdown: as code, in which nothing is markup, mentions anybody or is a link."""

import re
from typing import Final

from pulumi_servicecatalog.model import display

_TICKS: Final = re.compile("`+")


def code(text: str) -> str:
    """Return a text as code, on one line; "" stays so."""
    shown = display.line(text)
    if not shown:
        return ""
    fence = "`" * (1 + max((len(ticks) for ticks in _TICKS.findall(shown)), default=0))
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def cell(text: str) -> str:
    """Return a text as code in a row of a table, which a vertical bar does not end."""
    return code(text).replace("|", "\\|")


def table(headings: str, *rows: tuple[object, ...]) -> list[str]:
    """Return the lines of a table.

    Args:
        headings: those of the columns, between vertical bars; a colon at the end of one aligns it to the right.
        rows: values that are Markdown already.

    """
    columns = [heading.strip() for heading in headings.split("|")]
    rule = "|".join("---:" if column.endswith(":") else "---" for column in columns)
    heading = " | ".join(column.rstrip(":") for column in columns)
    return [f"| {heading} |", f"|{rule}|", *(f"| {' | '.join(map(str, row))} |" for row in rows)]
