"""Records: describe one, list the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import InvalidParametersError
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

if TYPE_CHECKING:
    from catalog_emulator.core.model.record import Record

_FILTERS = ("product", "provisionedproduct")


@operation("DescribeRecord")
def describe_record(request: OperationRequest) -> Result:
    """Show a record and a page of its outputs."""
    record = request.catalog.record(request.get("Id"))
    shown = page(
        list(enumerate(record.outputs)),
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda numbered: [numbered[0]],
    )
    return {
        "RecordDetail": record.to_detail(),
        "RecordOutputs": [output.to_document() for _, output in shown.items],
        "NextPageToken": shown.token,
    }


@operation("ListRecordHistory")
def list_record_history(request: OperationRequest) -> Result:
    """List records, newest first: of everything, of a product or of a provisioned product."""
    records = list(request.catalog.records.values())
    search = request.get("SearchFilter")
    if search:
        key, value = search.get("Key"), search.get("Value")
        if key not in _FILTERS:
            raise InvalidParametersError(f"Invalid SearchFilter key {key}. Valid keys: {', '.join(_FILTERS)}")
        records = [r for r in records if value == _searched(r, key)]
    shown = page(
        records,
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda record: [record.ordinal],
        descending=True,
    )
    return {"RecordDetails": [r.to_detail() for r in shown.items], "NextPageToken": shown.token}


def _searched(record: Record, key: str) -> str:
    return record.product_id if key == "product" else record.provisioned_product_id
