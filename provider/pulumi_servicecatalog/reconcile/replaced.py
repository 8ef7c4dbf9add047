"""What the engine replaces in this operation: what the old one was, and whether only somebody's command replaces it."""

from threading import Lock
from typing import Generic, TypeVar

from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.rules import replacement

D = TypeVar("D", bound=Desired)


class Replaced(Generic[D]):
    """One for each controller; safe to share between threads.

    A replacement is checked without what was declared before, after a comparison; where somebody forces it
    (`pulumi up --replace`, `pulumi state taint`) without one. The old one is deleted after the new one was created, or
    before. Neither the declaration nor AWS has a reason to end anything where it is forced.
    """

    def __init__(self) -> None:
        self._old: dict[str, D] = {}
        self._checked: set[str] = set()
        self._compared: set[str] = set()
        self._forced: dict[str, D] = {}
        self._lock = Lock()

    def checked(self, urn: str, old: D | None, new: D) -> None:
        """Remember a check; that of what is new or replaced has no `old`."""
        with self._lock:
            self._checked.add(urn)
            if old is not None:
                self._old[urn] = old
            elif urn not in self._compared:
                self._forced[urn] = new

    def in_program(self, urn: str) -> bool:
        """Return whether the program declares it; a refresh compares what a destroy then deletes."""
        with self._lock:
            return urn in self._checked

    def compared(self, urn: str) -> None:
        """Remember that a comparison has found why it is replaced."""
        with self._lock:
            self._compared.add(urn)

    def old(self, urn: str) -> D | None:
        """Return what was declared before; None of what is new."""
        with self._lock:
            return self._old.get(urn)

    def is_forced(self, urn: str, recorded: Desired | None) -> bool:
        """Return whether the state's resource is replaced by one that is declared to be the same."""
        with self._lock:
            new = self._forced.get(urn)
        return new is not None and recorded is not None and not replacement.replaced_by(recorded, new)
