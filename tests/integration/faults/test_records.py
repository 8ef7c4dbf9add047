"""What goes wrong after AWS has accepted the request, and behind the back of a run: records, searches, stacks."""

import pytest

from integration.faults.scenarios import REQUESTS, SCENARIOS, Stage
from integration.faults.seen import Note, row
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from support.fake_clock.place import Place, adoption, idle
from support.tables import table

RECORDS = {"adopt": "import", "change": "update", "launch": "provision", "release": "terminate"}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_record_that_fails_is_told_in_aws_words_and_the_next_run_puts_it_right(
    scenario: str, place: Place, note: Note
) -> None:
    stage = Stage.set_up(scenario, place)
    place.fault("record-fails", operation=RECORDS[scenario], code="CfnError", message="No capacity left.")
    run = place.run()
    outcome = stage.play(run)
    note("record fails", scenario, [row("record fails", scenario, outcome, run, phase="after", operation="record")])
    assert isinstance(outcome, MadeButUnhealthy)
    (problem,) = outcome.problems
    assert problem.code == "OperationFailed"
    assert "No capacity left. (CfnError)" in problem.message()
    assert isinstance(stage.play(place.run()), Done)
    stage.check()


@table(
    "leaves",
    ("ERROR", "it may be unstable"),
    ("TAINTED", "it may be as it was"),
    ("GONE", "it may leave nothing"),
)
def test_after_a_failed_import_the_next_adoption_is_well(leaves: str, place: Place, reason: str) -> None:
    """Where the ID was lost as well, as when the run is killed."""
    place.set(failed_import_status=leaves)
    place.fault("record-fails", operation="import", message="No capacity left.")
    stage = Stage.set_up("adopt", place)
    outcome = stage.play(place.run())
    assert isinstance(outcome, NotMade if leaves == "GONE" else MadeButUnhealthy), reason
    stage.id = ""
    again = stage.play(place.run())
    assert isinstance(again, Done), reason
    stage.check()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_record_that_hangs_is_left_at_the_deadline_and_taken_up_by_the_next_run(
    scenario: str, place: Place, note: Note
) -> None:
    stage = Stage.set_up(scenario, place)
    place.fault("record-hangs", operation=RECORDS[scenario], times=None)
    run = place.run(seconds=60.0)
    outcome = stage.play(run)
    note("record hangs", scenario, [row("record hangs", scenario, outcome, run, phase="after", operation="record")])
    assert isinstance(outcome, MadeButUnhealthy)
    assert [each.code for each in outcome.problems] == ["NotInTime"]
    place.heal()
    assert isinstance(stage.play(place.run()), Done)
    stage.check()
    assert [each["operation"] for each in place.journal()].count(REQUESTS[scenario]) == 1


@pytest.mark.parametrize("reads", [1, 3, 50])
def test_a_search_that_shows_a_new_product_late_hides_it_from_nobody(reads: int, place: Place) -> None:
    place.set(search_lag_reads=reads)
    stage = Stage.set_up("adopt", place)
    first = stage.play(place.run())
    assert isinstance(first, Done)
    assert first.state is not None
    assert first.state.provisioned_product.artifact_name == "v1"
    assert first.state.stack is not None
    stage.id = ""
    assert idle(stage.play(place.run())) == idle(first)
    imports = [each for each in place.journal() if each["operation"] == REQUESTS["adopt"]]
    assert len(imports) == 1


@pytest.mark.parametrize("status", ["TAINTED", "ERROR"])
@pytest.mark.parametrize("state", ["knows it", "has lost it"])
def test_what_has_become_unwell_is_updated(status: str, state: str, place: Place) -> None:
    stage = Stage.set_up("adopt", place)
    assert isinstance(stage.play(place.run()), Done)
    place.control.force_provisioned_product(stage.name, account=place.account, region="eu-west-1", status=status)
    stage.id = stage.id if state == "knows it" else ""
    assert isinstance(stage.play(place.run()), Done)
    stage.check()


@pytest.mark.parametrize("status", ["TAINTED", "ERROR"])
def test_what_has_become_unwell_is_released_as_any_other(status: str, place: Place) -> None:
    stage = Stage.set_up("release", place)
    place.control.force_provisioned_product(stage.name, account=place.account, region="eu-west-1", status=status)
    assert isinstance(stage.play(place.run()), Done)
    stage.check()


def test_a_stack_that_is_deleted_before_the_import_is_missing(place: Place, note: Note) -> None:
    stage = Stage.set_up("adopt", place)
    run = place.run()
    assert run.session.snapshot.stack(stage.name) is not None
    place.cloudformation.delete_stack(StackName=stage.name)
    outcome = stage.play(run)
    fault = "stack is deleted"
    note(fault, "adopt", [row(fault, "adopt", outcome, run, phase="before", operation="stack")])
    assert isinstance(outcome, NotMade)
    assert [each.code for each in outcome.problems][:1] == ["StackNotFound"]
    assert place.governing(name=stage.name, stack_id=stage.stack_id) == []


def test_a_stack_that_is_deleted_while_aws_imports_it_fails_with_a_reason(place: Place, note: Note) -> None:
    stage = Stage.set_up("adopt", place)
    place.set(import_seconds=60)
    outcome = stage.play(place.run(seconds=10.0))
    assert isinstance(outcome, MadeButUnhealthy)
    place.cloudformation.delete_stack(StackName=stage.name)
    run = place.run()
    failed = stage.play(run)
    fault = "stack is deleted while it is imported"
    note(fault, "adopt", [row(fault, "adopt", failed, run, phase="after", operation="stack")])
    assert isinstance(failed, MadeButUnhealthy | NotMade)
    assert failed.problems


def test_a_stack_that_is_deleted_under_its_product_does_not_keep_it_from_being_released(place: Place) -> None:
    stage = Stage.set_up("release", place)
    place.cloudformation.delete_stack(StackName=stage.name)
    outcome = stage.play(place.run())
    assert isinstance(outcome, Done), outcome
    assert place.governing(name=stage.name, stack_id=stage.stack_id) == []
    assert stage.unchanged_flags()


def test_a_stack_that_is_changed_by_hand_shows_and_is_put_right(place: Place) -> None:
    stage = Stage.set_up("adopt", place)
    stage.play(place.run())
    place.cloudformation.update_stack(
        StackName=stage.name,
        UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "VisibilityTimeout", "ParameterValue": "77"}],
    )
    target = adoption(stage.name, parameters={"VisibilityTimeout": "30"})
    assert isinstance(place.run().change(stage.id, target), Done)
    (parameter,) = place.stack_now(stage.name)["Parameters"]
    assert parameter["ParameterValue"] == "30"
    stage.check()


def test_a_product_that_somebody_terminated_is_adopted_again(place: Place) -> None:
    stage = Stage.set_up("adopt", place)
    stage.play(place.run())
    first = stage.id
    place.terminate(stage.id)
    place.forget_journal()
    assert isinstance(stage.play(place.run()), Done)
    assert stage.id != first
    stage.check()
