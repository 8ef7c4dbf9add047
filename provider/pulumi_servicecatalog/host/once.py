"""Answers that are asked for once and shared by threads, without a lock around the question."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


def _always(_value: object) -> bool:
    return True


class Once(Generic[K, V]):
    """Keeps the answer to each key's question. A question usually is a call to AWS.

    One thread asks, outside of any lock; threads that want the same answer meanwhile wait for that one alone, and
    other keys are not held up. A failure is raised in all who wait, and is not kept.
    """

    def __init__(self, keeps: Callable[[V], bool] = _always) -> None:
        """Keep nothing yet.

        Args:
            keeps: Decides from an answer whether later callers get it as well, or ask again.

        """
        self._keeps = keeps
        self._lock = Lock()
        self._answers: dict[K, Future[V]] = {}

    def get(self, key: K, ask: Callable[[], V]) -> V:
        """Return the answer, asking only where it is neither known nor being asked for.

        Args:
            key: What the question is about.
            ask: Asks the question. It must not get the same key.

        Returns:
            The answer.

        Raises:
            Exception: Whatever `ask` raised, here or in the thread that was faster.

        """
        answer: Future[V] = Future()
        with self._lock:
            known = self._answers.setdefault(key, answer)
        if known is not answer:
            return known.result()
        try:
            value = ask()
        except BaseException as error:
            self._drop(key, answer)
            answer.set_exception(error)
            raise
        if not self._keeps(value):
            self._drop(key, answer)
        answer.set_result(value)
        return value

    def knows(self, key: K) -> bool:
        """Return whether the key has an answer, or is being asked for."""
        with self._lock:
            return key in self._answers

    def forget(self, key: K) -> None:
        """Let the next caller ask again.

        The answer to a question that is under way reaches those who wait for it already, and nobody after them.
        """
        with self._lock:
            self._answers.pop(key, None)

    def forget_where(self, chosen: Callable[[K], bool]) -> None:
        """Forget every key that is chosen, in the way of `forget`."""
        with self._lock:
            for key in [key for key in self._answers if chosen(key)]:
                del self._answers[key]

    def _drop(self, key: K, answer: Future[V]) -> None:
        """Drop this answer, and not that of a question which has been asked since."""
        with self._lock:
            if self._answers.get(key) is answer:
                del self._answers[key]
