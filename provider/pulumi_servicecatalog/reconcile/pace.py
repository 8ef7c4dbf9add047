"""How often to ask for a record: learned from how long earlier records of the same account and Region took."""

from collections import deque
from collections.abc import Iterator
from statistics import median
from threading import Lock

_FIRST = 0.2
_GROWTH = 1.6
_LONGEST = 10.0
_REMEMBERED = 16


class Pace:
    """Shared by the threads of one account and Region; seconds throughout."""

    def __init__(self) -> None:
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._lock = Lock()

    def learn(self, seconds: float) -> None:
        """Remember how long a record took from request to end."""
        with self._lock:
            self._took.append(seconds)

    def pauses(self) -> Iterator[float]:
        """Give the pauses between questions, without end.

        The first one ends shortly before such records usually do; then they grow from a fifth of a second to ten.
        """
        with self._lock:
            usual = median(self._took) if self._took else 0.0
        if usual * 0.9 > _FIRST:
            yield min(usual * 0.9, 60.0)
        pause = _FIRST
        while True:
            yield pause
            pause = min(pause * _GROWTH, _LONGEST)
