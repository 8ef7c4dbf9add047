"""Changing what a provisioned product is: only what is declared, and only where it differs."""

from fakes.door import FakeDoor
from fakes.run import Run
from fakes.samples import VALUES, account, adopted, adoption, being_changed, product, record, stack_id
from fakes.timer import FakeTimer
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.record import FAILED
from pulumi_servicecatalog.model.request import KeepValue, SetValue, UpdateRequest
from tables import table

UPDATE = "update_provisioned_product"
PP = "pp-payments"
TO_V2 = adoption(artifact=ByName("v2"))


def only_request(door):
    (request,) = door.requests
    assert isinstance(request, UpdateRequest)
    return request


def test_another_version_is_an_update_that_keeps_every_value():
    door = FakeDoor(adopted("payments", "orders"))
    others = door.state.governed(name="orders")
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.artifact_name == "v2"
    assert outcome.state.stack is not None
    assert outcome.state.stack.parameters == {**VALUES, "Zone": "a"}
    assert outcome.state.stack.id == stack_id("payments")
    assert only_request(door).parameters == (KeepValue(key="Size"), KeepValue(key="Secret"))
    assert door.state.governed(name="orders") == others


def test_declared_parameters_are_set_and_the_others_kept():
    door = FakeDoor(adopted("payments"))
    outcome = Run(door).change(PP, adoption(artifact=ByName("v2"), parameters={"Size": "large", "Zone": "b"}))
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.stack is not None
    assert outcome.state.stack.parameters == {"Size": "large", "Secret": "****", "Zone": "b"}
    assert only_request(door).parameters == (
        SetValue(key="Size", value="large"),
        KeepValue(key="Secret"),
        SetValue(key="Zone", value="b"),
    )


def test_the_path_the_tags_and_the_language_are_handed_on():
    door = FakeDoor(adopted("payments"))
    wish = adoption(artifact=ByName("v2"), path=ById("lpv2-1"), tags={"team": "web"}, accept_language="jp")
    assert isinstance(Run(door).change(PP, wish), Done)
    request = only_request(door)
    assert (request.path, request.tags, request.language) == (ById("lpv2-1"), {"team": "web"}, "jp")


@table(
    "wish",
    ({}, "as adopted"),
    ({"artifact": None}, "no version is declared"),
    ({"physical_id": stack_id("payments"), "artifact": ById("pa-1")}, "the same by ARN and ID"),
    ({"parameters": {"Size": "small"}}, "a value that it has"),
    ({"ignore_errors": True, "retain_physical_resources": False}, "settings that AWS does not keep"),
)
def test_where_nothing_differs_nothing_is_written(wish, reason):
    before = adopted("payments")
    door = FakeDoor(before)
    outcome = Run(door).change(PP, adoption(**wish))
    assert isinstance(outcome, Done), reason
    assert door.requests == [], reason
    assert door.state == before, reason


def test_a_tainted_product_is_updated_although_nothing_else_differs():
    door = FakeDoor(adopted("payments", status="TAINTED"))
    outcome = Run(door).change(PP, adoption())
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.status == "AVAILABLE"
    assert only_request(door).artifact_id == "pa-1"


def test_without_a_declared_version_an_update_keeps_the_one_that_it_has():
    door = FakeDoor(adopted("payments", artifact_id="pa-2", artifact_name="v2"))
    assert isinstance(Run(door).change(PP, adoption(artifact=None, parameters={"Size": "large"})), Done)
    assert only_request(door).artifact_id == "pa-2"


@table(
    "wish code",
    ({"artifact": ByName("v3")}, "ArtifactNotFound", "no such version"),
    ({"product": ByName("web-servce")}, "ProductNotFound", "no such product"),
    ({"artifact": ByName("v2"), "parameters": {"Colour": "red"}}, "UnknownParameter", "no such parameter"),
)
def test_what_cannot_be_changed_is_told_and_nothing_is_changed(wish, code, reason):
    before = adopted("payments")
    door = FakeDoor(before)
    outcome = Run(door).change(PP, adoption(**wish))
    assert isinstance(outcome, NotMade), reason
    assert [problem.code for problem in outcome.problems] == [code], reason
    assert door.state == before, reason


def test_what_is_gone_is_no_outcome():
    assert Run(FakeDoor(account())).change(PP, TO_V2) is None


def test_what_another_run_has_under_way_is_waited_for_and_may_be_the_wish():
    door = FakeDoor(being_changed(ends_at=30.0, artifact_id="pa-2", artifact_name="v2"))
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.artifact_name == "v2"
    assert door.requests == []


def test_what_another_run_has_under_way_is_waited_for_and_then_changed():
    door = FakeDoor(being_changed(ends_at=30.0))
    assert isinstance(Run(door).change(PP, TO_V2), Done)
    assert only_request(door).artifact_id == "pa-2"
    assert door.timer.now() > 30.0


def test_the_deadline_counts_while_another_run_is_waited_for():
    door = FakeDoor(being_changed(ends_at=600.0))
    outcome = Run(door, seconds=60.0).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message == (
        "The operation that is under way was not done within 60 s; AWS is still at it (record rec-payments)."
    )
    assert door.requests == []


def test_an_update_that_fails_is_told_with_aws_own_words_and_keeps_the_old_version():
    door = FakeDoor(adopted("payments"))
    door.fails(leaves="TAINTED")
    door.events[stack_id("payments")] = ["Queue UPDATE_FAILED: no."]
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message == "The update failed: it broke (CfnError); Queue UPDATE_FAILED: no."
    found = outcome.state.provisioned_product
    assert (found.status, found.artifact_name) == ("TAINTED", "v1")


def test_a_failed_update_is_a_new_request_the_next_time():
    door = FakeDoor(adopted("payments"))
    door.fails(leaves="TAINTED")
    Run(door).change(PP, TO_V2)
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, Done)
    first, second = door.requests
    assert first.token != second.token


def test_cancelling_an_update_keeps_what_there_is():
    door = FakeDoor(adopted("payments"), seconds=600.0, timer=FakeTimer(cancel_at=10.0))
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].code == "Cancelled"
    assert outcome.state.provisioned_product.status == "UNDER_CHANGE"


def test_an_unknown_outcome_of_an_update_keeps_the_id_and_the_next_run_goes_on_from_there():
    door = FakeDoor(adopted("payments"))
    lost = refusal.OutcomeUnknown(operation="UpdateProvisionedProduct", reason="cut off")
    door.refuse(UPDATE, lost, after_the_work=True, times=9)
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product.id == PP
    assert outcome.problems[0].code == "OutcomeUnknown"
    sent = len(door.requests)
    assert isinstance(Run(door).change(PP, TO_V2), Done)
    assert len(door.requests) == sent


def test_somebody_elses_change_in_between_is_a_refusal_and_not_overwritten():
    door = FakeDoor(adopted("payments"))
    door.before(UPDATE, lambda _: being_changed(ends_at=99.0))
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, NotMade)
    assert "UNDER_CHANGE" in outcome.problems[0].message


def test_a_stack_that_is_gone_is_no_reason_to_lose_the_product():
    door = FakeDoor(adopted("payments").without_stack(stack_id("payments")))
    outcome = Run(door).change(PP, adoption(parameters={"Size": "large"}))
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.stack is None


def test_a_change_that_another_run_began_and_that_fails_is_a_reason_to_update():
    door = FakeDoor(being_changed(ends_at=5.0, becomes="TAINTED", status=FAILED))
    assert isinstance(Run(door).change(PP, adoption()), Done)
    assert only_request(door).provisioned_product_id == product().id
    assert record(product()).id in {each.id for each in door.state.records}
