"""The one way to wait: ask, pause, and ask again, until the answer will do. Nothing waits in a read."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from pulumi_servicecatalog.model.operation import Operation, StopReason

T = TypeVar("T")


def poll(
    ask: Callable[[], T],
    until: Callable[[T], bool],
    pauses: Iterable[float],
    operation: Operation,
    *,
    known: T | None = None,
) -> T | StopReason:
    """Ask until the answer will do, or the pauses are used up, or the operation has to end.

    Args:
        ask: Asks the question. What it raises ends the waiting.
        until: Decides whether an answer will do.
        pauses: How long to pause between two questions, in seconds; after the last pause any answer will do.
        operation: Whose deadline and cancellation are looked at in each pause.
        known: An answer that is there already, which is judged before anything is asked.

    Returns:
        The last answer, or why the operation has to end before there was one that will do.

    """
    for pause in pauses:
        answer = ask() if known is None else known
        known = None
        if until(answer):
            return answer
        stop = operation.pause(pause)
        if stop is not None:
            return stop
    return ask()
