"""The launch path that a provisioned product took last, which only its records tell."""

from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import Absent
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def last_path(provisioned: ProvisionedProduct, session: AccountSession) -> ById | None:
    """Return the path of the newest record that took one, which a change of the owner does not.

    Nearly always that is the last record, or the last successful one; the others are listed where both took none.
    Raises Refusal.
    """
    for record_id in dict.fromkeys((provisioned.last_record_id, provisioned.last_successful_record_id)):
        path_id = _path_of(record_id, session) if record_id else ""
        if path_id:
            return ById(path_id)
    taken = [record for record in session.snapshot.history(provisioned) if record.path_id]
    return ById(max(taken, key=_made).path_id) if taken else None


def _made(record: Record) -> float:
    return record.created_time.timestamp() if record.created_time else 0.0


def _path_of(record_id: str, session: AccountSession) -> str:
    try:
        return session.snapshot.record(record_id).path_id
    except Absent:  # AWS keeps records for a while
        return ""
