"""Time that passes, for the provider and for the emulator alike, only while the provider sleeps."""

from catalog_emulator.control import Control
from support.fakes.timer import FakeTimer


class FakeClockTimer(FakeTimer):
    """Satisfies `reconcile.operation.Timer`: a sleep moves the emulator's manual clock, and takes no time."""

    def __init__(self, control: Control, *, cancel_at: float | None = None) -> None:
        super().__init__(cancel_at=cancel_at)
        self._control = control

    def sleep(self, seconds: float) -> bool:
        before = self.now()
        cancelled = super().sleep(seconds)
        self._control.advance(self.now() - before)
        return cancelled

    def advance(self, seconds: float) -> None:
        super().advance(seconds)
        self._control.advance(seconds)
