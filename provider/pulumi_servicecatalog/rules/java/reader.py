r"""Reads a pattern character by character: what is quoted, and what an escape means."""

import re
from typing import Final

from pulumi_servicecatalog.rules.java import classes
from pulumi_servicecatalog.rules.java.steps import NotJudgedError, Predicate

_QUOTED: Final = re.compile(r"(?s)(?<!\\)((?:\\\\)*)\\Q(.*?)(?:\\E|\Z)")
_HEXADECIMAL: Final = re.compile(r"x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})")
_OCTAL: Final = re.compile(r"0([0-3]?[0-7]{1,2})")
_CLASS: Final = re.compile(r"\{(\w+)\}|(\w)")
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\x07", "e": "\x1b"}


class Reader:
    """The rest of a pattern, and the flags that hold there. Methods raise NotJudgedError."""

    def __init__(self, pattern: str) -> None:
        self._text = _QUOTED.sub(lambda match: match[1] + re.sub(r"([^\w\s])", r"\\\1", match[2]), pattern)
        self._at = 0
        self.flags: frozenset[str] = frozenset()

    @property
    def ended(self) -> bool:
        """Tell whether nothing is left."""
        return self._at >= len(self._text)

    def sees(self, text: str) -> bool:
        """Tell whether this follows."""
        return self._text.startswith(text, self._at)

    def takes(self, text: str) -> bool:
        """Tell whether this follows, and go on after it."""
        follows = self.sees(text)
        if follows:
            self._at += len(text)
        return follows

    def next(self) -> str:
        """Return the next character."""
        if self.ended:
            raise NotJudgedError
        self._at += 1
        return self._text[self._at - 1]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return what follows, as far as it is of this form, and go on after it."""
        match = pattern.match(self._text, self._at)
        if match is not None:
            self._at = match.end()
        return match

    def escaped(self) -> str | Predicate:
        r"""Return what follows a \: a character, or a class of them."""
        code = self._code()
        if code is not None:
            return code
        letter = self.next()
        if letter.lower() in classes.ESCAPES:
            return _maybe_negated(classes.ESCAPES[letter.lower()], letter)
        if letter in "pP" and (name := self.match(_CLASS)) is not None:
            return _maybe_negated(classes.named(name[1] or name[2], ignores_case="i" in self.flags), letter)
        if letter.isascii() and letter.isalnum():
            raise NotJudgedError
        return letter

    def _code(self) -> str | None:
        """Return the character that an escape stands for by a number or a letter."""
        code = self.match(_HEXADECIMAL)
        if code is not None:
            return _character(int(code[1] or code[2] or code[3], 16))
        octal = self.match(_OCTAL)
        if octal is not None:
            return chr(int(octal[1], 8))
        if self.takes("c"):
            return chr(ord(self.next()) ^ 64)
        return next((character for letter, character in _CONTROLS.items() if self.takes(letter)), None)


def _character(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        raise NotJudgedError
    return chr(code)


def _maybe_negated(predicate: Predicate, letter: str) -> Predicate:
    return classes.negated(predicate) if letter.isupper() else predicate
