"""ProvisionedProduct: a product that the program launches, whose stack goes when the resource goes."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.desired import Desired, DesiredLaunch
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.providers import import_inputs, schema
from pulumi_servicecatalog.providers import inputs as parsing
from pulumi_servicecatalog.providers.controller import ResourceController
from pulumi_servicecatalog.providers.inputs import Inputs
from pulumi_servicecatalog.reconcile import provisioned as launching
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import provisioned as preflight_launch
from pulumi_servicecatalog.rules import drift

_LAUNCH_ONLY = ("notificationArns",)
"""What AWS takes at the launch alone, and tells nobody afterwards."""


class ProvisionedProductController(ResourceController):
    """Making it provisions a product; replacing it ends the stack and makes another one."""

    token: ClassVar[str] = schema.LAUNCHED
    retains: ClassVar[bool] = False

    def _desired(self, inputs: Inputs) -> DesiredLaunch:
        return parsing.launch(inputs, self._connection(inputs), previews=self._configured.preview_changes)

    def _preflight(
        self, desired: DesiredLaunch, session: AccountSession, urn: str, replaces: str | None
    ) -> tuple[Problem, ...]:
        return preflight_launch.examine(desired, session, declared_by=urn, replaces=replaces).problems

    def _make(self, new: Inputs, session: AccountSession, operation: Operation, urn: str) -> Outcome:
        return launching.launch(self._desired(new).resolve(), session, operation, declared_by=urn)

    def _replacing(self, old: Inputs, new: Inputs) -> list[str]:
        return [name for name in ("name", *_LAUNCH_ONLY) if (old.get(name) or None) != (new.get(name) or None)]

    def _replacement_problems(self, _old: Inputs, _new: Inputs) -> tuple[Problem, ...]:
        return ()  # what a program has launched, it may end

    def _moving_problems(self, _old: Inputs, _region: str) -> tuple[Problem, ...]:
        return ()

    def _declaration(self, actual: ObservedState, session: AccountSession) -> dict[str, Any]:
        return import_inputs.launch(actual, session)

    def _with_defaults(self, new: Inputs) -> Inputs:
        """Say what deleting does, so that the preview of a delete shows it."""
        return {"retainPhysicalResources": self.retains, **new}

    def _fixed(self, recorded: Inputs, new: Inputs) -> tuple[drift.Change, ...]:
        return tuple(
            drift.Change(property=name, actual=recorded.get(name), declared=new.get(name), replaces=True)
            for name in _LAUNCH_ONLY
            if (recorded.get(name) or None) != (new.get(name) or None)
        )

    def _remarks(
        self, desired: Desired, actual: ObservedState, changes: tuple[drift.Change, ...], session: AccountSession
    ) -> Iterator[Problem]:
        yield from super()._remarks(desired, actual, changes, session)
        found = actual.provisioned_product
        replaces = [change for change in changes if change.replaces]
        if any(change.property == "status" for change in replaces):
            reason = found.status_message or "AWS does not tell."
            yield kinds.LAUNCHED_ANEW.found(name=found.name, id=found.id, reason=reason)
        elif replaces and not desired.retain_physical_resources:
            yield kinds.STACK_DELETED_BY_REPLACEMENT.found(stack=found.physical_id or found.id)
