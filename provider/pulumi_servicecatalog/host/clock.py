"""The machine's clock, and an event by which another thread ends a wait."""

import time
from threading import Event


class SystemTimer:
    """Satisfies `model.operation.Timer`."""

    def __init__(self, cancelled: Event | None = None) -> None:
        self._cancelled = cancelled or Event()

    def now(self) -> float:
        """Return time.monotonic(), in seconds."""
        return time.monotonic()

    def sleep(self, seconds: float) -> bool:
        """Wait on the event; return whether it was set, that is, whether somebody cancelled."""
        return self._cancelled.wait(seconds)
