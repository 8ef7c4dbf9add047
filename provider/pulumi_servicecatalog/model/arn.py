"""Reading ARNs: that of a CloudFormation stack, which AWS calls a stack ID, and where any other is of."""

import re
from dataclasses import dataclass

_STACK = re.compile(
    r"arn:(?P<partition>[a-z0-9-]+):cloudformation:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12})"
    r":stack/(?P<name>[^/\s]+)/(?P<unique>[^/\s]+)"
)
_PLACED = re.compile(r"arn:[a-z0-9-]+:[a-z0-9-]+:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12}):")
_STACK_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,127}")


@dataclass(frozen=True, kw_only=True, slots=True)
class StackArn:
    """`arn:PARTITION:cloudformation:REGION:ACCOUNT:stack/NAME/UNIQUE`, in its parts."""

    text: str
    partition: str
    region: str
    account: str
    name: str
    unique: str


def parse_stack_arn(text: str) -> StackArn | None:
    """Give the parts of a stack ARN; None for everything else, other ARNs included."""
    found = _STACK.fullmatch(text)
    return StackArn(text=text, **found.groupdict()) if found else None


def place_of(arn: str) -> tuple[str, str] | None:
    """Give the account and the Region of an ARN; None where it tells none."""
    found = _PLACED.match(arn)
    return (found["account"], found["region"]) if found else None


def is_stack_name(text: str) -> bool:
    """Tell whether CloudFormation would take this as a stack's name (CreateStack, StackName)."""
    return _STACK_NAME.fullmatch(text) is not None


def stack_name(name_or_arn: str) -> str:
    """Give the stack's name for its name or its ARN."""
    arn = parse_stack_arn(name_or_arn)
    return arn.name if arn else name_or_arn
