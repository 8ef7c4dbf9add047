"""Roles that are assumed. Connections of one role share its credentials, so that an account is entered once.

Credentials are good in every Region, but they are asked for in one: where that Region, or its endpoint, does not
answer, the connections of other Regions ask in theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from botocore.credentials import AssumeRoleCredentialFetcher, CredentialProvider, DeferredRefreshableCredentials
from botocore.utils import parse_timestamp

from pulumi_servicecatalog.aws.structure import MissingMemberError
from pulumi_servicecatalog.aws.translation import reading
from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.credentials import Credentials


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """What tells one way to assume a role from another; `access_key` is the caller's, where the environment has it."""

    arn: str
    session_name: str
    external_id: str | None
    endpoint_url: str | None
    profile: str | None
    access_key: str | None


_RENEWED: Final = timedelta(minutes=15)
"""How long before their end botocore renews credentials, and does not hand out others."""

AssumedRoles = Once[Role, "Mapping[str, Any]"]
"""The credentials of roles that the connections of a process have got by now."""


class AssumedRole(CredentialProvider):
    """Provides the session of a connection with the credentials of a role, and with new ones when they expire."""

    METHOD = "assume-role"

    def __init__(self, role: Role, source: Credentials, sts: Callable[..., Any], roles: AssumedRoles) -> None:
        """Ask nothing yet.

        Args:
            role: which, and how.
            source: the caller's own credentials.
            sts: opens the client of STS in the connection's Region.
            roles: what all connections share.

        """
        super().__init__()
        self._role = role
        self._roles = roles
        self._last: Mapping[str, Any] | None = None
        self._fetcher = AssumeRoleCredentialFetcher(
            client_creator=sts,
            source_credentials=source,
            role_arn=role.arn,
            extra_args={
                "RoleSessionName": role.session_name,
                **({"ExternalId": role.external_id} if role.external_id else {}),
            },
        )

    def load(self) -> DeferredRefreshableCredentials:
        """Return credentials that are fetched when they are first used."""
        return DeferredRefreshableCredentials(method=self.METHOD, refresh_using=self._renewed)

    def _renewed(self) -> Mapping[str, Any]:
        """Return the shared credentials; new ones where these are about to expire, or are those of this connection.

        Those that another connection got may be an hour old when this one is first used.
        """
        current, new = self._shared()
        if not new and (current is self._last or _is_ending(current)):
            self._roles.forget(self._role)
            current, _ = self._shared()
        self._last = current
        return current

    def _shared(self) -> tuple[Mapping[str, Any], bool]:
        """Return what this or another connection got, and whether it was this one, just now.

        That another one failed says nothing of this one's Region.
        """
        sent = False

        def ask() -> Mapping[str, Any]:
            nonlocal sent
            sent = True
            return self._fetched()

        try:
            return self._roles.get(self._role, ask), sent
        except Refusal:
            if sent:
                raise
            return self._fetched(), True

    def _fetched(self) -> Mapping[str, Any]:
        """Assume the role. It happens within another call, whose operation is not to be blamed for it."""
        with reading("AssumeRole"):
            try:
                fetched: Mapping[str, Any] = self._fetcher.fetch_credentials()
            except KeyError as error:  # botocore takes the members of a response that may be cut off
                raise MissingMemberError(str(error.args[0])) from error
            return fetched


def _is_ending(credentials: Mapping[str, Any]) -> bool:
    ends: datetime = parse_timestamp(credentials["expiry_time"])
    return datetime.now(UTC) >= ends - _RENEWED
