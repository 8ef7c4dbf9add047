"""Which AWS account and Region a resource talks to, and with whose credentials."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Connection:
    """What a program says of its connection; None leaves a thing to the AWS SDK's own chain.

    Equal connections share one door, one snapshot and one lane, so this is hashable.
    """

    region: str | None = None
    profile: str | None = None
    role_arn: str | None = None
    external_id: str | None = None
    expected_account_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who AWS says that we are (STS GetCallerIdentity), and where."""

    partition: str
    account: str
    region: str
    caller_arn: str
