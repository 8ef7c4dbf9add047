"""A fault that passes by itself, at the calls that matter most, is not noticed in the end."""

import pytest

from integration.faults.scenarios import REQUESTS, SCENARIOS, Stage
from pulumi_servicecatalog.model.outcome import Done
from support.fake_clock.account import FakeClockAccount

PASSING = ["throttle", "drop-before", "drop-after", "truncate", "html"]
"""The faults after which the same request may be sent again."""


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("kind", PASSING)
@pytest.mark.parametrize("times", [1, 3])
def test_a_request_is_repeated_until_it_is_answered(
    scenario: str, kind: str, times: int, aws: FakeClockAccount
) -> None:
    stage = Stage.set_up(scenario, aws)
    aws.fault(kind, operation=REQUESTS[scenario], times=times)
    assert isinstance(stage.play(aws.run()), Done)
    stage.check()
    sent = [item["parameters"] for item in aws.journal() if item["operation"] == REQUESTS[scenario]]
    assert len(sent) == times + 1
    assert all(item == sent[0] for item in sent), "the same request, under the same token"


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("kind", PASSING)
def test_a_record_is_asked_for_again(scenario: str, kind: str, aws: FakeClockAccount) -> None:
    stage = Stage.set_up(scenario, aws)
    aws.fault(kind, operation="DescribeRecord", times=5)
    assert isinstance(stage.play(aws.run()), Done)
    stage.check()


def test_throttled_requests_are_spread(aws: FakeClockAccount) -> None:
    """The same pauses after the same throttle would bring everybody back at the same moment."""
    waited = []
    for _ in range(2):
        stage = Stage.set_up("adopt", aws)
        aws.fault("throttle", operation=REQUESTS["adopt"], times=4)
        aws.timer.slept.clear()
        assert isinstance(stage.play(aws.run()), Done)
        waited.append(aws.timer.slept[:4])
    assert waited[0] != waited[1]
    assert all(first < second * 3 for first, second in zip(waited[0], waited[0][1:], strict=False))


def test_a_late_answer_is_an_answer(aws: FakeClockAccount) -> None:
    stage = Stage.set_up("adopt", aws)
    aws.fault("delay", operation="*", seconds=0.01, times=None)
    assert isinstance(stage.play(aws.run()), Done)
    stage.check()
