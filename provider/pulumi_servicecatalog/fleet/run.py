"""Work on many shards side by side. Whatever happens to one, each comes back with what became of it."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True, slots=True)
class Workers:
    """Where work runs, threads or a cluster, and how many shards are in work or waiting there at a time.

    `lost` are the exceptions by which the executor says that a worker died over a shard, and `repeats` tells whether it
    has begun that shard again by itself before it says so.
    """

    executor: Executor
    at_once: int
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    repeats: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """Of a shard whose worker died over it; what it had done by then is not known."""

    reason: str


def run(workers: Workers, shards: Iterable[S], work: Callable[[S], R]) -> Generator[tuple[S, R | Lost]]:
    """Do the work on each shard, and return each with its result as soon as it is there.

    Args:
        workers: where the work runs.
        shards: what to work on; they are taken as there is room. An iterator that had no more is asked again after each
            result, so that a shard can be put back into it.
        work: must return a result for whatever becomes of a shard; an exception is a bug, and ends the run.

    """
    waiting = iter(shards)
    running: dict[Future[R], S] = {}
    try:
        while True:
            for shard in islice(waiting, workers.at_once - len(running)):
                running[workers.executor.submit(work, shard)] = shard
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                shard = running.pop(future)
                try:
                    answer: R | Lost = future.result()
                except workers.lost as error:
                    answer = Lost(reason=" ".join(str(error).split()) or type(error).__name__)
                yield shard, answer
    finally:
        for future in running:
            future.cancel()
