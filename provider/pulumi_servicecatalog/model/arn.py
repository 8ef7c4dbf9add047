"""Reading ARNs: those of stacks, which AWS calls stack IDs, those of sessions, and the account and Region of any."""

import re
from dataclasses import dataclass

_STACK = re.compile(
    r"arn:(?P<partition>[a-z0-9-]+):cloudformation:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12})"
    r":stack/(?P<name>[^/\s]+)/(?P<unique>[^/\s]+)"
)
_LOCATED = re.compile(r"arn:[a-z0-9-]+:[a-z0-9-]+:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12}):")
_SESSION = re.compile(r"arn:(?P<partition>[a-z0-9-]+):sts::(?P<account>[0-9]{12}):assumed-role/(?P<role>[^/]+)/[^/]+")
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


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionArn:
    """`arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION`, as far as it says whose session it is."""

    partition: str
    account: str
    role: str

    @property
    def role_arn(self) -> str:
        """Return the ARN of the role without its path, which the ARN of a session does not have."""
        return f"arn:{self.partition}:iam::{self.account}:role/{self.role}"


def parse_stack_arn(text: str) -> StackArn | None:
    """Return the parts of a stack ARN; None for everything else, other ARNs included."""
    match = _STACK.fullmatch(text)
    return StackArn(text=text, **match.groupdict()) if match else None


def parse_session_arn(text: str) -> SessionArn | None:
    """Return the parts of the ARN of a role's session; None for everything else, other ARNs included."""
    match = _SESSION.fullmatch(text)
    return SessionArn(**match.groupdict()) if match else None


def location_of(arn: str) -> tuple[str, str] | None:
    """Return the account and the Region of an ARN; None where it lacks one of them."""
    match = _LOCATED.match(arn)
    return (match["account"], match["region"]) if match else None


def account_of(arn: str) -> str:
    """Return the account of an ARN; "" where it has none."""
    parts = arn.split(":")
    return parts[4] if len(parts) > 5 else ""


def is_stack_name(text: str) -> bool:
    """Return whether CloudFormation would take this as a stack's name (CreateStack, StackName)."""
    return _STACK_NAME.fullmatch(text) is not None


def stack_name(name_or_arn: str) -> str:
    """Return the stack's name for its name or its ARN."""
    arn = parse_stack_arn(name_or_arn)
    return arn.name if arn else name_or_arn
