"""What time it is, for everything in the emulator that depends on time.

Records, stacks and the journal ask the world's clock, never the system's. Tests start the emulator with a manual
clock and move it through the control endpoint, so that no test sleeps.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say what time it is, in UTC."""

    def now(self) -> datetime:
        """Return the current time, with its time zone."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime | None = None) -> None:
        self._now = start or datetime.now(UTC).replace(microsecond=0)

    def now(self) -> datetime:
        """Return the time that the clock was last moved to."""
        return self._now

    def advance(self, seconds: float) -> datetime:
        """Move forward, and return the new time."""
        if seconds < 0:
            raise ValueError(f"a clock only moves forward, not by {seconds} seconds")
        self._now += timedelta(seconds=seconds)
        return self._now
