"""Where a fleet's work runs: the main thread, threads, or a Dask cluster. The only module that imports Dask."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, ParamSpec, TypeVar

from pulumi_servicecatalog.fleet.run import Workers

P = ParamSpec("P")
T = TypeVar("T")

_CONNECT_SECONDS: Final = 10
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
        NoSchedulerError: Dask is not installed, or the scheduler does not answer.

    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 - an extra, and it takes a second
    except ImportError as error:
        raise NoSchedulerError(f"Dask is not installed: {INSTALL}") from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise NoSchedulerError(f"the scheduler {address} cannot be reached: {' '.join(str(error).split())}") from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoSchedulerError(f"the scheduler {address} has no workers")
        with client.get_executor(pure=False, retries=0) as executor:
            yield Workers(executor=executor, at_once=threads, lost=(KilledWorker,))
