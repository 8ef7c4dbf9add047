"""Rollouts over the emulator's sample fleet, without Pulumi: AWS has each adoption once, whatever happens."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from catalog_emulator.sample_fleet import plan as sample
from pulumi_servicecatalog.fleet.result import Status
from pulumi_servicecatalog.fleet.waves import Order, Share
from support.adopting_fleet import AdoptingFleet
from support.aws_environment import caller_of

ALL = Order(waves=(Share(number=100, percent=True),))
ONE_MAY_FAIL = Order(tolerance=Share(number=1))


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[AdoptingFleet]:
    """Two adoptions in each of two Regions of two accounts."""
    with (
        AdoptingFleet.opened(accounts=2, adoptions=2) as opened,
        caller_of(sample.MASTER, tmp_path, url=opened.emulator.url),
    ):
        yield opened


def statuses(results) -> dict[str, int]:
    return dict(Counter(result.status.value for result in results.values()))


def codes(results, account: str) -> set[str]:
    return {cause.code for stack, result in results.items() if stack.startswith(account) for cause in result.causes}


@pytest.mark.parametrize("workers", [1, 4])
def test_a_fleet_is_adopted_and_is_done_the_second_time(fleet: AdoptingFleet, workers: int) -> None:
    assert statuses(fleet.roll_out(ALL, workers=workers, at_once=workers)) == {"done": 4}
    fleet.check()
    assert statuses(fleet.roll_out(ALL)) == {"fresh": 4}


def test_an_account_that_is_throttled_without_end_fails_and_the_others_are_adopted(fleet: AdoptingFleet) -> None:
    slow = fleet.plan.targets[0].account
    fleet.emulator.control.add_fault("throttle", account=slow, service="servicecatalog", times=None)
    results = fleet.roll_out(Order(tolerance=Share(number=2)))
    assert {stack: result.status for stack, result in results.items()} == {
        stack: Status.FAILED if stack.startswith(slow) else Status.DONE for stack in fleet.declared
    }
    assert codes(results, slow) == {"Throttled"}
    fleet.emulator.control.remove_faults()
    assert statuses(fleet.roll_out(ALL)) == {"done": 2, "fresh": 2}
    fleet.check()


def test_more_failures_than_are_tolerated_stop_the_rollout_and_it_is_resumed(fleet: AdoptingFleet) -> None:
    first, second = (target.account for target in fleet.plan.targets[::2])
    fleet.emulator.control.set(account=first, denied_actions=["servicecatalog:ImportAsProvisionedProduct"])
    results = fleet.roll_out(ONE_MAY_FAIL, workers=1, at_once=1)
    assert statuses(results) == {"failed": 2, "stopped": 2}
    assert (codes(results, first), codes(results, second)) == ({"MissingPermission"}, {"NotAttempted"})
    assert not [call for call in fleet.imports() if call["account"] == second]
    fleet.emulator.control.set(account=first, denied_actions=[])
    fleet.emulator.control.forget_journal()
    assert statuses(fleet.roll_out(ONE_MAY_FAIL)) == {"done": 4}
    fleet.check()


def test_no_more_are_in_work_than_at_a_time(fleet: AdoptingFleet) -> None:
    fleet.roll_out(ALL, workers=4, at_once=2)
    assert fleet.at_once <= 2
    fleet.check()


def test_one_region_is_done_after_the_other_in_each_wave(fleet: AdoptingFleet) -> None:
    order = Order(waves=(Share(number=50, percent=True),), regions=("us-east-1", "eu-west-1"))
    assert statuses(fleet.roll_out(order)) == {"done": 4}
    regions = [request.shard.target.region for request in fleet.requests]
    assert [region for region, _ in groupby(regions)] == ["us-east-1", "eu-west-1"]
    assert [region for region, _ in groupby(call["region"] for call in fleet.imports())] == ["us-east-1", "eu-west-1"]
    fleet.check()


def test_a_role_that_cannot_be_assumed_is_told_with_its_statement_and_done_later(fleet: AdoptingFleet) -> None:
    fleet.emulator.control.add_fault("denied", operation="AssumeRole", times=1)
    results = fleet.roll_out(ONE_MAY_FAIL, workers=1, at_once=1)
    assert statuses(results) == {"could-not-assume": 1, "done": 3}
    assert statuses(fleet.roll_out(ALL)) == {"done": 1, "fresh": 3}
    fleet.check()


def test_credentials_of_a_role_are_renewed_before_they_end(fleet: AdoptingFleet) -> None:
    first, control = fleet.plan.targets[0], fleet.emulator.control
    moments = iter([700])  # in seconds: the clock moves once, within a shard
    control.set(account=first.account, role_seconds=600)
    fleet.adopted = lambda target: control.advance(next(moments, 0)) if target == first else None
    assert statuses(fleet.roll_out(ALL, workers=1, at_once=1)) == {"done": 4}
    assert not [call for call in control.journal() if "Expired" in (call["error"] or "")]
    assert sum(call["operation"] == "AssumeRole" for call in control.journal()) > len(fleet.declared)
    fleet.check()
