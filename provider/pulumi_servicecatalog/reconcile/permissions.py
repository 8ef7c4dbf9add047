"""What the caller may not do, as far as IAM's simulator tells, which does not try it."""

from collections.abc import Iterator

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.site import Site

NEEDED = (
    "servicecatalog:ImportAsProvisionedProduct",
    "cloudformation:GetTemplate",
    "cloudformation:DescribeStacks",
)
"""What ImportAsProvisionedProduct needs of its caller (its API page)."""


def check(site: Site) -> Iterator[Problem]:
    """Find actions that IAM denies to the caller. Few may ask the simulator; then the import itself will tell."""
    try:
        denied = site.snapshot.denied_actions(NEEDED)
    except Refusal:
        return
    for action in denied:
        yield kinds.MISSING_PERMISSION.found(
            operation=action.partition(":")[2],
            caller=site.door.identity().caller_arn,
            reason="IAM's simulator says so.",
            action=action,
        )
