"""Work on many shards side by side. Whatever happens to one, each comes back with what became of it."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True, slots=True)
class Workers:
    """Where work runs, threads or a cluster, and how many shards are in work or waiting there at a time."""

    executor: Executor
    at_once: int


def run(workers: Workers, shards: Iterable[S], work: Callable[[S], R]) -> Generator[tuple[S, R]]:
    """Do the work on each shard, and return each with its result as soon as it is there.

    Args:
        workers: where the work runs.
        shards: what to work on; they are taken as there is room.
        work: must return a result for whatever becomes of a shard; an exception is a bug, and ends the run.

    """
    waiting = iter(shards)
    running: dict[Future[R], S] = {
        workers.executor.submit(work, shard): shard for shard in islice(waiting, workers.at_once)
    }
    try:
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                shard = running.pop(future)
                for following in islice(waiting, 1):
                    running[workers.executor.submit(work, following)] = following
                yield shard, future.result()
    finally:
        for future in running:
            future.cancel()
