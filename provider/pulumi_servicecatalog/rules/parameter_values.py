"""When two values of a parameter are the same, and which values AWS shows in place of the real ones."""

import re

from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.unknown import Unknown

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


def has_value(live: str | None, declared: str) -> bool:
    """Tell whether a stack's parameter has the declared value, as far as AWS shows it.

    Of a parameter that is kept in Systems Manager, DescribeStacks tells the name, which is what a program declares.
    Defaults of the template are among the live values.
    """
    return live is not None and (is_masked(live) or same(declared, live))


def masked_is_sent(live: str | None, declared: str, key: str, earlier: Desired | None) -> bool:
    """Return whether an update has to send a value because AWS masks the one that it has.

    It does where the program declares the parameter for the first time, and where it declares another value than last
    time: that is all that can be known. The mask itself is no value, and is never sent.
    """
    if not is_masked(live) or is_masked(declared):
        return False
    if earlier is None:
        return True
    before = earlier.parameters
    return not isinstance(before, Unknown) and not was_declared(declared, (before or {}).get(key))


def was_declared(declared: str, before: str | Unknown | None) -> bool:
    """Return whether the program declared this value last time."""
    return isinstance(before, str) and same(declared, before)


def _stored(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()
