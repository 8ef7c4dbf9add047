"""Who calls, as Service Catalog needs to know it: for UserArn, access levels and launch paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A principal. `session_arn` is what STS GetCallerIdentity says, `arn` the user or role behind it."""

    account: str
    session_arn: str
    arn: str

    @property
    def arns(self) -> tuple[str, ...]:
        """Return every ARN that the caller is known by."""
        return (self.arn, self.session_arn)


def caller(account: str, session_arn: str) -> Caller:
    """Return the caller of whom STS GetCallerIdentity says this ARN."""
    return Caller(account=account, session_arn=session_arn, arn=principal_arn(session_arn))


def principal_arn(session_arn: str) -> str:
    """Turn arn:aws:sts::1:assumed-role/Name/session into arn:aws:iam::1:role/Name."""
    head, separator, tail = session_arn.partition(":assumed-role/")
    if not separator:
        return session_arn
    return head.replace(":sts:", ":iam:", 1) + ":role/" + tail.split("/", 1)[0]


def is_visible(
    access_level: Mapping[str, str] | None, default_level: str, caller: Caller, owner: tuple[str, str]
) -> bool:
    """Say whether an AccessLevelFilter lets a caller see what an owner (ARN, session ARN) made.

    AccessLevelFilter: Account is everything in the account, Role what the caller's role made, User what this
    session's user made; the only supported value is Self.
    """
    level = (access_level or {}).get("Key", default_level)
    owner_arn, owner_session_arn = owner
    if level == "Account":
        return True
    return owner_arn == caller.arn if level == "Role" else owner_session_arn == caller.session_arn
