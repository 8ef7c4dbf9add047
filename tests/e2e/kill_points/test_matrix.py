"""The provider or the engine is killed at every AWS call of an operation, and `pulumi up` puts everything right.

`make test` kills around the request of what makes something, which could be made twice; of the rest, the random worlds
kill their runs. `make test-all` kills around every request. `make crash-matrix` kills at every call: the points come
from the journal of a run that nobody kills, so that a new call gets its points by itself.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import catalog_emulator.sample
from e2e.kill_points.scenario import SCENARIOS, KillPoint, Scenario, Stage, kill_points
from support import processes
from support.account import Account
from support.pulumi_cli import Pulumi

KILLS = {"provider": processes.kill_provider, "engine": processes.kill_engine}


@pytest.fixture
def stages(tmp_path: Path, emulator, accounts: Iterator[str]) -> Callable[[Scenario], Stage]:
    """Makes a stage of its own for each point."""

    def make(scenario: Scenario) -> Stage:
        account = next(accounts)
        catalog_emulator.sample.fill(emulator.url, account=account)
        folder = tmp_path / account
        folder.mkdir()
        pulumi = Pulumi.at(folder, url=emulator.url, account=account).starting_for_real()
        stage = Stage(scenario, pulumi, Account(emulator.url, account), emulator.control)
        stage.prepare()
        return stage

    return make


@pytest.fixture(scope="session")
def recorded() -> dict[str, list[str]]:
    """The AWS calls of each scenario that nobody kills."""
    return {}


@pytest.mark.parametrize("process", sorted(KILLS))
@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param(scenario, id=scenario.title, marks=() if scenario.makes else pytest.mark.left_to_test_all)
        for scenario in SCENARIOS
    ],
)
def test_whoever_is_killed_at_whichever_call_the_next_up_puts_it_right(
    scenario: Scenario,
    process: str,
    stages: Callable[[Scenario], Stage],
    recorded: dict[str, list[str]],
    pytestconfig: pytest.Config,
) -> None:
    if pytestconfig.getoption("--crash-matrix"):
        chosen = _every(scenario, stages, recorded)
    else:
        chosen = _worst(scenario, process)
    for point in chosen:
        stage = stages(scenario)
        stage.killed_at(point, KILLS[process])
        stage.run_again(engine_killed=process == "engine")
        stage.check()


def _worst(scenario: Scenario, process: str) -> list[KillPoint]:
    """Return the kills at the request: AWS has it and nobody knows.

    An adoption has one more: what AWS has not got must be sent, and neither be taken for done nor sent twice.
    """
    either = process == "provider" and scenario.title == "adopt"
    return [KillPoint(scenario.request, 1, when) for when in (("before", "after") if either else ("after",))]


def _every(scenario: Scenario, stages: Callable[[Scenario], Stage], recorded: dict[str, list[str]]) -> list[KillPoint]:
    """Return the kill points of a run that nobody kills."""
    if scenario.title not in recorded:
        unharmed = stages(scenario)
        unharmed.up()
        recorded[scenario.title] = unharmed.calls()
        unharmed.check()
    return kill_points(recorded[scenario.title])
