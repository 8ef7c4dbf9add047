"""What the caller may not do, as far as IAM's simulator tells, which does not try it."""

from collections.abc import Iterator, Sequence
from typing import Final

from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import MissingPermission
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules.checks import update as checks

IMPORT: Final = "ImportAsProvisionedProduct"
LAUNCH: Final = "ProvisionProduct"
RELEASE: Final = "TerminateProvisionedProduct"
_UPDATE: Final = "UpdateProvisionedProduct"
_UPDATE_PROPERTIES: Final = "UpdateProvisionedProductProperties"

_CHANGES: Final = tuple(
    actions.action(operation) for operation in (IMPORT, LAUNCH, RELEASE, _UPDATE, _UPDATE_PROPERTIES)
)
"""What changes something, so that preflight cannot try it; the simulator is asked for all of them at once.

What is only read, preflight has tried by then. The simulator would be wrong about it where a policy names some stacks
only.
"""


def check_update(because: Sequence[str], product_id: str, session: AccountSession) -> Iterator[Problem]:
    """Find that IAM denies what an update is made of; `because` are the reasons why it follows."""
    if checks.is_provisioning(because):
        yield from check(_UPDATE, product_id, session)
    if checks.changes_properties(because):
        yield from check(_UPDATE_PROPERTIES, product_id, session)


def check_release(name: str, session: AccountSession) -> Iterator[Problem]:
    """Find that IAM denies the release of the provisioned product with this name, which is replaced."""
    try:
        product = session.snapshot.named(name)
    except Refusal:  # then the release itself will tell
        return
    if product is not None:
        yield from check(RELEASE, product.product_id, session)


def check(operation: str, product_id: str, session: AccountSession) -> Iterator[Problem]:
    """Find that IAM denies an operation. Few may ask the simulator; for the others the operation itself will tell.

    Args:
        operation: AWS's name of it.
        product_id: the product that it is about.
        session: where it is.

    """
    identity, action = session.gateway.identity(), actions.action(operation)
    arn = f"arn:{identity.partition}:catalog:{identity.region}:{identity.account}:product/{product_id}"
    try:
        denied = session.snapshot.denied_actions(_CHANGES, arn)
    except Refusal:
        return
    if action in denied:
        yield MissingPermission(
            operation=operation, caller=identity.caller_arn, reason="IAM's simulator says so.", action=action
        )
