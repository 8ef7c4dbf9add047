"""ProvisionedProduct: a product that the program launches, whose stack goes when the resource goes."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pulumi_servicecatalog.faces import finding, schema
from pulumi_servicecatalog.faces import inputs as parsing
from pulumi_servicecatalog.faces.governing import Governing
from pulumi_servicecatalog.faces.inputs import Inputs
from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.desired import Draft, LaunchDraft
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.reconcile import launching, preflight_launch
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import drift

_LAUNCH_ONLY = ("notificationArns",)
"""What AWS takes at the launch alone, and tells nobody afterwards."""


class Launched(Governing):
    """Making it provisions a product; replacing it ends the stack and makes another one."""

    token: ClassVar[str] = schema.LAUNCHED
    retains: ClassVar[bool] = False

    def _draft(self, inputs: Inputs) -> LaunchDraft:
        return parsing.launch(inputs, self._connection(inputs), previews=self._configured.preview_changes)

    def _preflight(self, draft: LaunchDraft, site: Site, urn: str, replaces: str | None) -> tuple[Problem, ...]:
        return preflight_launch.examine(draft, site, declared_by=urn, replaces=replaces).problems

    def _make(self, new: Inputs, site: Site, operation: Operation, urn: str) -> Outcome:
        return launching.launch(self._draft(new).settle(), site, operation, declared_by=urn)

    def _replacing(self, old: Inputs, new: Inputs) -> list[str]:
        return [name for name in ("name", *_LAUNCH_ONLY) if (old.get(name) or None) != (new.get(name) or None)]

    def _replacement_problems(self, _old: Inputs, _new: Inputs) -> tuple[Problem, ...]:
        return ()  # what a program has launched, it may end

    def _moving_problems(self, _old: Inputs, _region: str) -> tuple[Problem, ...]:
        return ()

    def _declaration(self, actual: Governed, site: Site) -> dict[str, Any]:
        return finding.launch(actual, site)

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
        self, draft: Draft, actual: Governed, changes: tuple[drift.Change, ...], site: Site
    ) -> Iterator[Problem]:
        yield from super()._remarks(draft, actual, changes, site)
        found = actual.provisioned_product
        replaces = [change for change in changes if change.replaces]
        if any(change.property == "status" for change in replaces):
            reason = found.status_message or "AWS does not tell."
            yield kinds.LAUNCHED_ANEW.found(name=found.name, id=found.id, reason=reason)
        elif replaces and not draft.retain_physical_resources:
            yield kinds.STACK_DELETED_BY_REPLACEMENT.found(stack=found.physical_id or found.id)
