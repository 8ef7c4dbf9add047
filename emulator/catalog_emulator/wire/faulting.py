"""Middleware: perform the fault rules that act on a call. Sits between the journal and moto."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from catalog_emulator.core.faults import error_of
from catalog_emulator.wire.answer import Answer, Delivery
from catalog_emulator.wire.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.core.call import Call
    from catalog_emulator.core.faults import Fault
    from catalog_emulator.core.journal import Entry
    from catalog_emulator.core.world import World
    from catalog_emulator.wire.request import Request

_HOLD_SECONDS = 30
_BROKEN = Answer(status=500, headers=(), body=b"", delivery=Delivery.DROPPED)
_PAGE = "<html><head><title>{status}</title></head><body><h1>{status} Service Unavailable</h1></body></html>"


class Faulting:
    """Wraps a handler."""

    def __init__(self, world: World, inner: Callable[[Request, Call], Answer]) -> None:
        self._world = world
        self._inner = inner

    def __call__(self, request: Request, call: Call, entry: Entry) -> Answer:
        """Serve a call, and let go wrong what shall go wrong."""
        after: Fault | None = None
        for rule in self._world.faults.for_call(call):
            entry.fault = rule.kind
            match rule.kind:
                case "delay" | "hold-before":
                    _wait(rule)
                case "drop-after" | "truncate" | "hold-after":
                    after = rule
                case _:
                    return self._instead(call, rule)
        answer = self._inner(request, call)
        return answer if after is None else _afterwards(answer, after)

    def _instead(self, call: Call, rule: Fault) -> Answer:
        """Return what the client gets instead of an answer."""
        if rule.kind == "drop-before":
            return _BROKEN
        if rule.kind == "html":
            status = int(rule.status or 503)
            return Answer(
                status=status,
                headers=(("Content-Type", "text/html"),),
                body=_PAGE.format(status=status).encode(),
            )
        return refusal(call, error_of(rule, call), self._world.ids.uuid())


def _wait(rule: Fault) -> None:
    rule.released.wait(_HOLD_SECONDS if rule.seconds is None else rule.seconds)


def _afterwards(answer: Answer, rule: Fault) -> Answer:
    if rule.kind == "hold-after":
        _wait(rule)
        return answer
    delivery = Delivery.DROPPED if rule.kind == "drop-after" else Delivery.TRUNCATED
    return dataclasses.replace(answer, delivery=delivery)
