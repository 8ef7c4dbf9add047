"""What goes wrong after AWS has accepted the request, and behind the back of a run: records, searches, stacks."""

import pytest

from integration.faults.scenarios import REQUESTS, SCENARIOS, Stage
from integration.faults.seen import Note, row
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from support.fake_clock.account import FakeClockAccount, adoption, idle
from support.tables import table

RECORDS = {"adopt": "import", "change": "update", "launch": "provision", "release": "terminate"}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_record_that_fails_is_told_in_aws_words_and_the_next_run_puts_it_right(
    scenario: str, aws: FakeClockAccount, note: Note
) -> None:
    stage = Stage.set_up(scenario, aws)
    aws.fault("record-fails", operation=RECORDS[scenario], code="CfnError", message="No capacity left.")
    run = aws.run()
    outcome = stage.play(run)
    note("record fails", scenario, [row("record fails", scenario, outcome, run, phase="after", operation="record")])
    assert isinstance(outcome, MadeButUnhealthy)
    (problem,) = outcome.problems
    assert problem.code == "OperationFailed"
    assert "No capacity left. (CfnError)" in problem.message()
    assert isinstance(stage.play(aws.run()), Done)
    stage.check()


@table(
    "leaves",
    ("ERROR", "it may be unstable"),
    ("TAINTED", "it may be as it was"),
    ("GONE", "it may leave nothing"),
)
def test_after_a_failed_import_the_next_adoption_is_well(leaves: str, aws: FakeClockAccount, reason: str) -> None:
    """Where the ID was lost as well, as when the run is killed."""
    aws.set(failed_import_status=leaves)
    aws.fault("record-fails", operation="import", message="No capacity left.")
    stage = Stage.set_up("adopt", aws)
    outcome = stage.play(aws.run())
    assert isinstance(outcome, NotMade if leaves == "GONE" else MadeButUnhealthy), reason
    stage.id = ""
    again = stage.play(aws.run())
    assert isinstance(again, Done), reason
    stage.check()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_record_that_hangs_is_left_at_the_deadline_and_taken_up_by_the_next_run(
    scenario: str, aws: FakeClockAccount, note: Note
) -> None:
    stage = Stage.set_up(scenario, aws)
    aws.fault("record-hangs", operation=RECORDS[scenario], times=None)
    run = aws.run(seconds=60.0)
    outcome = stage.play(run)
    note("record hangs", scenario, [row("record hangs", scenario, outcome, run, phase="after", operation="record")])
    assert isinstance(outcome, MadeButUnhealthy)
    assert [item.code for item in outcome.problems] == ["NotInTime"]
    aws.heal()
    assert isinstance(stage.play(aws.run()), Done)
    stage.check()
    assert [item["operation"] for item in aws.journal()].count(REQUESTS[scenario]) == 1


@pytest.mark.parametrize("reads", [1, 3, 50])
def test_a_search_that_shows_a_new_product_late_hides_it_from_nobody(reads: int, aws: FakeClockAccount) -> None:
    aws.set(search_lag_reads=reads)
    stage = Stage.set_up("adopt", aws)
    first = stage.play(aws.run())
    assert isinstance(first, Done)
    assert first.state is not None
    assert first.state.provisioned_product.artifact_name == "v1"
    assert first.state.stack is not None
    stage.id = ""
    assert idle(stage.play(aws.run())) == idle(first)
    imports = [item for item in aws.journal() if item["operation"] == REQUESTS["adopt"]]
    assert len(imports) == 1


@pytest.mark.parametrize("status", ["TAINTED", "ERROR"])
@pytest.mark.parametrize("state", ["knows it", "has lost it"])
def test_what_has_become_unwell_is_updated(status: str, state: str, aws: FakeClockAccount) -> None:
    stage = Stage.set_up("adopt", aws)
    assert isinstance(stage.play(aws.run()), Done)
    aws.control.force_provisioned_product(stage.name, account=aws.account, region="eu-west-1", status=status)
    stage.id = stage.id if state == "knows it" else ""
    assert isinstance(stage.play(aws.run()), Done)
    stage.check()


@pytest.mark.parametrize("status", ["TAINTED", "ERROR"])
def test_what_has_become_unwell_is_released_as_any_other(status: str, aws: FakeClockAccount) -> None:
    stage = Stage.set_up("release", aws)
    aws.control.force_provisioned_product(stage.name, account=aws.account, region="eu-west-1", status=status)
    assert isinstance(stage.play(aws.run()), Done)
    stage.check()


def test_a_stack_that_is_deleted_before_the_import_is_missing(aws: FakeClockAccount, note: Note) -> None:
    stage = Stage.set_up("adopt", aws)
    run = aws.run()
    assert run.session.snapshot.stack(stage.name) is not None
    aws.cloudformation.delete_stack(StackName=stage.name)
    outcome = stage.play(run)
    fault = "stack is deleted"
    note(fault, "adopt", [row(fault, "adopt", outcome, run, phase="before", operation="stack")])
    assert isinstance(outcome, NotMade)
    assert [item.code for item in outcome.problems][:1] == ["StackNotFound"]
    assert aws.of_name_or_stack(name=stage.name, stack_id=stage.stack_id) == []


def test_a_stack_that_is_deleted_while_aws_imports_it_fails_with_a_reason(aws: FakeClockAccount, note: Note) -> None:
    stage = Stage.set_up("adopt", aws)
    aws.set(import_seconds=60)
    outcome = stage.play(aws.run(seconds=10.0))
    assert isinstance(outcome, MadeButUnhealthy)
    aws.cloudformation.delete_stack(StackName=stage.name)
    run = aws.run()
    failed = stage.play(run)
    fault = "stack is deleted while it is imported"
    note(fault, "adopt", [row(fault, "adopt", failed, run, phase="after", operation="stack")])
    assert isinstance(failed, MadeButUnhealthy | NotMade)
    assert failed.problems


def test_a_stack_that_is_deleted_under_its_product_does_not_keep_it_from_being_released(aws: FakeClockAccount) -> None:
    stage = Stage.set_up("release", aws)
    aws.cloudformation.delete_stack(StackName=stage.name)
    outcome = stage.play(aws.run())
    assert isinstance(outcome, Done), outcome
    assert aws.of_name_or_stack(name=stage.name, stack_id=stage.stack_id) == []
    assert stage.unchanged_flags()


def test_a_stack_that_is_changed_by_hand_shows_and_is_put_right(aws: FakeClockAccount) -> None:
    stage = Stage.set_up("adopt", aws)
    stage.play(aws.run())
    aws.cloudformation.update_stack(
        StackName=stage.name,
        UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "VisibilityTimeout", "ParameterValue": "77"}],
    )
    target = adoption(stage.name, parameters={"VisibilityTimeout": "30"})
    assert isinstance(aws.run().change(stage.id, target), Done)
    (parameter,) = aws.stack(stage.name)["Parameters"]
    assert parameter["ParameterValue"] == "30"
    stage.check()


def test_a_product_that_somebody_terminated_is_adopted_again(aws: FakeClockAccount) -> None:
    stage = Stage.set_up("adopt", aws)
    stage.play(aws.run())
    first = stage.id
    aws.terminate(stage.id)
    aws.forget_journal()
    assert isinstance(stage.play(aws.run()), Done)
    assert stage.id != first
    stage.check()
