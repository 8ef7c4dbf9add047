"""The proof that a green preview is true: random worlds, random programs, and others who act in between.

RANDOM_WORLDS_SEED chooses other histories than the usual ones. What breaks an invariant is shown with the seed, the
history as a value, and what was done and said; RANDOM_WORLDS_SHRINK=1 shrinks it first, which takes minutes.
"""

import os
import sys
from collections.abc import Iterator

import hypothesis
import pytest

from integration.random_worlds import known
from integration.random_worlds.play import Player, Tally
from integration.random_worlds.programs import History
from integration.random_worlds.strategies import histories
from support.aws_environment import caller_of
from support.in_process.aws import ACCOUNT, InProcessAws, in_process_aws

SEED = int(os.environ.get("RANDOM_WORLDS_SEED", "20261127"))
PHASES = [hypothesis.Phase.generate, *([hypothesis.Phase.shrink] if "RANDOM_WORLDS_SHRINK" in os.environ else [])]
PARTS = 3
"""Of about equal size, so that several processes share them."""


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InProcessAws]:
    with caller_of(ACCOUNT, tmp_path_factory.mktemp("aws")), in_process_aws() as running:
        yield running


@pytest.mark.parametrize("part", range(PARTS))
def test_what_a_preview_says_is_true(aws: InProcessAws, part: int) -> None:
    tally = play(aws, seed=SEED + part, programs=200)
    assert tally.programs >= 200
    assert tally.green > tally.failed_previews


@pytest.mark.left_to_test_all
@pytest.mark.parametrize("part", range(PARTS))
def test_what_a_preview_says_is_true_in_thousands_of_steps(aws: InProcessAws, part: int) -> None:
    tally = play(aws, seed=SEED + PARTS + part, programs=1000)
    assert tally.steps * PARTS >= 20_000


def play(aws: InProcessAws, *, seed: int, programs: int) -> Tally:
    """Play this number of histories; the first that breaks an invariant fails the test."""
    tally = Tally()
    player = Player(aws, tally)

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=programs,
        database=None,
        report_multiple_bugs=False,
        phases=PHASES,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(histories())
    def judged(history: History) -> None:
        for violation in player.play(history):
            excuse = known.excuse_of(violation)
            if excuse is None:
                done = "\n".join(violation.history)
                pytest.fail(f"seed {seed}: {violation}\n\n{done}\n\n{history}", pytrace=False)
            tally.excused[excuse.name] = tally.excused.get(excuse.name, 0) + 1

    judged()
    sys.stdout.write(f"seed {seed}: {tally}; {aws.calls} calls so far\n")
    return tally
