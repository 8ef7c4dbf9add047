"""What an operation that is still running makes of a provisioned product: AWS reports the version before until it ends.

Used wherever a preview compares. `execution.wait_until_idle` waits for the same operation before anything is changed.
"""

from dataclasses import replace

from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.problems.base import Severity
from pulumi_servicecatalog.model.problems.updates import UnderChange
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation import read
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def foreseen(actual: ObservedState, session: AccountSession) -> tuple[ObservedState, tuple[UnderChange, ...]]:
    """Return what there will be once nothing runs any more, as far as AWS tells, and what is to be said of it.

    Args:
        actual: what AWS has now.
        session: where it is.

    Returns:
        The same, and nothing, where no operation is running. An operation that ends it is an error: nothing that is
        planned for it can be done.

    """
    now = actual.provisioned_product
    if not now.under_change or not now.last_record_id:
        return actual, ()
    try:
        record = session.snapshot.record(now.last_record_id)
    except Refusal:
        return actual, (UnderChange(name=now.name, id=now.id, record=now.last_record_id),)
    after = now
    if record.artifact_id and record.artifact_id != now.artifact_id:
        same_product = record.product_id in {"", now.product_id}
        after = read.named(
            replace(
                now,
                product_id=record.product_id or now.product_id,
                product_name=now.product_name if same_product else "",
                artifact_id=record.artifact_id,
                artifact_name="",
            ),
            session,
        )
    version = "" if after is now else after.artifact_name or after.artifact_id
    said = UnderChange(name=now.name, id=now.id, record=record.id, operation=record.type, version=version)
    said = replace(said, severity=Severity.ERROR) if said.ends else said
    return replace(actual, provisioned_product=after), (said,)
