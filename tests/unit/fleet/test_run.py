"""Shards are worked on side by side, few at a time, and each comes back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pulumi_servicecatalog.fleet.run import run


def test_each_shard_comes_back_with_its_result():
    with ThreadPoolExecutor(4) as executor:
        results = dict(run(executor, range(50), lambda shard: shard * 2, at_once=4))
    assert results == {shard: shard * 2 for shard in range(50)}


def test_as_many_as_there_is_room_for_are_in_work_at_once():
    barrier = Barrier(4, timeout=60)
    with ThreadPoolExecutor(4) as executor:
        results = list(run(executor, range(8), lambda _shard: barrier.wait(), at_once=4))
    assert len(results) == 8


def test_no_more_shards_are_taken_than_there_is_room_for():
    taken = []

    def shards():
        for shard in range(100):
            taken.append(shard)
            yield shard

    with ThreadPoolExecutor(1) as executor:
        results = run(executor, shards(), lambda shard: shard, at_once=3)
        next(results)
        assert len(taken) <= 4
        results.close()


def test_an_exception_ends_the_run():
    with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError):
        list(run(executor, [1, 0], lambda shard: 1 / shard, at_once=1))
