"""Plans that a killed preview has left on a provisioned product. While one exists, AWS changes nothing else."""

from collections.abc import Sequence

from pulumi_servicecatalog.model.plan import Plan
from pulumi_servicecatalog.reconcile.observation.session import AccountSession

PREFIX = "pulumi-preview-"
"""How the plans of previews are named, by which a later run knows them."""


def of_others(provisioned_product_id: str, session: AccountSession) -> list[str]:
    """Name the plans that no preview has left. Raises Refusal."""
    return _others(session.gateway.plans(provisioned_product_id))


def remove(provisioned_product_id: str, session: AccountSession) -> list[str]:
    """Remove the plans that previews have left, and name those of others. Raises Refusal."""
    plans = session.gateway.plans(provisioned_product_id)
    for plan in plans:
        if plan.name.startswith(PREFIX):
            session.gateway.delete_plan(plan.id)
    return _others(plans)


def _others(plans: Sequence[Plan]) -> list[str]:
    return [plan.name for plan in plans if not plan.name.startswith(PREFIX)]
