"""AWS's own clock, as the responses of a service have it."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from botocore.client import BaseClient


class ServerClock:
    """Keeps the time of a client's newest response; safe to share between threads."""

    def __init__(self) -> None:
        self.newest: datetime | None = None
        """The Date header, in whole seconds, UTC; None before the first response."""

    @classmethod
    def of(cls, client: BaseClient) -> ServerClock:
        """Return a clock that is set by every response to the client from now on."""
        clock = cls()
        client.meta.events.register("after-call", clock.set)
        return clock

    def set(self, http_response: Any, **_rest: object) -> None:
        """Take the time of a response; an event handler of botocore."""
        date = http_response.headers.get("Date")
        if date:
            self.newest = parsedate_to_datetime(date)
