"""Whether a stack has a version's template; and, where no version is declared, which version's it has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.products import (
    NearestVersions,
    NoMatchingArtifact,
    RepeatedTemplateKey,
    SeveralMatchingArtifacts,
    StackTemplateUnreadable,
    TemplateEquivalent,
    TemplateMasked,
    TemplateMismatch,
    TemplateUnreadable,
)
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.rules import references, templates
from pulumi_servicecatalog.rules.templates import (
    Different,
    Equivalent,
    Identical,
    Nearest,
    NotComparable,
    ReadTemplate,
    TemplateIndex,
    Unreadable,
    Verdict,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An active version, and how its template compares with the stack's; None where it could not be fetched."""

    artifact: Artifact
    verdict: Verdict | None


class Versions:
    """The versions of a product that a stack may have, found by their templates."""

    def __init__(self, fetched: Mapping[Artifact, ReadTemplate | str]) -> None:
        """Take the templates of the active versions; the reason in place of one that could not be fetched."""
        self._index = TemplateIndex(
            {artifact: template for artifact, template in fetched.items() if isinstance(template, ReadTemplate)}
        )
        self._withheld = {artifact: reason for artifact, reason in fetched.items() if isinstance(reason, str)}

    def choose(self, stack: Stack, of: Product, template: ReadTemplate) -> Artifact | Problem:
        """Choose the version whose template the stack has: the newest, where several have the same one.

        Identical goes before equivalent, since AWS may compare the text; what was compared everywhere before what
        GetTemplate masks; and a version that is not deprecated before one that is.
        """
        matches = self._index.matches(template)
        if not matches:
            return self._no_match(stack, of, template)
        best = max(_rank(*match) for match in matches.items())
        newest = [artifact for artifact, verdict in matches.items() if _rank(artifact, verdict) == best]
        if len(newest) > 1:
            return SeveralMatchingArtifacts(product=of.name, stack=stack.name, versions=references.versions(newest))
        return newest[0]

    def _no_match(self, stack: Stack, of: Product, template: ReadTemplate) -> Artifact | Problem:
        if isinstance(template.read, Unreadable):
            return StackTemplateUnreadable(stack=stack.name, reason=str(template.read))
        unread = {**self._withheld, **self._index.unreadable()}
        nearest = self._index.nearest(template)
        if nearest is None and len(unread) == 1:  # nothing to choose from; TemplateUnreadable follows
            return next(iter(unread))
        return NoMatchingArtifact(
            product=of.name,
            stack=stack.name,
            nearest=_named(nearest) if nearest else None,
            unreadable=tuple(f"{version.name} ({reason})" for version, reason in unread.items()),
        )


def check_match(
    stack: Stack, artifact: Artifact, of_stack: ReadTemplate, of_artifact: ReadTemplate, *, at: str
) -> Iterator[Problem]:
    """Say how the stack's template compares with that of the version that is to govern it."""
    verdict = templates.compare(of_stack, of_artifact)
    match verdict:
        case Identical():
            return
        case Equivalent(masked=()):
            yield TemplateEquivalent(property=at, stack=stack.name, artifact=artifact.name)
        case Equivalent(masked=masked):
            yield TemplateMasked(property=at, stack=stack.name, artifact=artifact.name, masked=masked)
        case Different(differences=differences):
            reason = "; ".join(differences.render().splitlines())
            yield TemplateMismatch(property=at, stack=stack.name, artifact=artifact.name, reason=reason)
        case NotComparable():
            yield from _unreadable(stack, artifact, verdict, at)
    yield from _repeated_keys(f"stack {stack.name}", of_stack, at)
    yield from _repeated_keys(f"version {artifact.name}", of_artifact, at)


def _unreadable(stack: Stack, artifact: Artifact, verdict: NotComparable, at: str) -> Iterator[Problem]:
    if verdict.stack:
        advice = f"Compare it with the template of version {artifact.name} yourself: AWS requires that they match."
        owner = f"stack {stack.name}"
        yield TemplateUnreadable(property=at, owner=owner, reason=str(verdict.stack), advice=advice)
    if verdict.artifact:
        advice = "Correct it, and create the version again."
        owner = f"version {artifact.name}"
        yield TemplateUnreadable(property=at, owner=owner, reason=str(verdict.artifact), advice=advice)


def _repeated_keys(owner: str, template: ReadTemplate, at: str) -> Iterator[Problem]:
    if isinstance(template.read, templates.Template) and template.read.repeated_keys:
        keys = tuple(map(str, template.read.repeated_keys))
        yield RepeatedTemplateKey(property=at, owner=owner, keys=keys)


def _rank(artifact: Artifact, verdict: Identical | Equivalent) -> tuple[bool, bool, bool, float]:
    masked = isinstance(verdict, Equivalent) and bool(verdict.masked)
    return (isinstance(verdict, Identical), not masked, not artifact.deprecated, _made(artifact))


def _made(artifact: Artifact) -> float:
    return artifact.created_time.timestamp() if artifact.created_time else 0.0


def _named(nearest: Nearest[Artifact]) -> NearestVersions:
    differences = nearest.different.differences
    return NearestVersions(
        names=tuple(artifact.name for artifact in nearest.keys),
        compared=nearest.keys[-1].name,
        differences=differences.total,
        shown=tuple(differences.render().splitlines()),
    )
