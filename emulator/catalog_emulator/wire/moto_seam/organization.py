"""The organization that an account is in, as moto's AWS Organizations has it: a `core.other_services.Organization`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moto.backends import get_backend

_SERVICE = "servicecatalog.amazonaws.com"


@dataclass(frozen=True)
class Organization:
    """An organization, asked for an account that is in it. `backend` is moto's, of the management account."""

    account: str
    backend: Any

    @property
    def is_managed_here(self) -> bool:
        """Say whether the account is the management account."""
        return bool(self.backend.account_id == self.account)

    @property
    def management_account(self) -> str:
        """Return the account that made the organization."""
        return str(self.backend.account_id)

    @property
    def is_delegated(self) -> bool:
        """Say whether the account is a delegated administrator of some service."""
        return any(admin.account.id == self.account for admin in self.backend.admins)

    @property
    def may_share(self) -> bool:
        """Say whether the account may share with nodes: management account or delegated administrator."""
        delegates = {admin.account.id for admin in self.backend.admins if _SERVICE in admin.services}
        return self.is_managed_here or self.account in delegates

    @property
    def access_is_enabled(self) -> bool:
        """Say whether Service Catalog has access to the organization."""
        return any(service["ServicePrincipal"] == _SERVICE for service in self.backend.services)

    def enable_access(self) -> None:
        """Let Service Catalog have access, "on your behalf", as EnableAWSOrganizationsAccess says."""
        self.backend.enable_aws_service_access(ServicePrincipal=_SERVICE)

    def disable_access(self) -> None:
        """Take the access away again."""
        if self.access_is_enabled:
            self.backend.disable_aws_service_access(ServicePrincipal=_SERVICE)

    def has(self, node: str) -> bool:
        """Say whether there is such a node: the organization, a root, an organizational unit or an account."""
        return node == self.backend.org.id or node in self._parents()

    def is_below(self, account: str, node: str) -> bool:
        """Say whether an account is a node, or below it."""
        parents = self._parents()
        while account in parents:
            if account == node:
                return True
            account = parents[account]
        return bool(account == node == self.backend.org.id)

    def members(self, node: str) -> list[str]:
        """Return the accounts below a node."""
        return [account.id for account in self.backend.accounts if self.is_below(account.id, node)]

    def _parents(self) -> dict[str, str]:
        """Return the parent of every node; that of the root is the organization itself."""
        units = {unit.id: unit.parent_id or self.backend.org.id for unit in self.backend.ou}
        return units | {account.id: account.parent_id for account in self.backend.accounts}


def organization_of(account: str) -> Organization | None:
    """Return the organization that an account is in, if there is one."""
    backends = get_backend("organizations")
    master, partition = backends.master_accounts.get(account, (account, "aws"))
    if master not in backends or backends[master][partition].org is None:
        return None
    return Organization(account, backends[master][partition])
