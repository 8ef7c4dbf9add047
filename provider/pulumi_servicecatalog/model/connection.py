"""Which AWS account and Region a resource talks to, and with whose credentials."""

from dataclasses import dataclass, fields, replace

from pulumi_servicecatalog.model.unknown import UNKNOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Connection:
    """What a program says of its connection; None leaves a thing to the AWS SDK's own chain.

    Equal connections share one gateway, one snapshot and one lane, so this is hashable. `endpoint_url` is for every
    service; `endpoints` are pairs of a service (`servicecatalog`, `cloudformation`, `sts`, `s3`, `iam`) and its URL.
    """

    region: str | None = None
    profile: str | None = None
    role_arn: str | None = None
    external_id: str | None = None
    session_name: str | None = None
    expected_account_id: str | None = None
    endpoint_url: str | None = None
    endpoints: tuple[tuple[str, str], ...] = ()
    max_retries: int | None = None

    def over(self, configured: "Connection") -> "Connection":
        """Return this connection, with what is configured in the place of what it leaves out."""
        declared = {member.name: getattr(self, member.name) for member in fields(self)}
        return replace(configured, **{name: value for name, value in declared.items() if value not in (None, ())})


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownConnection:
    """A connection of which a part is not known yet, so that it leads nowhere so far.

    `unknown` are the members of `Connection` that are not known, `known` says the others.
    """

    known: Connection = Connection()
    unknown: frozenset[str]

    def value_of(self, member: str) -> object:
        """Return a member of `Connection`, or UNKNOWN."""
        return UNKNOWN if member in self.unknown else getattr(self.known, member)


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who AWS says that we are (STS GetCallerIdentity), and where."""

    partition: str
    account: str
    region: str
    caller_arn: str
