"""What type an unquoted YAML scalar has in a template, and what number a JSON number is.

CloudFormation documents YAML 1.1 without timestamps. For some spellings the parsers of YAML 1.1 and 1.2 disagree, and
so do the reports of what CloudFormation makes of them: leading zeros (0777, the account ID 012345678901), 0x1F, 0b1,
1_000, 22:22, +5, .5, .inf. Such a scalar keeps its spelling, as a string: nothing is lost, it equals itself whatever
AWS makes of it, and a message shows what stands in the file. What JSON writes as a number is one, in both languages.
yes, no, on and off are booleans: CloudFormation deploys them as true and false.

A number that Python would round keeps its spelling as well: two of them may be rounded to the same.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

Scalar = bool | int | float | str | None

_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), False),
}
# Longer digits than this are no number that anybody computes with, and int() refuses 4,300 of them.
_MOST_CHARACTERS: Final = 256
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")

_FLOAT_OF_YAML_1_1: Final = re.compile(r"-?[0-9]+\.[0-9]+(?:[eE][-+][0-9]+)?")


def plain(text: str) -> Scalar:
    """Return the value of an unquoted scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INTEGER.fullmatch(text):
            return integer(text)
        if _FLOAT.fullmatch(text):
            return number(text)
    return text


def key(text: str) -> Scalar:
    """Return the value of an unquoted key, of which 1e3 is a string, as in YAML 1.1: nobody means a number there."""
    value = plain(text)
    return text if isinstance(value, float) and not _FLOAT_OF_YAML_1_1.fullmatch(text) else value


def integer(text: str) -> int | str:
    """Return an integer, or the spelling of one that is too long."""
    return int(text) if len(text) <= _MOST_CHARACTERS else text


def number(text: str) -> float | str:
    """Return a float, or the spelling of one that Python would round.

    -0.0 is 0.0, because the two compare as equal and are written differently.
    """
    if len(text) > _MOST_CHARACTERS:
        return text
    value = float(text) + 0.0
    try:
        return value if Decimal(repr(value)) == Decimal(text) else text
    except InvalidOperation:  # an exponent beyond what a decimal has
        return text
