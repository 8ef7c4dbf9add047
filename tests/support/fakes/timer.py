"""Time that passes only while somebody sleeps."""


class FakeTimer:
    """Satisfies `reconcile.operation.Timer`. `cancel_at` is the moment at which somebody presses Ctrl-C."""

    def __init__(self, *, start: float = 0.0, cancel_at: float | None = None) -> None:
        self._now = start
        self._cancel_at = cancel_at
        self.slept: list[float] = []

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> bool:
        self.slept.append(seconds)
        wakes = self._now + seconds
        cancelled = self._cancel_at is not None and self._cancel_at <= wakes
        self._now = max(self._now, self._cancel_at) if cancelled and self._cancel_at is not None else wakes
        return cancelled

    def advance(self, seconds: float) -> None:
        """Let time pass without anybody waiting, as between two runs of a program."""
        self._now += seconds
