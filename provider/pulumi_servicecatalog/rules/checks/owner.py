"""Whether AWS would take the declared owner, and the declared launch role, for a provisioned product."""

import re
from collections.abc import Iterator

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.updates import LaunchRoleNotAllowed, OwnerNotAllowed
from pulumi_servicecatalog.model.unknown import Unknown
from pulumi_servicecatalog.rules import drift

_PRINCIPAL = re.compile(
    r"arn:(?P<partition>[a-z0-9-]+):(?:iam::(?P<account>[0-9]{12}):(?:user|role)/|"
    r"sts::(?P<session_account>[0-9]{12}):assumed-role/).+"
)


def check(desired: Desired, identity: Identity) -> Iterator[Problem]:
    """Find what UpdateProvisionedProductProperties would refuse."""
    yield from check_owner(desired.owner, identity)
    yield from check_launch_role(desired.launch_role_arn, identity)


def check_owner(declared: str | Unknown | None, identity: Identity) -> Iterator[Problem]:
    """Find that the owner is no user, role or session of the account, which UpdateProvisionedProductProperties wants.

    The caller owns what it makes, also as the root user.
    """
    if not declared or isinstance(declared, Unknown) or drift.same_principal(declared, identity.caller_arn):
        return
    match = _PRINCIPAL.fullmatch(declared)
    account = match and (match["account"] or match["session_account"])
    if not match or (match["partition"], account) != (identity.partition, identity.account):
        yield OwnerNotAllowed(owner=declared, account=identity.account, partition=identity.partition)


def check_launch_role(declared: str | Unknown | None, identity: Identity) -> Iterator[Problem]:
    """Find that the role is of another partition, in which Service Catalog here assumes none.

    It may be of another account: a shared product has the role of the account that shares it.
    """
    if not declared or isinstance(declared, Unknown):
        return
    if declared.split(":")[1] != identity.partition:
        yield LaunchRoleNotAllowed(role=declared, partition=identity.partition)
