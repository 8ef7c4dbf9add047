"""Work on many shards side by side. Whatever happens to one, each comes back with what became of it."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice
from typing import TypeVar

S = TypeVar("S")
R = TypeVar("R")


def run(executor: Executor, shards: Iterable[S], work: Callable[[S], R], *, at_once: int) -> Generator[tuple[S, R]]:
    """Do the work on each shard, and return each with its result as soon as it is there.

    Args:
        executor: where the work runs: threads, or a cluster.
        shards: what to work on; they are taken as there is room.
        work: must return a result for whatever becomes of a shard; an exception is a bug, and ends the run.
        at_once: how many are in work or waiting at a time.

    """
    waiting = iter(shards)
    running: dict[Future[R], S] = {executor.submit(work, shard): shard for shard in islice(waiting, at_once)}
    try:
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                shard = running.pop(future)
                for following in islice(waiting, 1):
                    running[executor.submit(work, following)] = following
                yield shard, future.result()
    finally:
        for future in running:
            future.cancel()
