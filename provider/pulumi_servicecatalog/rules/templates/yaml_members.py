r"""Reading a YAML template member by member, so that what many templates share is read once. Called by `loader`.

Only members that are not known are parsed, all of them at once. What comes out is what parsing the whole text gives: a
text is split only where each line that begins a member is sure to be one, and the parser has to agree with every name.
Everything else, and every mistake, is left to `yaml_text`.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from pulumi_servicecatalog.rules.templates import yaml_text
from pulumi_servicecatalog.rules.templates.members import REWRITTEN, Known, Read, Whole, entry, written_object
from pulumi_servicecatalog.rules.templates.template import ReadError, Value

_LINE_ENDS: Final = "\x85\u2028\u2029\ufeff"
"""What YAML may take for the end of a line, or leave out, and does not show as that here."""
_MARKS: Final = ("\n---", "\n...", "\n%")
"""Of documents and directives."""
_START: Final = re.compile(r"---[ \t]*\r?\n")
_HEADER: Final = re.compile(r"\n[^\r\n]*:[ ]*(?:#[^\n]*)?\r?(?=\n)")
# Each begins with the end of the line before it, by which they are found fast.
_CONTENT: Final = re.compile(r"\n( *)(?![ \r\n#]|\Z)")
"""The first line that is neither empty nor only a comment, and how far it is indented."""
_DEEPEST: Final = 8


class _Member(NamedTuple):
    name: str
    text: str


class _Section(NamedTuple):
    """`members` None: the section is plain, and `text` is all of it."""

    name: str
    text: str
    members: Sequence[_Member] | None

    @property
    def parts(self) -> Sequence[_Member]:
        """Return what of it is parsed by itself."""
        return [_Member(self.name, self.text)] if self.members is None else self.members


_KNOWN: Final = Known()


def read(text: str) -> Whole | None:
    """Return what the text holds; None where it has to be read as a whole."""
    sections = _sections(text)
    if not sections:
        return None
    texts = [part.text for section in sections for part in section.parts]
    known = {text: value for text in texts if (value := _KNOWN.get(text)) is not None}
    try:
        known |= _parsed(sections, known)
    except (ReadError, _NotSplitError):
        return None
    body = {section.name: _value(section, known) for section in sections}
    written = written_object((section.name, _written(section, known)) for section in sections)
    return Whole.of(body, written)


class _NotSplitError(Exception):
    """The parser sees other members than those that the text was split into."""


@functools.cache
def _lines(indentation: int) -> re.Pattern[str]:
    """Return what matches the lines that are indented this far at most: how far, and the name that each begins with."""
    name = "(?:([A-Za-z0-9][A-Za-z0-9:_-]*):(?=[ \\r\\n]|\\Z))?"
    return re.compile(rf"\n( {{0,{indentation}}})(?![ \r\n#]|\Z){name}")


def _sections(text: str) -> Sequence[_Section]:
    """Split the text; nothing where it is not sure how."""
    start = _START.match(text)
    text = "\n" + (text[start.end() :] if start else text)
    if _is_unsure(text):
        return ()
    lines = list(_lines(0).finditer(text))
    first = _CONTENT.search(text)
    if first is None or first[1] or any(line[2] is None for line in lines):
        return ()
    ends = [*(line.start() for line in lines[1:]), len(text)]
    sections = [_section(text, line, end) for line, end in zip(lines, ends, strict=True)]
    return sections if _are_names(section.name for section in sections) else ()


def _is_unsure(text: str) -> bool:
    hidden = not text.isascii() and any(end in text for end in _LINE_ENDS)
    returns = "\r" in text and text.count("\r") != text.count("\r\n")
    return hidden or returns or any(mark in text for mark in _MARKS)


def _section(text: str, line: re.Match[str], end: int) -> _Section:
    """Return a section: split into its members where each line that is indented as the first one begins a member."""
    whole = _Section(line[2], text[line.start() + 1 : end + 1], None)
    header = _HEADER.match(text, line.start(), end)
    first = _CONTENT.search(text, header.end(), end) if header else None
    if header is None or first is None or len(first[1]) > _DEEPEST:
        return whole
    members: dict[str, _Member] = {}
    name, start, count = "", 0, 0
    for begin in _lines(len(first[1])).finditer(text, header.end(), end):
        indentation, following = begin.groups()
        if indentation != first[1] or following is None:
            return whole
        if count:
            members[name] = _Member(name, text[start : begin.start() + 1])
        name, start, count = following, begin.start() + 1, count + 1
    members[name] = _Member(name, text[start : end + 1])
    if len(members) < count or REWRITTEN in members:
        return whole
    return _Section(line[2], header[0][1:] + "\n", list(members.values()))


def _are_names(names: Iterable[str]) -> bool:
    """Return whether each name stands once, and none of them is rewritten."""
    listed = list(names)
    return len(set(listed)) == len(listed) and REWRITTEN not in listed


def _parsed(sections: Sequence[_Section], known: Mapping[str, Read]) -> dict[str, Read]:
    """Parse what is not known, all of it at once, and keep it. Raises ReadError, and where the names are not those."""
    missing = [(section, [part for part in section.parts if part.text not in known]) for section in sections]
    missing = [(section, parts) for section, parts in missing if parts]
    if not missing:
        return {}
    joined = "".join(
        (section.text if section.members else "") + "".join(part.text for part in parts) for section, parts in missing
    )
    builder = yaml_text.parsed(joined)
    body = builder.root
    if builder.anchored or builder.repeated_keys or not isinstance(body, dict):
        raise _NotSplitError
    if list(body) != [section.name for section, _ in missing]:
        raise _NotSplitError
    parsed: dict[str, Read] = {}
    for section, parts in missing:
        values = body[section.name] if section.members else body
        if not isinstance(values, dict) or (section.members and list(values) != [part.name for part in parts]):
            raise _NotSplitError
        for part in parts:
            parsed[part.text] = Read.of(part.name, values[part.name])
    for text, value in parsed.items():
        _KNOWN.keep(text, value)
    return parsed


def _value(section: _Section, known: Mapping[str, Read]) -> Value:
    if section.members is None:
        return known[section.text].value
    return {member.name: known[member.text].value for member in section.members}


def _written(section: _Section, known: Mapping[str, Read]) -> str:
    if section.members is None:
        return known[section.text].written
    return entry(section.name, written_object((member.name, known[member.text].written) for member in section.members))
