"""When two values of a parameter are the same, and which values AWS shows in place of the real ones."""

import re

_MASK = re.compile(r"\*{4,}")
"""What DescribeStacks reports for a NoEcho parameter: asterisks, four today."""


def is_masked(value: str | None) -> bool:
    """Return whether AWS reports this in place of a value, which therefore can be neither compared nor sent."""
    return value is not None and _MASK.fullmatch(value.strip()) is not None


def same(declared: str, live: str) -> bool:
    """Return whether CloudFormation would store both as one value.

    It trims values; and on their way through XML every end of a line, CR LF or CR, becomes LF.
    """
    return _stored(declared) == _stored(live)


def _stored(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()
