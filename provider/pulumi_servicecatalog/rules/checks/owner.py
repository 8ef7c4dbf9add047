"""Whether AWS would make the declared owner the owner of a provisioned product."""

import re
from collections.abc import Iterator

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.updates import OwnerNotAllowed
from pulumi_servicecatalog.model.unknown import Unknown
from pulumi_servicecatalog.rules import drift

_PRINCIPAL = re.compile(
    r"arn:(?P<partition>[a-z0-9-]+):(?:iam::(?P<account>[0-9]{12}):(?:user|role)/|"
    r"sts::(?P<session_account>[0-9]{12}):assumed-role/).+"
)


def check(declared: str | Unknown | None, identity: Identity) -> Iterator[Problem]:
    """Find that the owner is no user, role or session of the account, which UpdateProvisionedProductProperties wants.

    The caller owns what it makes, also as the root user.
    """
    if not declared or isinstance(declared, Unknown) or drift.same_principal(declared, identity.caller_arn):
        return
    match = _PRINCIPAL.fullmatch(declared)
    account = match and (match["account"] or match["session_account"])
    if not match or (match["partition"], account) != (identity.partition, identity.account):
        yield OwnerNotAllowed(owner=declared, account=identity.account, partition=identity.partition)
