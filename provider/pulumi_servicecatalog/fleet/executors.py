"""Where a fleet's work runs: the main thread, threads, or a Dask cluster. The only module that imports Dask."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Final, ParamSpec, TypeVar

from pulumi_servicecatalog.fleet import held_lane
from pulumi_servicecatalog.fleet.result import Result
from pulumi_servicecatalog.fleet.run import Workers
from pulumi_servicecatalog.fleet.shard_work import ATTEMPTS, Request

P = ParamSpec("P")
T = TypeVar("T")

_CONNECT_SECONDS: Final = 10
LEASE_SECONDS: Final = 30
"""How long the lane of a worker that is gone stays held: workers renew theirs five times as often."""
INSTALL: Final = "pip install 'pulumi-servicecatalog[fleet]'"


class NoSchedulerError(Exception):
    """The scheduler cannot be used; the text says why."""


class MainThread(Executor):
    """Does each piece of work at once, where it is submitted: for one worker, and for a debugger."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do the work, and return its result as a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as other executors, it is handed to who asks for the result
            future.set_exception(error)
        return future


@contextmanager
def local(workers: int) -> Iterator[Workers]:
    """Work in threads of this process; in the main thread where it is one worker."""
    if workers == 1:
        yield Workers(executor=MainThread(), at_once=1)
        return
    with ThreadPoolExecutor(workers) as executor:
        yield Workers(executor=executor, at_once=workers)


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """Work on a Dask cluster, with as many shards at a time as it has threads.

    Args:
        address: of its scheduler, as `tcp://host:8786`.

    Raises:
        NoSchedulerError: Dask is not installed, the scheduler does not answer, or it is lost while shards are done.

    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 - an extra, and it takes a second
    except ImportError as error:
        raise NoSchedulerError(f"Dask is not installed: {INSTALL}") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it would say with a traceback is said by us
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoSchedulerError(f"the scheduler {address} cannot be reached: {' '.join(str(error).split())}") from error
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoSchedulerError(f"the scheduler {address} has no workers")
        executor = client.get_executor(pure=False, retries=0)
        yield Workers(executor=executor, at_once=threads, lost=(KilledWorker,), repeats=True)
    except CancelledError as error:
        raise NoSchedulerError(f"the scheduler {address} was lost while shards were done") from error
    finally:
        client.close(timeout=_CONNECT_SECONDS)


def in_lane(work: Callable[[Request], Result]) -> Callable[[Request], Result]:
    """Return work for the workers of a cluster, which holds the lane of its shard among all of them.

    Args:
        work: does a shard. It is sent to the workers, so that it has to be a function of a module.

    """
    return partial(_in_lane, work)


def _in_lane(work: Callable[[Request], Result], request: Request) -> Result:
    """Do a shard on a worker, which Dask's scheduler knows by now."""
    import dask  # noqa: PLC0415 - as in `cluster`
    from distributed import Event, Semaphore  # noqa: PLC0415 - as above

    key = f"catalogctl-{request.run}-{request.shard.target.stack}-{request.mode.value}-{request.attempt}"
    with dask.config.set({"distributed.scheduler.locks.lease-timeout": f"{LEASE_SECONDS}s"}):
        lane = Semaphore(max_leases=1, name=f"lane-{request.shard.target.lane}")
        lane.register()
    return held_lane.work(work, request, [Event(f"{key}-{number}") for number in range(ATTEMPTS)], lane)
