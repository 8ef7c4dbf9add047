"""What type an unquoted YAML scalar has in a template. `yaml_text` asks it for every scalar without a tag.

CloudFormation documents YAML 1.1 without timestamps. For some spellings the parsers of YAML 1.1 and 1.2 disagree, and
so do the reports of what CloudFormation makes of them: leading zeros (0777, the account ID 012345678901), 0x1F, 0b1,
1_000, 22:22, +5, .5, 1e3, .inf. Such a scalar keeps its spelling, as a string: nothing is lost, it equals itself
whatever AWS makes of it, and a message shows what stands in the file. A scalar is a number only where YAML 1.1, YAML
1.2 and JSON all say so. yes, no, on and off are booleans: CloudFormation deploys them as true and false.
"""

import re
from typing import Final

Scalar = bool | int | float | str | None

_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), False),
}
# Longer digits than this are no number that anybody computes with, and int() refuses 4,300 of them.
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,255})")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,255})\.[0-9]{1,255}(?:[eE][-+][0-9]{1,9})?")


def plain(text: str) -> Scalar:
    """Return the value of an unquoted scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return number(text)
    return text


def number(text: str) -> float:
    """Return a float; -0.0 as 0.0, because the two compare as equal and are written differently."""
    return float(text) + 0.0
