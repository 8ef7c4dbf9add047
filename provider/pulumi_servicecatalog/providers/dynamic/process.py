"""Makes the process of Pulumi's dynamic providers fit for long operations. Called once, by configure.

Both are adjustments of a process that is not ours, so each looks before it touches, and leaves things as they are where
they look different.
"""

import sys
import threading

WORKERS = 64
"""Pulumi serves 4 calls at a time, so that four imports would hold up every other call, Cancel included."""


def prepare() -> bool:
    """Cut tracebacks to their last line, and widen the pool of workers; tell whether the pool could be widened."""
    sys.tracebacklimit = 0
    return _widen()


def _widen() -> bool:
    """Widen the pool that this thread works for. A worker of concurrent.futures gets a weak reference to its pool."""
    arguments = getattr(threading.current_thread(), "_args", None) or ()
    pool = arguments[0]() if arguments and callable(arguments[0]) else None
    if pool is None or not isinstance(getattr(pool, "_max_workers", None), int):
        return False
    if pool._max_workers < WORKERS:  # noqa: SLF001
        pool._max_workers = WORKERS  # noqa: SLF001
        with pool._shutdown_lock:  # noqa: SLF001 - under which the pool itself starts its workers
            # Up to Python 3.12 the pool counts idle workers too high after a backlog, and then starts none.
            pool._idle_semaphore = threading.Semaphore(0)  # noqa: SLF001
            for _ in range(pool._work_queue.qsize()):  # noqa: SLF001 - a destroy begins with many calls at once
                pool._adjust_thread_count()  # noqa: SLF001
    return True
