"""Whether a resource is looked for where it was adopted."""

from pulumi_servicecatalog.model.arn import location_of
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import RecordedElsewhere


def recorded_elsewhere(provisioned_product_id: str, stack_id: str | None, identity: Identity) -> Problem | None:
    """Find that the recorded stack, or stack set, is of another account or Region than the connection leads to.

    From there the provisioned product would look gone, and a refresh would drop it from the state.
    """
    recorded = location_of(stack_id or "")
    if recorded is None or recorded == (identity.account, identity.region):
        return None
    account, region = recorded
    return RecordedElsewhere(
        id=provisioned_product_id,
        recorded_account=account,
        recorded_region=region,
        account=identity.account,
        region=identity.region,
    )
