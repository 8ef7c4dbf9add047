"""The provider or the engine is killed at every AWS call of an operation, and `pulumi up` puts everything right.

The cells come from the journal of a run that nobody kills, so that a new call gets its cells by itself. `make test`
runs those around the request, `make crash-matrix` all of them.
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
    if scenario.title not in recorded:
        unharmed = stages(scenario)
        unharmed.pulumi.up()
        recorded[scenario.title] = unharmed.calls()
        unharmed.check()
    every = cells(recorded[scenario.title])

    for cell in every if pytestconfig.getoption("--crash-matrix") else _few(every, scenario, victim):
        stage = stages(scenario)
        stage.killed_at(cell, KILLS[victim])
        stage.run_again(engine_killed=victim == "engine")
        stage.check()


def _few(every: list[Cell], scenario: Scenario, victim: str) -> list[Cell]:
    """Give the cells in which most can go wrong: the request is sent, or is not; its record runs."""
    wanted = {
        "provider": {(scenario.request, "before"), (scenario.request, "after")},
        "engine": {(scenario.request, "after")},
    }
    return [cell for cell in every if (cell.operation, cell.when) in wanted[victim]]
