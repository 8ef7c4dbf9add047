"""Waves: each shard in one of them, canaries first, Regions in their order, and how many may fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_servicecatalog.fleet.waves import Order, Share, at_once
from support.fleet import of_size, plan, target
from support.tables import table


def shares(text):
    return tuple(map(Share.parse, text.split(",")))


@table(
    "text sizes",
    ("1,10%,100%", [1, 1, 18], "each wave goes up to its share"),
    ("100%", [20], "one wave"),
    ("5", [5, 15], "what is left is a last wave"),
    ("1,2%", [1, 19], "a share that adds nothing is no wave"),
    ("50,100%", [20], "a number larger than all"),
)
def test_waves_go_up_to_their_share_of_all_shards(text, sizes, reason):
    waves = Order(waves=shares(text)).ordered(of_size(20).shards)
    assert [len(wave) for wave in waves] == sizes


@table(
    "tag members",
    ("ring", [3, 4], "by a key"),
    ("ring=canary", [4], "by a key and a value"),
)
def test_canaries_are_a_first_wave_of_their_own(tag, members, reason):
    tags = {3: {"ring": "late"}, 4: {"ring": "canary"}}
    shards = plan(*(target(number, tags=tags.get(number, {})) for number in range(1, 11))).shards
    first, *rest = Order(waves=shares("50%"), canary=tag).ordered(shards)
    accounts = [int(shard.target.account) for shard in first]
    assert accounts == members
    assert sum(map(len, rest)) == 10 - len(first)


@table(
    "order slips",
    (Order(canary="ring=none"), ["no account of the plan has the tag ring=none"], "a tag that no account has"),
    (Order(regions=("eu-west-1", "eu-wset-1")), ["nothing of the plan is in eu-wset-1"], "a Region that is misspelt"),
    (Order(canary="ring", regions=("eu-west-1",)), [], "what is in the plan"),
)
def test_what_names_nothing_of_the_plan_is_a_slip(order, slips, reason):
    assert list(order.slips(plan(target(1, tags={"ring": "1"}), target(2)).shards)) == slips


def test_a_region_is_done_before_the_next_in_each_wave():
    regions = ("us-east-1", "eu-west-1")
    shards = plan(*(target(number, region) for number in (1, 2) for region in ("eu-west-1", "us-east-1", "x"))).shards
    waves = Order(regions=regions).ordered(shards)
    assert [{shard.target.region for shard in wave} for wave in waves] == [{"us-east-1"}, {"eu-west-1"}, {"x"}]


@table(
    "tolerance total most",
    ("0", 10, 0, "none"),
    ("2", 10, 2, "a number"),
    ("25%", 10, 2, "a percentage is rounded down, as StackSets does"),
    ("10%", 9, 0, "a part of one is none"),
)
def test_as_many_may_fail_as_are_tolerated(tolerance, total, most, reason):
    order = Order(tolerance=Share.parse(tolerance))
    assert order.tolerates(most, total)
    assert not order.tolerates(most + 1, total)


@pytest.mark.parametrize("text", ["", "x", "-1", "101%", "1.5", "%"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ValueError, match="must be a number of shards"):
        Share.parse(text)


SHARE = st.builds(Share, number=st.integers(0, 100), percent=st.booleans())


@given(st.integers(1, 30), st.lists(SHARE, max_size=4), st.booleans(), st.booleans())
def test_every_shard_is_in_exactly_one_wave(size, of_waves, canary, ordered):
    shards = of_size(size).shards
    order = Order(waves=tuple(of_waves), canary="a" if canary else None, regions=("eu-west-1",) if ordered else ())
    waves = order.ordered(shards)
    assert sorted(shard.target.stack for wave in waves for shard in wave) == [shard.target.stack for shard in shards]
    assert all(waves)


@table(
    "limit shards workers expected",
    (None, 100, 8, 8, "no limit"),
    (Share(number=3), 100, 8, 3, "a number"),
    (Share(number=30), 100, 8, 8, "more than there are workers"),
    (Share(number=5, percent=True), 100, 8, 5, "a share of all"),
    (Share(number=5, percent=True), 10, 8, 1, "less than one"),
    (Share(number=0), 10, 8, 1, "none at all would never end"),
)
def test_how_many_are_in_work_at_a_time(limit, shards, workers, expected, reason):
    assert at_once(limit, shards, workers) == expected
