"""Shards are worked on side by side, few at a time, and each comes back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from pulumi_servicecatalog.fleet.run import Workers, run


def test_each_shard_comes_back_with_its_result():
    with ThreadPoolExecutor(4) as executor:
        results = dict(run(Workers(executor=executor, at_once=4), range(50), lambda shard: shard * 2))
    assert results == {shard: shard * 2 for shard in range(50)}


def test_as_many_as_there_is_room_for_are_in_work_at_once():
    barrier = Barrier(4, timeout=60)
    with ThreadPoolExecutor(4) as executor:
        results = list(run(Workers(executor=executor, at_once=4), range(8), lambda _shard: barrier.wait()))
    assert len(results) == 8


def test_no_more_shards_are_taken_than_there_is_room_for():
    taken = []

    def shards():
        for shard in range(100):
            taken.append(shard)
            yield shard

    with ThreadPoolExecutor(1) as executor:
        results = run(Workers(executor=executor, at_once=3), shards(), lambda shard: shard)
        next(results)
        assert len(taken) <= 4
        results.close()


def test_an_exception_ends_the_run():
    with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError):
        list(run(Workers(executor=executor, at_once=1), [1, 0], lambda shard: 1 / shard))
