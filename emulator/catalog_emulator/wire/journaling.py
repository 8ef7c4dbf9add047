"""Middleware: write every call into the journal, and its answer when there is one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from catalog_emulator.wire.answer import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.core.call import Call
    from catalog_emulator.core.journal import Entry
    from catalog_emulator.core.world import World
    from catalog_emulator.wire.answer import Answer
    from catalog_emulator.wire.request import Request

    Handler = Callable[[Request, Call], Answer]

_CODE = re.compile(rb"<Code>([^<]+)</Code>")


class Journaling:
    """Wraps a handler that takes the call's entry too, so that faults can be noted in it."""

    def __init__(self, world: World, inner: Callable[[Request, Call, Entry], Answer]) -> None:
        self._world = world
        self._inner = inner

    def __call__(self, request: Request, call: Call) -> Answer:
        """Note the call, have it served, note the answer."""
        entry = self._world.journal.arrived(call, self._world.clock.now())
        answer = self._inner(request, call, entry)
        entry.request_id = answer.header("x-amzn-requestid") or answer.header("x-amz-request-id")
        if answer.delivery is not Delivery.DROPPED:
            entry.error = error_code(answer)
            entry.status = answer.status
        return answer


def error_code(answer: Answer) -> str | None:
    """Return the AWS error code of an answer, whatever its protocol."""
    if answer.status < 400:
        return None
    named = answer.header("x-amzn-errortype")
    if named:
        return named.split(":", 1)[0].rsplit("#", 1)[-1]
    xml = _CODE.search(answer.body)
    if xml:
        return xml[1].decode()
    try:
        return str(json.loads(answer.body)["__type"])
    except (ValueError, KeyError, TypeError):
        return str(answer.status)
