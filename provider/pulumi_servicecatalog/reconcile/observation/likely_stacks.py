"""Which stacks a program is likely to adopt next: those that are listed beside the ones that it has asked for."""

from collections.abc import Callable, Sequence
from threading import Lock

from pulumi_servicecatalog.model.stack import Stack

DIRECT_FIRST = 3
"""How many stacks are asked for before more are expected, as in `stacks`."""

EACH_TIME = 16
"""How many more are expected for each that is asked for: an account may hold thousands that a program leaves alone."""


class LikelyStacks:
    """Looks at what is listed once. Makes no call. Safe to share between threads."""

    def __init__(self, listed: Callable[[], Sequence[Stack]]) -> None:
        """Expect nothing yet.

        Args:
            listed: Returns the stacks that can be adopted, as far as they are known; none before they are listed.

        """
        self._listed = listed
        self._lock = Lock()
        self._requested: set[str] = set()
        self._groups: list[Sequence[Stack]] = []
        self._group_of: dict[str, int] = {}
        self._next = 0

    def after(self, stack: Stack) -> Sequence[Stack]:
        """Return those that are expected now that this one is asked for, each of them once.

        They are its neighbours in the list; where those are expected already, the first that are not.
        """
        with self._lock:
            if stack.id in self._requested:
                return ()
            self._requested.add(stack.id)
            if len(self._requested) <= DIRECT_FIRST:
                return ()
            self._group()
            return self._taken(self._group_of.get(stack.id)) or self._taken(self._first_left())

    def _group(self) -> None:
        if self._groups:
            return
        listed = self._listed()
        self._groups = [listed[start : start + EACH_TIME] for start in range(0, len(listed), EACH_TIME)]
        self._group_of = {stack.id: number for number, group in enumerate(self._groups) for stack in group}

    def _first_left(self) -> int:
        while self._next < len(self._groups) and not self._groups[self._next]:
            self._next += 1
        return self._next

    def _taken(self, number: int | None) -> Sequence[Stack]:
        if number is None or number >= len(self._groups):
            return ()
        group, self._groups[number] = self._groups[number], ()
        return [stack for stack in group if stack.id not in self._requested]
