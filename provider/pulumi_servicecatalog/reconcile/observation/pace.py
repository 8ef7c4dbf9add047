"""How long to pause between two questions: to AWS, and in the lane. All paces are said here, in seconds."""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, repeat
from statistics import median
from threading import Lock


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """Pauses that grow from the first to the longest one.

    `jitter` is the part of each pause that is left to chance, so that many callers do not ask at the same moment.
    `times` is how many pauses there are; None: as many as are needed.
    """

    first: float
    growth: float = 1.0
    longest: float = 60.0
    jitter: float = 0.0
    times: int | None = None

    def pauses(self) -> Iterator[float]:
        """Return the pauses, one after the other."""
        pause = self.first
        for _ in count() if self.times is None else repeat(None, self.times):
            yield pause * random.uniform(1.0 - self.jitter, 1.0)  # noqa: S311 - it spreads requests, and guards nothing
            pause = min(pause * self.growth, self.longest)


RECORD = Pace(first=0.2, growth=1.6, longest=10.0)
"""Until a record has ended, where nothing is known of how long such records take."""

PLAN = Pace(first=1.0)
"""Until AWS has made a plan."""

DRIFT = Pace(first=1.0, growth=1.5, longest=15.0)
"""Until CloudFormation has compared the resources of a stack, which takes a minute or several."""

BUSY = Pace(first=1.0, growth=1.5, longest=15.0, jitter=0.5)
"""Until AWS, which is busy or throttles, accepts a request."""

OUTCOME_UNKNOWN = Pace(first=1.0, growth=1.6, times=4)
"""Until a request whose answer was lost is answered under the same token."""

READ_AGAIN = Pace(first=0.5, growth=2.0, times=4)
"""Until what came of a change can be read: the change is made, and only the answer is late."""

TOKEN_ROTATION = Pace(first=0.1, growth=2.0, longest=10.0)
"""Until a token is found that is not used up; usually the second one is."""

LANE_FILE = Pace(first=0.01)
"""Until another process gives the lane back."""

_LANE_FIRST, _LANE_LONGEST = 0.004, 0.5


def lane(ahead: int) -> float:
    """Return the pause until the next look at the queue: short for the next one, so that the lane never stands idle."""
    return min(_LANE_FIRST * ahead**2, _LANE_LONGEST)


_LONGEST_FIRST = 60.0
_STEP, _GROWTH, _SHORTEST = 0.02, 1.25, 0.05
"""After the first question the steps are first this part of the usual time, and grow slowly: the lane is held."""
_REMEMBERED = 16
_QUICK = 4
"""One record in four is quicker than the first pause."""


class LearnedPace:
    """The pace for records of one account and Region, learned from how long earlier ones took. Shared by threads."""

    def __init__(self) -> None:
        self._took: deque[float] = deque(maxlen=_REMEMBERED)
        self._lock = Lock()

    def learn(self, seconds: float) -> None:
        """Remember how long a record took."""
        with self._lock:
            self._took.append(seconds)

    def pauses(self) -> Iterator[float]:
        """Return the pauses between questions, without end.

        The first one ends when the quick ones of such records had ended, so that the next import does not wait for a
        record that has ended long ago, and no question comes before one can have.
        """
        with self._lock:
            took = sorted(self._took) or [0.0]
        quick, usual = took[len(took) // _QUICK], median(took)
        if quick > RECORD.first:
            yield min(quick, _LONGEST_FIRST)
            step = min(max(usual * _STEP, _SHORTEST), RECORD.longest)
            yield from Pace(first=step, growth=_GROWTH, longest=RECORD.longest).pauses()
        yield from RECORD.pauses()
