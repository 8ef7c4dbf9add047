"""The plugin as the engine asks it: with the protocol's own messages, and its answers as values."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2 as pb
from pulumi.runtime.proto import status_pb2

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.providers.engine_log import EngineLog
from pulumi_servicecatalog.providers.plugin import failures, wire
from pulumi_servicecatalog.providers.plugin.requests import Requests
from support.pulumi_engine.values import Aws, Diff, Entry, Failed, Line, Values

Ask = Callable[[str, Any], Any]
"""Sends a request of a method, such as `Check`, and returns the response."""


class Shown(EngineLog):
    """Hands on what the provider shows, cleaned as it is on its way to the engine."""

    def __init__(self, show: Callable[[Line], None]) -> None:
        super().__init__(None)
        self._show = show

    def write(self, severity: str, message: str, urn: str, *, ephemeral: bool) -> None:
        self._show(Line(severity=severity, message=display.shown(message), urn=urn, passing=ephemeral))


class PluginProvider:
    """One process of the plugin."""

    def __init__(self, ask: Ask) -> None:
        self._send = ask

    def check(
        self,
        urn: str,
        olds: Values | None,
        news: Values,
        *,
        preview: bool,  # noqa: ARG002 - the dynamic provider needs it
    ) -> tuple[Values, tuple[str, ...]]:
        request = pb.CheckRequest(urn=urn, news=wire.encode(news))
        if olds is not None:
            request.olds.CopyFrom(wire.encode(olds))
        answer = self._ask("Check", request)
        return wire.decode(answer.inputs), tuple(failure.reason for failure in answer.failures)

    def diff(self, entry: Entry, news: Values) -> Diff:
        request = pb.DiffRequest(
            id=entry.id,
            urn=entry.urn,
            olds=wire.encode(entry.outputs),
            old_inputs=wire.encode(entry.inputs),
            news=wire.encode(news),
        )
        answer = self._ask("Diff", request)
        return Diff(
            differs=answer.changes == pb.DiffResponse.DIFF_SOME,
            replaces=tuple(answer.replaces),
            names=frozenset({*answer.diffs, *answer.detailedDiff}),
            delete_before_replace=answer.deleteBeforeReplace,
        )

    def create(self, urn: str, news: Values, *, preview: bool) -> Entry:
        request = pb.CreateRequest(urn=urn, properties=wire.encode(news), preview=preview)
        answer = self._ask("Create", request, news)
        return _entry(answer, urn=urn, id_=answer.id, inputs=news)

    def update(self, entry: Entry, news: Values, *, preview: bool) -> Entry:
        request = pb.UpdateRequest(
            id=entry.id,
            urn=entry.urn,
            olds=wire.encode(entry.outputs),
            old_inputs=wire.encode(entry.inputs),
            news=wire.encode(news),
            preview=preview,
        )
        answer = self._ask("Update", request, news)
        return _entry(answer, urn=entry.urn, id_=entry.id, inputs=news)

    def read(self, entry: Entry) -> Entry | None:
        request = pb.ReadRequest(
            id=entry.id, urn=entry.urn, properties=wire.encode(entry.outputs), inputs=wire.encode(entry.inputs)
        )
        answer = self._ask("Read", request)
        if not answer.id:
            return None
        current = _entry(answer, urn=entry.urn, id_=answer.id, inputs=wire.decode(answer.inputs))
        return replace(current, init_errors=entry.init_errors, retain_on_delete=entry.retain_on_delete)

    def delete(self, entry: Entry) -> None:
        request = pb.DeleteRequest(
            id=entry.id,
            urn=entry.urn,
            properties=wire.encode(entry.outputs),
            old_inputs=wire.encode(entry.inputs),
        )
        self._ask("Delete", request)

    def _ask(self, method: str, request: Any, news: Values | None = None) -> Any:
        """Make a call. An exception that is no failure of the provider's is a bug, and ends the test."""
        try:
            return self._send(method, request)
        except failures.Failure as failure:
            details = failure.metadata[0][1] if failure.metadata else None
            raise Failed(failure.message, kept(details, request.urn, news)) from failure


def in_process(aws: Aws, show: Callable[[Line], None]) -> PluginProvider:
    """Return a process of the plugin that is this one: the requests that its servicer hands on."""
    requests = Requests(Shown(show), connect=aws.connect, timer=aws.timer)
    requests.configure(pb.ConfigureRequest(acceptSecrets=True, args=struct_pb2.Struct()))

    def ask(method: str, request: Any) -> Any:
        previews = "preview_" if getattr(request, "preview", False) else ""
        return getattr(requests, f"{previews}{method.lower()}")(request)

    return PluginProvider(ask)


def kept(details: bytes | None, urn: str, news: Values | None) -> Entry | None:
    """Return the resource that was made all the same. Of its inputs the engine keeps those that it has sent."""
    if not details or news is None:
        return None
    detail = pb.ErrorResourceInitFailed()
    assert status_pb2.Status.FromString(details).details[0].Unpack(detail)
    return replace(_entry(detail, urn=urn, id_=detail.id, inputs=news), init_errors=tuple(detail.reasons))


def _entry(answer: Any, *, urn: str, id_: str, inputs: Values) -> Entry:
    return Entry(
        urn=urn,
        id=id_,
        inputs=inputs,
        outputs=wire.decode(answer.properties),
        refresh_before_update=answer.refresh_before_update,
    )
