"""The ledger that an option names: a file, or an object of S3 that the caller's own credentials reach."""

from collections.abc import Sequence
from pathlib import Path

from pulumi_servicecatalog import connect
from pulumi_servicecatalog.fleet import json_lines, ledger_object
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.ledger import LedgerError
from pulumi_servicecatalog.fleet.ledger_file import LedgerFile
from pulumi_servicecatalog.fleet.ledger_object import LedgerObject, ObjectStore
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.object_location import ObjectLocation
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.rules import refusals

Where = Path | ObjectLocation


def exists(where: Where) -> bool:
    """Return whether there is something. Raises LedgerError where that cannot be known."""
    return where.exists() if isinstance(where, Path) else bool(ledger_object.stored(_objects(where), where))


def opened(where: Where, *, empty: bool) -> LedgerFile | LedgerObject:
    """Return a ledger to be written. Raises LedgerError.

    Args:
        where: the file or the object.
        empty: whether what is in it is dropped.

    """
    if isinstance(where, Path):
        return LedgerFile(where, empty=empty)
    return LedgerObject(_objects(where), where, empty=empty)


def lines(where: Where) -> Sequence[Line]:
    """Return the lines that are there.

    Raises:
        JsonLinesError: it cannot be read, or has a line that is no JSON object.
        LedgerError: S3 does not say what is there, or there is nothing.

    """
    if isinstance(where, Path):
        return json_lines.read(where).lines
    parts = ledger_object.stored(_objects(where), where)
    if not parts:
        raise LedgerError(f"{where}: there is no such object")
    return json_lines.parse(ledger_object.text_of(parts), str(where)).lines


def _objects(where: ObjectLocation) -> ObjectStore:
    try:
        return connect.objects(Connection())
    except Refusal as refusal:
        raise LedgerError(f"{where}: {refusals.problem(refusal)}") from refusal
