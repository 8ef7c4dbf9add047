"""What the caller may not do, as far as IAM's simulator tells, which does not try it."""

from collections.abc import Iterator

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import MissingPermission
from pulumi_servicecatalog.model.product import Product
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation.session import AccountSession

IMPORT = "servicecatalog:ImportAsProvisionedProduct"
"""The one action that an import needs (its API page) and that preflight cannot try.

The others, cloudformation:DescribeStacks and GetTemplate, it has tried on the stack itself by then. The simulator would
be wrong about them where a policy names some stacks only.
"""


def check_import(product: Product, session: AccountSession) -> Iterator[Problem]:
    """Find that IAM denies the import. Few may ask the simulator; for the others the import itself will tell."""
    identity = session.gateway.identity()
    arn = f"arn:{identity.partition}:catalog:{identity.region}:{identity.account}:product/{product.id}"
    try:
        denied = session.snapshot.denied_actions([IMPORT], arn)
    except Refusal:
        return
    for action in denied:
        yield MissingPermission(
            operation=action.partition(":")[2],
            caller=identity.caller_arn,
            reason="IAM's simulator says so.",
            action=action,
        )
