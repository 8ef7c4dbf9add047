"""Prints records: text for people, JSON for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.cli.layout import ASIDE, BAD, GOOD, NAME, Block, Line, Paragraph, Span
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.moment import iso
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import FAILED, SUCCEEDED, Record

SCHEMA_VERSION = 1
_STYLES = {FAILED: BAD, SUCCEEDED: GOOD}
_UNKNOWN_TIME = "-"


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What is printed. `provisioned_product` is None where it is terminated; `versions` are names by IDs."""

    provisioned_product: ProvisionedProduct | None
    records: Sequence[Record]
    versions: Mapping[str, str]


def as_text(history: History) -> list[Block]:
    """Return a line on the provisioned product, and some for each record."""
    status = max((len(record.status) for record in history.records), default=0)
    kind = max((len(record.type) for record in history.records), default=0)
    blocks: list[Block] = [_headline(history), layout.line()]
    for record in history.records:
        began = iso(record.created_time) or _UNKNOWN_TIME
        rest = f"  {record.type:<{kind}}  {_version(record, history.versions)}".rstrip()
        shown = Span(f"{record.status:<{status}}", _STYLES.get(record.status, ""))
        blocks += [layout.line(f"{began}  ", shown, rest), *_details(record)]
    count = len(history.records)
    return [*blocks, layout.line(), layout.line(f"{count} record{'' if count == 1 else 's'}.")]


def as_json(history: History) -> str:
    """Return a document whose shape `schemaVersion` names; keys may be added to it, and are never removed."""
    product = history.provisioned_product
    document = {
        "schemaVersion": SCHEMA_VERSION,
        "provisionedProduct": _provisioned_product(product) if product else None,
        "records": [_entry(record, history.versions) for record in history.records],
    }
    return display.as_json(document)


def _headline(history: History) -> Line:
    observed = history.provisioned_product
    if observed is None:
        last = history.records[0]
        return layout.line(
            Span(last.provisioned_product_name, NAME), f" ({last.provisioned_product_id})  is terminated"
        )
    product = f"{observed.product_name} ({observed.product_id})" if observed.product_name else observed.product_id
    return layout.line(Span(observed.name, NAME), f" ({observed.id})  {observed.status}  of {product}")


def _version(record: Record, versions: Mapping[str, str]) -> str:
    name = versions.get(record.artifact_id)
    return f"{name} ({record.artifact_id})" if name else record.artifact_id


def _details(record: Record) -> list[Block]:
    named = (("path", record.path_id), ("role", record.launch_role_arn))
    facts = f"{record.id}{''.join(f'  {label} {value}' for label, value in named if value)}"
    errors = [Paragraph(text=Span(str(error)), first=[Span("    ! ", BAD)], rest=" " * 6) for error in record.errors]
    return [layout.line(Span(f"    {facts}", ASIDE)), *errors]


def _provisioned_product(product: ProvisionedProduct) -> dict[str, Any]:
    return {
        "id": product.id,
        "name": product.name,
        "status": product.status,
        "stackId": product.physical_id,
        "product": {"id": product.product_id, "name": product.product_name},
    }


def _entry(record: Record, versions: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": record.id,
        "type": record.type,
        "status": record.status,
        "createdTime": iso(record.created_time) or None,
        "updatedTime": iso(record.updated_time) or None,
        "provisionedProductId": record.provisioned_product_id,
        "productId": record.product_id,
        "provisioningArtifact": {"id": record.artifact_id, "name": versions.get(record.artifact_id)},
        "pathId": record.path_id or None,
        "launchRoleArn": record.launch_role_arn or None,
        "errors": [{"code": error.code, "description": error.description} for error in record.errors],
        "tags": dict(record.tags),
    }
