"""What was reported in this operation of the engine, so that nothing is reported twice."""

from collections.abc import Iterable
from threading import Lock

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


class Reported:
    """One for each controller; safe to share between threads."""

    def __init__(self) -> None:
        self._by_check: dict[str, frozenset[str]] = {}
        self._subjects: set[tuple[int, str]] = set()
        self._lock = Lock()

    def by_check(self, urn: str, problems: Iterable[Problem]) -> None:
        """Remember what the check of a resource has reported."""
        with self._lock:
            self._by_check[urn] = frozenset(map(str, problems))

    def of_check(self, urn: str) -> frozenset[str] | None:
        """Return what the check of a resource has reported; None where it was not checked, as in a refresh."""
        with self._lock:
            return self._by_check.get(urn)

    def is_first(self, session: AccountSession, subject: str) -> bool:
        """Return whether this is the first time that a subject is reported in an account and Region."""
        key = (id(session), subject)
        with self._lock:
            known = key in self._subjects
            self._subjects.add(key)
        return not known
