"""AWS's own clock, as the answers of a service tell it."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from botocore.client import BaseClient


class ServerClock:
    """Keeps the time of the newest answer to a client; safe to share between threads."""

    def __init__(self) -> None:
        self.newest: datetime | None = None
        """The Date header, in whole seconds, UTC; None before the first answer."""

    @classmethod
    def of(cls, client: BaseClient) -> ServerClock:
        """Give one that listens to all answers to the client from now on."""
        clock = cls()
        client.meta.events.register("after-call", clock.hear)
        return clock

    def hear(self, http_response: Any, **_rest: object) -> None:
        """Note the time of an answer, as botocore hands it to who listens."""
        date = http_response.headers.get("Date")
        if date:
            self.newest = parsedate_to_datetime(date)
