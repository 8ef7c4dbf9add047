"""Whether a stack has a version's template; and, where no version is declared, which version's it has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.products import (
    NearestVersion,
    NoMatchingArtifact,
    SeveralMatchingArtifacts,
    TemplateEquivalent,
    TemplateMismatch,
    TemplateUnreadable,
)
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.rules import references
from pulumi_servicecatalog.rules.templates import Different, Equivalent, Identical, NotComparable, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An active version, and how its template compares with the stack's; None where it could not be read."""

    artifact: Artifact
    verdict: Verdict | None


def check_match(stack: Stack, artifact: Artifact, verdict: Verdict, *, at: str) -> Iterator[Problem]:
    """Say how the stack's template compares with that of the version that is to govern it."""
    match verdict:
        case Identical():
            return
        case Equivalent():
            yield TemplateEquivalent(property=at, stack=stack.name, artifact=artifact.name)
        case Different(differences=differences):
            reason = "; ".join(differences.render().splitlines())
            yield TemplateMismatch(property=at, stack=stack.name, artifact=artifact.name, reason=reason)
        case NotComparable():
            owner = f"stack {stack.name}" if verdict.stack else f"version {artifact.name}"
            unreadable = verdict.stack or verdict.artifact
            assert unreadable is not None
            yield TemplateUnreadable(property=at, owner=owner, reason=str(unreadable), advice="Correct the template.")


def choose(stack: Stack, of: Product, candidates: Sequence[Candidate]) -> Artifact | Problem:
    """Choose the version whose template the stack has: the newest, where several have the same one.

    Identical goes before equivalent, since AWS may compare the text; and a version that is not deprecated before one
    that is.
    """
    fitting = [candidate for candidate in candidates if isinstance(candidate.verdict, Identical | Equivalent)]
    if not fitting:
        return _no_match(stack, of, candidates)
    best = max(_rank(candidate) for candidate in fitting)
    newest = [candidate for candidate in fitting if _rank(candidate) == best]
    if len(newest) > 1:
        several = references.versions([candidate.artifact for candidate in newest])
        return SeveralMatchingArtifacts(product=of.name, stack=stack.name, versions=several)
    return newest[0].artifact


def _rank(candidate: Candidate) -> tuple[bool, bool, float]:
    artifact = candidate.artifact
    made = artifact.created_time.timestamp() if artifact.created_time else 0.0
    return (isinstance(candidate.verdict, Identical), not artifact.deprecated, made)


def _no_match(stack: Stack, of: Product, candidates: Sequence[Candidate]) -> Artifact | Problem:
    unread = [candidate.artifact for candidate in candidates if not isinstance(candidate.verdict, Different)]
    if len(unread) == 1 and len(candidates) == 1:  # nothing to choose from; TemplateUnreadable follows
        return unread[0]
    different = [
        (candidate.artifact, candidate.verdict.differences)
        for candidate in candidates
        if isinstance(candidate.verdict, Different)
    ]
    nearest = None
    if different:
        artifact, differences = min(different, key=lambda pair: pair[1].total)
        shown = tuple(differences.render().splitlines())
        nearest = NearestVersion(name=artifact.name, differences=differences.total, shown=shown)
    unreadable = tuple(version.name for version in unread)
    return NoMatchingArtifact(product=of.name, stack=stack.name, nearest=nearest, unreadable=unreadable)
