"""What the template of a version brings to a stack: exports, imports, stored parameters, and its own rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.exports import ExportNotJudged
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.refusal import Denied, Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules.checks import launch, stored_parameters
from pulumi_servicecatalog.rules.checks.exports import Export, check_deleted, exports_before, exports_of
from pulumi_servicecatalog.rules.checks.exports import check as check_exports
from pulumi_servicecatalog.rules.checks.imports import check as check_imports
from pulumi_servicecatalog.rules.checks.imports import imports_of
from pulumi_servicecatalog.rules.stack_values import StackValues
from pulumi_servicecatalog.rules.templates import ReadTemplate, Template


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """A template that a launch or an update brings, with all that it is judged by.

    Attributes:
        session: where.
        product: of the version.
        artifact: the version.
        template: of the version.
        values: what the parameters will have.
        identity: the account and Region; None where its stacks are a stack set's, in others.
        stack: the one that there is before; a launch has none.
        leaving: the ARN of a stack that is deleted before, with its exports; None where there is none.

    """

    session: AccountSession
    product: Product
    artifact: Artifact
    template: Template
    values: StackValues
    identity: Identity | None
    stack: Stack | None
    leaving: str | None

    def problems(self) -> Iterator[Problem]:
        """Return every reason why CloudFormation would refuse it, as far as the caller may look."""
        if self.identity is not None:
            yield from self._exports(self.identity)
        yield from self._stored()
        yield from launch.check_template_rules(self.template, self.values, self.artifact, self.product, self.identity)

    def _exports(self, identity: Identity) -> Iterator[Problem]:
        """Look whether what is exported is free, what the stack exports may go, and what is imported exists."""
        stack_id = self.stack.id if self.stack else None
        exports = exports_of(self.template, self.values, identity, stack_id)
        imports = imports_of(self.template, self.values, identity, stack_id)
        requested = [export for export in exports if export.name is not None or export.unclear]
        before = self._exports_before(self.stack, identity) if self.stack else []
        if not (requested or before or imports or self.leaving):
            return
        importers = self.session.snapshot.importers
        try:
            existing = self.session.snapshot.exports()
            yield from self._exports_of_leaving(existing, identity)
            staying = {name: owner for name, owner in existing.items() if owner != self.leaving}
            yield from check_exports(
                exports, staying, self.artifact, stack_id=stack_id, importers=importers, before=before
            )
            yield from check_imports(imports, staying, self.artifact)
        except Refusal as refusal:
            yield ExportNotJudged(
                exports=tuple(export.label for export in requested),
                importing=tuple(dict.fromkeys(item.user for item in imports)),
                artifact=self.artifact.name,
                reason=_reason_of(refusal),
            )

    def _exports_of_leaving(self, existing: Mapping[str, str], identity: Identity) -> Iterator[Problem]:
        """Find exports in use of a stack that the replacement deletes, which is read where it has exports."""
        if self.leaving is None:
            return
        stack = self.session.snapshot.stack(self.leaving) if self.leaving in existing.values() else None
        before = self._exports_before(stack, identity) if stack else []
        yield from check_deleted(existing, self.leaving, importers=self.session.snapshot.importers, before=before)

    def _exports_before(self, stack: Stack, identity: Identity) -> Sequence[Export]:
        cached = self.session.template_cache.of_stack(stack)
        if isinstance(cached, ReadTemplate) and isinstance(cached.read, Template):
            return exports_before(cached.read, stack, identity)
        return ()

    def _stored(self) -> Iterator[Problem]:
        """Look whether the values of Systems Manager types exist there; a stack set's are looked up elsewhere."""
        if self.identity is None:
            reason = "a stack set looks it up in each of its accounts and Regions"
            yield from stored_parameters.not_checked(self.values, self.artifact, reason)
            return
        yield from stored_parameters.hidden(self.values, self.artifact)
        names = stored_parameters.stored(self.values)
        try:
            missing = self.session.snapshot.not_stored(tuple(sorted(set(names.values())))) if names else ()
        except Refusal as refusal:
            yield from stored_parameters.not_checked(self.values, self.artifact, _reason_of(refusal))
        else:
            yield from stored_parameters.check(names, missing, self.artifact)


def _reason_of(refusal: Refusal) -> str:
    """Return why something that only a preview wants to know could not be asked."""
    return (
        f"the caller may not call {actions.action(refusal.operation)}" if isinstance(refusal, Denied) else str(refusal)
    )
