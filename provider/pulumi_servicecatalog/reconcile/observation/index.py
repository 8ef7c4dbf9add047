"""What AWS has answered about things of one type, looked up by any of their keys."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _Entry(Generic[K, V]):
    value: V
    moment: int
    keys: Sequence[K]


class Index(Generic[K, V]):
    """Values and their keys, shared by threads. It makes no call and waits for nothing.

    An answer can arrive after a write which it does not show. So take the `moment` before the question;
    what was forgotten after that moment is stale.
    """

    def __init__(self, keys: Callable[[V], Sequence[K]]) -> None:
        """Begin without a value.

        Args:
            keys: Returns the keys of a value. The first one tells it from all others.

        """
        self._keys = keys
        self._lock = Lock()
        self._moment = 0
        self._entries: dict[K, _Entry[K, V]] = {}
        self._named: dict[K, dict[K, None]] = {}
        self._forgotten: dict[K, int] = {}

    def moment(self) -> int:
        """Return the moment to keep an answer with; to be taken before AWS is asked."""
        with self._lock:
            return self._moment

    def keep(self, value: V, *, moment: int) -> None:
        """Keep what AWS answered to a question of this moment, unless a newer answer is known."""
        entry = _Entry(value, moment, self._keys(value))
        with self._lock:
            known = self._entries.get(entry.keys[0])
            if known is not None and known.moment > moment:
                return
            self._remove(entry.keys[0])
            self._entries[entry.keys[0]] = entry
            for key in entry.keys:
                self._named.setdefault(key, {})[entry.keys[0]] = None

    def forget(self, key: K) -> None:
        """Make stale what has the key. It is still known that something had it."""
        with self._lock:
            self._moment += 1
            self._forgotten[key] = self._moment

    def remove(self, key: K, *, moment: int) -> None:
        """Remove what had the key, since AWS answered a question of this moment that nothing has it."""
        with self._lock:
            for first_key in list(self._named.get(key, {})):
                if self._entries[first_key].moment <= moment:
                    self._remove(first_key)

    def fresh(self, key: K) -> V | None:
        """Return the newest value with the key that is not stale."""
        with self._lock:
            return next(self._fresh(key), None)

    def first_keys(self, key: K) -> Sequence[K]:
        """Return the first keys of what has the key, stale or not, the newest first."""
        with self._lock:
            return list(reversed(self._named.get(key, {})))

    def forgotten(self, key: K) -> bool:
        """Return whether the key was ever forgotten."""
        with self._lock:
            return key in self._forgotten

    def values(self) -> Sequence[V]:
        """Return all values, stale or not."""
        with self._lock:
            return [entry.value for entry in self._entries.values()]

    def count(self) -> int:
        """Return how many values there are, stale or not."""
        with self._lock:
            return len(self._entries)

    def _fresh(self, key: K) -> Iterator[V]:
        for first_key in reversed(self._named.get(key, {})):
            entry = self._entries[first_key]
            if all(self._forgotten.get(key, 0) <= entry.moment for key in entry.keys):
                yield entry.value

    def _remove(self, first_key: K) -> None:
        entry = self._entries.pop(first_key, None)
        for key in entry.keys if entry is not None else ():
            del self._named[key][first_key]
