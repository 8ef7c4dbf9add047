"""The dynamic face: the resource for Python programs, with no plugin to install.

A program makes an `ImportedProvisionedProduct`; Pulumi pickles its provider by reference (`_dynamic_v1.PROVIDER`), and
calls it in a process of its own, one for each operation of the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import pulumi
from pulumi import dynamic
from pulumi.output import Unknown as EngineUnknown

from pulumi_servicecatalog.faces import dynamic_process, engine_call, schema, state
from pulumi_servicecatalog.faces.adopted import DEFAULT_TIMEOUT, Adopted
from pulumi_servicecatalog.faces.arguments import (
    PYTHON_NAMES,
    ImportedProvisionedProductArgs,
    ImportedProvisionedProductOutputs,
)
from pulumi_servicecatalog.faces.failure import AdoptionFailed, unhealthy
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.operation import Operation

if TYPE_CHECKING:
    from pulumi_servicecatalog.faces.inputs import Inputs


class ImportedProvisionedProduct(
    ImportedProvisionedProductOutputs,
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
        given = {PYTHON_NAMES.get(name, name): value for name, value in args.items()}
        awaited: dict[str, Any] = dict.fromkeys(schema.resource(schema.ADOPTED)["required"])
        super().__init__(provider, resource_name, {**awaited, **given}, _with_schema_names(opts))

    def __getattr__(self, name: str) -> Any:
        # Pulumi keeps outputs under the schema's names. Its own hook to rename them also renames the keys inside of
        # maps, and so would change the names of a stack's parameters.
        held = self.__dict__.get(PYTHON_NAMES.get(name, name))
        if held is None:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        return held


class Provider(dynamic.ResourceProvider):
    """What Pulumi calls. Pickled as a name in a module that never moves, so that an old state always finds it."""

    serialize_as_secret_always = False  # there is nothing in it, and a secret of its own would slow every resource down
    __module__ = "pulumi_servicecatalog._dynamic_v1"

    def __init__(self) -> None:
        super().__init__()
        self._adopted = Adopted(Connection())

    def __reduce__(self) -> str:
        return "PROVIDER"

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        """Take the stack's configuration, once in a process."""
        dynamic_process.prepare()
        get = req.config.get
        self._adopted = Adopted(
            Connection(
                region=get("servicecatalog:region") or get("aws:region"),
                profile=get("servicecatalog:profile") or get("aws:profile"),
                role_arn=get("servicecatalog:roleArn"),
                external_id=get("servicecatalog:externalId"),
                expected_account_id=get("servicecatalog:expectedAccountId"),
            )
        )

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> dynamic.CheckResult:
        """Judge the inputs, and name every problem at once."""
        call = engine_call.current("Check")
        checked = self._adopted.check(_decoded(_olds), _decoded(news), urn=call.urn)
        for problem in checked.remarks:
            tell = call.inform if problem.severity is Severity.INFORMATION else call.warn
            tell(str(problem))
        failures = [dynamic.CheckFailure(each.property, str(each)) for each in checked.failures]
        return dynamic.CheckResult(_encoded(checked.inputs), failures)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.DiffResult:
        """Compare what AWS has now with what is declared."""
        call = engine_call.current("Diff")
        compared = self._adopted.compare(_id, _decoded(_olds), _decoded(_news))
        for difference in compared.told():  # this face has no detailed diff to put them in
            call.inform(difference)
        return dynamic.DiffResult(changes=compared.differs, replaces=compared.replaces, delete_before_replace=True)

    def create(self, props: dict[str, Any]) -> dynamic.CreateResult:
        """Adopt the stack."""
        call, new = engine_call.current("Create"), _decoded(props)
        done = _state_of(self._adopted.create(new, _operation(call)), call, new)
        return dynamic.CreateResult(done["provisionedProductId"], done)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> dynamic.UpdateResult:
        """Make the provisioned product as declared."""
        call, new = engine_call.current("Update"), _decoded(_news)
        outcome = self._adopted.update(_id, _decoded(_olds), new, _operation(call))
        return dynamic.UpdateResult(_state_of(outcome, call, new))

    def read(self, id_: str, props: dict[str, Any]) -> dynamic.ReadResult:
        """Report what AWS has. A provisioned product that is gone leaves the state."""
        call = engine_call.current("Read")
        found = self._adopted.read(id_, _decoded(props))
        if found is None:
            return dynamic.ReadResult("", {})
        return dynamic.ReadResult(id_, found, _recorded_inputs(call))

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Release the stack; or, where that is declared, end it."""
        call, recorded = engine_call.current("Delete"), _decoded(_props)
        _state_of(self._adopted.delete(_id, recorded, _operation(call)), call, recorded)


provider = Provider()


def _with_schema_names(opts: pulumi.ResourceOptions | None) -> pulumi.ResourceOptions | None:
    """Name properties in options as the schema does; a program may name them as Python does."""
    if opts is None:
        return None
    named = pulumi.ResourceOptions.merge(None, opts)
    for option in ("ignore_changes", "replace_on_changes", "additional_secret_outputs"):
        names = getattr(named, option)
        if names:
            setattr(named, option, [PYTHON_NAMES.get(name, name) for name in names])
    return named


def _operation(call: engine_call.EngineCall) -> Operation:
    return Operation.lasting(call.timeout or DEFAULT_TIMEOUT, say=call.say, warn=call.warn)


def _state_of(outcome: Outcome, call: engine_call.EngineCall, inputs: Inputs) -> dict[str, Any]:
    """Give the new state, empty after a release; raise where it did not go well."""
    match outcome:
        case Done(state=governed, notes=notes):
            for note in notes:
                call.inform(note)
            return state.merged(inputs, governed) if governed else {}
        case NotMade(problems=problems):
            raise AdoptionFailed(problems)
        case MadeButUnhealthy():
            raise unhealthy(outcome, call, inputs)


def _decoded(props: dict[str, Any]) -> dict[str, Any]:
    """Give plain values: no provider, no nulls (an output that is awaited), and our own marker for an unknown."""
    return {name: _plain(value) for name, value in props.items() if name != "__provider" and value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, EngineUnknown):
        return UNKNOWN
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if each is not None}
    return value


def _encoded(value: Any) -> Any:
    if value is UNKNOWN:
        return EngineUnknown()  # type: ignore[no-untyped-call]  # pulumi leaves it untyped
    if isinstance(value, dict):
        return {key: _encoded(each) for key, each in value.items()}
    return value


def _recorded_inputs(call: engine_call.EngineCall) -> dict[str, Any] | None:
    """Give the inputs of the state back as they are; without them the engine keeps its own."""
    if call.request is None or not call.request.inputs.fields:
        return None
    from pulumi.runtime import rpc  # noqa: PLC0415 - present already where a call is served

    return _decoded(rpc.deserialize_properties(call.request.inputs))
