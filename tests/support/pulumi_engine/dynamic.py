"""The dynamic provider in this process: its methods, as Pulumi's host of dynamic providers calls them.

The host passes values as they are on the wire, without secrets: every number is a float, and to Check and Diff what is
not known yet is an `Unknown`. The engine marks what comes back as secret where the inputs of the same name are.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pulumi.output import Unknown
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2 as pb

from pulumi_servicecatalog.controllers import Controllers
from pulumi_servicecatalog.model import python_names
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers.dynamic import deferred_failures
from pulumi_servicecatalog.providers.dynamic.failure import ResourceFailed
from pulumi_servicecatalog.providers.dynamic.provider import Environment, Provider
from pulumi_servicecatalog.providers.plugin import wire
from pulumi_servicecatalog.providers.plugin.secrets import revealed
from pulumi_servicecatalog.providers.plugin.wire import Secret
from support.pulumi_engine.plugin import Shown, kept
from support.pulumi_engine.values import Aws, Diff, Entry, Failed, Line, Values

T = TypeVar("T")
PICKLE = {"__provider": "a pickle"}


class DynamicProvider:
    """One process of the dynamic provider."""

    def __init__(self, aws: Aws, show: Callable[[Line], None]) -> None:
        self._lines: list[Line] = []

        def shown(line: Line) -> None:
            self._lines.append(line)
            show(line)

        log = Shown(shown)
        environment = Environment(
            controllers=functools.cache(lambda configured: Controllers(configured, aws.connect)),
            timer=aws.timer,
            log=lambda: log,
        )
        self._hosts = {kind.token: _Host(Provider("UNUSED", kind, environment)) for kind in (IMPORTED, PROVISIONED)}

    def check(self, urn: str, olds: Values | None, news: Values, *, preview: bool) -> tuple[Values, tuple[str, ...]]:
        question = {deferred_failures.PROBLEMS: "?"} if preview else {}
        request = pb.CheckRequest(urn=urn, olds=_sent(olds or {}), news=_sent({**news, **question}))
        result = self._ask("Check", request)
        failures = tuple(failure.reason for failure in result.failures)
        if result.inputs.pop(deferred_failures.PROBLEMS, 0):
            failures = tuple(line.message for line in self._lines if line.urn == urn and line.severity == "ERROR")
        return _marked(_received(result.inputs), news), failures

    def diff(self, entry: Entry, news: Values) -> Diff:
        request = pb.DiffRequest(id=entry.id, urn=entry.urn, olds=_sent(entry.outputs), news=_sent(news))
        before = len(self._lines)
        result = self._ask("Diff", request)
        live = {_changed(line.message) for line in self._lines[before:]}
        return Diff(
            differs=bool(result.changes),
            replaces=tuple(result.replaces or ()),
            names=frozenset(live | _changed_inputs(entry.inputs, news)),
            delete_before_replace=bool(result.delete_before_replace),
        )

    def create(self, urn: str, news: Values, *, preview: bool) -> Entry:
        if preview:  # which Pulumi does not ask a dynamic provider for
            return Entry(urn=urn, id="", inputs=news, outputs=news)
        result = self._ask("Create", pb.CreateRequest(urn=urn, properties=_sent(news)), news)
        return Entry(urn=urn, id=result.id, inputs=news, outputs=_state(result.outs, news))

    def update(self, entry: Entry, news: Values, *, preview: bool) -> Entry:
        if preview:
            return Entry(urn=entry.urn, id=entry.id, inputs=news, outputs=news)
        request = pb.UpdateRequest(id=entry.id, urn=entry.urn, olds=_sent(entry.outputs), news=_sent(news))
        result = self._ask("Update", request, news)
        return Entry(urn=entry.urn, id=entry.id, inputs=news, outputs=_state(result.outs, news))

    def read(self, entry: Entry) -> Entry | None:
        request = pb.ReadRequest(
            id=entry.id, urn=entry.urn, properties=_sent(entry.outputs), inputs=_sent(entry.inputs)
        )
        result = self._ask("Read", request)
        if not result.id:
            return None
        inputs = entry.inputs if result.inputs is None else _marked(_received(result.inputs), entry.inputs)
        return Entry(
            urn=entry.urn,
            id=result.id,
            inputs=inputs,
            outputs=_marked(_received(result.outs), entry.outputs),
            init_errors=entry.init_errors,
            retain_on_delete=entry.retain_on_delete,
        )

    def delete(self, entry: Entry) -> None:
        self._ask("Delete", pb.DeleteRequest(id=entry.id, urn=entry.urn, properties=_sent(entry.outputs)))

    def _ask(self, method: str, request: Any, news: Values | None = None) -> Any:
        """Make a call. An exception that is no failure of the provider's is a bug, and ends the test."""
        context = _Context()
        token = request.urn.split("::")[2]
        try:
            return getattr(self._hosts[token], method)(request, context)
        except ResourceFailed as failure:
            entry = kept(context.details, request.urn, news)
            if entry is not None and news is not None:
                outputs = _state({name: value for name, value in entry.outputs.items() if name not in PICKLE}, news)
                entry = Entry(urn=entry.urn, id=entry.id, inputs=news, outputs=outputs, init_errors=entry.init_errors)
            raise Failed(str(failure), entry) from failure


class _Context:
    """What of a call's context the provider uses."""

    details: bytes | None = None

    def set_trailing_metadata(self, metadata: Any) -> None:
        ((_, self.details),) = metadata


class _Host:
    """Calls the provider as `pulumi.dynamic.__main__` does, in whose frames it finds `request` and `context`."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def Check(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802 - gRPC's name
        return self._provider.check(_with_unknowns(request.olds), _with_unknowns(request.news))

    def Diff(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return self._provider.diff(request.id, _with_unknowns(request.olds), _with_unknowns(request.news))

    def Create(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return self._provider.create(_passed(request.properties))

    def Update(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return self._provider.update(request.id, _passed(request.olds), _passed(request.news))

    def Read(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return self._provider.read(request.id, _passed(request.properties))

    def Delete(self, request: Any, context: Any) -> Any:  # noqa: ARG002, N802
        return self._provider.delete(request.id, _passed(request.properties))


def _sent(values: Values) -> Any:
    return wire.encode({**revealed(values), **PICKLE})


def _passed(struct: Any) -> dict[str, Any]:
    values: dict[str, Any] = rpc.deserialize_properties(struct)
    return values


def _with_unknowns(struct: Any) -> dict[str, Any]:
    values: dict[str, Any] = rpc.deserialize_properties(struct, keep_unknowns=True)
    return values


def _received(values: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: _on_the_wire(value) for name, value in values.items() if name not in PICKLE}
    return wire.decode(wire.encode(known))


def _on_the_wire(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _on_the_wire(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_on_the_wire(item) for item in value]
    return UNKNOWN if isinstance(value, Unknown) else value


def _state(outs: Mapping[str, Any] | None, inputs: Values) -> Values:
    """Return the state; the program says of live parameters that they are secret where declared ones may be."""
    outputs = _marked(_received(outs or {}), inputs)
    if "liveParameters" in outputs and _holds_secrets(inputs.get("parameters")):
        outputs["liveParameters"] = Secret(outputs["liveParameters"])
    return outputs


def _marked(values: dict[str, Any], like: Values) -> dict[str, Any]:
    """Mark as secret what is secret in values of the same names, as the engine does."""
    for name, known in like.items():
        value = values.get(name)
        if isinstance(value, dict) and isinstance(known, Mapping):
            values[name] = _marked(value, known)
        elif name in values and not isinstance(value, Secret) and _holds_secrets(known):
            values[name] = Secret(value)
    return values


def _holds_secrets(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_secrets(member) for member in value.values())
    if isinstance(value, list | tuple):
        return any(_holds_secrets(item) for item in value)
    return isinstance(value, Secret)


def _changed(message: str) -> str:
    """Return the path of a property that a line names first, as schema.json has it."""
    name, dot, key = message.partition(":")[0].partition(".")
    return f"{python_names.SCHEMA_NAMES.get(name, name)}{dot}{key}"


def _changed_inputs(before: Values, now: Values) -> set[str]:
    """Return the names of inputs that the engine shows as changed."""
    old, new = revealed(before), revealed(now)
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    nested = {f"{name}.{key}" for name in changed for key in {*_keys(old.get(name)), *_keys(new.get(name))}}
    return changed | nested


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, Mapping) else ()
