"""What Pulumi calls for the resources of `resources`, in a process of its own, one for each operation of the engine.

Found by states and programs through `_dynamic_v1`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pulumi import dynamic
from pulumi.output import Unknown as EngineUnknown

from pulumi_servicecatalog import codec, configuration
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.controllers import Controllers
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model import properties, python_names
from pulumi_servicecatalog.model.operation import Operation, Timer
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome, Unanswered
from pulumi_servicecatalog.model.problems.updates import DeletedOutside
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers import check_failures, drift_lines
from pulumi_servicecatalog.providers.dynamic import call_context, deferred_failures, process
from pulumi_servicecatalog.providers.dynamic.failure import ResourceFailed, one_line, unhealthy
from pulumi_servicecatalog.providers.engine_log import EngineLog, ResourceLog
from pulumi_servicecatalog.rules import inputs as input_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from pulumi_servicecatalog.codec import Values
    from pulumi_servicecatalog.model.problems.base import Problem

T = TypeVar("T")


@functools.cache
def _controllers(configured: configuration.Configuration) -> Controllers:
    """Return the controllers of a configuration: both providers of a process have the same one."""
    return Controllers(configured, lambda scope: session_pool(scope, call_context.claims()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """What a provider takes from its process: the controllers of a configuration, a timer, the engine's display."""

    controllers: Callable[[configuration.Configuration], Controllers] = _controllers
    timer: Callable[[], Timer] = SystemTimer
    log: Callable[[], EngineLog] = call_context.engine_log


class Provider(dynamic.ResourceProvider):
    """What Pulumi calls. Pickled as a name in a module that never moves, so that an old state always finds it.

    There is one for each kind of resource; those of one process share what is observed of AWS. Each method decodes
    once, asks the controller, and encodes its answer.
    """

    serialize_as_secret_always = False  # there is nothing in it, and a secret of its own would slow every resource down
    __module__ = "pulumi_servicecatalog._dynamic_v1"

    def __init__(self, frozen_name: str, kind: ResourceKind, environment: Environment = Environment()) -> None:
        super().__init__()
        self._frozen_name = frozen_name
        self._kind = kind
        self._environment = environment
        self._controller = environment.controllers(configuration.Configuration()).of(kind)

    def __reduce__(self) -> str:
        return self._frozen_name

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        """Take the stack's configuration, once in a process."""
        process.prepare()
        configured = configuration.parse(_configured(req.config))
        self._controller = self._environment.controllers(configured).of(self._kind)
        _warn_of(configured, self._environment.log())

    @one_line
    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> dynamic.CheckResult:
        """Judge the inputs, and name every problem at once."""
        call = self._call("Check")
        values = _decoded(news)
        previews = values.pop(deferred_failures.PROBLEMS, None) is not None
        inputs = codec.checked_inputs(self._kind, values, region=None)
        failures = input_rules.problems(inputs, self._kind)
        if not failures:
            old, new = codec.declared_before(self._kind, _decoded(_olds)), codec.desired(self._kind, inputs)
            result = self._controller.check(old, new, urn=call.urn)
            call.log.remark(result.remarks)
            failures, inputs = result.failures, codec.checked_inputs(self._kind, values, region=result.region)
        if failures and previews and call.urn:
            return _deferred(values, failures, call)
        if previews and not failures:
            for line in self._preview_update(old, codec.desired(self._kind, inputs), call):
                call.log.info(line)
        return dynamic.CheckResult(_encoded(inputs), [_check_failure(problem, values) for problem in failures])

    def _preview_update(self, old: Any, new: Any, call: call_context.CallContext) -> tuple[str, ...]:
        """Only Check is called in every preview, and it is handed neither the ID nor the state."""
        operation = self._operation(call, self._controller.seconds_to_update(new))
        return _answered(self._controller.preview_update_by_name(old, new, operation))

    @one_line
    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.DiffResult:
        """Compare what AWS has now with what is declared."""
        call = self._call("Diff")
        if _news.get(deferred_failures.PROBLEMS):  # not sound enough to be compared, and the answer has to get through
            return dynamic.DiffResult(changes=True)
        before = _decoded(_olds)
        recorded = codec.recorded(self._kind, _id, before)
        result = _answered(self._controller.diff(recorded, codec.desired(self._kind, _decoded(_news)), urn=call.urn))
        call.log.remark(result.remarks)
        for line in drift_lines.lines(result, before):  # dynamic providers have no detailed diff to put them in
            call.log.info(line)
        return dynamic.DiffResult(changes=result.differs, replaces=result.replaces, delete_before_replace=True)

    @one_line
    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        """Adopt the stack, or launch the product."""
        call, inputs = self._call("Create"), _decoded(props)
        desired = codec.desired(self._kind, inputs)
        operation = self._operation(call, self._controller.seconds_to_create(desired))
        state = _state_of(self._controller.create(desired, operation, urn=call.urn), self._kind, call, inputs)
        return dynamic.CreateResult(state["provisionedProductId"], state)

    @one_line
    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.UpdateResult:
        """Make the provisioned product as declared."""
        call, inputs, before = self._call("Update"), _decoded(_news), _decoded(_olds)
        recorded, desired = codec.recorded(self._kind, _id, before), codec.desired(self._kind, inputs)
        operation = self._operation(call, self._controller.seconds_to_update(desired))
        outcome = self._controller.update(recorded, desired, operation, urn=call.urn)
        return dynamic.UpdateResult(_state_of(outcome, self._kind, call, inputs, before))

    @one_line
    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        """Report what AWS has. A provisioned product that is gone leaves the state."""
        call, before = self._call("Read"), _decoded(props)
        recorded = codec.recorded(self._kind, id_, before)
        result = _answered(self._controller.read(recorded, None, urn=call.urn))
        if result is None:
            call.log.remark((DeletedOutside(id=recorded.id),))
            return dynamic.ReadResult("", {})
        call.log.remark(result.remarks)
        declared = {name: before[name] for name in properties.json_schema(self._kind) if name in before}
        return dynamic.ReadResult(recorded.id, codec.state(declared, result.observed, before), _recorded_inputs(call))

    @one_line
    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Release the stack, or delete it too, as declared."""
        call, before = self._call("Delete"), _decoded(_props)
        recorded = codec.recorded(self._kind, _id, before)
        operation = self._operation(call, self._controller.seconds_to_delete(recorded))
        _state_of(self._controller.delete(recorded, operation, urn=call.urn), self._kind, call, before)

    def _call(self, method: str) -> call_context.CallContext:
        return call_context.current(method, self._environment.log())

    def _operation(self, call: call_context.CallContext, otherwise: float) -> Operation:
        seconds, timer = call.timeout or otherwise, self._environment.timer()
        return Operation.lasting(seconds, timer=timer, status=call.log.status, warn=call.log.warning)


def _check_failure(problem: Problem, values: Values) -> dynamic.CheckFailure:
    """Return a failure in the words of a Python program; the property is the engine's."""
    name, reason = check_failures.located(problem, values)
    return dynamic.CheckFailure(name, python_names.in_text(reason))


def _deferred(
    values: dict[str, Any], failures: tuple[Problem, ...], call: call_context.CallContext
) -> dynamic.CheckResult:
    """Show the problems and let Check pass, so that the preview goes on to the other resources."""
    for problem in failures:
        call.log.error(f"{problem.property}: {problem}" if problem.property else str(problem))
    return dynamic.CheckResult(_encoded({**values, deferred_failures.PROBLEMS: len(failures)}), [])


provider = Provider("PROVIDER", IMPORTED)
launching_provider = Provider("LAUNCHING_PROVIDER", PROVISIONED)


def _configured(config: dynamic.Config) -> dict[str, Any]:
    """Return what of the stack's configuration is for us. Raises ResourceFailed where it cannot be used."""
    values = configuration.of_dynamic({key: config.get(key) for key in getattr(config, "_props", {})})  # it lists none
    wrong = configuration.problems(values)
    if wrong:
        raise ResourceFailed(wrong)
    return values


@functools.cache
def _warn_of(configured: configuration.Configuration, log: EngineLog) -> None:
    """Show what is dangerous in a configuration, once in a process."""
    ResourceLog(log, "", python_names.in_text).remark(configuration.remarks(configured))


def _answered(answer: T | Unanswered) -> T:
    if isinstance(answer, Unanswered):
        raise ResourceFailed(answer.problems)
    return answer


def _state_of(
    outcome: Outcome, kind: ResourceKind, call: call_context.CallContext, inputs: Values, before: Values | None = None
) -> dict[str, Any]:
    """Return the new state, empty after a release; raise where it did not go well.

    `before` is the state before an update.
    """
    match outcome:
        case Done(state=observed, notes=notes):
            for note in notes:
                call.log.info(note)
            return codec.state(inputs, observed, before) if observed else {}
        case NotMade(problems=problems):
            raise ResourceFailed(problems)
        case MadeButUnhealthy():
            raise unhealthy(outcome, call, codec.inputs_after_failure(kind, inputs, before), before)


def _decoded(props: dict[str, Any]) -> dict[str, Any]:
    """Return plain values: no provider, no nulls (an output that is awaited), and our own marker for an unknown."""
    return {name: _plain(value) for name, value in props.items() if name != "__provider" and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, EngineUnknown):
        return UNKNOWN
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items() if member is not None}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():  # every number is a float on the wire, and AWS wants whole ones
        return int(value)
    return value


def _encoded(value: Any) -> Any:
    if value is UNKNOWN:
        return EngineUnknown()  # type: ignore[no-untyped-call]  # pulumi leaves it untyped
    if isinstance(value, dict):
        return {key: _encoded(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_encoded(item) for item in value]
    return value


def _recorded_inputs(call: call_context.CallContext) -> dict[str, Any] | None:
    """Return the inputs of the state back as they are; without them the engine keeps its own."""
    if call.request is None or not call.request.inputs.fields:
        return None
    from pulumi.runtime import rpc  # noqa: PLC0415 - present already where a call is served

    return _decoded(rpc.deserialize_properties(call.request.inputs))
