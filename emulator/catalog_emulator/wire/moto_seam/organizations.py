"""Puts accounts with known IDs into an organization of moto's, which draws them at random.

moto also gives every account that it makes a role in an IAM of its own, with all of AWS's managed policies; a thousand
of those need gigabytes. A role has to exist for nobody here: AssumeRole takes any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto.core.utils import utcnow
from moto.organizations.models import FakeAccount, organizations_backends
from moto.organizations.utils import make_random_create_account_status_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto.organizations.models import FakeOrganization


@dataclass(frozen=True, slots=True)
class Member:
    """An account of an organization. The organizational unit is one below the root."""

    id: str
    name: str
    organizational_unit: str
    suspended: bool = False


class _Account(FakeAccount):  # type: ignore[misc]  # moto is not analysed
    def __init__(self, organization: FakeOrganization, member: Member, parent_id: str) -> None:
        self.type = "ACCOUNT"
        self.region = organization.region
        self.organization_id = organization.id
        self.master_account_id = organization.master_account_id
        self.create_account_status_id = make_random_create_account_status_id()
        self.id = member.id
        self.name = member.name
        self.email = f"{member.name}@example.com"
        self.create_time = utcnow()
        self.status = self.state = "SUSPENDED" if member.suspended else "ACTIVE"
        self.joined_method = "CREATED"
        self.parent_id = parent_id
        self.attached_policies: list[object] = []
        self.tags: dict[str, str] = {}


def make(master: str, members: Sequence[Member]) -> None:
    """Make an organization with these accounts, and the organizational units that they are in."""
    backend = organizations_backends[master]["aws"]
    backend.create_organization(region="us-east-1", FeatureSet="ALL")
    root = backend.org.root_id
    units: dict[str, str] = {}
    for member in members:
        name = member.organizational_unit
        if name not in units:
            made = backend.create_organizational_unit(ParentId=root, Name=name)
            units[name] = made["OrganizationalUnit"]["Id"]
        backend.accounts.append(_Account(backend.org, member, units[name]))
        organizations_backends.master_accounts[member.id] = (master, backend.partition)
