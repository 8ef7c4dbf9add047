"""Results are put together with the plan that they are of: what is missing, repeated or of another plan is reported."""

from dataclasses import replace

from pulumi_servicecatalog.fleet.merge import merge
from pulumi_servicecatalog.fleet.plan import Operation
from pulumi_servicecatalog.fleet.result import Mode, Status
from support.fleet import of_size, plan, result, target

PLAN = of_size(3)
ONE, TWO, THREE = PLAN.shards
ALL = [result(shard) for shard in PLAN.shards]


def test_a_result_for_each_shard_is_whole_in_any_order():
    merged = merge(PLAN, reversed(ALL))
    assert merged.whole
    assert list(merged.results.values()) == ALL


def test_a_shard_without_a_result_is_missing():
    merged = merge(PLAN, ALL[:2])
    assert (merged.missing, merged.whole) == ((THREE,), False)


def test_no_results_at_all_are_all_missing():
    assert merge(PLAN, []).missing == PLAN.shards


def test_the_last_of_several_results_counts_and_their_number_is_known():
    failed = result(ONE, Status.FAILED)
    merged = merge(PLAN, [failed, *ALL])
    assert merged.whole
    assert (merged.results[ONE.target.stack], merged.repeated) == (ALL[0], {ONE.target.stack: 2})


def test_a_second_look_that_finds_all_as_declared_leaves_the_update_as_the_result():
    seen = result(ONE, Status.UNCHANGED, mode=Mode.VERIFY)
    merged = merge(PLAN, [*ALL, seen])
    assert (merged.results[ONE.target.stack], merged.repeated) == (ALL[0], {})
    failed = result(ONE, Status.FAILED, mode=Mode.VERIFY)
    assert merge(PLAN, [*ALL, failed]).results[ONE.target.stack] == failed
    assert merge(PLAN, [seen, *ALL[1:]]).results[ONE.target.stack] == seen


def test_a_result_of_another_plan_does_not_count():
    other = result(plan(*PLAN.targets, operation=Operation.DESTROY).shards[0])
    merged = merge(PLAN, [other, *ALL[1:]])
    assert (merged.others, merged.missing, merged.whole) == ((other,), (ONE,), False)


def test_a_result_of_no_shard_of_the_plan_is_reported():
    unknown = replace(ALL[0], target=target(9))
    merged = merge(PLAN, [unknown, *ALL])
    assert (merged.unknown, merged.whole) == ((unknown,), False)


def test_a_preview_does_not_stand_for_an_update():
    previewed = result(ONE, mode=Mode.PREVIEW)
    assert not merge(PLAN, [previewed, *ALL[1:]]).whole
    assert merge(PLAN, [*ALL, result(ONE, Status.UNCHANGED, mode=Mode.VERIFY)]).whole
