"""Reads one account and Region, and comes to a verdict on each of its stacks. Nothing is changed.

It asks for all stacks and all provisioned products in pages, for the catalog and the template of each version once, and
for one template of each stack that nothing governs and that AWS would import.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pulumi_servicecatalog.discovery import catalog_index, exclusion
from pulumi_servicecatalog.discovery.catalog_index import CatalogIndex
from pulumi_servicecatalog.discovery.verdict import Candidate, Governor, Kind, StackVerdict, Version
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import ById, DesiredImport
from pulumi_servicecatalog.model.problems.base import blocking
from pulumi_servicecatalog.model.problems.discovery import NoVersionMatches
from pulumi_servicecatalog.model.problems.products import StackTemplateUnreadable
from pulumi_servicecatalog.model.product import CLOUD_FORMATION_TEMPLATE, Artifact, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import imported
from pulumi_servicecatalog.rules import refusals, templates
from pulumi_servicecatalog.rules.templates import Parts, ReadTemplate, Template, Unreadable

if TYPE_CHECKING:
    from pulumi_servicecatalog.model.verdict import Verdict

_MOST_TRIED: Final = 3
"""How many candidates preflight looks at, until it lets one through."""

Intern = Callable[[ReadTemplate], ReadTemplate]
"""Returns the same object for the same text, so that a template is parsed once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogVersion:
    """A version in the catalog of an account and Region; `unreadable` says why its template could not be compared."""

    version: Version
    family: str | None = None
    unreadable: str = ""


@dataclass(frozen=True, kw_only=True)
class Scan:
    """What was read of an account and Region."""

    identity: Identity
    versions: tuple[CatalogVersion, ...]
    verdicts: tuple[StackVerdict, ...]
    families: Mapping[str, Parts] = field(default_factory=dict)


def scan(session: AccountSession, intern: Intern) -> Scan:
    """Read an account and Region.

    Args:
        session: where it is.
        intern: shares templates of the same text.

    Returns:
        A verdict on each stack, in the order of their names.

    Raises:
        Refusal: its stacks, its provisioned products or its catalog cannot be listed.

    """
    return _Scanner(session, intern).scan()


class _Scanner:
    def __init__(self, session: AccountSession, intern: Intern) -> None:
        self._session = session
        self._intern = intern
        self._families: dict[str, Parts] = {}
        self._artifacts: Mapping[str, Sequence[Artifact]] = {}
        self._index = CatalogIndex({})

    def scan(self) -> Scan:
        identity = self._session.gateway.identity()
        stacks = sorted(self._session.snapshot.all_stacks(), key=lambda stack: (stack.name, stack.id))
        governors = {held.physical_id: held for held in self._session.snapshot.all_provisioned_products()}
        products = self._session.snapshot.all_products()
        self._artifacts = {product.id: self._versions_of(product) for product in products}
        fetched = self._fetched_versions(products)
        readable = {version: answer for version, answer in fetched.items() if isinstance(answer, ReadTemplate)}
        self._index = CatalogIndex(readable)
        verdicts = tuple(self._judged(stack, governors.get(stack.id)) for stack in stacks)
        versions = tuple(_catalog_version(version, answer) for version, answer in fetched.items())
        return Scan(identity=identity, versions=versions, verdicts=verdicts, families=self._families)

    def _versions_of(self, product: Product) -> Sequence[Artifact]:
        if product.type != CLOUD_FORMATION_TEMPLATE:
            return ()
        return self._session.snapshot.artifacts(product.id)

    def _fetched_versions(self, products: Sequence[Product]) -> Mapping[Version, ReadTemplate | str]:
        """Return the template of each active version, or why it cannot be read."""
        return {
            Version(product=product, artifact=artifact): self._fetched(product, artifact)
            for product in products
            for artifact in self._artifacts[product.id]
            if artifact.active
        }

    def _fetched(self, product: Product, artifact: Artifact) -> ReadTemplate | str:
        answer = self._session.template_cache.of_artifact(product.id, artifact)
        return self._intern(answer) if isinstance(answer, ReadTemplate) else answer.reason

    def _judged(self, stack: Stack, provisioned: ProvisionedProduct | None) -> StackVerdict:
        if provisioned is not None:
            return StackVerdict(stack=stack, kind=Kind.HELD, governor=self._governor(provisioned))
        desired = DesiredImport(name=stack.name, physical_id=stack.id, product=ById(""))
        excluded = tuple(exclusion.excluded(stack, desired))
        if excluded:
            return StackVerdict(stack=stack, kind=Kind.EXCLUDED, problems=excluded)
        template = self._session.template_cache.of_stack(stack)
        if not isinstance(template, ReadTemplate):
            wrong = (
                refusals.problem(template.refusal)
                if template.refusal
                else StackTemplateUnreadable(stack=stack.name, reason=template.reason)
            )
            return StackVerdict(stack=stack, kind=Kind.UNREADABLE, problems=(wrong,))
        return self._matched(stack, self._intern(template), desired)

    def _governor(self, provisioned: ProvisionedProduct) -> Governor:
        artifacts = self._artifacts.get(provisioned.product_id, ())
        own = next((artifact for artifact in artifacts if artifact.id == provisioned.artifact_id), None)
        newest = max((artifact for artifact in artifacts if _recommended(artifact)), key=_made, default=None)
        behind = newest is not None and own is not None and newest.id != own.id and _made(newest) > _made(own)
        return Governor(
            provisioned_product=provisioned,
            newest=newest.name if newest is not None and behind else None,
            deprecated=own is not None and own.deprecated,
        )

    def _matched(self, stack: Stack, template: ReadTemplate, desired: DesiredImport) -> StackVerdict:
        candidates = tuple(self._index.candidates(template))
        family = self._remembered(template)
        if candidates:
            return self._preflighted(stack, candidates, desired, family)
        if isinstance(template.read, Unreadable):
            wrong = StackTemplateUnreadable(stack=stack.name, reason=str(template.read))
            return StackVerdict(stack=stack, kind=Kind.UNREADABLE, problems=(wrong,))
        alike = self._index.nearest(template)
        nearest = tuple(str(version.version) for version in alike)
        return StackVerdict(
            stack=stack,
            kind=Kind.ALIKE if alike else Kind.UNMATCHED,
            problems=(NoVersionMatches(stack=stack.name, nearest=nearest),),
            family=family,
            alike=alike,
        )

    def _preflighted(
        self, stack: Stack, candidates: tuple[Candidate, ...], desired: DesiredImport, family: str | None
    ) -> StackVerdict:
        """Let preflight decide: the best candidate that it lets through is taken."""
        verdicts: list[tuple[Candidate, Verdict]] = []
        for candidate in candidates[:_MOST_TRIED]:
            product, artifact = ById(candidate.version.product.id), ById(candidate.version.artifact.id)
            answer = imported.examine(replace(desired, product=product, artifact=artifact), self._session)
            verdicts.append((candidate, answer))
            if answer.adoptable:
                others = tuple(other for other in candidates if other is not candidate)
                passed = len(verdicts) > 1
                why = "preflight lets it through" if passed else catalog_index.because(candidates)
                return StackVerdict(
                    stack=stack,
                    kind=Kind.ADOPTABLE,
                    problems=answer.problems,
                    family=family,
                    candidates=(candidate, *others),
                    because=why,
                )
        problems = blocking(verdicts[0][1].problems)
        return StackVerdict(stack=stack, kind=Kind.EXCLUDED, problems=problems, family=family, candidates=candidates)

    def _remembered(self, template: ReadTemplate) -> str | None:
        family = template.fingerprint
        if family is not None and family not in self._families and isinstance(template.read, Template):
            self._families[family] = templates.parts_of(template.read)
        return family


def _catalog_version(version: Version, answer: ReadTemplate | str) -> CatalogVersion:
    if isinstance(answer, str):
        return CatalogVersion(version=version, unreadable=answer)
    unreadable = str(answer.read) if isinstance(answer.read, Unreadable) else ""
    return CatalogVersion(version=version, family=answer.fingerprint, unreadable=unreadable)


def _recommended(artifact: Artifact) -> bool:
    return artifact.active and not artifact.deprecated


def _made(artifact: Artifact) -> float:
    return artifact.created_time.timestamp() if artifact.created_time else 0.0
