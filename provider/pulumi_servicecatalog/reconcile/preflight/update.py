"""Preflight of an update: the product, the version, its parameters, the path and the tags. It changes nothing.

It judges every update that is part of what is previewed: of a resource in the state, of what is governed already and
will be taken, and of what follows an import or a launch.
"""

from collections.abc import Iterable, Sequence

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.desired import (
    ById,
    Desired,
    DesiredImport,
    DesiredLaunch,
    Latest,
    Reference,
    kind_of,
)
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.problems.base import Problem, Severity, blocking
from pulumi_servicecatalog.model.problems.moves import MovesProduct
from pulumi_servicecatalog.model.problems.updates import PlanInTheWay
from pulumi_servicecatalog.model.problems.versions import VersionFollows
from pulumi_servicecatalog.model.product import Artifact, LaunchPath, Product
from pulumi_servicecatalog.model.properties import SentBy
from pulumi_servicecatalog.model.provisioned_product import STACK, STACK_SET, ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown
from pulumi_servicecatalog.reconcile.execution import leftover_plans
from pulumi_servicecatalog.reconcile.observation import comparison, read, resolve, stack_template
from pulumi_servicecatalog.reconcile.observation.last_path import last_path
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import permissions
from pulumi_servicecatalog.reconcile.preflight.common import Examination
from pulumi_servicecatalog.rules import parameter_values, references, updates
from pulumi_servicecatalog.rules.checks import after_import, changed_template, owner, path_tags
from pulumi_servicecatalog.rules.checks import launch as launch_checks
from pulumi_servicecatalog.rules.checks import product as product_checks
from pulumi_servicecatalog.rules.checks import update as checks
from pulumi_servicecatalog.rules.drift import Change
from pulumi_servicecatalog.rules.stack_values import Before
from pulumi_servicecatalog.rules.templates import TemplateParameter


def of_recorded(old: Desired, new: Desired, session: AccountSession) -> tuple[Problem, ...]:
    """Judge the update of a resource in the state, where one follows. Raises Refusal where AWS cannot be asked at all.

    Args:
        old: What was declared last; its name leads to the provisioned product.
        new: What is declared now.
        session: Where it is.

    Returns:
        The problems of the update; none where AWS has what is declared.

    """
    try:
        actual = _observed(old, new, session)
        changes = comparison.changes(new, actual, session, earlier=old) if actual else ()
    except Denied:  # then the inputs alone tell whether something is to be updated
        actual, changes = None, ()
    if actual is None:
        return examine(new, session, actual=None, earlier=old) if declared_otherwise(old, new) else ()
    return of_changes(new, session, actual, changes, earlier=old)


def of_changes(  # noqa: PLR0913 - what is judged, where, and what is known of it
    desired: Desired,
    session: AccountSession,
    actual: ObservedState,
    changes: Iterable[Change],
    *,
    besides: Iterable[str] = (),
    earlier: Desired | None = None,
) -> tuple[Problem, ...]:
    """Judge the update that these changes need, if they need one.

    `besides` are reasons for an update that are no changes, such as applyConstraints; `earlier` is what was declared
    last, where that is known.
    """
    differences = [change for change in changes if not change.replaces]
    because = (*checks.reasons(differences), *besides)
    identity = session.gateway.identity()
    denied = (
        *permissions.check_update(because, actual.provisioned_product.product_id, session),
        *(owner.check_owner(desired.owner, identity) if "owner" in because else ()),
        *(owner.check_launch_role(desired.launch_role_arn, identity) if "launchRoleArn" in because else ()),
    )
    certain = checks.is_provisioning(because)
    if not certain and not checks.is_provisioning(str(change.path) for change in differences):
        return denied
    product, stack = actual.provisioned_product, actual.stack
    examined = examine(desired, session, actual=product, stack=stack, certain=certain, earlier=earlier)
    return (*examined, *denied)


def examine(  # noqa: PLR0913 - what is judged, where, and what is known of it
    desired: Desired,
    session: AccountSession,
    *,
    actual: ProvisionedProduct | None,
    stack: Stack | None = None,
    certain: bool = True,
    earlier: Desired | None = None,
) -> tuple[Problem, ...]:
    """Look at everything that an update depends on. Raises Refusal where AWS cannot be asked at all.

    Args:
        desired: What is declared.
        session: Where it is.
        actual: What is to be updated; None where it is not to be seen.
        stack: Its stack; None where that was not read by now.
        certain: Whether the update is sure to follow. Otherwise what it lacks is a warning.
        earlier: What was declared last; None where that is not known.

    Returns:
        The problems, in the order in which the update would meet them.

    """
    return _Examination(desired, session, actual, stack, certain=certain, earlier=earlier).problems()


def declared_otherwise(old: Desired, new: Desired) -> bool:
    """Return whether an input has changed that UpdateProvisionedProduct carries."""
    sent = properties.sent_by(SentBy.UPDATE)
    declared = [prop for prop in properties.of(kind_of(new)) if prop.name in sent]
    return any(old.value_of(prop) != new.value_of(prop) for prop in declared)


def _observed(old: Desired, new: Desired, session: AccountSession) -> ObservedState | None:
    provisioned = session.snapshot.named(str(old.name))
    if provisioned is None:
        return None
    if new.parameters is None:  # only they need the stack
        return ObservedState(provisioned_product=provisioned)
    return read.with_stack(provisioned, session)


class _Examination(Examination):
    """Goes from the product and the version to their parameters, the path and the tags."""

    def __init__(  # noqa: PLR0913 - as `examine`
        self,
        desired: Desired,
        session: AccountSession,
        actual: ProvisionedProduct | None,
        stack: Stack | None,
        *,
        certain: bool,
        earlier: Desired | None,
    ) -> None:
        super().__init__(desired, session)
        self._actual = actual
        self._stack = stack
        self._certain = certain
        self._earlier = earlier

    def problems(self) -> tuple[Problem, ...]:
        self._plans()
        if self._actual is not None and self._actual.id:  # what is only going to be imported is judged as that
            self._note(checks.check_stack(self._live_stack(), self._actual, certain=self._certain))
        product = self._supported_product() if isinstance(self._declared, DesiredImport) else self._product()
        if product is None:
            return self._problems_once()
        artifact = self._artifact(product)
        if artifact:
            self._parameters(product, artifact)
            self._template(product, artifact)
            self._brings(product, artifact)
        actual = self._actual
        if actual is not None and actual.product_id and actual.product_id != product.id:
            self._note([self._moves(actual, product)])
        self._paths(product, artifact)
        return self._problems_once()

    def _plans(self) -> None:
        """Look for a plan that somebody else has made: AWS changes nothing until it has ended."""
        actual = self._actual
        if actual is None or not actual.planned:
            return
        others = self._ask(lambda: leftover_plans.of_others(actual.id, self._session), at="", severity=Severity.WARNING)
        if others:
            self._note([PlanInTheWay(name=actual.name, plans=tuple(others))])

    def _artifact(self, product: Product) -> Artifact | None:
        match self._declared.artifact:
            case Latest() as policy:
                newest = self._latest_artifact(policy, product)
                if newest is not None:
                    self._follows(policy, newest)
                return newest
            case wanted if isinstance(wanted, Reference):
                return self._named_artifact(wanted, product)[0]
            case None if self._actual is not None:
                return self._undeclared_artifact(self._actual, product)
            case _:
                return None

    def _follows(self, policy: Latest, newest: Artifact) -> None:
        actual = self._actual
        if actual is not None and newest.id != actual.artifact_id:
            before = actual.artifact_name or actual.artifact_id
            self._note([VersionFollows(policy=policy, name=actual.name, before=before, after=newest.name)])

    def _undeclared_artifact(self, actual: ProvisionedProduct, product: Product) -> Artifact | None:
        """Find the version that it keeps, which an update needs to be active; of another product, the one that fits."""
        at = references.artifact_property(None)
        if actual.product_id != product.id:
            stack = self._live_stack()
            if stack is None:
                return None
            return self._resolved(self._ask(lambda: resolve.fitting_artifact(product, stack, self._session), at=at))
        artifacts = self._ask(lambda: self._artifacts(product), at=at, severity=Severity.WARNING)
        if artifacts is None or not actual.artifact_id:
            return None
        kept = next((artifact for artifact in artifacts if artifact.id == actual.artifact_id), None)
        if kept is None:
            self._note(
                product_checks.check_kept_artifact(actual.artifact_id, product, artifacts, certain=self._certain)
            )
        else:
            problems = product_checks.check_artifact(kept, at=at, of=product, artifacts=artifacts, launches=False)
            self._note(blocking(tuple(problems)))
        return kept

    def _parameters(self, product: Product, artifact: Artifact) -> None:
        """Judge what is declared, and what the stack keeps: another version may refuse it, or need more."""
        declared, actual = self._declared.parameters, self._actual
        if isinstance(declared, Unknown):
            return
        accepted = self._accepted_parameters(product, artifact)
        if accepted is None:
            return
        shown = self._declared.shown_parameters
        self._note(after_import.check_parameters(declared or {}, accepted, artifact, shown=shown))
        stack = self._live_stack()
        if actual is None or stack is None:
            return
        no_echo = (parameter.name for parameter in accepted if parameter.no_echo)
        self._note(updates.masks_of_new_parameters(declared or {}, no_echo, stack.parameters))
        taken = accepted if actual.artifact_id == artifact.id else self._parameters_before(actual)
        undecided = checks.undecided(declared or {}, accepted, before=taken, live=stack.parameters)
        before = self._before(stack, actual)
        self._note(checks.check_kept(undecided, before, artifact))
        self._note(checks.check_hidden(undecided, taken, before, artifact))

    def _before(self, stack: Stack, actual: ProvisionedProduct) -> Before:
        """Return what the stack has; which of it is hidden is asked where a value looks like it."""
        looks_hidden = any(map(parameter_values.is_masked, stack.parameters.values()))
        taken = self._parameters_before(actual) if looks_hidden else None
        no_echo = None if taken is None else frozenset(p.name for p in taken if p.no_echo)
        return Before(values=stack.parameters, no_echo=no_echo)

    def _brings(self, product: Product, artifact: Artifact) -> None:
        """Judge the values by the template itself; those of a stack set are kept, and not shown."""
        actual, stack = self._actual, self._live_stack()
        if product_checks.is_supported(product):
            before = self._before(stack, actual) if stack and actual else None
            self._brought(product, artifact, before, elsewhere=actual is not None and actual.type == STACK_SET)

    def _template(self, product: Product, artifact: Artifact) -> None:
        """Look whether the update takes back what somebody has changed of the stack's template."""
        actual, stack = self._actual, self._live_stack()
        if actual is None or not actual.id or actual.type != STACK or stack is None:
            return
        update = stack_template.against(actual, stack, product.id, artifact, self._session)
        self._note(changed_template.check(update))

    def _parameters_before(self, actual: ProvisionedProduct) -> Sequence[TemplateParameter] | None:
        return self._template_parameters(actual.product_id, stack_template.version_of(actual, self._session))

    def _live_stack(self) -> Stack | None:
        if self._stack is None and self._actual is not None:
            self._stack = read.with_stack(self._actual, self._session).stack
        return self._stack

    def _stack_set(self, path: LaunchPath, product: Product, artifact: Artifact) -> None:
        """Look where the stack set may run along the only path, where the program says where it is to."""
        declared, earlier = self._declared, self._earlier
        if not isinstance(declared, DesiredLaunch) or not declared.preferences:
            return
        accepted = self._ask(
            lambda: self._session.snapshot.provisioning_parameters(product.id, artifact.id, ById(path.id)),
            at="provisioningPreferences",
            severity=Severity.WARNING,
        )
        before = earlier.preferences if isinstance(earlier, DesiredLaunch) else None
        known = before if isinstance(before, StackSetPreferences) else None
        if accepted is not None:
            self._note(launch_checks.check_stack_set(declared.preferences, accepted, product, earlier=known))

    def _moves(self, actual: ProvisionedProduct, product: Product) -> Problem:
        only_update = ""
        if not isinstance(self._declared, DesiredImport):
            only_update = "it was launched, not adopted"
        elif self._declared.retain_physical_resources is not True:
            maybe = "may be" if self._declared.retain_physical_resources is UNKNOWN else "is"
            only_update = f"retainPhysicalResources {maybe} false"
        before = actual.product_name or actual.product_id
        return MovesProduct(name=actual.name, before=before, after=product.name, only_update=only_update)

    def _paths(self, product: Product, artifact: Artifact | None) -> None:
        paths = self._launch_paths(product, severity=Severity.WARNING)
        if paths is None:
            return
        caller = self._session.gateway.identity().caller_arn
        last = self._last_path(paths)
        usable = checks.usable(self._declared, product, paths, last=last)
        if artifact and len(usable) == 1:
            self._stack_set(usable[0], product, artifact)
        if not self._certain:
            self._note(after_import.check_paths(self._declared, product, paths, caller=caller))
            return
        self._note(checks.check_path(self._declared, product, paths, last=last, caller=caller))
        self._note(after_import.check_tags(self._declared, product, usable))
        if artifact and len(usable) == 1:
            self._along(usable[0], product, artifact)

    def _last_path(self, paths: Sequence[LaunchPath]) -> ById | None:
        actual = self._actual
        if actual is None or self._declared.path is not None or len(paths) <= 1:
            return None
        return self._ask(lambda: last_path(actual, self._session), at="pathName", severity=Severity.WARNING)

    def _along(self, path: LaunchPath, product: Product, artifact: Artifact) -> None:
        """Judge tags and values by what the only path allows: its TagOptions, and the rules of its constraints."""
        declared = self._declared
        judges_tags = after_import.allows_tags(path)  # otherwise AWS sets none, and refuses others
        if not judges_tags and not path.has_template_rules:
            return
        accepted = self._ask(
            lambda: self._session.snapshot.provisioning_parameters(product.id, artifact.id, ById(path.id)),
            at="tags" if judges_tags else "parameters",
            severity=Severity.WARNING,
        )
        if judges_tags:
            options, present = accepted.tag_options if accepted else {}, self._actual.tags if self._actual else {}
            self._note(path_tags.check(declared.tags, path, options, product, present=present))
        if accepted is None:
            return
        stack = self._live_stack()
        before = self._before(stack, self._actual) if stack and self._actual else None
        self._note(launch_checks.check_rules(declared.parameters, before, accepted, product, path))
