"""Threads that ask questions before anybody needs the answers. A question usually is a call to AWS."""

from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Event, Lock, Thread

Question = Callable[[], bool]
"""Asks, and keeps the answer where it is looked for. Returns False where it was one too many at a time."""


class Ahead:
    """Asks a few questions at a time, in the order in which they were added.

    What a question raises is dropped: the caller who needs its answer asks again, and gets it. A question that was one
    too many takes its thread with it, so that the others slow down; once no thread is left, nothing is asked ahead.
    """

    def __init__(self, *, at_once: int, stopped: Event) -> None:
        """Start no thread yet.

        Args:
            at_once: How many questions are under way at a time.
            stopped: Once it is set, no further question is asked.

        """
        self._left = at_once
        self._stopped = stopped
        self._lock = Lock()
        self._questions: deque[Question] = deque()
        self._running = 0

    def add(self, questions: Iterable[Question]) -> None:
        """Have them asked after those that were added before."""
        with self._lock:
            if self._left and not self._stopped.is_set():
                self._questions.extend(questions)
            started = max(0, min(self._left - self._running, len(self._questions)))
            self._running += started
        for _ in range(started):
            # The process does not wait for it at its end.
            Thread(target=self._work, name="ahead", daemon=True).start()

    def _work(self) -> None:
        while question := self._next():
            goes_on = True
            with suppress(Exception):
                goes_on = question()
            if not goes_on:
                with self._lock:
                    self._left -= 1

    def _next(self) -> Question | None:
        """Return the next question; None where this thread has to end."""
        with self._lock:
            if self._stopped.is_set() or self._left == 0:
                self._questions.clear()
            if self._questions and self._running <= self._left:
                return self._questions.popleft()
            self._running -= 1
            return None
