"""How often to ask for a record: learned from how long earlier records of the same account and Region took."""

from collections import deque
from collections.abc import Iterator
from statistics import median
from threading import Lock

_FIRST = 0.2
_GROWTH = 1.6
_LONGEST = 10.0
_EARLY, _NEAR, _SHORTEST = 0.95, 0.02, 0.05
"""Asked first at this part of the usual time, and from then on at first every so small part of it."""
_REMEMBERED = 16


class Pace:
    """Shared by the threads of one account and Region; seconds throughout."""

    def __init__(self) -> None:
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._lock = Lock()

    def learn(self, seconds: float) -> None:
        """Remember how long a record took."""
        with self._lock:
            self._took.append(seconds)

    def pauses(self) -> Iterator[float]:
        """Give the pauses between questions, without end.

        The first one ends shortly before such records usually do, so that the next import need not wait for a record
        that has ended; then they grow up to ten seconds.
        """
        with self._lock:
            usual = median(self._took) if self._took else 0.0
        pause = _FIRST
        if usual * _EARLY > _FIRST:
            yield min(usual * _EARLY, 60.0)
            pause = min(max(usual * _NEAR, _SHORTEST), _LONGEST)
        while True:
            yield pause
            pause = min(pause * _GROWTH, _LONGEST)
