"""Every kind of fault at every call of adopt, change and release: what is reported, and that the next run heals it.

A fault lasts from its call to the end of the run, which is as bad as it can get. Nothing is repeated by the SDK here,
so the table shows what is left once the SDK's own attempts are used up.
"""

import pytest

from integration.faults import seen
from integration.faults.fault_cases import FAULTS, Fault, FaultCase, fault_cases
from integration.faults.scenarios import SCENARIOS, Stage
from integration.faults.seen import Note
from pulumi_servicecatalog.model.outcome import Done
from support.fake_clock.account import FakeClockAccount

ANSWERED = {"throttle", "denied", "expired", "error"}
"""The faults in which AWS says something, and names the request."""


@pytest.fixture(scope="session")
def unharmed() -> dict[str, tuple[list[str], set[str]]]:
    """The operations of each scenario that nothing harms, and the status lines that it shows."""
    return {}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_fault_is_told_and_the_next_run_ends_as_declared(
    fault: Fault,
    scenario: str,
    aws: FakeClockAccount,
    unharmed: dict[str, tuple[list[str], set[str]]],
    note: Note,
) -> None:
    if scenario not in unharmed:
        unharmed[scenario] = _play_unharmed(scenario, aws)
    operations, usual = unharmed[scenario]

    rows = {_harm(case, fault, Stage.set_up(scenario, aws), usual) for case in fault_cases(operations, scenario)}

    note(fault.name, scenario, rows)


def _play_unharmed(scenario: str, aws: FakeClockAccount) -> tuple[list[str], set[str]]:
    stage, run = Stage.set_up(scenario, aws), aws.run()
    aws.forget_journal()
    assert isinstance(stage.play(run), Done)
    operations = [item["operation"] for item in aws.journal()]
    stage.check()
    stage.tidy_up()
    return operations, {seen.plain(line) for line in run.said}


def _harm(case: FaultCase, fault: Fault, stage: Stage, usual: set[str]) -> seen.Row:
    aws, run = stage.aws, stage.aws.run()
    aws.forget_journal()
    where = {"nth": case.index} if fault.all_operations else {"operation": case.operation, "nth": case.nth}
    aws.fault(fault.kind, times=None, **where, **fault.rule)
    outcome = stage.play(run)
    harmed = [item for item in aws.journal() if item["fault"]]
    aws.heal()

    assert harmed, f"{case} was not reached"
    if fault.kind in {"denied", "expired"} and not isinstance(outcome, Done):
        _check_not_repeated(harmed)
    if fault.kind in ANSWERED and not isinstance(outcome, Done):
        reported = " ".join(problem.message() for problem in outcome.problems)
        assert any(item["request_id"] in reported for item in harmed), f"{case}: no request ID of AWS in {reported}"

    again = stage.play(aws.run())
    assert isinstance(again, Done), f"{case}: {again}"
    stage.check()
    stage.tidy_up()
    said = [line for line in run.said if seen.plain(line) not in usual]
    return seen.row(fault.name, stage.scenario, outcome, run, said=said, phase=case.phase, operation=case.operation)


def _check_not_repeated(harmed: list[dict[str, object]]) -> None:
    """What is denied, or asked with a session that is over, does not become right by asking again.

    A record is asked for by who wants to know whose it is, and by who waits for it.
    """
    requested = [
        (item["operation"], str(item["parameters"])) for item in harmed if item["operation"] != "DescribeRecord"
    ]
    assert len(harmed) - len(requested) <= 2
    assert len(requested) == len(set(requested)), requested
