r"""The predefined classes of characters: \d, \s, \h, \p{Alpha}, \p{Lu}, \p{IsLatin}, ..."""

import re
import string
import unicodedata
from collections.abc import Collection, Mapping
from typing import Final

from pulumi_servicecatalog.rules.java.steps import NotJudgedError, Predicate


def one_of(members: Collection[str]) -> Predicate:
    """Return whether a character is among these."""
    return frozenset(members).__contains__


def negated(predicate: Predicate) -> Predicate:
    """Return whether a character is not of the class."""
    return lambda letter: not predicate(letter)


_WORD = string.ascii_letters + string.digits
_GRAPH = _WORD + string.punctuation

ESCAPES: Final[Mapping[str, Predicate]] = {
    "d": one_of(string.digits),
    "w": one_of(_WORD + "_"),
    "s": one_of(" \t\n\x0b\f\r"),
    "h": one_of(" \t\xa0\u1680\u180e\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))),
    "v": one_of("\n\x0b\f\r\x85\u2028\u2029"),
}
"""By their letters; the upper case ones mean all other characters."""

_POSIX: Final[Mapping[str, Predicate]] = {
    "Lower": one_of(string.ascii_lowercase),
    "Upper": one_of(string.ascii_uppercase),
    "ASCII": str.isascii,
    "Alpha": one_of(string.ascii_letters),
    "Digit": one_of(string.digits),
    "Alnum": one_of(_WORD),
    "Punct": one_of(string.punctuation),
    "Graph": one_of(_GRAPH),
    "Print": one_of(_GRAPH + " "),
    "Blank": one_of(" \t"),
    "Cntrl": one_of([*map(chr, range(0x20)), "\x7f"]),
    "XDigit": one_of(string.hexdigits),
    "Space": one_of(" \t\n\x0b\f\r"),
}
_AS_ASCII: Final[Mapping[str, Predicate]] = {
    "IsAlphabetic": one_of(string.ascii_letters),
    "IsLatin": one_of(string.ascii_letters),
    "IsLetter": one_of(string.ascii_letters),
    "IsDigit": one_of(string.digits),
    "IsUppercase": one_of(string.ascii_uppercase),
    "IsLowercase": one_of(string.ascii_lowercase),
}
"""Properties of Unicode, of which only the ASCII characters are known here."""

_CATEGORIES: Final = re.compile(r"L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cf]?")
_OF_A_CASE: Final = frozenset({"Lower", "Upper", "Lu", "Ll", "Lt", "IsUppercase", "IsLowercase"})


def named(name: str, *, ignores_case: bool) -> Predicate:
    r"""Return the class that \p{name} means. Raises NotJudgedError."""
    category = name.removeprefix("Is")
    if ignores_case and (name in _OF_A_CASE or category in _OF_A_CASE):
        raise NotJudgedError
    if name in _POSIX:
        return _POSIX[name]
    if name in _AS_ASCII:
        return _ascii_only(_AS_ASCII[name])
    if _CATEGORIES.fullmatch(category):
        return lambda letter: _category(letter).startswith(category)
    raise NotJudgedError


def _category(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Cn", "Co", "Cs"}:  # newer than Python's Unicode, maybe
        raise NotJudgedError
    return category


def _ascii_only(predicate: Predicate) -> Predicate:
    def judged(letter: str) -> bool:
        if not letter.isascii():
            raise NotJudgedError
        return predicate(letter)

    return judged
