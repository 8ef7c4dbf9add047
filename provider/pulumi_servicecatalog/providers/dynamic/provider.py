"""The dynamic face: the resources for Python programs, with no plugin to install.

A program makes an `ImportedProvisionedProduct` or a `ProvisionedProduct`; Pulumi pickles its provider by reference (in
`_dynamic_v1`), and calls it in a process of its own, one for each operation of the engine.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Unpack

import pulumi
from pulumi import dynamic
from pulumi.output import Unknown as EngineUnknown

from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers import configuration, naming, schema, state
from pulumi_servicecatalog.providers.dynamic import call_context, deferred_failures, process
from pulumi_servicecatalog.providers.dynamic.failure import AdoptionFailed, one_line, unhealthy
from pulumi_servicecatalog.providers.generated.arguments import (
    ImportedProvisionedProductArgs,
    ImportedProvisionedProductOutputs,
    ProvisionedProductArgs,
    ProvisionedProductOutputs,
)
from pulumi_servicecatalog.providers.resources import Resources

if TYPE_CHECKING:
    from pulumi_servicecatalog.providers.inputs import Inputs


class ImportedProvisionedProduct(
    ImportedProvisionedProductOutputs,
    naming.NamedAsInPython,
    dynamic.Resource,
    module="servicecatalog",
    name="ImportedProvisionedProduct",
):
    """An existing CloudFormation stack that Service Catalog governs as a provisioned product.

    The inputs and outputs are told in docs/reference.md. Deleting the resource releases the stack, which keeps running.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[ImportedProvisionedProductArgs],
    ) -> None:
        """Declare the adoption. What is misspelt or missing is reported by the preview, all of it at once."""
        props = {**naming.props(schema.ADOPTED, args), **deferred_failures.question()}
        super().__init__(provider, resource_name, props, _options(opts, args.get("parameters")))
        _deferred_failures.await_verdict(self)


class ProvisionedProduct(
    ProvisionedProductOutputs,
    naming.NamedAsInPython,
    dynamic.Resource,
    module="servicecatalog",
    name="ProvisionedProduct",
):
    """A product of Service Catalog that this program launches.

    The inputs and outputs are told in docs/reference.md. Deleting the resource deletes the stack, unless
    `retain_physical_resources` is true.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[ProvisionedProductArgs],
    ) -> None:
        """Declare the launch. What is misspelt or missing is reported by the preview, all of it at once."""
        props = {**naming.props(schema.LAUNCHED, args), **deferred_failures.question()}
        super().__init__(launching_provider, resource_name, props, _options(opts, args.get("parameters")))
        _deferred_failures.await_verdict(self)


class Provider(dynamic.ResourceProvider):
    """What Pulumi calls. Pickled as a name in a module that never moves, so that an old state always finds it.

    There is one for each kind of resource; those of one process share what is observed of AWS.
    """

    serialize_as_secret_always = False  # there is nothing in it, and a secret of its own would slow every resource down
    __module__ = "pulumi_servicecatalog._dynamic_v1"

    def __init__(self, frozen_name: str, token: str) -> None:
        super().__init__()
        self._frozen_name = frozen_name
        self._token = token
        self._kind = Resources(configuration.Configuration()).of(token)

    def __reduce__(self) -> str:
        return self._frozen_name

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        """Take the stack's configuration, once in a process."""
        process.prepare()
        self._kind = _resources(configuration.parse(_configured(req.config))).of(self._token)

    @one_line
    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> dynamic.CheckResult:
        """Judge the inputs, and name every problem at once."""
        call = call_context.current("Check")
        new = _decoded(news)
        asked = new.pop(deferred_failures.PROBLEMS, None) is not None  # which only a preview does
        gathers = asked and bool(call.urn)
        old = _decoded(_olds)
        checked = self._kind.check(old, new, urn=call.urn)
        for problem in checked.remarks:
            tell = call.inform if problem.severity is Severity.INFORMATION else call.warn
            tell(str(problem))
        if gathers and checked.failures:
            for problem in checked.failures:
                call.fail(f"{problem.property}: {problem}" if problem.property else str(problem))
            return dynamic.CheckResult(_encoded({**new, deferred_failures.PROBLEMS: len(checked.failures)}), [])
        if asked and not checked.failures:
            operation = _operation(call, self._kind.seconds("update", new))
            for line in self._kind.preview_changes_of(old, checked.inputs, operation):
                call.inform(line)
        failures = [dynamic.CheckFailure(each.property, str(each)) for each in checked.failures]
        return dynamic.CheckResult(_encoded(checked.inputs), failures)

    @one_line
    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.DiffResult:
        """Compare what AWS has now with what is declared."""
        call = call_context.current("Diff")
        if _news.get(
            deferred_failures.PROBLEMS
        ):  # it is not sound enough to be compared, and the answer has to get through
            return dynamic.DiffResult(changes=True)
        compared = self._kind.compare(_id, _decoded(_olds), _decoded(_news))
        for remark in compared.remarks:
            tell = call.inform if remark.severity is Severity.INFORMATION else call.warn
            tell(str(remark))
        for difference in compared.told():  # this face has no detailed diff to put them in
            call.inform(difference)
        return dynamic.DiffResult(changes=compared.differs, replaces=compared.replaces, delete_before_replace=True)

    @one_line
    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        """Adopt the stack, or launch the product."""
        call, new = call_context.current("Create"), _decoded(props)
        operation = _operation(call, self._kind.seconds("create", new))
        done = _state_of(self._kind.create(new, operation, urn=call.urn), call, new)
        return dynamic.CreateResult(done["provisionedProductId"], done)

    @one_line
    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.UpdateResult:
        """Make the provisioned product as declared."""
        call, new, recorded = call_context.current("Update"), _decoded(_news), _decoded(_olds)
        outcome = self._kind.update(_id, recorded, new, _operation(call, self._kind.seconds("update", new)))
        return dynamic.UpdateResult(_state_of(outcome, call, new, recorded))

    @one_line
    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        """Report what AWS has. A provisioned product that is gone leaves the state."""
        call = call_context.current("Read")
        found = self._kind.read(id_, _decoded(props))
        if found is None:
            return dynamic.ReadResult("", {})
        return dynamic.ReadResult(found.id, found.state, _recorded_inputs(call))

    @one_line
    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Release the stack, or end it, as declared."""
        call, recorded = call_context.current("Delete"), _decoded(_props)
        outcome = self._kind.delete(_id, recorded, _operation(call, self._kind.seconds("delete", recorded)))
        _state_of(outcome, call, recorded)


def _options(opts: pulumi.ResourceOptions | None, parameters: Any) -> pulumi.ResourceOptions | None:
    """Give the options; what may be a secret among the parameters is to be one among the stack's live parameters, too.

    Whether an output is a secret is known later than this has to be said, so every output is taken for one.
    """
    named = naming.with_schema_names(opts)
    values = parameters.values() if isinstance(parameters, Mapping) else (parameters,)
    if not any(isinstance(each, pulumi.Output) for each in values):
        return named
    return pulumi.ResourceOptions.merge(named, pulumi.ResourceOptions(additional_secret_outputs=["liveParameters"]))


provider = Provider("PROVIDER", schema.ADOPTED)
launching_provider = Provider("LAUNCHING_PROVIDER", schema.LAUNCHED)
_deferred_failures = deferred_failures.DeferredFailures()


@functools.cache
def _resources(configured: configuration.Configuration) -> Resources:
    """Give the resources of a configuration: both providers of a process have the same one."""
    return Resources(configured)


def _configured(config: dynamic.Config) -> dict[str, Any]:
    """Give the configuration of the stack that is for us. Raises AdoptionFailed where it cannot be used."""
    configurable = schema.package()["provider"]["inputProperties"]
    given = {name: config.get(f"servicecatalog:{name}") for name in configurable}
    for name in ("region", "profile"):
        given[name] = given[name] or config.get(f"aws:{name}")
    values = configuration.typed(given)
    wrong = configuration.problems(values)
    if wrong:
        raise AdoptionFailed(wrong)
    return values


def _operation(call: call_context.CallContext, otherwise: float) -> Operation:
    return Operation.lasting(call.timeout or otherwise, timer=SystemTimer(), say=call.say, warn=call.warn)


def _state_of(
    outcome: Outcome, call: call_context.CallContext, inputs: Inputs, recorded: Inputs | None = None
) -> dict[str, Any]:
    """Give the new state, empty after a release; raise where it did not go well.

    `recorded` is the state before an update.
    """
    match outcome:
        case Done(state=observed, notes=notes):
            for note in notes:
                call.inform(note)
            return state.merged(inputs, observed, recorded) if observed else {}
        case NotMade(problems=problems):
            raise AdoptionFailed(problems)
        case MadeButUnhealthy():
            kept = inputs if recorded is None else state.after_failed_update(recorded, inputs)
            raise unhealthy(outcome, call, kept)


def _decoded(props: dict[str, Any]) -> dict[str, Any]:
    """Give plain values: no provider, no nulls (an output that is awaited), and our own marker for an unknown."""
    return {name: _plain(value) for name, value in props.items() if name != "__provider" and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, EngineUnknown):
        return UNKNOWN
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and value.is_integer():  # every number is a float on the wire, and AWS wants whole ones
        return int(value)
    return value


def _encoded(value: Any) -> Any:
    if value is UNKNOWN:
        return EngineUnknown()  # type: ignore[no-untyped-call]  # pulumi leaves it untyped
    if isinstance(value, dict):
        return {key: _encoded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_encoded(each) for each in value]
    return value


def _recorded_inputs(call: call_context.CallContext) -> dict[str, Any] | None:
    """Give the inputs of the state back as they are; without them the engine keeps its own."""
    if call.request is None or not call.request.inputs.fields:
        return None
    from pulumi.runtime import rpc  # noqa: PLC0415 - present already where a call is served

    return _decoded(rpc.deserialize_properties(call.request.inputs))
