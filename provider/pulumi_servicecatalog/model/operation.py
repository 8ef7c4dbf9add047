"""One operation of the engine: how long it may take, whether it was cancelled, and where it says what it is doing."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol


class Stop(enum.Enum):
    """Why an operation does not go on waiting."""

    CANCELLED = "cancelled"
    OUT_OF_TIME = "out of time"


class Timer(Protocol):
    """Time as an operation sees it: seconds on a clock that never goes back."""

    def now(self) -> float:
        """Return the seconds since some fixed moment."""

    def sleep(self, seconds: float) -> bool:
        """Wait so long, or until somebody cancels; tell whether it was cancelled."""


def silent(_message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """`deadline` is a moment on the timer's clock. `say` shows a passing status line, `warn` a lasting message."""

    deadline: float
    timer: Timer
    say: Callable[[str], None] = silent
    warn: Callable[[str], None] = silent

    @classmethod
    def lasting(
        cls,
        seconds: float,
        *,
        timer: Timer,
        say: Callable[[str], None] = silent,
        warn: Callable[[str], None] = silent,
    ) -> "Operation":
        """Return an operation that may take `seconds` from now."""
        return cls(deadline=timer.now() + seconds, timer=timer, say=say, warn=warn)

    def at_most(self, seconds: float) -> "Operation":
        """Return the same operation, for a part of it that may take no longer than this."""
        return replace(self, deadline=min(self.deadline, self.timer.now() + seconds))

    def pause(self, seconds: float) -> Stop | None:
        """Wait so long, though never past the deadline; tell why not to go on, if so."""
        left = self.deadline - self.timer.now()
        if left <= 0:
            return Stop.OUT_OF_TIME
        return Stop.CANCELLED if self.timer.sleep(min(seconds, left)) else None
