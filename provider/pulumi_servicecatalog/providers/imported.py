"""ImportedProvisionedProduct: a stack that existed before the program, and goes on when the program lets it go."""

from typing import Any, ClassVar

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.desired import DesiredImport
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers import import_inputs, schema
from pulumi_servicecatalog.providers import inputs as parsing
from pulumi_servicecatalog.providers.controller import ResourceController
from pulumi_servicecatalog.providers.inputs import Inputs
from pulumi_servicecatalog.reconcile import imported as adopting
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import imported as preflight
from pulumi_servicecatalog.rules import drift, location


class ImportedProvisionedProductController(ResourceController):
    """Making it imports the stack; replacing it releases and adopts, and never ends the stack."""

    token: ClassVar[str] = schema.ADOPTED
    retains: ClassVar[bool] = True

    def desired(self, inputs: Inputs) -> DesiredImport:
        """Give the declaration of inputs that have passed the schema."""
        return parsing.adoption(inputs, self._connection(inputs), previews=self._configured.preview_changes)

    def _desired(self, inputs: Inputs) -> DesiredImport:
        return self.desired(inputs)

    def _preflight(
        self, desired: DesiredImport, session: AccountSession, _urn: str, replaces: str | None
    ) -> tuple[Problem, ...]:
        return preflight.examine(desired, session, replaces=replaces).problems

    def _make(self, new: Inputs, session: AccountSession, operation: Operation, _urn: str) -> Outcome:
        return adopting.adopt(self.desired(new).resolve(), session, operation)

    def _replacing(self, old: Inputs, new: Inputs) -> list[str]:
        found = [name for name in ("name",) if old.get(name) != new.get(name)]
        if not _same_stack(old.get("physicalId"), new.get("physicalId")):
            found.append("physicalId")
        return found

    def _replacement_problems(self, old: Inputs, new: Inputs) -> tuple[Problem, ...]:
        changed = [name for name in self._replacing(old, new) if new.get(name) is not UNKNOWN] if old else []
        problem = location.replacement_deletes_stack(
            name_changed="name" in changed,
            stack_changed="physicalId" in changed,
            retain_physical_resources=bool(old.get("retainPhysicalResources", self.retains)),
            stack=str(old.get("physicalId")),
        )
        return (problem,) if problem else ()

    def _moving_problems(self, old: Inputs, region: str) -> tuple[Problem, ...]:
        if not old or old.get("region") in {None, region} or old.get("retainPhysicalResources", self.retains):
            return ()
        stack = str(old.get("physicalId"))
        return (kinds.REPLACEMENT_DELETES_STACK.found(changed="region", stack=stack),)

    def _declaration(self, actual: ObservedState, session: AccountSession) -> dict[str, Any]:
        return import_inputs.adoption(actual, session)


def _same_stack(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old == new or drift.same_stack(new, old) or drift.same_stack(old, new)
    return old is new
