"""One worker is the main thread; a cluster that cannot be used is an error, and nothing runs in its stead."""

import sys
from threading import current_thread, main_thread

import pytest

from pulumi_servicecatalog.fleet import executors
from pulumi_servicecatalog.fleet.executors import NoSchedulerError
from pulumi_servicecatalog.fleet.run import Lost, Workers, run


def test_one_worker_is_the_main_thread():
    with executors.local(1) as workers:
        (result,) = run(workers, ["a"], lambda _shard: current_thread())
    assert (workers.at_once, result) == (1, ("a", main_thread()))


def test_several_workers_are_threads():
    with executors.local(3) as workers:
        threads = {thread for _, thread in run(workers, range(9), lambda _shard: current_thread())}
    assert workers.at_once == 3
    assert main_thread() not in threads


def test_an_exception_of_the_work_is_handed_to_who_asks():
    with executors.local(1) as workers, pytest.raises(ZeroDivisionError):
        list(run(workers, [0], lambda shard: 1 / shard))


def test_a_lost_worker_is_an_answer_and_ends_nothing():
    def work(shard):
        if shard == 1:
            raise ConnectionError
        return shard

    with executors.local(1) as workers:
        answers = dict(run(Workers(executor=workers.executor, at_once=1, lost=(ConnectionError,)), [1, 2], work))
    assert answers == {1: Lost(reason="ConnectionError"), 2: 2}


def test_without_dask_the_command_that_installs_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoSchedulerError, match=r"pip install 'pulumi-servicecatalog\[fleet\]'"), executors.cluster("x"):
        pass
