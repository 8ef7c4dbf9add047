"""What a provisioned product's status and records say of it."""

from support.fakes.samples import product
from support.tables import table


@table(
    "facts unhealthy never_worked",
    ({}, False, False, "at rest"),
    ({"status": "TAINTED"}, True, False, "an update has failed, and what was before goes on"),
    ({"status": "ERROR"}, True, False, "an update has failed, and it had worked before"),
    ({"status": "ERROR", "last_successful_record_id": ""}, True, True, "its launch has failed"),
    ({"status": "TAINTED", "last_successful_record_id": ""}, True, False, "AWS does not report whether it had worked"),
    ({"status": "UNDER_CHANGE", "last_successful_record_id": ""}, False, False, "its launch is still under way"),
    ({"status": "PLAN_IN_PROGRESS"}, False, False, "a plan is no failure"),
)
def test_what_has_failed_and_what_never_worked(facts, unhealthy, never_worked, reason):
    provisioned_product = product(**facts)
    assert (provisioned_product.unhealthy, provisioned_product.never_worked) == (unhealthy, never_worked), reason


@table(
    "status under_change planned",
    ("AVAILABLE", False, False, "at rest"),
    ("UNDER_CHANGE", True, False, "an operation runs"),
    ("PLAN_IN_PROGRESS", False, True, "a plan exists"),
)
def test_what_has_to_be_waited_for(status, under_change, planned, reason):
    provisioned_product = product(status=status)
    assert (provisioned_product.under_change, provisioned_product.planned) == (under_change, planned), reason
