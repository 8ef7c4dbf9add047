"""Whether the connection leads to the account and Region in which a resource was adopted or launched."""

from collections.abc import Iterable

from pulumi_servicecatalog.model.arn import location_of
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import RecordedElsewhere


def recorded_elsewhere(provisioned_product_id: str, arns: Iterable[str], identity: Identity) -> Problem | None:
    """Return the problem that the resource was made in another account or Region than the connection leads to.

    From there the provisioned product would look gone, and a refresh would drop it from the state.

    Args:
        provisioned_product_id: for the message.
        arns: what the state has: the ARNs of the stack or stack set, and of the provisioned product; some may be "".
        identity: where the connection leads.
    """
    recorded = next((location for arn in arns if (location := location_of(arn)) is not None), None)
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
