"""The request of an import: the same wish is the same request, whatever happens to the answer."""

import re

import pytest

from fakes.door import FakeDoor
from fakes.run import Run
from fakes.samples import OTHER, account, adoption, product, record, stack, stack_id
from fakes.timer import FakeTimer
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.request import ImportRequest
from tables import table

IMPORT = "import_as_provisioned_product"
LOST = refusal.OutcomeUnknown(operation="ImportAsProvisionedProduct", reason="Connection was closed")
BUSY = refusal.WrongState(
    operation="ImportAsProvisionedProduct", reason="You can only import one provisioned product at a time."
)
BOTH_REPLAYS = (
    (False, "a repeated token is answered as it was at first"),
    (True, "a repeated token is answered with the record as it is now"),
)


def tokens(door):
    return [request.token for request in door.requests if isinstance(request, ImportRequest)]


@table(
    "after_the_work lost",
    (False, 1, "the request was lost"),
    (True, 1, "the answer was lost"),
    (True, 4, "the answer was lost again and again"),
)
def test_an_unknown_outcome_is_repeated_under_the_same_token(after_the_work, lost, reason):
    door = FakeDoor(account())
    door.refuse(IMPORT, LOST, after_the_work=after_the_work, times=lost)
    run = Run(door)
    assert isinstance(run.adopt(adoption()), Done), reason
    assert len(tokens(door)) == lost + 1, reason
    assert len(set(tokens(door))) == 1, reason
    assert [each.name for each in door.state.provisioned_products] == ["payments"], reason
    assert "no complete answer came back; repeating the same request" in run.said, reason


def test_an_outcome_that_stays_unknown_is_told_and_the_next_run_takes_what_is_there():
    door = FakeDoor(account())
    door.refuse(IMPORT, LOST, after_the_work=True, times=99)
    outcome = Run(door).adopt(adoption())
    assert isinstance(outcome, NotMade)
    (problem,) = outcome.problems
    assert problem.code == "OutcomeUnknown"
    assert "Connection was closed" in problem.message
    sent = len(tokens(door))
    assert isinstance(Run(door).adopt(adoption()), Done)
    assert len(tokens(door)) == sent
    assert len(door.state.provisioned_products) == 1


@table("replays_current", *BOTH_REPLAYS)
def test_a_token_whose_product_is_gone_is_followed_by_the_next_generation(replays_current, reason):
    door = FakeDoor(account(), replays_current=replays_current)
    Run(door).adopt(adoption())
    door.timer.advance(3600)
    door.state = door.state.without_governed(door.state.provisioned_products[0].id)
    assert isinstance(Run(door).adopt(adoption()), Done), reason
    first, repeated, second = tokens(door)
    assert first == repeated != second, reason
    assert len(door.state.provisioned_products) == 1, reason


@table("replays_current", *BOTH_REPLAYS)
def test_generations_are_passed_over_until_one_is_not_used_up(replays_current, reason):
    door = FakeDoor(account(), replays_current=replays_current)
    for _ in range(3):
        assert isinstance(Run(door).adopt(adoption()), Done), reason
        door.timer.advance(3600)
        door.state = door.state.without_governed(door.state.provisioned_products[0].id)
    assert isinstance(Run(door).adopt(adoption()), Done), reason
    assert len(set(tokens(door))) == 4, reason


@table("replays_current", *BOTH_REPLAYS)
def test_a_product_that_went_within_the_second_is_adopted_again(replays_current, reason):
    """AWS tells its time in whole seconds, so a record of the same second might be of this run or of an earlier one."""
    door = FakeDoor(account(), seconds=0.1, replays_current=replays_current)
    Run(door).adopt(adoption())
    door.state = door.state.without_governed(door.state.provisioned_products[0].id)
    assert door.timer.now() < 1.0
    assert isinstance(Run(door).adopt(adoption()), Done), reason


@pytest.mark.parametrize("seconds", [0.0, 5.0], ids=["at once", "later"])
@table("replays_current", *BOTH_REPLAYS)
def test_a_failure_is_told_and_not_tried_again_under_another_token(replays_current, reason, seconds):
    door = FakeDoor(account(), seconds=seconds, replays_current=replays_current)
    door.fails(leaves=None)
    assert isinstance(Run(door).adopt(adoption()), NotMade), reason
    assert len(tokens(door)) == 1, reason


@table("replays_current", *BOTH_REPLAYS)
def test_after_a_failure_the_next_run_makes_a_new_request(replays_current, reason):
    door = FakeDoor(account(), replays_current=replays_current)
    door.fails(leaves=None)
    Run(door).adopt(adoption())
    door.timer.advance(60)
    assert isinstance(Run(door).adopt(adoption()), Done), reason
    assert len(set(tokens(door))) == 2, reason


def test_a_duplicate_that_is_our_own_is_taken():
    """The answer was lost, and AWS does not honour the token: then the name is taken, by ourselves."""
    ours = product("payments", launch_role_arn="")
    door = FakeDoor(account())
    door.before(IMPORT, lambda state: state.with_governed(ours).with_record(record(ours)))
    outcome = Run(door).adopt(adoption())
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product == ours


@table(
    "theirs codes",
    (product("payments", physical_id=stack_id("orders")), ["NameTaken"], "the name was taken in between"),
    (product("billing", physical_id=stack_id("payments")), ["AlreadyGoverned"], "the stack was taken in between"),
    (
        product("payments", product_id=OTHER.id, artifact_id="pa-9"),
        ["NameTaken"],
        "both were taken in between, for another product",
    ),
)
def test_a_duplicate_that_is_somebody_elses_is_told(theirs, codes, reason):
    door = FakeDoor(account(stack("payments"), stack("orders")))
    door.before(IMPORT, lambda state: state.with_governed(theirs).with_record(record(theirs)))
    outcome = Run(door).adopt(adoption())
    assert isinstance(outcome, NotMade), reason
    assert [problem.code for problem in outcome.problems] == codes, reason
    assert door.state.provisioned_products == (theirs,), reason


def test_a_duplicate_that_nobody_can_see_is_told_in_aws_own_words():
    door = FakeDoor(account())
    told = refusal.Duplicate(operation="ImportAsProvisionedProduct", reason="It exists.", code="x", request_id="r-1")
    door.refuse(IMPORT, told)
    outcome = Run(door).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].message == "AWS refuses ImportAsProvisionedProduct: It exists. (request r-1)."


def test_a_template_that_aws_does_not_accept_is_told_as_such():
    door = FakeDoor(account())
    door.refuse(
        IMPORT, refusal.Invalid(operation="ImportAsProvisionedProduct", reason="The template does not match.", code="x")
    )
    outcome = Run(door).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].code == "TemplateMismatch"
    assert "The template does not match." in outcome.problems[0].message


def test_while_aws_imports_something_else_the_import_waits():
    door = FakeDoor(account())
    door.refuse(IMPORT, BUSY, times=3)
    run = Run(door)
    assert isinstance(run.adopt(adoption()), Done)
    assert "waiting for another operation, which AWS says is running" in run.said
    assert len(set(tokens(door))) == 1


def test_patience_with_other_imports_ends_at_the_deadline():
    door = FakeDoor(account())
    door.refuse(IMPORT, BUSY, times=999)
    outcome = Run(door, seconds=120.0).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].code == "NotBegun"
    assert door.timer.now() == 120.0
    assert door.state == account()


def test_cancelling_while_other_imports_run_makes_nothing():
    door = FakeDoor(account(), timer=FakeTimer(cancel_at=5.0))
    door.refuse(IMPORT, BUSY, times=999)
    outcome = Run(door).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].code == "CancelledBefore"
    assert door.state == account()


def test_the_deadline_keeps_the_id_and_the_next_run_waits_for_the_same_import():
    door = FakeDoor(account(), seconds=600.0)
    outcome = Run(door, seconds=60.0).adopt(adoption())
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product == door.state.governed(name="payments")
    (problem,) = outcome.problems
    assert problem.code == "NotInTime"
    assert re.search(r"not done within 60 s; AWS is still at it \(record rec-1\)", problem.message)
    assert door.timer.now() == 60.0
    assert isinstance(Run(door).adopt(adoption()), Done)
    assert len(door.requests) == 1


def test_cancelling_keeps_the_id_and_the_next_run_waits_for_the_same_import():
    door = FakeDoor(account(), seconds=600.0, timer=FakeTimer(cancel_at=42.0))
    outcome = Run(door).adopt(adoption())
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product == door.state.governed(name="payments")
    assert outcome.problems[0].code == "Cancelled"
    assert door.timer.now() == 42.0
    door.timer = FakeTimer(start=42.0)
    assert isinstance(Run(door).adopt(adoption()), Done)
    assert len(door.requests) == 1


def test_a_few_lost_answers_do_not_end_the_waiting_for_a_record():
    door = FakeDoor(account())
    silent = refusal.Unreachable(operation="DescribeRecord", reason="nothing answers there")
    door.before(IMPORT, lambda state: door.refuse("record", silent, times=3) or state)
    assert isinstance(Run(door).adopt(adoption()), Done)


@pytest.mark.parametrize("method", ["provisioned_product", "stack"])
def test_a_result_that_cannot_be_read_at_once_is_asked_for_again(method):
    door = FakeDoor(account())
    busy = refusal.Throttled(operation="DescribeStacks", reason="Rate exceeded")
    door.before(IMPORT, lambda state: door.refuse(method, busy, times=3) or state)
    run = Run(door)
    assert isinstance(run.adopt(adoption()), Done)
    assert "no answer (Rate exceeded); asking again" in run.said


@pytest.mark.parametrize(("method", "times"), [("record", 99), ("provisioned_product", 99)])
def test_once_the_import_has_begun_no_refusal_loses_the_id(method, times):
    door = FakeDoor(account())
    silent = refusal.Unreachable(operation="DescribeRecord", reason="nothing answers there")
    door.before(IMPORT, lambda state: door.refuse(method, silent, times=times) or state)
    outcome = Run(door).adopt(adoption())
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product.id == "pp-1"
    assert outcome.problems[0].code == "NoAnswer"
