"""The whole of the emulator as one WSGI application, from the control endpoint to moto.

From the outside in: a control request is served by `control_app`; everything else is an AWS call, which is
identified, translated if it is CBOR, written into the journal, put before the fault rules, the ends of sessions and the
permissions, and served by moto. Before all of it, callers that may not talk to the emulator are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.wire import cbor, trust
from catalog_emulator.wire.authorizing import Authorizing
from catalog_emulator.wire.control_app import PREFIX, ControlApp
from catalog_emulator.wire.faulting import Faulting
from catalog_emulator.wire.identify import DEFAULT_ACCOUNT, identify
from catalog_emulator.wire.journaling import Journaling
from catalog_emulator.wire.moto_app import MotoApp
from catalog_emulator.wire.refusal import refusal
from catalog_emulator.wire.sessions import Sessions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog_emulator.core.call import Call
    from catalog_emulator.core.world import World
    from catalog_emulator.wire.answer import Answer
    from catalog_emulator.wire.request import Request

MOTO_PREFIX = "/moto-api/"  # moto's own control endpoint, which switches its IAM enforcement on, among others


class App:
    """Answers requests. `install.install(world)` must have run before."""

    def __init__(self, world: World, *, allowed_hosts: Iterable[str] = ()) -> None:
        self._world = world
        self._allowed_hosts = tuple(allowed_hosts)
        self._control = ControlApp(world)
        self._moto = MotoApp(world)
        self._journaled = Journaling(world, Faulting(world, Sessions(world, Authorizing(world, self._moto))))

    def answer(self, request: Request) -> Answer:
        """Answer one request, whatever it is."""
        untrusted = trust.reason_against(request, self._allowed_hosts)
        if untrusted is not None:
            denied = AwsError(untrusted, code="AccessDenied", status=403)
            return refusal(identify(request, lambda _: DEFAULT_ACCOUNT), denied, self._world.ids.uuid())
        if request.path.startswith(PREFIX):
            return self._control(request)
        call = identify(request, self._account_of_key)
        if request.path.startswith(MOTO_PREFIX):
            return self._asked_of_moto(request, call)
        return self._answer(request, call).dated(self._world.clock.now())

    def _answer(self, request: Request, call: Call) -> Answer:
        if call.protocol != "cbor":
            return self._journaled(request, call)
        try:
            request, call = cbor.to_json_request(request, call)
        except cbor.UnreadableBodyError as error:
            unreadable = AwsError(str(error), code="SerializationException")
            return cbor.from_json_answer(refusal(call, unreadable, self._world.ids.uuid()), call)
        return cbor.from_json_answer(self._journaled(request, call), call)

    def _asked_of_moto(self, request: Request, call: Call) -> Answer:
        with self._world.lock:
            if request.path == f"{MOTO_PREFIX}reset":
                self._world.forget_accounts()
            return self._moto(request, call)

    def _account_of_key(self, access_key: str) -> str:
        from moto.iam.models import get_account_id_from  # noqa: PLC0415

        with self._world.lock:
            return str(get_account_id_from(access_key))
