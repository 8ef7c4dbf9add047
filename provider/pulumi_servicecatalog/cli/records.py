"""Prints records: text for people, JSON for programs."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record

SCHEMA_VERSION = 1
_WIDTH = 110
_UNKNOWN_TIME = "-"


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What is printed. `provisioned_product` is None where it is terminated; `versions` are names by IDs."""

    provisioned_product: ProvisionedProduct | None
    records: Sequence[Record]
    versions: Mapping[str, str]


def as_text(history: History) -> str:
    """Give a line on the provisioned product, and a block for each record."""
    lines = [_headline(history), ""]
    columns = [(each.status, each.type) for each in history.records]
    status, kind = (max((len(column[place]) for column in columns), default=0) for place in (0, 1))
    for each in history.records:
        began = _iso(each.created_time) or _UNKNOWN_TIME
        version = _version(each, history.versions)
        lines += [f"{began}  {each.status:<{status}}  {each.type:<{kind}}  {version}".rstrip(), *_details(each)]
    count = len(history.records)
    return "\n".join([*lines, "", f"{count} record{'' if count == 1 else 's'}."]) + "\n"


def as_json(history: History) -> str:
    """Give a document whose shape `schemaVersion` names; new keys may be added to it, none taken away."""
    found = history.provisioned_product
    document = {
        "schemaVersion": SCHEMA_VERSION,
        "provisionedProduct": _provisioned_product(found) if found else None,
        "records": [_entry(each, history.versions) for each in history.records],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _headline(history: History) -> str:
    found = history.provisioned_product
    if found is None:
        last = history.records[0]
        return f"{last.provisioned_product_name} ({last.provisioned_product_id})  is terminated"
    product = f"{found.product_name} ({found.product_id})" if found.product_name else found.product_id
    return f"{found.name} ({found.id})  {found.status}  of {product}"


def _version(record: Record, versions: Mapping[str, str]) -> str:
    name = versions.get(record.artifact_id)
    return f"{name} ({record.artifact_id})" if name else record.artifact_id


def _details(record: Record) -> list[str]:
    told = [f"{what} {value}" for what, value in (("path", record.path_id), ("role", record.launch_role_arn)) if value]
    lines = [f"    {record.id}{''.join(f'  {each}' for each in told)}"]
    for error in record.errors:
        lines += textwrap.wrap(
            str(error), width=_WIDTH, initial_indent="    ! ", subsequent_indent="      ", break_long_words=False
        )
    return lines


def _provisioned_product(found: ProvisionedProduct) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.name,
        "status": found.status,
        "stackId": found.physical_id,
        "product": {"id": found.product_id, "name": found.product_name},
    }


def _entry(record: Record, versions: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": record.id,
        "type": record.type,
        "status": record.status,
        "createdTime": _iso(record.created_time),
        "updatedTime": _iso(record.updated_time),
        "provisionedProductId": record.provisioned_product_id,
        "productId": record.product_id,
        "provisioningArtifact": {"id": record.artifact_id, "name": versions.get(record.artifact_id)},
        "pathId": record.path_id or None,
        "launchRoleArn": record.launch_role_arn or None,
        "errors": [{"code": each.code, "description": each.description} for each in record.errors],
        "tags": dict(record.tags),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None
