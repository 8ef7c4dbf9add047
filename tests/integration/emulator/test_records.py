"""Records: a state machine on a clock, seen through DescribeRecord and ListRecordHistory."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from integration.emulator.caller import template


def statuses(aws, record, *steps):
    """Return a record's status now and after each step of the clock."""
    seen = [aws.record(record)["Status"]]
    for seconds in steps:
        aws.control.advance(seconds)
        seen.append(aws.record(record)["Status"])
    return seen


def test_a_record_is_created_then_in_progress_then_succeeded(slow):
    slow.set(created_seconds=2, import_seconds=3)
    record = slow.import_as(slow.make_stack(), slow.product())
    assert statuses(slow, record, 1, 1, 2, 1, 100) == [
        "CREATED",
        "CREATED",
        "IN_PROGRESS",
        "IN_PROGRESS",
        "SUCCEEDED",
        "SUCCEEDED",
    ]


def test_all_steps_that_are_due_are_made_however_late_one_looks(slow):
    slow.set(created_seconds=2, import_seconds=3)
    record = slow.import_as(slow.make_stack(), slow.product())
    slow.control.advance(1000)
    ended = slow.record(record)
    assert ended["Status"] == "SUCCEEDED"
    assert (ended["UpdatedTime"] - ended["CreatedTime"]).total_seconds() == 5


def test_a_failure_goes_through_its_remediation(slow):
    slow.set(import_seconds=1, rollback_seconds=4)
    record = slow.import_as(slow.make_stack(), slow.product())
    slow.control.force_stack("payments", account=slow.account, status="DELETE_FAILED")
    assert statuses(slow, record, 1, 3, 1) == [
        "IN_PROGRESS",
        "IN_PROGRESS_IN_ERROR",
        "IN_PROGRESS_IN_ERROR",
        "FAILED",
    ]


def test_the_provisioned_product_stays_under_change_during_the_remediation(slow):
    slow.set(import_seconds=1, rollback_seconds=4)
    record = slow.import_as(slow.make_stack(), slow.product())
    slow.control.force_stack("payments", account=slow.account, status="DELETE_FAILED")
    slow.control.advance(2)
    assert slow.provisioned(record["ProvisionedProductId"])["Status"] == "UNDER_CHANGE"
    slow.control.advance(3)
    assert slow.provisioned(record["ProvisionedProductId"])["Status"] == "ERROR"


@pytest.mark.parametrize("setting", ["import_seconds", "update_seconds", "terminate_seconds", "provision_seconds"])
def test_each_kind_of_record_has_its_own_duration(slow, setting):
    slow.set(record_seconds=1, **{setting: 60})
    product, stack_id = slow.product(), slow.make_stack()
    kinds = {}
    kinds["import_seconds"] = record = slow.import_as(stack_id, product)
    slow.control.advance(60)
    kinds["provision_seconds"] = slow.catalog.provision_product(
        ProductId=product[0], ProvisioningArtifactId=product[1], ProvisionedProductName="launched"
    )["RecordDetail"]
    pp_id = record["ProvisionedProductId"]
    kinds["update_seconds"] = slow.catalog.update_provisioned_product(ProvisionedProductId=pp_id)["RecordDetail"]
    if setting in ("provision_seconds", "update_seconds"):
        slow.control.advance(1)
        assert slow.record(kinds[setting])["Status"] == "IN_PROGRESS"
    slow.control.advance(60)
    kinds["terminate_seconds"] = slow.catalog.terminate_provisioned_product(
        ProvisionedProductId=pp_id, RetainPhysicalResources=True
    )["RecordDetail"]
    slow.control.advance(1)
    expected = "IN_PROGRESS" if setting == "terminate_seconds" else "SUCCEEDED"
    assert slow.record(kinds["terminate_seconds"])["Status"] == expected


def test_records_survive_their_product(aws):
    pp_id, _, _ = aws.adopted()
    record = aws.catalog.terminate_provisioned_product(ProvisionedProductId=pp_id, RetainPhysicalResources=True)
    assert aws.search() == []
    assert aws.record(record["RecordDetail"])["Status"] == "SUCCEEDED"


def test_the_history_is_newest_first_and_can_be_narrowed(aws):
    pp_id, product_id, _ = aws.adopted()
    aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id)
    aws.import_as(aws.make_stack("other"), aws.product(name="second"), "other")

    def history(**arguments):
        records = aws.catalog.list_record_history(**arguments)["RecordDetails"]
        return [(r["ProvisionedProductName"], r["RecordType"]) for r in records]

    everything = [
        ("other", "PROVISION_PRODUCT"),
        ("payments", "UPDATE_PROVISIONED_PRODUCT"),
        ("payments", "PROVISION_PRODUCT"),
    ]
    assert history() == everything
    assert history(SearchFilter={"Key": "provisionedproduct", "Value": pp_id}) == everything[1:]
    assert history(SearchFilter={"Key": "product", "Value": product_id}) == everything[1:]


def test_a_history_filter_that_does_not_exist_is_refused(aws):
    code, message = aws.refusal("list_record_history", SearchFilter={"Key": "colour", "Value": "blue"})
    assert code == "InvalidParametersException"
    assert "provisionedproduct" in message


def test_a_record_that_does_not_exist_is_not_found(aws):
    assert aws.refusal("describe_record", Id="rec-unknown")[0] == "ResourceNotFoundException"


def test_outputs_come_in_pages_of_at_most_20(aws):
    names = [f"Output{number:02}" for number in range(45)]
    body = template(Outputs={name: {"Value": {"Ref": "Queue"}} for name in names})
    record = aws.import_as(aws.make_stack(template=body), aws.product(body))
    pages: list[Any] = []
    token = None
    while token is not None or not pages:
        answer = aws.catalog.describe_record(Id=record["RecordId"], **({"PageToken": token} if token else {}))
        pages.append([output["OutputKey"] for output in answer["RecordOutputs"]])
        token = answer.get("NextPageToken")
    assert [len(page) for page in pages] == [20, 20, 6]
    assert sorted(name for page in pages for name in page) == sorted(["CloudformationStackARN", *names])


def test_answers_are_dated_by_the_clock_that_dates_records(slow):
    """Clients tell a record of theirs from an older one by the two."""
    slow.control.advance(3600)
    first = slow.catalog.list_portfolios()["ResponseMetadata"]["HTTPHeaders"]["date"]
    slow.control.advance(60)
    second = slow.catalog.list_portfolios()["ResponseMetadata"]["HTTPHeaders"]["date"]
    assert parsedate_to_datetime(second) - parsedate_to_datetime(first) == timedelta(seconds=60)
