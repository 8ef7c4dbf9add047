"""Ctrl-C, and a pipeline's SIGTERM: what runs ends in good order, and nothing more is begun."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from pulumi_servicecatalog.cli import layout

_ENDS: Final = (
    "interrupted: what runs is ended in good order; once more ends it at once",
    "interrupted again: what runs is ended at once, and its locks may stay",
)
_GRACE: Final = len(_ENDS)


@contextmanager
def handled(interrupt: Callable[[], None]) -> Iterator[Callable[[], str]]:
    """Handle interrupts until the block ends. At the first, Pulumi ends an update in good order; at a second, at once.

    Args:
        interrupt: hands an interrupt on to what runs.

    Yields:
        What tells why nothing more is to be begun; "" as long as nobody has interrupted.

    """
    received: list[int] = []

    def handle(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        if len(received) > _GRACE:
            raise KeyboardInterrupt
        layout.complain(_ENDS[len(received) - 1], layout.CAREFUL)
        interrupt()

    earlier = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: "interrupted" if received else ""
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
