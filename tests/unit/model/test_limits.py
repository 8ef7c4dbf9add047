"""Which calls a limit counts together, how long each has to wait, and what AWS's throttling teaches."""

import pytest

from pulumi_servicecatalog.model.limits import DEFAULTS, LEARNING, Call, Limit, Pace, of_call, over_defaults

CALL = Call(service="cloudformation", operation="DescribeStacks", account="111122223333", region="eu-west-1")


def waits(limit: Limit, *moments: float) -> list[float]:
    """Return for how long each of some calls waits."""
    pace, waited = Pace(), []
    for moment in moments:
        pace, wait = pace.with_call(moment, limit)
        waited.append(round(wait, 3))
    return waited


def throttled(calls: int, seconds: float) -> Pace:
    """Return the pace after some calls, the last of which AWS throttled."""
    pace = Pace()
    for number in range(calls):
        pace, _ = pace.with_call(1 + number * seconds / calls, LEARNING)
    return pace.with_throttle(1 + seconds)


@pytest.mark.parametrize(
    ("where", "per", "counts", "key"),
    [
        ({}, (), True, ("x",)),
        ({"service": ("sts", "cloudformation")}, ("account", "region"), True, ("x", "111122223333", "eu-west-1")),
        ({"operation": ("GetTemplate",)}, (), False, ("x",)),
        ({"account": ("111122223333",), "region": ("us-east-1",)}, ("service",), False, ("x", "cloudformation")),
    ],
)
def test_a_limit_is_of_the_calls_that_it_names_and_counts_apart_what_it_says(where, per, counts, key):
    limit = Limit(name="x", where=where, per=per, rate=1)
    assert (limit.counts(CALL), limit.key(CALL)) == (counts, key)
    assert Limit.parse(limit.as_dict()) == limit


@pytest.mark.parametrize(
    ("burst", "moments", "expected"),
    [
        (1, (0, 0, 0), [0, 0.5, 1]),
        (3, (0, 0, 0, 0, 0), [0, 0, 0, 0.5, 1]),
        (3, (0, 0, 0, 9, 9, 9, 9), [0, 0, 0, 0, 0, 0, 0.5]),
        (1, (0, 0.25, 3), [0, 0.25, 0]),
    ],
)
def test_calls_wait_once_the_burst_is_used_up_and_have_it_again_after_a_pause(burst, moments, expected):
    assert waits(Limit(name="x", rate=2, burst=burst), *moments) == expected


def test_nothing_waits_before_aws_has_throttled():
    assert waits(LEARNING, *[0] * 50) == [0] * 50


def test_throttling_brings_the_pace_down_and_time_up_again():
    pace = throttled(40, seconds=4)
    rates = [round(pace.learned(5 + seconds) or 0, 1) for seconds in (0, 1, 2, 10)]
    assert rates[0] == 7.0, "seven tenths of the ten a second at which AWS throttled"
    assert rates == sorted(rates)
    assert rates[-1] > 100


def test_what_comes_back_of_one_burst_teaches_once_and_all_of_it_counts():
    once = throttled(40, seconds=4)
    again = once.with_throttle(5.2).with_throttle(5.9)
    assert (again.peak, again.throttled) == (once.peak, 3)


def test_an_account_that_is_throttled_without_end_is_still_asked_every_two_seconds():
    pace = throttled(2, seconds=0.1)
    for second in range(2, 60):
        pace = pace.with_throttle(float(second))
    assert pace.learned(59) == pytest.approx(0.5, abs=0.2)


def test_a_file_replaces_the_default_of_its_name_and_leaves_the_others():
    own = Limit(name="assume-role", where={"operation": ("AssumeRole",)}, rate=1)
    assert [limit.name for limit in over_defaults([own])] == ["assume-role", "organizations"]
    assert over_defaults([own])[0] is own


def test_the_hub_has_limits_for_roles_and_for_organizations_and_accounts_learn_their_own():
    assume = Call(service="sts", operation="AssumeRole", account="", region="eu-west-1")
    accounts = Call(service="organizations", operation="ListAccounts", account="", region="us-east-1")
    names = [[limit.name for limit in of_call(DEFAULTS, call)] for call in (assume, accounts, CALL)]
    assert names == [["assume-role", "learned"], ["organizations", "learned"], ["learned"]]
