"""What the engine asks of the provider, answered by blocking calls: one method for each RPC that needs AWS or a schema.

The servicer runs these in its pool of threads. Each takes a request and gives a response, or raises; `failures.of` says
what the engine is told then.
"""

from collections.abc import Iterator
from threading import Event
from typing import Any

from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers import configuration, schema, state
from pulumi_servicecatalog.providers.controller import Read, ResourceController
from pulumi_servicecatalog.providers.plugin import diff as detailed_diff
from pulumi_servicecatalog.providers.plugin import failures, functions, secrets, stubs, wire
from pulumi_servicecatalog.providers.plugin.engine_log import EngineLog, Progress
from pulumi_servicecatalog.providers.plugin.secrets import Path
from pulumi_servicecatalog.providers.resources import Resources
from pulumi_servicecatalog.rules import inputs as input_rules
from pulumi_servicecatalog.rules import refusals

_ENGINES_OWN = frozenset({"version", "pluginDownloadURL"})
"""What the engine keeps among a provider's inputs, beside those of the provider."""


class Calls:
    """One for each process: the engine starts one for each provider resource and operation."""

    def __init__(self, log: EngineLog) -> None:
        self.log = log
        self._cancelled = Event()
        self._resources = Resources(configuration.Configuration())

    def cancel(self) -> None:
        """End every wait, now and from now on."""
        self._cancelled.set()

    # The provider

    def get_schema(self, request: Any) -> Any:
        """Give schema.json."""
        if request.version not in {0, 1}:
            raise failures.malformed(f"there is no schema of version {request.version}; ask for version 0")
        return stubs.provider_pb2.GetSchemaResponse(schema=schema.text())

    def check_config(self, request: Any) -> Any:
        """Judge the configuration of the provider."""
        pb = stubs.provider_pb2
        news = wire.decode(request.news)
        values = configuration.typed(_without_the_engines(secrets.revealed(news)))
        wrong = configuration.problems(values)
        secret = {(name,) for name, described in _configurable().items() if described.get("secret")}
        return pb.CheckResponse(
            inputs=wire.encode(secrets.concealed(news, secret)),
            failures=[pb.CheckFailure(property=each.property, reason=str(each)) for each in wrong],
        )

    def diff_config(self, request: Any) -> Any:
        """Tell whether another configuration means another place, and so other resources."""
        pb = stubs.provider_pb2
        recorded = request.old_inputs if request.HasField("old_inputs") else request.olds
        old, new = (_without_the_engines(secrets.revealed(wire.decode(each))) for each in (recorded, request.news))
        names = configuration.changed(old, new)
        replaces = configuration.replacing(old, new)
        detailed = {
            name: pb.PropertyDiff(
                kind=detailed_diff.kind(old.get(name), new.get(name), replaces=name in replaces), inputDiff=True
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
            given = secrets.revealed(wire.decode(request.args))
        else:
            given = {key.rpartition(":")[2]: value for key, value in request.variables.items()}
        values = configuration.typed(_without_the_engines(given))
        wrong = configuration.problems(values)
        if wrong:
            raise failures.refused(wrong)
        self._resources = Resources(configuration.parse(values))
        return stubs.provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, acceptResources=True, acceptOutputs=True
        )

    # Resources

    def check(self, request: Any) -> Any:
        """Judge the inputs, and name every problem at once."""
        pb = stubs.provider_pb2
        kind = self._kind(request)
        news = wire.decode(request.news)
        old = secrets.revealed(wire.decode(request.olds))
        checked = kind.check(old, secrets.revealed(news), urn=request.urn)
        progress = Progress(self.log, request.urn)
        for remark in checked.remarks:
            progress.tell(remark)
        return pb.CheckResponse(
            inputs=wire.encode(secrets.concealed(checked.inputs, secrets.secret_paths(news))),
            failures=[pb.CheckFailure(property=each.property, reason=str(each)) for each in checked.failures],
        )

    def diff(self, request: Any) -> Any:
        """Compare what AWS has now with what is declared."""
        kind = self._kind(request)
        recorded = _recorded(request)
        new = secrets.revealed(wire.decode(request.news))
        compared = kind.compare(_id(request), recorded, new)
        compared = detailed_diff.without(request.ignoreChanges, compared)
        progress = Progress(self.log, request.urn)
        for remark in compared.remarks:
            progress.tell(remark)
        for line in detailed_diff.unseen(compared, recorded):
            progress.inform(line)
        inputs = schema.resource(kind.token)["inputProperties"]
        return detailed_diff.response(compared, recorded, new, inputs=inputs)

    def create(self, request: Any) -> Any:
        """Adopt or launch it; in a preview, say which outputs that will give."""
        kind = self._kind(request)
        news = wire.decode(request.properties)
        new, paths = secrets.revealed(news), secrets.secret_paths(news)
        response = stubs.provider_pb2.CreateResponse
        if request.preview:
            return response(properties=wire.encode(secrets.concealed(_previewed(kind, new), paths)))
        operation = self._operation(request, kind.seconds("create", new))
        made = self._state(kind.create(new, operation, urn=request.urn), request, new, paths)
        id_ = made["provisionedProductId"]
        made = secrets.concealed(made, paths)
        return response(id=id_, properties=wire.encode(made), refresh_before_update=True)

    def update(self, request: Any) -> Any:
        """Make the provisioned product as declared; in a preview, say which outputs stay."""
        kind = self._kind(request)
        recorded, news = _recorded(request), wire.decode(request.news)
        new, paths = secrets.revealed(news), secrets.secret_paths(news)
        response = stubs.provider_pb2.UpdateResponse
        if request.preview:
            return response(properties=wire.encode(secrets.concealed(self._update_previewed(kind, request), paths)))
        operation = self._operation(request, kind.seconds("update", new))
        outcome = kind.update(_id(request), recorded, new, operation)
        made = self._state(outcome, request, new, paths, recorded)
        return response(properties=wire.encode(secrets.concealed(made, paths)), refresh_before_update=True)

    def _update_previewed(self, kind: ResourceController, request: Any) -> dict[str, Any]:
        """Give the state as an update will leave it, and show what it changes in the stack where that is asked for."""
        recorded, new = _recorded(request), secrets.revealed(wire.decode(request.news))
        compared = kind.compare(_id(request), recorded, new)
        keep = detailed_diff.STABLE if compared.changes else _outputs(kind)
        if compared.changes:
            operation = self._operation(request, kind.seconds("update", new))
            for line in kind.preview_changes(_id(request), recorded, new, operation):
                Progress(self.log, request.urn).inform(line)
        return _previewed(kind, new, {name: recorded[name] for name in keep if name in recorded})

    def read(self, request: Any) -> Any:
        """Report what AWS has, of a resource in the state or of one that is to be imported. Gone is an empty answer."""
        kind = self._kind(request)
        inputs, recorded = wire.decode(request.inputs), wire.decode(request.properties)
        found = _found(kind, _id(request), secrets.revealed(recorded), secrets.revealed(inputs))
        if found is None:
            return stubs.provider_pb2.ReadResponse()
        paths = secrets.secret_paths(inputs) | secrets.secret_paths(recorded)
        return stubs.provider_pb2.ReadResponse(
            id=found.id,
            properties=wire.encode(secrets.concealed(found.state, paths)),
            inputs=wire.encode(secrets.concealed(found.inputs, paths)),
            refresh_before_update=True,
        )

    def delete(self, request: Any) -> Any:
        """Release the stack, or end it, as declared."""
        kind = self._kind(request)
        recorded = secrets.revealed(wire.decode(request.properties))
        operation = self._operation(request, kind.seconds("delete", recorded))
        outcome = kind.delete(_id(request), recorded, operation)
        if isinstance(outcome, MadeButUnhealthy):
            raise failures.stopped(outcome.problems)
        self._state(outcome, request, recorded, frozenset())
        return stubs.empty()

    # Functions

    def invoke(self, request: Any) -> Any:
        """Answer a function. Where an argument is not known yet, neither is any result."""
        pb = stubs.provider_pb2
        if request.tok not in functions.FUNCTIONS:
            known = ", ".join(functions.FUNCTIONS)
            raise failures.malformed(f'there is no function "{request.tok}"; the functions are {known}')
        described = schema.package()["functions"][request.tok]
        given = wire.decode(request.args)
        arguments = secrets.revealed(given)
        wrong = input_rules.by_schema(
            arguments,
            {
                "inputProperties": described["inputs"]["properties"],
                "requiredInputs": described["inputs"].get("required", []),
            },
        )
        if wrong:
            told = [pb.CheckFailure(property=each.property, reason=str(each)) for each in wrong]
            return pb.InvokeResponse(failures=told)
        if any(value is UNKNOWN for value in _leaves(arguments)):
            return _returned(dict.fromkeys(described["outputs"]["properties"], UNKNOWN))
        try:
            return _returned(functions.FUNCTIONS[request.tok](arguments, self._resources.adopted))
        except Refusal as refusal:
            raise failures.refused((refusals.problem(refusal),)) from refusal

    def list(self, request: Any) -> list[Any]:
        """Give the provisioned products that could be imported: the results, at most as many as are asked for."""
        pb = stubs.provider_pb2
        if request.token not in _LISTED:
            known = ", ".join(_LISTED)
            raise failures.malformed(f'there is no resource "{request.token}" to list; the resources are {known}')
        query = secrets.revealed(wire.decode(request.query))
        if any(value is UNKNOWN for value in _leaves(query)):
            return [pb.ListResponse(computed=pb.ListResponse.Computed())]
        try:
            found = self._resources.adopted.session(query).snapshot.all_provisioned_products()
        except Refusal as refusal:
            raise failures.refused((refusals.problem(refusal),)) from refusal
        first = int(request.continuation_token or 0)
        last = min(each for each in (request.limit or len(found), len(found)) if each >= 0)
        page = found[first : min(last, first + request.page_size) if request.page_size > 0 else last]
        results = [pb.ListResponse(result=pb.ListResponse.Result(id=each.id, name=each.name)) for each in page]
        following = first + len(page)
        token = str(following) if following < last else ""
        return [*results, pb.ListResponse(continuation=pb.ListResponse.Continuation(continuation_token=token))]

    def _kind(self, request: Any) -> ResourceController:
        """Give the kind of the resource that a request is about, or refuse the request."""
        token = request.urn.split("::")[2].rpartition("$")[2] if request.urn.count("::") >= 3 else ""
        try:
            return self._resources.of(token)
        except KeyError:
            known = ", ".join(_LISTED)
            raise failures.malformed(
                f'there is no resource "{token}" (URN "{request.urn}"); the resources are {known}'
            ) from None

    def _operation(self, request: Any, otherwise: float) -> Operation:
        progress = Progress(self.log, request.urn)
        return Operation.lasting(
            request.timeout or otherwise,
            timer=SystemTimer(self._cancelled),
            say=progress.say,
            warn=progress.warn,
        )

    def _state(
        self,
        outcome: Outcome,
        request: Any,
        declared: dict[str, Any],
        paths: frozenset[Path],
        recorded: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Give the new state, empty after a release; raise where it did not go well.

        `recorded` is the state before an update.
        """
        match outcome:
            case Done(state=observed, notes=notes):
                for note in notes:
                    Progress(self.log, request.urn).inform(note)
                return state.merged(declared, observed, recorded) if observed else {}
            case NotMade(problems=problems):
                raise failures.refused(problems)
            case MadeButUnhealthy(state=observed, problems=problems):
                inputs = declared if recorded is None else state.after_failed_update(recorded, declared)
                made = secrets.concealed(state.merged(inputs, observed, recorded), paths)
                raise failures.made_but_unhealthy(
                    id_=observed.provisioned_product.id,
                    properties=wire.encode(made),
                    inputs=wire.encode(secrets.concealed(inputs, paths)),
                    problems=problems,
                )


_LISTED = (schema.ADOPTED, schema.LAUNCHED)
"""Both kinds are provisioned products; which of them one is imported as, its user says."""

_CONNECTION = ("region", "profile", "roleArn", "externalId", "expectedAccountId")


def _returned(values: dict[str, Any]) -> Any:
    field: dict[str, Any] = {"return": wire.encode(values)}  # which Python does not take for a name
    return stubs.provider_pb2.InvokeResponse(**field)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)
    else:
        yield value


def _configurable() -> dict[str, Any]:
    described: dict[str, Any] = schema.package()["provider"]["inputProperties"]
    return described


def _outputs(kind: ResourceController) -> list[str]:
    return list(schema.resource(kind.token)["properties"])


def _previewed(kind: ResourceController, new: dict[str, Any], kept: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give the state as a preview can tell it: what is declared, what stays, and nothing of the rest yet."""
    return {**dict.fromkeys(_outputs(kind), UNKNOWN), **(kept or {}), **new}


def _found(kind: ResourceController, id_: str, recorded: dict[str, Any], inputs: dict[str, Any]) -> Read | None:
    """Find what is in the state, or what is to be imported."""
    if inputs:
        return kind.read(id_, recorded, inputs)
    connected = {name: value for name, value in recorded.items() if name in _CONNECTION}
    return kind.find(id_, connected)


def _recorded(request: Any) -> dict[str, Any]:
    """Give the recorded state, and beneath it the recorded inputs, which an older state may lack."""
    return {**secrets.revealed(wire.decode(request.old_inputs)), **secrets.revealed(wire.decode(request.olds))}


def _without_the_engines(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in _ENGINES_OWN and not name.startswith("__")}


def _id(request: Any) -> str:
    if not request.id:
        raise failures.malformed("the request names no resource: its id is empty")
    return str(request.id)
