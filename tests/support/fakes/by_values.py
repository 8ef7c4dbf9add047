"""A controller that is asked with plain values by the names of schema.json, as both providers ask it."""

from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.configuration import Configuration
from pulumi_servicecatalog.controllers import Controllers
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Outcome, Unanswered
from pulumi_servicecatalog.model.problems.base import Problem, blocking
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.reconcile.controller import Defaults, DiffResult
from pulumi_servicecatalog.rules import inputs as input_rules


@dataclass(frozen=True)
class Checked:
    inputs: dict[str, Any]
    failures: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


class ByValues:
    """Of one process, that is, with what it has observed of AWS."""

    def __init__(self, kind: ResourceKind = IMPORTED, controllers: Controllers | None = None) -> None:
        self.kind = kind
        self.controller = (controllers or Controllers(Configuration())).of(kind)

    def check(self, old: dict[str, Any], new: dict[str, Any], *, urn: str) -> Checked:
        inputs = codec.checked_inputs(self.kind, new, region=None)
        if wrong := blocking(input_rules.problems(inputs, self.kind)):
            return Checked(inputs, wrong)
        declared = codec.declared_before(self.kind, old)
        result = self.controller.check(declared, codec.desired(self.kind, inputs), urn=urn)
        return Checked(codec.checked_inputs(self.kind, new, region=result.region), result.failures, result.remarks)

    def diff(self, id_: str, before: dict[str, Any], new: dict[str, Any]) -> DiffResult:
        result = self.controller.diff(codec.recorded(self.kind, id_, before), codec.desired(self.kind, new))
        assert not isinstance(result, Unanswered), result
        return result

    def create(self, new: dict[str, Any], operation: Operation, *, urn: str) -> Outcome:
        return self.controller.create(codec.desired(self.kind, new), operation, urn=urn)

    def update(self, id_: str, before: dict[str, Any], new: dict[str, Any], operation: Operation) -> Outcome:
        recorded = codec.recorded(self.kind, id_, before)
        return self.controller.update(recorded, codec.desired(self.kind, new), operation)

    def delete(self, id_: str, before: dict[str, Any], operation: Operation) -> Outcome:
        return self.controller.delete(codec.recorded(self.kind, id_, before), operation)


def of_inputs(inputs: dict[str, Any], controllers: Controllers) -> ByValues:
    """Return the resource that inputs are of: what has a physicalId is an adoption, and what has none a launch."""
    return ByValues(IMPORTED if "physicalId" in inputs else PROVISIONED, controllers)


def impatient() -> Controllers:
    """Return controllers that repeat no call."""
    return Controllers(Configuration(defaults=Defaults(connection=Connection(max_retries=0))))
