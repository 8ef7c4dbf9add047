"""The provider or the engine is killed at every AWS call of an operation, and `pulumi up` puts everything right.

`make test` kills around the request. `make crash-matrix` kills at every call: the cells come from the journal of a run
that nobody kills, so that a new call gets its cells by itself.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import catalog_emulator.sample
from crash import victims
from crash.scenario import SCENARIOS, Cell, Scenario, Stage, cells
from e2e.cli import Aws, Pulumi

KILLS = {"provider": victims.kill_provider, "engine": victims.kill_engine}


@pytest.fixture
def stages(tmp_path: Path, emulator, accounts: Iterator[str]) -> Callable[[Scenario], Stage]:
    """Makes a stage of its own for each cell."""

    def make(scenario: Scenario) -> Stage:
        account = next(accounts)
        catalog_emulator.sample.fill(emulator.url, account=account)
        folder = tmp_path / account
        folder.mkdir()
        pulumi = Pulumi.at(folder, url=emulator.url, account=account)
        stage = Stage(scenario, pulumi, Aws(emulator.url, account), emulator.control)
        stage.prepare()
        return stage

    return make


@pytest.fixture(scope="session")
def recorded() -> dict[str, list[str]]:
    """The AWS calls of each scenario that nobody kills."""
    return {}


@pytest.mark.parametrize("victim", sorted(KILLS))
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.title)
def test_whoever_is_killed_at_whichever_call_the_next_up_puts_it_right(
    scenario: Scenario,
    victim: str,
    stages: Callable[[Scenario], Stage],
    recorded: dict[str, list[str]],
    pytestconfig: pytest.Config,
) -> None:
    if pytestconfig.getoption("--crash-matrix"):
        chosen = _every(scenario, stages, recorded)
    else:
        chosen = _worst(scenario, victim)
    for cell in chosen:
        stage = stages(scenario)
        stage.killed_at(cell, KILLS[victim])
        stage.run_again(engine_killed=victim == "engine")
        stage.check()


def _worst(scenario: Scenario, victim: str) -> list[Cell]:
    """Give the kills at the request: AWS has it and nobody knows.

    An adoption has one more: what AWS has not got must be sent, and neither be taken for done nor sent twice.
    """
    either = victim == "provider" and scenario.title == "adopt"
    return [Cell(scenario.request, 1, when) for when in (("before", "after") if either else ("after",))]


def _every(scenario: Scenario, stages: Callable[[Scenario], Stage], recorded: dict[str, list[str]]) -> list[Cell]:
    """Give the cells of a run that nobody kills."""
    if scenario.title not in recorded:
        unharmed = stages(scenario)
        unharmed.pulumi.up()
        recorded[scenario.title] = unharmed.calls()
        unharmed.check()
    return cells(recorded[scenario.title])
