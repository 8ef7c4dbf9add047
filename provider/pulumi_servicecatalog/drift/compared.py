"""A resource of a state against AWS, by the comparison that a preview uses: through the controllers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.controllers import Controllers
from pulumi_servicecatalog.drift.state import StateResource
from pulumi_servicecatalog.model.arn import location_of
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.outcome import Unanswered
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.drift import EncryptedInState, StateIncomplete
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.controller import DiffResult, ReadResult
from pulumi_servicecatalog.rules import ignored_changes


@dataclass(frozen=True, kw_only=True)
class Question:
    """A resource as a controller takes it: what the state remembers, and what was declared last."""

    stack: str
    resource: StateResource
    recorded: RecordedState
    desired: Desired
    connection: Connection

    @property
    def location(self) -> tuple[str, str] | None:
        """Return the account and Region in which it was made; None where the state does not tell."""
        arns = (self.recorded.stack_id, self.recorded.arn)
        return next((location for arn in arns if (location := location_of(arn)) is not None), None)

    def through(self, connection: Connection) -> "Question":
        """Return the same question, asked through another connection, which by itself is no difference."""
        earlier = self.recorded.desired
        if earlier is not None and earlier.connection == self.desired.connection:
            earlier = replace(earlier, connection=connection)
        recorded = replace(self.recorded, connection=connection, desired=earlier)
        desired = replace(self.desired, connection=connection)
        return replace(self, recorded=recorded, desired=desired, connection=connection)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of a question. `observed` is None where the provisioned product is gone, or could not be asked for."""

    question: Question
    result: DiffResult | Unanswered
    observed: ObservedState | None = None


def question(stack: str, resource: StateResource) -> Question | Problem:
    """Return the question of a resource, as its provider's configuration has it; or why it cannot be asked."""
    ignored = resource.ignored if resource.plugin else ()  # of a dynamic resource, the engine alone knows them
    outputs = {name: value for name, value in resource.outputs.items() if value is not UNKNOWN}
    before = ignored_changes.undeclared(ignored, {**resource.inputs, **outputs} if resource.plugin else outputs)
    desired = codec.declared_before(resource.kind, ignored_changes.undeclared(ignored, resource.inputs))
    if desired is None:
        return StateIncomplete(name=resource.name)
    if not isinstance(desired.connection, Connection):
        return EncryptedInState(name=resource.name, inputs=resource.encrypted)
    return Question(
        stack=stack,
        resource=resource,
        recorded=codec.recorded(resource.kind, resource.id, _known(before)),
        desired=desired,
        connection=desired.connection.over(resource.configured.defaults.connection),
    )


def answer(which: Question, controllers: Controllers) -> Answer:
    """Ask AWS. What is read once is read for all resources of the account and Region."""
    controller = controllers.of(which.resource.kind)
    result = controller.diff(which.recorded, which.desired)
    if isinstance(result, Unanswered):
        return Answer(question=which, result=result)
    read = controller.read(which.recorded, None)
    observed = read.observed if isinstance(read, ReadResult) else None
    left_out = which.resource.ignored if which.resource.plugin else ()
    changes = ignored_changes.without(left_out, result.changes)
    return Answer(question=which, result=replace(result, changes=changes), observed=observed)


def _known(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a state remembers without what is encrypted of settings, which the codec takes for known."""
    return {name: value for name, value in values.items() if name != "timeouts" or not codec.has_unknown(value)}
