"""Who has declared which name and which stack in an account and Region, so that nobody does it twice in one program."""

from collections.abc import Iterator
from threading import Lock

from pulumi_servicecatalog.host.shared_claims import LocalClaims, SharedClaims
from pulumi_servicecatalog.model.arn import parse_stack_arn, stack_name
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import Desired, DesiredImport
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.ownership import ClaimsNotShared
from pulumi_servicecatalog.model.problems.stacks import DeclaredTwice
from pulumi_servicecatalog.model.unknown import UNKNOWN


class Declarations:
    """Remembers for the length of one engine operation. Safe to share between threads.

    What the resources of other provider processes declare is among the `claims`.
    """

    def __init__(self, claims: LocalClaims | None = None) -> None:
        self._claims = claims or SharedClaims().within()
        self._holders: dict[tuple[str, str], str] = {}
        self._lock = Lock()

    def check(self, resource: str, desired: Desired, identity: Identity) -> Iterator[Problem]:
        """Remember what a resource (its URN) declares, and find that another one has declared it before.

        Where other processes cannot be known, that is said as well, once.
        `identity` tells which account and Region a stack's name is of; an ARN of another place is another stack.
        """
        if desired.name is not UNKNOWN and (other := self._other("name", desired.name, resource)):
            yield DeclaredTwice(property="name", what="name", value=desired.name, resource=other)
        if isinstance(desired, DesiredImport) and desired.physical_id is not UNKNOWN:
            arn = parse_stack_arn(desired.physical_id)
            here = arn is None or (arn.account, arn.region) == (identity.account, identity.region)
            stack = stack_name(desired.physical_id) if here else desired.physical_id
            if other := self._other("physicalId", stack, resource):
                yield DeclaredTwice(property="physicalId", what="stack", value=stack, resource=other)
        if unusable := self._claims.unusable():
            folder, reason = unusable
            yield ClaimsNotShared(folder=folder, reason=reason)

    def _other(self, what: str, value: str, resource: str) -> str | None:
        with self._lock:
            holder = self._holders.setdefault((what, value), resource)
        if holder == resource:
            holder = self._claims.claim(what, value, resource) or resource
        return None if holder == resource else holder.rpartition("::")[2]
