"""What both preflights have in common: they collect problems, and look at the product, its version and its paths.

An unknown value skips only what depends on it, and so does what the caller may not see.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pulumi_servicecatalog.model.desired import Desired, Latest, Reference
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.launches import TemplateNotJudged
from pulumi_servicecatalog.model.product import Artifact, ArtifactSource, LaunchPath, Product
from pulumi_servicecatalog.model.refusal import Absent, Denied, Invalid, Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.observation import resolve
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight.brought import Brought
from pulumi_servicecatalog.rules import references, refusals, templates
from pulumi_servicecatalog.rules.checks import after_import
from pulumi_servicecatalog.rules.checks import launch as launch_checks
from pulumi_servicecatalog.rules.checks import product as product_checks
from pulumi_servicecatalog.rules.stack_values import Before, values_of
from pulumi_servicecatalog.rules.templates import ReadTemplate, Template, TemplateParameter, Unreadable

T = TypeVar("T")


class Examination:
    """One for each draft that is looked at."""

    _launches = False
    """Whether what follows is a launch, for which AWS takes no deprecated version."""

    def __init__(self, desired: Desired, session: AccountSession) -> None:
        self._declared = desired
        self._session = session
        self._problems: list[Problem] = []

    def _problems_once(self) -> tuple[Problem, ...]:
        return tuple(dict.fromkeys(self._problems))

    def _product(self) -> Product | None:
        wanted = self._declared.product
        if wanted is UNKNOWN:
            return None
        at = references.product_property(wanted)
        return self._resolved(self._ask(lambda: resolve.product(wanted, self._session), at=at))

    def _supported_product(self) -> Product | None:
        """Find the product, and judge whether it is of a type whose stacks can be adopted."""
        product, wanted = self._product(), self._declared.product
        if product is not None and wanted is not UNKNOWN:
            self._note(product_checks.check_product(product, wanted))
        return product

    def _artifacts(self, product: Product) -> Sequence[Artifact]:
        return self._session.snapshot.artifacts(product.id)

    def _check_artifact(self, artifact: Artifact, product: Product, at: str) -> None:
        self._note(
            product_checks.check_artifact(
                artifact, at=at, of=product, artifacts=self._artifacts(product), launches=self._launches
            )
        )

    def _named_artifact(self, wanted: Reference, product: Product) -> tuple[Artifact | None, bool]:
        """Find the version that is named; tell as well whether it can be used by now."""
        at = references.artifact_property(wanted)
        artifact = self._resolved(self._ask(lambda: resolve.artifact(wanted, product, self._session), at=at))
        if artifact is None:
            return None, False
        self._check_artifact(artifact, product, at)
        source = self._source(product, artifact, at)
        not_ready = list(product_checks.check_ready(artifact, wanted, source, of=product)) if source else []
        self._note(not_ready)
        return artifact, not not_ready

    def _source(self, product: Product, artifact: Artifact, at: str) -> ArtifactSource | None:
        """Return where the version came from; None where AWS does not tell, after which its template is unreadable."""
        try:
            return self._ask(
                lambda: self._session.template_cache.source(product.id, artifact), at=at, severity=Severity.WARNING
            )
        except (Absent, Invalid):  # as AWS answers about a product that another account shares
            return None

    def _declared_parameters(self, product: Product, artifact: Artifact) -> None:
        """Judge declared parameters by the version, where it can be read."""
        declared = self._declared.parameters
        accepted = self._accepted_parameters(product, artifact) if isinstance(declared, Mapping) else None
        if accepted is not None and isinstance(declared, Mapping):
            shown = self._declared.shown_parameters
            self._note(after_import.check_parameters(declared, accepted, artifact, shown=shown))

    def _accepted_parameters(self, product: Product, artifact: Artifact) -> Sequence[TemplateParameter] | None:
        """Return what the version takes: as its template says or, where that cannot be read, as AWS does."""
        parameters = self._template_parameters(product.id, artifact)
        if parameters is not None:
            return parameters
        try:
            accepted = self._session.snapshot.artifact_parameters(product.id, artifact.id)
        except Refusal:  # the caller may not see the version, and has no path to its product
            return None
        return [launch_checks.as_template_has_it(parameter) for parameter in accepted]

    def _template_parameters(self, product_id: str, artifact: Artifact) -> Sequence[TemplateParameter] | None:
        template = self._session.template_cache.of_artifact(product_id, artifact)
        if not isinstance(template, ReadTemplate) or not isinstance(template.read, templates.Template):
            return None
        return templates.parameters(template.read)

    def _version_template(self, product: Product, artifact: Artifact) -> Template | None:
        """Return the template that a launch or an update brings; say where it cannot be read, so is not judged."""
        cached = self._session.template_cache.of_artifact(product.id, artifact)
        if not isinstance(cached, ReadTemplate):
            self._note([TemplateNotJudged(artifact=artifact.name, reason=cached.reason)])
        elif isinstance(cached.read, Unreadable):
            self._note([TemplateNotJudged(artifact=artifact.name, reason=str(cached.read))])
        else:
            return cached.read
        return None

    def _brought(self, product: Product, artifact: Artifact, before: Before | None, *, elsewhere: bool) -> None:
        """Judge the template that a launch or an update brings by the values that the parameters will have.

        `elsewhere` is whether its stacks are a stack set's, in other accounts and Regions.
        """
        template = self._version_template(product, artifact)
        if template is None:
            return
        brought = Brought(
            session=self._session,
            product=product,
            artifact=artifact,
            template=template,
            values=values_of(templates.parameters(template), self._declared.parameters, before),
            identity=None if elsewhere else self._session.gateway.identity(),
            stack=None if elsewhere else self._live_stack(),
            leaving=None if elsewhere else self._leaving_stack(),
        )
        self._note(brought.problems())

    def _leaving_stack(self) -> str | None:
        """Return the ARN of a stack that is deleted before, with its exports; None where there is none."""
        return None

    def _live_stack(self) -> Stack | None:
        """Return the stack that there is before; a launch has none."""
        return None

    def _latest_artifact(self, policy: Latest, product: Product) -> Artifact | None:
        """Find the version that a policy chooses."""
        return self._resolved(self._ask(lambda: resolve.artifact(policy, product, self._session), at="versionPolicy"))

    def _launch_paths(self, product: Product, *, severity: Severity) -> Sequence[LaunchPath] | None:
        return self._ask(lambda: self._session.snapshot.launch_paths(product.id), at="pathName", severity=severity)

    def _ask(self, question: Callable[[], T], *, at: str, severity: Severity = Severity.ERROR) -> T | None:
        """Ask AWS; what the caller may not see is a problem at that property, and what depends on it is skipped."""
        try:
            return question()
        except Denied as refusal:
            self._note([replace(refusals.problem(refusal), property=at, severity=severity)])
            return None

    def _resolved(self, answer: T | Problem | None) -> T | None:
        if isinstance(answer, Problem):
            self._note([answer])
            return None
        return answer

    def _note(self, problems: Iterable[Problem]) -> None:
        self._problems.extend(problems)
