"""Preflight: finds every reason why an adoption would fail, and changes nothing.

The controller calls it in check, so that a preview names all of them at once, and again right before the import, so
that what changed in between is caught. An unknown value skips only what depends on it.
"""

from dataclasses import replace

from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, Latest, Reference
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.problems.after_import import TakenAsIs, UpdateFollows
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.products import TemplateUnreadable
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, STACK, ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Absent, Denied, Invalid
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile.observation import comparison, no_echo, resolve, under_way
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.observation.template_cache import UnreadableTemplate
from pulumi_servicecatalog.reconcile.preflight import permissions, update
from pulumi_servicecatalog.reconcile.preflight.common import Examination
from pulumi_servicecatalog.rules import adoption, references, refusals
from pulumi_servicecatalog.rules.checks import after_import, owner
from pulumi_servicecatalog.rules.checks import product as product_checks
from pulumi_servicecatalog.rules.checks import stack as stack_checks
from pulumi_servicecatalog.rules.checks import template as template_checks
from pulumi_servicecatalog.rules.checks import update as update_checks
from pulumi_servicecatalog.rules.templates import ReadTemplate

_POLICY = "versionPolicy"


def examine(desired: DesiredImport, session: AccountSession, *, replaces: str | None = None) -> Verdict:
    """Look at everything that an adoption depends on. Raises Refusal where AWS cannot be asked at all.

    `replaces` is the name of the provisioned product that will be released before, so that it is in nobody's way.
    """
    return _Examination(desired, session, replaces).verdict()


def resolve_only(desired: DesiredImport, session: AccountSession) -> Verdict:
    """Find what the names of a draft mean, and look at nothing else: what is left where preflight is off."""
    return _Examination(desired, session, None).resolved()


class _Examination(Examination):
    """Goes from the stack to the product, the version, the templates and what comes later."""

    def __init__(self, desired: DesiredImport, session: AccountSession, replaces: str | None) -> None:
        super().__init__(desired, session)
        self._desired = desired
        self._replaces = replaces

    def verdict(self) -> Verdict:
        stack = self._stack()
        product = self._supported_product()
        resumes = self._governance(stack, product)
        if resumes is not None:  # it governs already: whether it could be imported is of no interest any more
            return self._taken(resumes, stack, product)
        if stack:
            self._stack_template(stack)
        artifact = self._artifact(product, stack) if product else None
        because = self._reasons(product, artifact, stack)
        if product and stack and update_checks.is_provisioning(because):
            self._update(product, artifact, stack)
        elif product:
            self._after_import(product, artifact)
        if product:
            self._note(permissions.check(permissions.IMPORT, product.id, self._session))
            self._note(permissions.check_update(because, product.id, self._session))
        self._note(owner.check(self._desired, self._session.gateway.identity()))
        if stack:
            self._note(stack_checks.check(self._desired, stack))
        others = tuple(reason for reason in because if reason != _POLICY)  # of which VersionFollows tells
        if others:
            self._note([UpdateFollows(because=others)])
        return Verdict(problems=self._problems_once(), stack=stack, product=product, artifact=artifact, follows=because)

    def _taken(self, resumes: ProvisionedProduct, stack: Stack | None, product: Product | None) -> Verdict:
        """Say that it is taken, and judge the update that makes it as declared."""
        actual, running = under_way.foreseen(ObservedState(provisioned_product=resumes, stack=stack), self._session)
        self._note(running)
        changes = comparison.changes(self._desired, actual, self._session)
        besides = ("applyConstraints",) if self._desired.apply_constraints is True else ()
        because = (*update_checks.reasons(changes), *besides)
        self._note([TakenAsIs(id=resumes.id, stack=stack.name if stack else "")])
        self._note(update.of_changes(self._desired, self._session, actual, changes, besides=besides))
        if because:
            self._note([UpdateFollows(because=because, imports=False)])
        artifact = Artifact(id=resumes.artifact_id, name=resumes.artifact_name)
        return Verdict(
            problems=self._problems_once(),
            stack=stack,
            product=product,
            artifact=artifact,
            resumes=resumes,
            follows=because,
        )

    def resolved(self) -> Verdict:
        stack, product = self._stack(), self._supported_product()
        wanted = self._desired.artifact
        artifact: Artifact | None = None
        if product and isinstance(wanted, Reference):
            artifact = self._resolved(resolve.artifact(wanted, product, self._session))
        elif product and stack and wanted is not UNKNOWN:
            artifact = self._resolved(resolve.fitting_artifact(product, stack, self._session))
        return Verdict(problems=self._problems_once(), stack=stack, product=product, artifact=artifact)

    def _stack(self) -> Stack | None:
        physical_id = self._desired.physical_id
        if physical_id is UNKNOWN:
            return None
        return self._resolved(self._ask(lambda: resolve.stack(physical_id, self._session), at="physicalId"))

    def _governance(self, stack: Stack | None, product: Product | None) -> ProvisionedProduct | None:
        """Look who bears the name and who governs the stack; give who does both, as declared."""
        name = self._desired.name
        by_name, by_stack = self._ask(lambda: self._governors(stack), at="") or (None, None)
        if name is not UNKNOWN and stack and product:
            target = adoption.ImportTarget(
                name=name, stack_id=stack.id, product_id=product.id, artifact_id="", language=""
            )
            decision = adoption.decide(target, by_name=by_name, by_stack=by_stack)
            if isinstance(decision, adoption.TakeAsIs):
                return decision.provisioned_product
            if isinstance(decision, adoption.Blocked):
                self._note(decision.problems)
            return None
        if by_name is not None:
            self._note(adoption.check_name(self._desired.physical_id, by_name))
        if by_stack is not None and stack is not None and by_stack is not by_name:
            self._note([adoption.already_governed(by_stack, stack.name)])
        return None

    def _governors(self, stack: Stack | None) -> tuple[ProvisionedProduct | None, ProvisionedProduct | None]:
        """Return who bears the name, and who governs the stack."""
        name, snapshot = self._desired.name, self._session.snapshot
        by_name = None if name is UNKNOWN else snapshot.with_name(name)
        by_stack = snapshot.governor_of(stack.id) if stack else None
        return self._unless_replaced(by_name), self._unless_replaced(by_stack)

    def _unless_replaced(self, holder: ProvisionedProduct | None) -> ProvisionedProduct | None:
        return None if holder is not None and holder.name == self._replaces else holder

    def _artifact(self, product: Product, stack: Stack | None) -> Artifact | None:
        wanted = self._desired.artifact
        if wanted is UNKNOWN:
            return None
        comparable = stack if product_checks.is_supported(product) else None  # another type has other templates
        if isinstance(wanted, Reference):
            return self._declared_artifact(wanted, product, comparable)
        if comparable is None:
            return None
        return self._fitting_artifact(product, comparable)

    def _fitting_artifact(self, product: Product, comparable: Stack) -> Artifact | None:
        at = references.artifact_property(None)
        fitting = self._ask(lambda: resolve.fitting_artifact(product, comparable, self._session), at=at)
        artifact = self._resolved(fitting)
        if artifact is None:
            return None
        self._check_artifact(artifact, product, references.artifact_property(ByName(artifact.name)))
        self._match(product, artifact, comparable, at=at)
        return artifact

    def _declared_artifact(self, wanted: Reference, product: Product, stack: Stack | None) -> Artifact | None:
        artifact, ready = self._named_artifact(wanted, product)
        if artifact is not None and stack is not None and ready:
            self._match(product, artifact, stack, at=references.artifact_property(wanted))
        return artifact

    def _stack_template(self, stack: Stack) -> None:
        """Read the stack's template, which the import does with the caller's permissions as well."""
        read = self._session.template_cache.of_stack(stack)
        if isinstance(read, UnreadableTemplate) and isinstance(read.refusal, Denied):
            self._note([replace(refusals.problem(read.refusal), property="physicalId")])

    def _match(self, product: Product, artifact: Artifact, stack: Stack, *, at: str) -> None:
        """Compare the templates; where one cannot be read, say what would have to be allowed."""
        of_stack = self._session.template_cache.of_stack(stack)
        of_artifact = self._session.template_cache.of_artifact(product.id, artifact)
        if isinstance(of_stack, UnreadableTemplate):
            self._note([_unreadable(f"stack {stack.name}", of_stack, at=at)])
        if isinstance(of_artifact, UnreadableTemplate):
            self._note([_unreadable(f"version {artifact.name}", of_artifact, at=at)])
        if isinstance(of_stack, ReadTemplate) and isinstance(of_artifact, ReadTemplate):
            self._note(template_checks.check_match(stack, artifact, of_stack, of_artifact, at=at))

    def _reasons(self, product: Product | None, artifact: Artifact | None, stack: Stack | None) -> tuple[str, ...]:
        """Return what an update follows the import for; by a policy the stack moves on from the version that it has."""
        because = self._reasons_of_stack(stack) if stack else ()
        policy = self._desired.artifact
        if isinstance(policy, Latest) and product and artifact:
            newest = self._latest_artifact(policy, product)
            if newest is not None and newest.id != artifact.id:
                return (_POLICY, *because)
        return because

    def _reasons_of_stack(self, stack: Stack) -> tuple[str, ...]:
        return after_import.update_reasons(self._desired, stack, no_echo.of_stack(stack, self._session))

    def _update(self, product: Product, artifact: Artifact | None, stack: Stack) -> None:
        """Judge the update that follows, of what the import will have made."""
        actual = ProvisionedProduct(
            id="",
            name="the stack" if self._desired.name is UNKNOWN else self._desired.name,
            arn="",
            type=STACK,
            status=AVAILABLE,
            physical_id=stack.id,
            product_id=product.id,
            product_name=product.name,
            artifact_id=artifact.id if artifact else "",
            artifact_name=artifact.name if artifact else "",
        )
        self._note(update.examine(self._desired, self._session, actual=actual, stack=stack))

    def _after_import(self, product: Product, artifact: Artifact | None) -> None:
        """Look how later updates will find their way."""
        if artifact:
            self._declared_parameters(product, artifact)
        paths = self._launch_paths(product, severity=Severity.WARNING)
        if paths is None:
            return
        caller = self._session.gateway.identity().caller_arn
        self._note(after_import.check_paths(self._desired, product, paths, caller=caller))
        self._note(after_import.check_constraints(self._desired, product, paths))


def _unreadable(owner: str, template: UnreadableTemplate, *, at: str) -> Problem:
    match template.refusal:
        case Denied(operation=operation):
            action = actions.action(operation)
            advice = f"To compare them in the preview, allow the caller to read it ({action})."
        case Absent(operation="DescribeProvisioningArtifact") | Invalid(operation="DescribeProvisioningArtifact"):
            advice = "Compare them yourself: of a product that another account shares, AWS may not show the template."
        case None:
            advice = "To compare them in the preview, create the version again from a template in S3."
        case _:
            advice = "To compare them in the preview, make sure that the template still exists."
    return TemplateUnreadable(property=at, owner=owner, reason=template.reason, advice=advice)
