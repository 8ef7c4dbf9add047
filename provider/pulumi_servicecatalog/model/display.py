"""The one place where text becomes fit to be shown: nothing of it acts on a terminal or a log.

Names, descriptions and errors come from AWS and from programs. All that is shown passes through here: problems, lines
on a resource, and what catalogctl prints. Control and format characters are shown escaped; Pulumi's colour directives,
at which its engine panics, and what a pipeline takes for a command of its own are broken up by a backslash. The user
and the password of a URL are masked.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

_ACTING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that move the cursor, reorder text, end a line, are invisible, or cannot be encoded."""

_DIRECTIVE: Final = re.compile(r"<\{(?=%)|#(?=#(?:vso)?\[)")
"""`<{%` of Pulumi; `##[` and `##vso[` of GitHub and Azure, which obey them anywhere in a line."""

_COMMAND: Final = re.compile(r"^\s*(?=::)")
"""`::error::` of GitHub, which obeys it where a line begins."""

_USER: Final = re.compile(r"(?<=://)(?!\*{4}@)\S*@")
"""The user and the password of a URL, up to the last @ that may end them."""


class Block(str):
    """Several lines that were made by `block`."""

    __slots__ = ()


def line(text: str) -> str:
    """Return a text as one line that can be shown. Doing so twice changes nothing more."""
    public = _USER.sub("****@", text)
    visible = public if public.isprintable() else "".join(map(_visible, public))
    return _COMMAND.sub(r"\g<0>\\", _DIRECTIVE.sub(r"\g<0>\\", visible))


def block(lines: Iterable[str]) -> Block:
    """Return lines of ours, each made fit to be shown, as one text."""
    return Block("\n".join(map(line, lines)))


def shown(text: str) -> str:
    """Return a text that can be shown: a `Block` as it is, everything else as one line."""
    return str(text) if isinstance(text, Block) else line(text)


def names_user(text: str) -> bool:
    """Return whether there is a URL in a text with a user, and perhaps a password."""
    return _USER.search(text) is not None


def as_json(document: Mapping[str, Any]) -> str:
    """Return a document as JSON with its true values: what acts on a terminal is escaped as JSON does it."""
    lines = json.dumps(document, indent=2, ensure_ascii=False).split("\n")
    return "".join((written if written.isprintable() else "".join(map(_in_json, written))) + "\n" for written in lines)


def _acts(char: str) -> bool:  # no character of a text that is printable does
    return unicodedata.category(char) in _ACTING


def _visible(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii") if _acts(char) else char


def _in_json(char: str) -> str:
    return json.dumps(char)[1:-1] if _acts(char) else char
