"""The request of an import: the same declaration is the same request, whatever happens to the answer."""

import re

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.request import ImportRequest
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import OTHER, account, adoption, product, record, stack, stack_id
from support.fakes.timer import FakeTimer
from support.tables import table

IMPORT = "import_as_provisioned_product"
LOST = refusal.OutcomeUnknown(operation="ImportAsProvisionedProduct", reason="Connection was closed")
BUSY = refusal.WrongState(
    operation="ImportAsProvisionedProduct", reason="You can only import one provisioned product at a time."
)
BOTH_REPLAYS = (
    (False, "a repeated token is answered as it was at first"),
    (True, "a repeated token is answered with the record as it is now"),
)


def tokens(gateway):
    return [request.token for request in gateway.requests if isinstance(request, ImportRequest)]


@table(
    "after_the_work lost",
    (False, 1, "the request was lost"),
    (True, 1, "the answer was lost"),
    (True, 4, "the answer was lost again and again"),
)
def test_an_unknown_outcome_is_repeated_under_the_same_token(after_the_work, lost, reason):
    gateway = FakeGateway(account())
    gateway.refuse(IMPORT, LOST, after_the_work=after_the_work, times=lost)
    run = Run(gateway)
    assert isinstance(run.adopt(adoption()), Done), reason
    assert len(tokens(gateway)) == lost + 1, reason
    assert len(set(tokens(gateway))) == 1, reason
    assert [provisioned_product.name for provisioned_product in gateway.state.provisioned_products] == ["payments"], (
        reason
    )
    assert "no complete answer came back; repeating the same request" in run.said, reason


def test_an_outcome_that_stays_unknown_is_reported_and_the_next_run_takes_what_is_there():
    gateway = FakeGateway(account())
    gateway.refuse(IMPORT, LOST, after_the_work=True, times=99)
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, NotMade)
    (problem,) = outcome.problems
    assert problem.code == "OutcomeUnknown"
    assert "Connection was closed" in problem.message()
    sent = len(tokens(gateway))
    assert isinstance(Run(gateway).adopt(adoption()), Done)
    assert len(tokens(gateway)) == sent
    assert len(gateway.state.provisioned_products) == 1


@table("replays_current", *BOTH_REPLAYS)
def test_a_token_whose_product_is_gone_is_followed_by_another_one(replays_current, reason):
    gateway = FakeGateway(account(), replays_current=replays_current)
    Run(gateway).adopt(adoption())
    gateway.timer.advance(3600)
    gateway.state = gateway.state.without_governed(gateway.state.provisioned_products[0].id)
    assert isinstance(Run(gateway).adopt(adoption()), Done), reason
    first, repeated, second = tokens(gateway)
    assert first == repeated != second, reason
    assert len(gateway.state.provisioned_products) == 1, reason


@table("replays_current", *BOTH_REPLAYS)
def test_a_product_that_went_within_the_second_is_adopted_again(replays_current, reason):
    """AWS reports whole seconds, so a record of the same second might be of this run or of an earlier one."""
    gateway = FakeGateway(account(), seconds=0.1, replays_current=replays_current)
    Run(gateway).adopt(adoption())
    gateway.state = gateway.state.without_governed(gateway.state.provisioned_products[0].id)
    assert gateway.timer.now() < 1.0
    assert isinstance(Run(gateway).adopt(adoption()), Done), reason


@pytest.mark.parametrize("seconds", [0.0, 5.0], ids=["at once", "later"])
@table("replays_current", *BOTH_REPLAYS)
def test_a_failure_is_reported_and_not_tried_again_under_another_token(replays_current, reason, seconds):
    gateway = FakeGateway(account(), seconds=seconds, replays_current=replays_current)
    gateway.fails(leaves=None)
    assert isinstance(Run(gateway).adopt(adoption()), NotMade), reason
    assert len(tokens(gateway)) == 1, reason


@table("replays_current", *BOTH_REPLAYS)
def test_after_a_failure_the_next_run_makes_a_new_request(replays_current, reason):
    gateway = FakeGateway(account(), replays_current=replays_current)
    gateway.fails(leaves=None)
    Run(gateway).adopt(adoption())
    gateway.timer.advance(60)
    assert isinstance(Run(gateway).adopt(adoption()), Done), reason
    assert len(set(tokens(gateway))) == 2, reason


def test_a_duplicate_that_is_our_own_is_taken():
    """The answer was lost, and AWS does not honour the token: then the name is taken, by ourselves."""
    ours = product("payments", launch_role_arn="")
    gateway = FakeGateway(account())
    gateway.before(IMPORT, lambda state: state.with_governed(ours).with_record(record(ours)))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product == ours


@table(
    "theirs codes",
    (product("payments", physical_id=stack_id("orders")), ["NameTaken"], "the name was taken in between"),
    (product("billing", physical_id=stack_id("payments")), ["AlreadyGoverned"], "the stack was taken in between"),
    (
        product("payments", product_id=OTHER.id, artifact_id="pa-9"),
        ["AlreadyGoverned"],
        "both were taken in between, for another product",
    ),
)
def test_a_duplicate_that_is_somebody_elses_is_reported(theirs, codes, reason):
    gateway = FakeGateway(account(stack("payments"), stack("orders")))
    gateway.before(IMPORT, lambda state: state.with_governed(theirs).with_record(record(theirs)))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, NotMade), reason
    assert [problem.code for problem in outcome.problems] == codes, reason
    assert gateway.state.provisioned_products == (theirs,), reason


def test_a_duplicate_that_nobody_can_see_is_reported_in_aws_own_words():
    gateway = FakeGateway(account())
    duplicate = refusal.Duplicate(
        operation="ImportAsProvisionedProduct", reason="It exists.", code="x", request_id="r-1"
    )
    gateway.refuse(IMPORT, duplicate)
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].message() == "AWS refused ImportAsProvisionedProduct: It exists. (request r-1)."


def test_a_template_that_aws_does_not_accept_is_reported_as_such():
    gateway = FakeGateway(account())
    gateway.refuse(
        IMPORT, refusal.Invalid(operation="ImportAsProvisionedProduct", reason="The template does not match.", code="x")
    )
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].code == "TemplateMismatch"
    assert "The template does not match." in outcome.problems[0].message()


def test_while_aws_imports_something_else_the_import_waits():
    gateway = FakeGateway(account())
    gateway.refuse(IMPORT, BUSY, times=3)
    run = Run(gateway)
    assert isinstance(run.adopt(adoption()), Done)
    assert "waiting for another operation, which AWS says is running" in run.said
    assert len(set(tokens(gateway))) == 1


def test_patience_with_other_imports_ends_at_the_deadline():
    gateway = FakeGateway(account())
    gateway.refuse(IMPORT, BUSY, times=999)
    outcome = Run(gateway, seconds=120.0).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].code == "NotBegun"
    assert gateway.timer.now() == 120.0
    assert gateway.state == account()


def test_cancelling_while_other_imports_run_makes_nothing():
    gateway = FakeGateway(account(), timer=FakeTimer(cancel_at=5.0))
    gateway.refuse(IMPORT, BUSY, times=999)
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].code == "CancelledBefore"
    assert gateway.state == account()


def test_the_deadline_keeps_the_id_and_the_next_run_waits_for_the_same_import():
    gateway = FakeGateway(account(), seconds=600.0)
    outcome = Run(gateway, seconds=60.0).adopt(adoption())
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product == gateway.state.observed(name="payments")
    (problem,) = outcome.problems
    assert problem.code == "NotInTime"
    assert re.search(r"did not finish within 60 s, and AWS is still running it \(record rec-1\)", problem.message())
    assert gateway.timer.now() == 60.0
    assert isinstance(Run(gateway).adopt(adoption()), Done)
    assert len(gateway.requests) == 1


def test_cancelling_keeps_the_id_and_the_next_run_waits_for_the_same_import():
    gateway = FakeGateway(account(), seconds=600.0, timer=FakeTimer(cancel_at=42.0))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product == gateway.state.observed(name="payments")
    assert outcome.problems[0].code == "Cancelled"
    assert gateway.timer.now() == 42.0
    gateway.timer = FakeTimer(start=42.0)
    assert isinstance(Run(gateway).adopt(adoption()), Done)
    assert len(gateway.requests) == 1


def test_a_few_lost_answers_do_not_end_the_waiting_for_a_record():
    gateway = FakeGateway(account())
    silent = refusal.Unreachable(operation="DescribeRecord", reason="nothing answers there")
    gateway.before(IMPORT, lambda _state: gateway.refuse("record", silent, times=3))
    assert isinstance(Run(gateway).adopt(adoption()), Done)


@table(
    "write method",
    (IMPORT, "provisioned_product", "what an import has made"),
    ("update_provisioned_product", "stack", "what an update has changed"),
)
def test_a_result_that_cannot_be_read_at_once_is_asked_for_again(write, method, reason):
    gateway = FakeGateway(account())
    busy = refusal.Throttled(operation="DescribeStacks", reason="Rate exceeded")
    gateway.before(write, lambda _state: gateway.refuse(method, busy, times=3))
    run = Run(gateway)
    assert isinstance(run.adopt(adoption(parameters={"Size": "large"})), Done), reason
    assert "no answer (Rate exceeded); asking again" in run.said, reason


@pytest.mark.parametrize(("method", "times"), [("record", 99), ("provisioned_product", 99)])
def test_once_the_import_has_begun_no_refusal_loses_the_id(method, times):
    gateway = FakeGateway(account())
    silent = refusal.Unreachable(operation="DescribeRecord", reason="nothing answers there")
    gateway.before(IMPORT, lambda _state: gateway.refuse(method, silent, times=times))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product.id == "pp-1"
    assert outcome.problems[0].code == "NoAnswer"
