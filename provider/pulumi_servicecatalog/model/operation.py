"""One operation of the engine: how long it may take, whether it was cancelled, and where its status is shown."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol


class StopReason(enum.Enum):
    """Why an operation does not go on waiting."""

    CANCELLED = "cancelled"
    OUT_OF_TIME = "out of time"


class Timer(Protocol):
    """Time as an operation sees it: seconds on a clock that never goes back."""

    def now(self) -> float:
        """Return the seconds since some fixed moment."""

    def sleep(self, seconds: float) -> bool:
        """Wait this long, or until the operation is cancelled; return whether it was."""


def silent(_message: str) -> None:
    """Show nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """`deadline` is a moment on the timer's clock. `status` shows a passing status line, `warn` a lasting message."""

    deadline: float
    timer: Timer
    status: Callable[[str], None] = silent
    warn: Callable[[str], None] = silent

    @classmethod
    def lasting(
        cls,
        seconds: float,
        *,
        timer: Timer,
        status: Callable[[str], None] = silent,
        warn: Callable[[str], None] = silent,
    ) -> "Operation":
        """Return an operation that may take `seconds` from now."""
        return cls(deadline=timer.now() + seconds, timer=timer, status=status, warn=warn)

    def at_most(self, seconds: float) -> "Operation":
        """Return the same operation, for a part of it that may take no longer than this."""
        return replace(self, deadline=min(self.deadline, self.timer.now() + seconds))

    def pause(self, seconds: float) -> StopReason | None:
        """Wait this long, though never past the deadline; return why the operation has to end, if so."""
        left = self.deadline - self.timer.now()
        if left <= 0:
            return StopReason.OUT_OF_TIME
        return StopReason.CANCELLED if self.timer.sleep(min(seconds, left)) else None
