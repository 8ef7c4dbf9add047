"""When two values of a parameter are the same, and which values AWS shows in place of the real ones."""

import re
from collections.abc import Collection

from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.unknown import Unknown

_MASK = re.compile(r"\*{4,}")
"""What DescribeStacks reports for a NoEcho parameter: asterisks, four today."""


def is_masked(value: str | None) -> bool:
    """Return whether this is what AWS reports in place of the value of a NoEcho parameter."""
    return value is not None and _MASK.fullmatch(value.strip()) is not None


def is_hidden(key: str, live: str | None, no_echo: Collection[str] | None) -> bool:
    """Return whether AWS reports this in place of a value, which therefore can be neither compared nor sent.

    Asterisks are a value like any other where the parameter is not NoEcho.

    Args:
        key: the parameter.
        live: what AWS reports of it.
        no_echo: the NoEcho parameters of the version that the stack has; None where they are not known, so that each
            may be one.

    """
    return is_masked(live) and (no_echo is None or key in no_echo)


def same(declared: str, live: str) -> bool:
    """Return whether CloudFormation would store both as one value.

    It trims values; and on their way through XML every end of a line, CR LF or CR, becomes LF.
    """
    return _stored(declared) == _stored(live)


def differs(
    key: str, declared: str, live: str | None, *, no_echo: Collection[str] | None, earlier: Desired | None
) -> bool:
    """Return whether an update has to send the declared value of a parameter, as far as AWS shows the one that it has.

    Of a parameter that is kept in Systems Manager, DescribeStacks tells the name, which is what a program declares.
    Defaults of the template are among the live values. `no_echo` is as for `is_hidden`.
    """
    if is_hidden(key, live, no_echo):
        return _hidden_is_sent(key, declared, earlier)
    return live is None or not same(declared, live)


def _hidden_is_sent(key: str, declared: str, earlier: Desired | None) -> bool:
    """Return whether an update has to send a value because AWS hides the one that it has.

    It does where the program declares the parameter for the first time, and where it declares another value than last
    time: that is all that can be known. The mask itself is no value, and is never sent.
    """
    if is_masked(declared):
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
