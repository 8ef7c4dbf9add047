"""What the engine asks of the provider, answered by blocking calls: one method for each RPC that needs AWS or a schema.

The servicer runs these in its pool of threads. Each decodes its request once, asks a controller, and encodes the
answer, or raises; `failures.of` says what the engine gets then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar

import grpc

from pulumi_servicecatalog import codec, configuration
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.controllers import Connect, Controller, Controllers
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model import display, outputs
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.operation import Operation, Timer
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome, Unanswered
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.updates import DeletedOutside
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers import check_failures, drift_lines, schema, stubs
from pulumi_servicecatalog.providers.engine_log import EngineLog, ResourceLog
from pulumi_servicecatalog.providers.plugin import component_checks, diff, failures, functions, listing, secrets, wire
from pulumi_servicecatalog.providers.plugin.secrets import Path
from pulumi_servicecatalog.reconcile.controller import Prediction
from pulumi_servicecatalog.rules import inputs as input_rules
from pulumi_servicecatalog.rules import refusals
from pulumi_servicecatalog.rules.ignored_changes import undeclared

T = TypeVar("T")


class Requests:
    """One for each process: the engine starts one for each provider resource and operation."""

    def __init__(
        self, log: EngineLog, *, connect: Connect = session_pool, timer: Callable[[Event], Timer] = SystemTimer
    ) -> None:
        self.log = log
        self._connect = connect
        self._cancelled = Event()
        self._timer = timer(self._cancelled)
        self._controllers = Controllers(configuration.Configuration(), connect)
        self._refresh_before_update = False

    def cancel(self) -> None:
        """End every wait, now and from now on."""
        self._cancelled.set()
        self._controllers.stop()

    # The provider

    def get_schema(self, request: Any) -> Any:
        """Return schema.json."""
        if request.version not in {0, 1}:
            raise failures.malformed(f"there is no schema of version {request.version}; ask for version 0")
        return stubs.provider_pb2.GetSchemaResponse(schema=schema.text())

    def check_config(self, request: Any) -> Any:
        """Judge the configuration of the provider."""
        pb = stubs.provider_pb2
        news = wire.decode(request.news)
        values = configuration.typed(configuration.without_the_engines(secrets.revealed(news)))
        wrong = configuration.problems(values)
        secret = {(name,) for name in configuration.secret(values)}
        self._log(request).remark(configuration.not_known(values))
        return pb.CheckResponse(
            inputs=wire.encode(secrets.concealed(news, secret)),
            failures=_check_failures(wrong, news, secrets.withheld(request)),
        )

    def diff_config(self, request: Any) -> Any:
        """Return whether another configuration leads to another account or Region, and so to other resources."""
        pb = stubs.provider_pb2
        recorded = request.old_inputs if request.HasField("old_inputs") else request.olds
        old, new = (
            configuration.without_the_engines(secrets.revealed(wire.decode(values)))
            for values in (recorded, request.news)
        )
        names = configuration.changed(old, new)
        replaces = configuration.replacing(old, new)
        detailed = {
            name: pb.PropertyDiff(
                kind=diff.kind(old.get(name), new.get(name), replaces=name in replaces), inputDiff=True
            )
            for name in names
        }
        return pb.DiffResponse(
            changes=pb.DiffResponse.DIFF_SOME if names else pb.DiffResponse.DIFF_NONE,
            diffs=names,
            replaces=replaces,
            detailedDiff=detailed,
            hasDetailedDiff=True,
        )

    def configure(self, request: Any) -> Any:
        """Take the configuration. AWS is asked when the first resource needs it."""
        if request.HasField("args"):
            declared = secrets.revealed(wire.decode(request.args))
        else:
            declared = {key.rpartition(":")[2]: value for key, value in request.variables.items()}
        values = configuration.typed(configuration.without_the_engines(declared))
        wrong = configuration.problems(values)
        if wrong:
            raise failures.refused(wrong)
        configured = configuration.parse(values)
        self._controllers = Controllers(configured, self._connect)
        self._refresh_before_update = configured.refresh_before_update
        ResourceLog(self.log, "").remark(configuration.remarks(configured))
        return stubs.provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, acceptResources=True, acceptOutputs=True
        )

    # Resources

    def check(self, request: Any) -> Any:
        """Judge the inputs, and name every problem at once."""
        kind, log = _kind(request), self._log(request)
        news = wire.decode(request.news)
        values, paths = secrets.revealed(news), secrets.secret_paths(news)
        inputs = codec.checked_inputs(kind, values, region=None)
        wrong = secrets.without_values(input_rules.problems(inputs, kind), paths)
        if wrong:
            return _checked(inputs, paths, wrong, request)
        old = codec.declared_before(kind, secrets.revealed(wire.decode(request.olds)))
        new = codec.desired(kind, inputs, shown_parameters=secrets.shown_parameters(news))
        result = self._controllers.of(kind).check(old, new, urn=request.urn)
        log.remark(result.remarks)
        return _checked(codec.checked_inputs(kind, values, region=result.region), paths, result.failures, request)

    def diff(self, request: Any) -> Any:
        """Compare what AWS has now with what is declared."""
        kind, log = _kind(request), self._log(request)
        before, news = _before(request), wire.decode(request.news)
        new = secrets.revealed(news)
        recorded = codec.recorded(kind, _id(request), undeclared(request.ignoreChanges, before))
        desired = codec.desired(kind, undeclared(request.ignoreChanges, new))
        result = _answered(self._controllers.of(kind).diff(recorded, desired, urn=request.urn), request)
        result = diff.without(request.ignoreChanges, result)
        result = diff.also(secrets.newly_secret(news, wire.decode(request.olds)), result)
        log.remark(result.remarks)
        for line in drift_lines.lines(result, before):
            log.info(line)
        return diff.response(result, before, new)

    def preview_create(self, request: Any) -> Any:
        """Say which outputs an adoption or a launch will have."""
        news = wire.decode(request.properties)
        state = _predicted(secrets.revealed(news), {}, Prediction())
        properties_ = wire.encode(secrets.concealed(state, secrets.secret_paths(news)))
        return stubs.provider_pb2.CreateResponse(properties=properties_)

    def create(self, request: Any) -> Any:
        """Adopt or launch it."""
        kind, news = _kind(request), wire.decode(request.properties)
        new, paths = secrets.revealed(news), secrets.secret_paths(news)
        response = stubs.provider_pb2.CreateResponse
        controller, desired = self._controllers.of(kind), codec.desired(kind, new)
        operation = self._operation(request, controller.seconds_to_create(desired))
        state = self._state(controller.create(desired, operation, urn=request.urn), request, new, paths)
        properties_ = wire.encode(secrets.concealed(state, paths))
        refresh = self._refresh_before_update
        return response(id=state["provisionedProductId"], properties=properties_, refresh_before_update=refresh)

    def preview_update(self, request: Any) -> Any:
        """Say which outputs an update leaves as they are and, where that is asked for, what it does to the stack."""
        update = self._decoded_update(request)
        predicted = update.controller.predict_update(update.recorded, update.desired, update.operation)
        prediction = _answered(predicted, request)
        for line in prediction.lines:
            self._log(request).info(line)
        state = _predicted(update.inputs, update.before, prediction)
        return stubs.provider_pb2.UpdateResponse(properties=wire.encode(secrets.concealed(state, update.paths)))

    def update(self, request: Any) -> Any:
        """Make the provisioned product as declared."""
        update = self._decoded_update(request)
        outcome = update.controller.update(update.recorded, update.desired, update.operation, urn=request.urn)
        state = self._state(outcome, request, update.inputs, update.paths, update.before)
        properties_ = wire.encode(secrets.concealed(state, update.paths))
        refresh = self._refresh_before_update
        return stubs.provider_pb2.UpdateResponse(properties=properties_, refresh_before_update=refresh)

    def _decoded_update(self, request: Any) -> "_Update":
        kind, news, before = _kind(request), wire.decode(request.news), _before(request)
        inputs = secrets.revealed(news)
        controller = self._controllers.of(kind)
        desired = codec.desired(kind, undeclared(request.ignoreChanges, inputs))
        return _Update(
            controller=controller,
            recorded=codec.recorded(kind, _id(request), undeclared(request.ignoreChanges, before)),
            desired=desired,
            operation=self._operation(request, controller.seconds_to_update(desired)),
            inputs=inputs,
            before=before,
            paths=secrets.secret_paths(news),
        )

    def read(self, request: Any) -> Any:
        """Report what AWS has, of a resource in the state or of one that is to be imported. Gone is an empty answer."""
        kind = _kind(request)
        inputs, state = wire.decode(request.inputs), wire.decode(request.properties)
        paths = secrets.secret_paths(inputs) | secrets.secret_paths(state)
        values, before = secrets.revealed(inputs), secrets.revealed(state)
        answer = self._read(kind, request, values, before) if values else self._import(kind, request, before)
        if answer is None:
            return stubs.provider_pb2.ReadResponse()
        return stubs.provider_pb2.ReadResponse(
            id=answer.id,
            properties=wire.encode(secrets.concealed(answer.state, paths)),
            inputs=wire.encode(secrets.concealed(answer.inputs, paths)),
            refresh_before_update=self._refresh_before_update,
        )

    def _read(self, kind: ResourceKind, request: Any, values: Any, before: Any) -> "_Read | None":
        recorded, log = codec.recorded(kind, _id(request), before), self._log(request)
        declared = codec.declared_before(kind, values)
        result = _answered(self._controllers.of(kind).read(recorded, declared, urn=request.urn), request)
        if result is None:
            log.remark((DeletedOutside(id=recorded.id),))
            return None
        log.remark(result.remarks)
        inputs = codec.live_inputs(values, result.changes)
        return _Read(id=recorded.id, state=codec.state(inputs, result.observed, before), inputs=inputs)

    def _import(self, kind: ResourceKind, request: Any, before: Any) -> "_Read":
        """Find what is to be imported; `before` may hold the connection that `.get()` was called with."""
        id_ = _id(request)
        connection = codec.connection({**codec.import_location(id_), **before})
        assert isinstance(connection, Connection)
        result = _answered(self._controllers.of(kind).find(id_, connection), request)
        inputs = codec.inputs(result.desired)
        product_id = result.observed.provisioned_product.id
        return _Read(id=product_id, state=codec.state(inputs, result.observed), inputs=inputs)

    def delete(self, request: Any) -> Any:
        """Release the stack, or delete it too, as declared."""
        kind = _kind(request)
        before = secrets.revealed(wire.decode(request.properties))
        recorded, controller = codec.recorded(kind, _id(request), before), self._controllers.of(kind)
        operation = self._operation(request, controller.seconds_to_delete(recorded))
        outcome = controller.delete(recorded, operation, urn=request.urn)
        if isinstance(outcome, MadeButUnhealthy):
            raise failures.stopped(outcome.problems, secrets.withheld(request))
        self._state(outcome, request, before, frozenset())
        return stubs.empty()

    def check_component(self, request: Any) -> None:
        """Refuse a component whose stacks cannot all be adopted, before it registers one of them."""
        lines = component_checks.reasons(secrets.revealed(wire.decode(request.inputs)), self._controllers.session)
        if lines:
            public = map(secrets.withheld(request), lines)
            raise failures.Failure(grpc.StatusCode.FAILED_PRECONDITION, display.block(public))

    # Functions

    def invoke(self, request: Any) -> Any:
        """Answer a function. Where an argument is not known yet, neither is any result."""
        pb = stubs.provider_pb2
        if request.tok not in functions.FUNCTIONS:
            known = ", ".join(functions.FUNCTIONS)
            raise failures.malformed(f'there is no function "{request.tok}"; the functions are {known}')
        described = schema.package()["functions"][request.tok]
        sent = wire.decode(request.args)
        arguments = secrets.revealed(sent)
        taken = described["inputs"]
        wrong = input_rules.by_schema(arguments, taken["properties"], required=taken.get("required", ()))
        wrong = secrets.without_values(wrong, secrets.secret_paths(sent))
        if wrong:
            return pb.InvokeResponse(failures=_check_failures(wrong, {}, secrets.withheld(request)))
        if codec.has_unknown(arguments):
            return _returned(dict.fromkeys(described["outputs"]["properties"], UNKNOWN))
        try:
            result = functions.FUNCTIONS[request.tok](arguments, self._controllers)
        except Refusal as refusal:
            raise failures.refused((refusals.problem(refusal),), secrets.withheld(request)) from refusal
        return _returned(result)

    def list(self, request: Any) -> list[Any]:
        """Return the provisioned products that could be imported: at most as many as are asked for."""
        if request.token not in _KINDS:
            known = ", ".join(_KINDS)
            raise failures.malformed(f'there is no resource "{request.token}" to list; the resources are {known}')
        try:
            return listing.responses(request, self._controllers.session)
        except Refusal as refusal:
            raise failures.refused((refusals.problem(refusal),)) from refusal

    def _log(self, request: Any) -> ResourceLog:
        return ResourceLog(self.log, request.urn, withheld=secrets.withheld(request))

    def _operation(self, request: Any, otherwise: float) -> Operation:
        log = self._log(request)
        seconds = request.timeout or otherwise
        return Operation.lasting(seconds, timer=self._timer, status=log.status, warn=log.warning)

    def _state(
        self,
        outcome: Outcome,
        request: Any,
        declared: dict[str, Any],
        paths: frozenset[Path],
        before: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return the new state, empty after a release; raise where it did not go well.

        `before` is the state before an update.
        """
        match outcome:
            case Done(state=observed, notes=notes):
                for note in notes:
                    self._log(request).info(note)
                return codec.state(declared, observed, before) if observed else {}
            case NotMade(problems=problems):
                raise failures.refused(problems, secrets.withheld(request))
            case MadeButUnhealthy(state=observed, problems=problems):
                inputs = codec.inputs_after_failure(_kind(request), declared, before)
                state = secrets.concealed(codec.state(inputs, observed, before), paths)
                raise failures.init_failed(
                    id_=observed.provisioned_product.id,
                    properties=wire.encode(state),
                    inputs=wire.encode(secrets.concealed(inputs, paths)),
                    reasons=[secrets.withheld(request)(str(problem)) for problem in problems],
                    refresh_before_update=self._refresh_before_update,
                )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """What Read answers: the ID, the whole state, and the inputs, with live values where those have drifted."""

    id: str
    state: dict[str, Any]
    inputs: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Update:
    """What an Update asks, decoded once: for the controller, and the plain values that become the state."""

    controller: Controller
    recorded: RecordedState
    desired: Any
    operation: Operation
    inputs: dict[str, Any]
    before: dict[str, Any]
    paths: frozenset[Path]


_KINDS = {kind.token: kind for kind in (IMPORTED, PROVISIONED)}


def _kind(request: Any) -> ResourceKind:
    """Return the kind of the resource that a request is about, or refuse the request."""
    token = request.urn.split("::")[2].rpartition("$")[2] if request.urn.count("::") >= 3 else ""
    if token not in _KINDS:
        known = ", ".join(_KINDS)
        raise failures.malformed(f'there is no resource "{token}" (URN "{request.urn}"); the resources are {known}')
    return _KINDS[token]


def _answered(answer: T | Unanswered, request: Any) -> T:
    if isinstance(answer, Unanswered):
        raise failures.refused(answer.problems, secrets.withheld(request))
    return answer


def _checked(inputs: dict[str, Any], paths: frozenset[Path], wrong: tuple[Problem, ...], request: Any) -> Any:
    failing = _check_failures(wrong, wire.decode(request.news), secrets.withheld(request))
    return stubs.provider_pb2.CheckResponse(inputs=wire.encode(secrets.concealed(inputs, paths)), failures=failing)


def _check_failures(problems: tuple[Problem, ...], news: dict[str, Any], withheld: Callable[[str], str]) -> list[Any]:
    failure = stubs.provider_pb2.CheckFailure
    located = (check_failures.located(problem, news) for problem in problems)
    return [failure(property=name, reason=withheld(reason)) for name, reason in located]


def _returned(values: dict[str, Any]) -> Any:
    field: dict[str, Any] = {"return": wire.encode(values)}  # which Python does not take for a name
    return stubs.provider_pb2.InvokeResponse(**field)


def _predicted(inputs: dict[str, Any], before: dict[str, Any], prediction: Prediction) -> dict[str, Any]:
    """Return the state as a preview can know it: what is declared, what stays, and nothing of the rest yet."""
    kept = {name: before[name] for name in prediction.kept if name in before}
    return {**dict.fromkeys(outputs.NAMES, UNKNOWN), **kept, **inputs}


def _before(request: Any) -> dict[str, Any]:
    """Return the recorded state, and beneath it the recorded inputs, which an older state may lack."""
    return {**secrets.revealed(wire.decode(request.old_inputs)), **secrets.revealed(wire.decode(request.olds))}


def _id(request: Any) -> str:
    if not request.id:
        raise failures.malformed("the request names no resource: its id is empty")
    return str(request.id)
