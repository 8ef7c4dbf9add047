"""Every AWS call in the order in which it arrived: what was called, by whom, and what was answered.

Written by the middleware in `wire.journaling`, read through the control endpoint. The crash tests derive their cells
from it, so an entry is made when a call arrives and completed when it is answered.
"""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.call import Call

_KEPT = 100_000  # calls that are kept at least, of an emulator that runs for days


@dataclass(kw_only=True)
class Entry:
    """One call. `status` is None until it is answered, and stays None where nobody heard the answer."""

    seq: int
    at: str
    service: str
    operation: str
    account: str
    region: str
    access_key: str
    protocol: str
    parameters: dict[str, Any] = field(default_factory=dict)
    status: int | None = None
    error: str | None = None
    request_id: str | None = None
    fault: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as the control endpoint shows it."""
        return asdict(self)


class Journal:
    """The list of calls, safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Entry] = []
        self._count = 0

    def arrived(self, call: Call, at: datetime) -> Entry:
        """Write down a call, and return its entry to be completed."""
        with self._lock:
            self._count += 1
            entry = Entry(
                seq=self._count,
                at=at.isoformat(),
                service=call.service,
                operation=call.operation,
                account=call.account,
                region=call.region,
                access_key=call.access_key,
                protocol=call.protocol,
                parameters=call.parameters,
            )
            self._entries.append(entry)
            if len(self._entries) > 2 * _KEPT:
                del self._entries[:-_KEPT]
            return entry

    def entries(self, *, account: str | None = None, since: int = 0) -> list[Entry]:
        """Return the calls of an account, or all, that arrived after entry `since`."""
        with self._lock:
            return [e for e in self._entries if e.seq > since and account in (None, e.account)]

    def forget(self, *, account: str | None = None) -> int:
        """Drop the calls of an account, or all, and return how many that were. Numbers are never reused."""
        with self._lock:
            kept = [] if account is None else [e for e in self._entries if e.account != account]
            dropped = len(self._entries) - len(kept)
            self._entries = kept
            return dropped
