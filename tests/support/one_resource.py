"""A program with one resource at the fake AWS: what it declares, what the state has, and the operations of an engine.

The state is plain values, as both providers write it, so that what is lost on the way to a state and back shows.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.host.shared_claims import SharedClaims
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome, Unanswered
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.reconcile.controller import CheckResult, Defaults, DiffResult, Prediction
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import V1, WEB
from support.fakes.state import REGION

_URN = "urn:pulumi:dev::shop::servicecatalog:index:{kind}::{name}"


class Engine:
    """One operation of the engine: a process of the provider, which has observed nothing yet."""

    def __init__(self, gateway: FakeGateway, claims: SharedClaims | None = None) -> None:
        """Begin one; processes of one operation share `claims` of one engine."""
        self.gateway = gateway
        sessions = SessionPool(lambda _: gateway, Scope.OFF, claims)
        self._controllers = {
            IMPORTED: ImportedProvisionedProductController(Defaults(), sessions),
            PROVISIONED: ProvisionedProductController(Defaults(), sessions),
        }

    def of(self, kind: ResourceKind) -> Any:
        return self._controllers[kind]

    @property
    def operation(self) -> Operation:
        return Operation.lasting(3600.0, timer=self.gateway.timer)


@dataclass
class Resource:
    """`state` is what Pulumi's state has of it, None where it has nothing, and `old_inputs` the inputs in it.

    `notes` is what operations said.
    """

    kind: ResourceKind
    name: str
    inputs: dict[str, Any]
    state: dict[str, Any] | None = None
    old_inputs: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def adopting(cls, resource: str = "payments", /, **inputs: Any) -> "Resource":
        usual = {"name": "payments", "physicalId": "payments", **_WEB_V1}
        return cls(IMPORTED, resource, {**usual, **inputs})

    @classmethod
    def launching(cls, resource: str = "shop", /, **inputs: Any) -> "Resource":
        usual = {"name": "shop", "parameters": {"Size": "small", "Secret": "hunter2"}, **_WEB_V1}
        return cls(PROVISIONED, resource, {**usual, **inputs})

    @property
    def urn(self) -> str:
        return _URN.format(kind=self.kind.token.rpartition(":")[2], name=self.name)

    @property
    def id(self) -> str:
        return str(self.recorded["provisionedProductId"])

    @property
    def recorded(self) -> dict[str, Any]:
        """Return the state, which there is."""
        assert self.state is not None
        return self.state

    @property
    def declared(self) -> Any:
        """Return the declaration, as a provider decodes it."""
        return codec.desired(self.kind, {name: value for name, value in self.inputs.items() if value is not None})

    @property
    def _recorded(self) -> Any:
        return codec.recorded(self.kind, self.id, self.recorded)

    def check(self, engine: Engine, *, again: bool = False) -> CheckResult:
        """Check as the engine does; of a replacement it asks `again`, without the old inputs."""
        old = None if self.state is None or again else codec.declared_before(self.kind, self.old_inputs)
        result = engine.of(self.kind).check(old, self.declared, urn=self.urn)
        assert isinstance(result, CheckResult)
        return result

    def diff(self, engine: Engine) -> DiffResult | Unanswered:
        result = engine.of(self.kind).diff(self._recorded, self.declared, urn=self.urn)
        assert isinstance(result, DiffResult | Unanswered)
        return result

    def preview(self, engine: Engine) -> list[str]:
        """Return what a preview shows: codes of what stops it or is said, and paths of what changes."""
        checked = self.check(engine)
        shown = [problem.code for problem in (*checked.failures, *checked.remarks)]
        if self.state is None or checked.failures:
            return shown
        diff = self.diff(engine)
        if isinstance(diff, Unanswered):
            return [*shown, *(problem.code for problem in diff.problems)]
        shown += [problem.code for problem in diff.remarks] + [str(change.path) for change in diff.changes]
        if diff.replaces:
            again = self.check(engine, again=True)
            shown += [problem.code for problem in (*again.failures, *again.remarks)]
        return shown

    def predict_update(self, engine: Engine) -> Prediction:
        prediction = engine.of(self.kind).predict_update(self._recorded, self.declared, engine.operation)
        assert isinstance(prediction, Prediction)
        return prediction

    def up(self, engine: Engine) -> Outcome | Unanswered:
        """Do as the engine does: check, and then create, update, replace, or do nothing."""
        checked = self.check(engine)
        if checked.failures:
            return NotMade(problems=checked.failures)
        if self.state is None:
            return self._create(engine)
        diff = self.diff(engine)
        if isinstance(diff, Unanswered):
            return diff
        if diff.replaces:
            return self._replace(engine, gone=diff.gone)
        if not diff.differs:
            return Done(state=None)
        outcome = engine.of(self.kind).update(self._recorded, self.declared, engine.operation, urn=self.urn)
        return self._keep(outcome, self.state)

    def refresh(self, engine: Engine) -> list[str]:
        """Refresh the state, and return the codes of what is said."""
        declared = codec.declared_before(self.kind, self.old_inputs)
        result = engine.of(self.kind).read(self._recorded, declared, urn=self.urn)
        assert not isinstance(result, Unanswered), result
        if result is None:
            self.state = None
            return ["DeletedOutside"]
        self.old_inputs = codec.live_inputs(self.old_inputs, result.changes)
        self.state = codec.state(self.old_inputs, result.observed, self.state)
        return [problem.code for problem in result.remarks]

    def delete(self, engine: Engine) -> Outcome:
        outcome = engine.of(self.kind).delete(self._recorded, engine.operation, urn=self.urn)
        assert isinstance(outcome, Done | NotMade | MadeButUnhealthy)
        if isinstance(outcome, Done):
            self.notes += outcome.notes
            self.state = None
        return outcome

    def _create(self, engine: Engine) -> Outcome:
        return self._keep(engine.of(self.kind).create(self.declared, engine.operation, urn=self.urn), None)

    def _replace(self, engine: Engine, *, gone: bool) -> Outcome:
        checked = self.check(engine, again=True)
        if checked.failures:
            return NotMade(problems=checked.failures)
        if not gone:
            outcome = self.delete(engine)
            if not isinstance(outcome, Done):
                return outcome
        self.state = None
        return self._create(engine)

    def _keep(self, outcome: Outcome, before: dict[str, Any] | None) -> Outcome:
        declared = {name: value for name, value in self.inputs.items() if value is not None}
        match outcome:
            case Done(state=observed, notes=notes) if observed is not None:
                self.notes += notes
                self.old_inputs, self.state = declared, codec.state(declared, observed, before)
            case MadeButUnhealthy(state=observed):
                self.old_inputs = codec.inputs_after_failure(self.kind, declared, before)
                self.state = codec.state(self.old_inputs, observed, before)
        return outcome


def alone(gateway: FakeGateway, resource: Resource) -> Resource:
    """Bring the resource up, in an operation of its own."""
    outcome = resource.up(Engine(gateway))
    assert isinstance(outcome, Done), outcome
    return replace(resource)


_WEB_V1 = {"productName": WEB.name, "provisioningArtifactName": V1.name, "region": REGION}
