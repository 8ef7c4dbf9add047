"""Ctrl-C, and a pipeline's SIGTERM: what runs ends in good order, and nothing more is begun."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from pulumi_servicecatalog.cli import layout


@contextmanager
def handled(interrupt: Callable[[], None]) -> Iterator[Callable[[], str]]:
    """Handle interrupts until the block ends. A second one ends the command at once.

    Args:
        interrupt: has what runs end.

    Yields:
        What tells why nothing more is to be begun; "" as long as nobody has interrupted.

    """
    received: list[int] = []

    def handle(number: int, _frame: FrameType | None) -> None:
        if received:
            raise KeyboardInterrupt
        received.append(number)
        layout.complain("interrupted: what runs is ended in good order; once more ends it at once", layout.CAREFUL)
        interrupt()

    earlier = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: "interrupted" if received else ""
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
