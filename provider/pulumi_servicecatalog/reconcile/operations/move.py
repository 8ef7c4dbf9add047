"""Moves a stack to another product where AWS takes no update to it: release and adopt, with a way back.

Never without retain. Until the stack is released, nothing has changed; from then on it runs ungoverned, and whatever
ends the move early is mended by the next run, which adopts it as declared.
"""

from dataclasses import dataclass

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import DesiredImport, Spec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem, blocking
from pulumi_servicecatalog.model.problems.moves import LeftReleased, MovedBack, MoveRefused
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation import resolve
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.operations import import_, terminate
from pulumi_servicecatalog.rules import refusals
from pulumi_servicecatalog.rules.adoption import ImportTarget


def move(  # noqa: PLR0913 - what is moved, where to, why, and by what
    idle: ObservedState,
    wanted: Spec,
    product: Product,
    refusal: aws.Refusal,
    session: AccountSession,
    operation: Operation,
) -> Outcome:
    """Release the stack and adopt it under the other product; adopt it under the old one again if that fails.

    `refusal` is what AWS said to the update.
    """
    importable = _importable(idle, wanted, product, session)
    if isinstance(importable, _Hindrance):
        return NotMade(problems=(importable.problem(idle, product, refusal),))
    stack, artifact = importable
    carried = _Move(idle=idle, wanted=wanted, stack=stack, product=product, session=session, operation=operation)
    return carried.carry_out(artifact)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Move:
    idle: ObservedState
    wanted: Spec
    stack: Stack
    product: Product
    session: AccountSession
    operation: Operation

    def carry_out(self, artifact: Artifact) -> Outcome:
        """Release, adopt, and take the way back where that fails."""
        self.operation.status(f"AWS takes no update to {self.product.name}: releasing the stack, to adopt it there")
        released = self._released(self.idle.provisioned_product.id)
        if not isinstance(released, Done):
            return released
        adopted = self._adopted(self.product.id, artifact.id)
        match adopted:
            case NotMade(problems=problems):
                return self._way_back(problems)
            case MadeButUnhealthy(state=state) if state.provisioned_product.unhealthy:
                return self._way_back_from(adopted)
            case _:
                return adopted

    def _way_back_from(self, failed: MadeButUnhealthy) -> Outcome:
        """Release what an import that failed has left under the other product, then take the way back."""
        self.operation.status(f"the adoption failed: releasing the stack from {self.product.name}")
        released = self._released(failed.state.provisioned_product.id)
        if isinstance(released, Done):
            return self._way_back(failed.problems)
        return MadeButUnhealthy(state=failed.state, problems=(*failed.problems, *released.problems))

    def _way_back(self, reasons: tuple[Problem, ...]) -> Outcome:
        provisioned = self.idle.provisioned_product
        before = provisioned.product_name or provisioned.product_id
        moved_back = MovedBack(name=provisioned.name, before=before, after=self.product.name, reason=_reasons(reasons))
        self.operation.status(f"adopting it under {before} again")
        back = self._adopted(provisioned.product_id, provisioned.artifact_id)
        match back:
            case Done(state=state) if state is not None:
                return MadeButUnhealthy(state=state, problems=(moved_back,))
            case MadeButUnhealthy():
                return MadeButUnhealthy(state=back.state, problems=(moved_back, *back.problems))
            case _:
                problems = back.problems if isinstance(back, NotMade) else ()
                left = LeftReleased(
                    name=provisioned.name,
                    before=before,
                    after=self.product.name,
                    reason=moved_back.reason,
                    reason_back=_reasons(problems),
                )
                return NotMade(problems=(left,))

    def _released(self, provisioned_product_id: str) -> Outcome:
        wanted = terminate.Termination(
            provisioned_product_id=provisioned_product_id,
            retain_physical_resources=True,
            ignore_errors=False,
            language=self.wanted.accept_language,
        )
        return terminate.release(wanted, self.session, self.operation)

    def _adopted(self, product_id: str, artifact_id: str) -> Outcome:
        target = ImportTarget(
            name=self.wanted.name,
            stack_id=self.stack.id,
            product_id=product_id,
            artifact_id=artifact_id,
            language=self.wanted.accept_language,
        )
        try:
            return import_.import_in_turn(target, self.session, self.operation)
        except aws.Refusal as refusal:
            return NotMade(problems=(refusals.problem(refusal),))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Hindrance:
    """Why the stack cannot be released and adopted elsewhere, and what to do about that."""

    what: str
    advice: str

    def problem(self, idle: ObservedState, product: Product, refusal: aws.Refusal) -> Problem:
        return MoveRefused(
            name=idle.provisioned_product.name,
            product=product.name,
            reason=refusals.reason(refusal),
            hindrance=self.what,
            advice=self.advice,
        )


def _importable(
    idle: ObservedState, wanted: Spec, product: Product, session: AccountSession
) -> tuple[Stack, Artifact] | _Hindrance:
    """Find the version at which the other product would import the stack. Raises Refusal."""
    if not isinstance(wanted, DesiredImport):
        advice = "Keep the product, or launch another one in addition."
        return _Hindrance(what="it was launched, not adopted", advice=advice)
    if not wanted.retain_physical_resources:
        advice = "Set retainPhysicalResources to true, so that the stack can be released."
        return _Hindrance(what="retainPhysicalResources is false", advice=advice)
    stack = idle.stack
    if stack is None:
        return _Hindrance(what="its stack cannot be read", advice="Allow the caller cloudformation:DescribeStacks.")
    if not stack.importable:
        advice = "Bring the stack into a status that AWS imports, such as UPDATE_COMPLETE."
        return _Hindrance(what=f"its stack is in {stack.status}", advice=advice)
    artifact = resolve.fitting_artifact(product, stack, session)
    if isinstance(artifact, Problem):
        advice = f"{artifact.message()} {artifact.remedy()}"
        return _Hindrance(what="no version of that product could be chosen", advice=advice)
    return stack, artifact


def _reasons(problems: tuple[Problem, ...]) -> str:
    return "; ".join(problem.message().rstrip(".") for problem in blocking(problems))
