r"""Reading a JSON template member by member, so that what many templates share is read once. Called by `loader`.

No string of JSON holds the end of a line. So a text that is indented as programs write it is cut where a line begins
that is indented as far as a section or its members: each piece that is an object by itself, once it is put into
braces, and ends with the comma that belongs there, is what it is in the whole. Everything else is left to `json_text`,
and so is every mistake.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from pulumi_servicecatalog.rules.templates import json_text
from pulumi_servicecatalog.rules.templates.members import REWRITTEN, Known, Read, Whole, entry, written_object
from pulumi_servicecatalog.rules.templates.template import MOST_LEVELS, ReadError, Value

_SPACE: Final = " \t\r\n"
"""What may stand between what JSON is made of."""
_START: Final = re.compile(r"\{(?=\n( {1,8})\")")
_HEADER: Final = re.compile(r'("(?:[^"\\\n]|\\.)*"): \{(?=\n( {2,16})")')
"""How a section begins that is split: its name, and how far its members are indented."""


class _NotSplitError(Exception):
    """It is not sure that the pieces are those of the whole."""


_KNOWN: Final = Known()


def read(text: str) -> Whole | None:
    """Return what the text holds; None where it has to be read as a whole."""
    start, text = _START.match(text), text.rstrip(_SPACE)
    if start is None or not text.endswith("\n}"):
        return None
    try:
        sections = list(_sections(text[start.end() : -2], len(start[1])))
    except _NotSplitError:
        return None
    body = {section.name: section.value for section in sections}
    if len(body) != len(sections) or REWRITTEN in body:
        return None
    return Whole.of(body, written_object((section.name, section.written) for section in sections))


def _sections(text: str, indentation: int) -> Iterator[Read]:
    pieces = _pieces(text, indentation)
    for number, piece in enumerate(pieces, 1):
        header = _HEADER.match(piece)
        whole = _without_comma(piece, last=number == len(pieces))
        if header is None or len(header[2]) <= indentation:
            yield _member(whole, MOST_LEVELS)
        else:
            yield _section(whole, header, indentation)


def _section(piece: str, header: re.Match[str], indentation: int) -> Read:
    """Read a section member by member."""
    if not piece.endswith("\n" + " " * indentation + "}"):
        raise _NotSplitError
    pieces = _pieces(piece[header.end() : -indentation - 2], len(header[2]))
    members = [
        _member(_without_comma(member, last=number == len(pieces)), MOST_LEVELS - 1)
        for number, member in enumerate(pieces, 1)
    ]
    values: dict[str, Value] = {member.name: member.value for member in members}
    if len(values) != len(members) or REWRITTEN in values:
        raise _NotSplitError
    try:
        name: str = json.loads(header[1])
    except json.JSONDecodeError:  # an escape that there is not
        raise _NotSplitError from None
    written = written_object((member.name, member.written) for member in members)
    return Read(name, values, entry(name, written))


def _pieces(text: str, indentation: int) -> Sequence[str]:
    """Cut a text, which begins with the end of a line, where a line is indented this far and begins with a string."""
    first, *pieces = text.split("\n" + " " * indentation + '"')
    if first or not pieces:
        raise _NotSplitError
    return ['"' + piece for piece in pieces]


def _without_comma(piece: str, *, last: bool) -> str:
    """Return a piece without what separates it from the next one. Raises _NotSplitError where that is not there."""
    stripped = piece.rstrip(_SPACE)
    if stripped.endswith(",") == last:
        raise _NotSplitError
    return stripped if last else stripped[:-1].rstrip(_SPACE)


def _member(piece: str, levels: int) -> Read:
    """Read the one member that a piece holds. Raises _NotSplitError where it holds another number of them."""
    known = _KNOWN.get(piece)
    if known is not None:
        return known
    try:
        value, repeated_keys = json_text.read("{" + piece + "}", levels)
    except ReadError:
        raise _NotSplitError from None
    if not isinstance(value, dict) or len(value) != 1 or repeated_keys:
        raise _NotSplitError
    ((name, member),) = value.items()
    known = Read.of(name, member)
    _KNOWN.keep(piece, known)
    return known
