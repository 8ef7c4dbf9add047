"""An HTTP answer on its way back through the middleware to the socket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email.utils import format_datetime
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Delivery(Enum):
    """What becomes of an answer at the socket. Everything but WHOLE is an injected fault."""

    WHOLE = "whole"
    DROPPED = "dropped"  # the connection is reset, the client hears nothing
    TRUNCATED = "truncated"  # half of the body arrives, then the connection is closed


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Status, headers and body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    delivery: Delivery = Delivery.WHOLE

    def header(self, name: str) -> str | None:
        """Return a header's value, whatever the case of its name."""
        for key, value in self.headers:
            if key.lower() == name.lower():
                return value
        return None

    def dated(self, now: datetime) -> Answer:
        """Return the answer with this time in its Date header: clients tell old records from new ones by it."""
        headers = [h for h in self.headers if h[0].lower() != "date"]
        return replace(self, headers=(*headers, ("Date", format_datetime(now, usegmt=True))))

    @property
    def status_line(self) -> str:
        """Return the status as WSGI wants it."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            return f"{self.status} Unknown"
