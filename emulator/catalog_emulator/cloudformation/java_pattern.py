r"""Rewrites a pattern of Java, CloudFormation's language, as one that Python reads in the same way for one value.

Sets within sets and intersections become lookaheads; \p classes become those characters of the value that are of the
class. What is not rewritten makes no pattern of Python's, and then nothing is refused.
"""

from __future__ import annotations

import re
import string
import unicodedata

_LINE_ENDS = r"\n\r\x85\u2028\u2029"
_NO_LINE_END = f"[^{_LINE_ENDS}]"
_END = rf"(?=(?:\r\n|[{_LINE_ENDS}])?\Z)"
_TOKEN = re.compile(r"\\[pP](?:\{(\w+)\}|(\w))|\\.|\(\?<(?=[a-zA-Z])|.", re.DOTALL)
_REWRITTEN = {
    r"\z": r"\Z",
    r"\Z": _END,
    "$": _END,
    "^": r"\A",
    r"\h": r"[ \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]",
    "(?<": "(?P<",
}
_POSIX = {
    "Lower": string.ascii_lowercase,
    "Upper": string.ascii_uppercase,
    "Alpha": string.ascii_letters,
    "Digit": string.digits,
    "Alnum": string.ascii_letters + string.digits,
    "Punct": string.punctuation,
    "Graph": string.ascii_letters + string.digits + string.punctuation,
    "Print": string.ascii_letters + string.digits + string.punctuation + " ",
    "Blank": " \t",
    "XDigit": string.hexdigits,
    "Space": " \t\n\x0b\f\r",
    "ASCII": "".join(map(chr, range(128))),
}
_FLAGS = re.compile(r"\(\?[a-zA-Z]*[dmuxU]")


def matches(pattern: str, value: str) -> bool | None:
    """Say whether a pattern matches the whole value; None where that is not known."""
    if _FLAGS.search(pattern):
        return None
    try:
        return re.fullmatch(_Rewriting(pattern, value).text(), value, re.ASCII) is not None
    except (re.error, IndexError):
        return None


class _Rewriting:
    """The tokens of a pattern, from the first to the last."""

    def __init__(self, pattern: str, value: str) -> None:
        self._tokens = list(_TOKEN.finditer(pattern))
        self._characters = sorted(set(value))
        self._dot = "." if "(?s" in pattern else _NO_LINE_END
        self._at = 0

    def text(self) -> str:
        """Return the whole pattern for Python."""
        parts = []
        while self._at < len(self._tokens):
            token = self._next()
            parts.append(self._set() if token[0] == "[" else self._rewritten(token))
        return "".join(parts)

    def _next(self) -> re.Match[str]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _rewritten(self, token: re.Match[str]) -> str:
        if token[0] == ".":
            return self._dot
        return self._class(token) if token[1] or token[2] else _REWRITTEN.get(token[0], token[0])

    def _class(self, token: re.Match[str]) -> str:
        r"""Return the set of \p{name}, or of \P{name}."""
        name = token[1] or token[2]
        if name in _POSIX:
            members = [letter for letter in self._characters if letter in _POSIX[name]]
        elif re.fullmatch("(Is)?[LMNPSZC][a-z]?", name):
            kind = name.removeprefix("Is")
            members = [letter for letter in self._characters if unicodedata.category(letter).startswith(kind)]
        else:
            raise IndexError
        return _one_of(members, inverts=token[0][1] == "P")

    def _set(self) -> str:
        """Return a set whose [ is read: each part between && has to match."""
        inverts = self._tokens[self._at][0] == "^"
        self._at += inverts
        operands: list[list[str]] = [[]]
        while operands == [[]] or self._tokens[self._at][0] != "]":
            token = self._next()
            if token[0] == "&" and self._tokens[self._at][0] == "&":
                self._at += 1
                operands.append([])
            elif token[0] == "[":
                operands[-1].append(self._set())
            elif token[1] or token[2]:
                operands[-1].append(self._class(token))
            else:
                operands[-1].append(self._plain(token))
        self._at += 1
        alternatives = [f"(?:{'|'.join(operand)})" for operand in operands]
        both = "".join(f"(?={part})" for part in alternatives[:-1]) + alternatives[-1]
        return f"(?:(?!{both})(?s:.))" if inverts else f"(?:{both})"

    def _plain(self, token: re.Match[str]) -> str:
        """Return a character, a range or an escape as a set of its own."""
        rest = [following[0] for following in self._tokens[self._at : self._at + 2]]
        if rest[:1] == ["-"] and rest[1:] not in (["]"], ["["]):
            self._at += 2
            return f"[{_literal(token[0])}-{_literal(rest[1])}]"
        return _REWRITTEN[token[0]] if token[0] == r"\h" else f"[{_literal(token[0])}]"


def _one_of(members: list[str], *, inverts: bool) -> str:
    if not members:
        return "(?s:.)" if inverts else "(?!)"
    return f"[{'^' if inverts else ''}{''.join(map(re.escape, members))}]"


def _literal(token: str) -> str:
    return token if token.startswith("\\") else re.escape(token)
