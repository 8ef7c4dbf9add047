"""What is still to be done, and when. Nothing runs by itself: `perform_due(now)` does all that is due by then.

Steps are performed in the order of their times, however late that is; they may add further ones.
"""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class Timeline:
    """The steps that are still to be performed; each is called with the time at which it was due."""

    def __init__(self) -> None:
        self._steps: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order = itertools.count()

    def at(self, due: datetime, step: Callable[[datetime], None]) -> None:
        """Have a step performed at a time."""
        heapq.heappush(self._steps, (due, next(self._order), step))

    def perform_due(self, now: datetime) -> None:
        """Perform the steps that are due."""
        while self._steps and self._steps[0][0] <= now:
            due, _, step = heapq.heappop(self._steps)
            step(due)
