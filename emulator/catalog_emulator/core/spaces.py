"""What AWS takes for space around a value: what Java's `trim` removes, up to U+0020, and none of Unicode's spaces.

"Each member string is space-trimmed" is all that AWS documents, of the type CommaDelimitedList.
"""

from __future__ import annotations

_SPACES = "".join(map(chr, range(0x21)))


def trimmed(text: str) -> str:
    """Return a text without the space around it."""
    return text.strip(_SPACES)


def members(text: str) -> list[str]:
    """Return the members of a list that is one text."""
    return [trimmed(member) for member in text.split(",")]
