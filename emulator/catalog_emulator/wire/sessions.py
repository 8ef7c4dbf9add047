"""Middleware: how long the sessions of roles last, on the world's clock. Sits between the fault rules and permissions.

In moto a session says when it ends, and works on afterwards. The setting `role_seconds` of the role's account
has them end: AssumeRole says when, and calls are refused from then on.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from catalog_emulator.core.faults import Fault, error_of
from catalog_emulator.wire.moto_seam.caller import session_end
from catalog_emulator.wire.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.core.call import Call
    from catalog_emulator.core.world import World
    from catalog_emulator.wire.answer import Answer
    from catalog_emulator.wire.request import Request


class Sessions:
    """Wraps a handler."""

    def __init__(self, world: World, inner: Callable[[Request, Call], Answer]) -> None:
        self._world = world
        self._inner = inner

    def __call__(self, request: Request, call: Call) -> Answer:
        """Serve a call whose session has not ended."""
        if call.operation == "AssumeRole":
            return self._inner(self._limited(request, call), call)
        if self._has_ended(call):
            return refusal(call, error_of(Fault(kind="expired"), call), self._world.ids.uuid())
        return self._inner(request, call)

    def _limited(self, request: Request, call: Call) -> Request:
        """Have moto, which goes by the machine's clock, end the session at the moment that is meant."""
        account = str(call.parameters.get("RoleArn", "")).split(":")[4:5]
        seconds = self._world.settings.of(account[0]).role_seconds if account else 0
        if not seconds:
            return request
        ahead = (self._world.clock.now() - datetime.now(UTC)).total_seconds()
        duration = urlencode({"DurationSeconds": round(seconds + ahead)})
        return dataclasses.replace(request, body=request.body + f"&{duration}".encode())

    def _has_ended(self, call: Call) -> bool:
        if call.access_key == call.account or not self._world.settings.of(call.account).role_seconds:
            return False
        with self._world.lock:
            end = session_end(call.account, call.access_key)
        return end is not None and self._world.clock.now() >= end
