"""How catalogctl lays out what it prints: in plain lines, or for a person at a terminal in its colours and its width.

What is printed is blocks of spans. Every text in them passes through `display` here, and rich gets
texts alone: of a name like "[red]" it makes nothing.
"""

import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from pulumi_servicecatalog.cli import option_names, terminal
from pulumi_servicecatalog.model import display

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

_WIDTH: Final = 110
"""Where plain lines are broken."""
_GAP: Final = 2
"""The blanks between two columns at a terminal."""
_LEAST: Final = 20
"""The width that a text has at least, however narrow the window is."""

GOOD: Final = "green"
BAD: Final = "red"
CAREFUL: Final = "yellow"
NAME: Final = "bold"
ASIDE: Final = "dim"


class Span(NamedTuple):
    """A part of a line, with the style that rich gives it on a terminal."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, however long."""

    spans: Sequence[Span]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A text in lines that fit: the first begins with `first`, the others with `rest`."""

    text: Span
    first: Sequence[Span]
    rest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table, with its width in plain lines."""

    heading: str
    width: int
    numbers: bool = False
    style: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of a table; a note stands in place of the values that are missing."""

    values: Sequence[str]
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under their headings."""

    columns: Sequence[Column]
    rows: Sequence[Row]


Block = Line | Paragraph | Table


def line(*spans: Span | str) -> Line:
    """Return a line of spans; what is no span has no style."""
    return Line([span if isinstance(span, Span) else Span(span) for span in spans])


def show(blocks: Iterable[Block]) -> None:
    """Print blocks on standard output."""
    _write(sys.stdout, blocks)


def complain(message: object, style: str = BAD) -> None:
    """Print a line on standard error."""
    _write(sys.stderr, [line(Span("catalogctl:", style), option_names.in_text(f" {message}"))])


def plain(blocks: Iterable[Block]) -> str:
    """Return blocks as lines for a file, a pipe or a log."""
    return "".join(f"{text}\n" for block in blocks for text in _plain(block))


def _write(stream: IO[str], blocks: Iterable[Block]) -> None:
    if not terminal.is_terminal(stream):
        stream.write(plain(blocks))
        return
    shown = console(stream)
    for block in blocks:
        if isinstance(block, Table):
            for text in _table_lines(block, shown):
                shown.print(text, soft_wrap=True)
        for text in _texts(block, shown.width):
            shown.print(text, soft_wrap=True)  # a long ARN is broken by the window alone, so that it can be copied


def console(stream: IO[str]) -> "Console":
    """Return what writes on a terminal. Nothing of a text is markup, a number or an emoji to it."""
    from rich.console import Console  # noqa: PLC0415 - takes 50 ms, which a pipe and a help text do not wait for

    return Console(file=stream, markup=False, highlight=False, emoji=False)


def _plain(block: Block) -> Iterator[str]:
    match block:
        case Line():
            yield display.line(_joined(block.spans))
        case Paragraph():
            first = _joined(block.first)
            for number, text in enumerate(_wrapped(block, _WIDTH)):
                yield f"{block.rest if number else first}{text}"
        case Table():
            yield _values(block.columns, [column.heading for column in block.columns])
            for row in block.rows:
                yield from _plain_row(block.columns, row)


def _plain_row(columns: Sequence[Column], row: Row) -> Iterator[str]:
    values = _values(columns, row.values)
    yield from (
        _plain(Paragraph(text=Span(row.note), first=[Span(f"{values}  ")], rest="    ")) if row.note else [values]
    )


def _values(columns: Sequence[Column], values: Sequence[str]) -> str:
    return display.line(
        "".join(
            f"{cell:>{column.width}}" if column.numbers else f"{cell:<{column.width}}"
            for column, cell in zip(columns, values, strict=False)
        )
    )


def _texts(block: Block, width: int) -> Iterator["Text"]:
    """Return the lines of a block at a terminal; of a table only the notes, which stand under it."""
    match block:
        case Line():
            yield _text(block.spans)
        case Paragraph():
            for number, text in enumerate(_wrapped(block, width)):
                first = [Span(block.rest)] if number else block.first
                yield _text([*first, Span(text, block.text.style)])
        case Table():
            for row in block.rows:
                if row.note:
                    first = [Span(f"{', '.join(row.values)}: ")]
                    yield from _texts(Paragraph(text=Span(row.note, BAD), first=first, rest="  "), width)


def _table_lines(table: Table, shown: "Console") -> Iterator["Text"]:
    """Return the lines of a table; a value that is folded may begin a line with what could act on a log."""
    from rich.text import Text  # noqa: PLC0415 - as in `console`

    for segments in shown.render_lines(_rich_table(table, shown.width), pad=False):
        text = "".join(segment.text for segment in segments)
        styled = Text.assemble(*((segment.text, segment.style or "") for segment in segments))
        yield styled if display.line(text) == text else Text(display.line(text))


def _rich_table(table: Table, width: int) -> "RichTable":
    """Return a table that fits a window: if it is too narrow for all, columns of zeros are left out."""
    from rich import box  # noqa: PLC0415 - as in `console`
    from rich.table import Table as RichTable  # noqa: PLC0415 - as in `console`

    rows = [row.values for row in table.rows if not row.note]
    by_column = [(column, [row[number] for row in rows]) for number, column in enumerate(table.columns)]
    if sum(max(map(len, [column.heading, *values])) + _GAP for column, values in by_column) - _GAP > width:
        by_column = [known for known in by_column if not known[0].numbers or set(known[1]) != {"0"}]
    shown = RichTable(box=box.SIMPLE_HEAD, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False)
    for column, _ in by_column:
        heading = _text([Span(column.heading)])
        shown.add_column(heading, style=column.style, justify="right" if column.numbers else "left", overflow="fold")
    for values in zip(*(values for _, values in by_column), strict=True):
        shown.add_row(*(_text([Span(value, ASIDE if value == "0" else "")]) for value in values))
    return shown


def _text(spans: Sequence[Span]) -> "Text":
    """Return a line with its styles; without them where only the whole of it shows what could act on a terminal."""
    from rich.text import Text  # noqa: PLC0415 - as in `console`

    clean = [(display.line(span.text), span.style) for span in spans]
    whole = "".join(text for text, _ in clean)
    return Text.assemble(*clean) if display.line(whole) == whole else Text(display.line(whole))


def _wrapped(paragraph: Paragraph, width: int) -> list[str]:
    room = max(width - len(paragraph.rest), _LEAST)
    lines = textwrap.wrap(display.line(paragraph.text.text), width=room, break_long_words=False) or [""]
    return [display.line(text) for text in lines]


def _joined(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)
