"""The versions of a catalog by their templates: what a stack has exactly, and what it is most like.

A stack costs a look-up, whatever the number of versions; differences are worked out for the nearest few alone.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from pulumi_servicecatalog.discovery.verdict import AlikeVersion, Candidate, Version
from pulumi_servicecatalog.rules import templates
from pulumi_servicecatalog.rules.templates import (
    Different,
    Equivalent,
    Identical,
    PartsIndex,
    ReadTemplate,
    Template,
    TemplateIndex,
)

_NEAREST: Final = 3
_LEAST_ALIKE: Final = 0.5
"""Less than half of a template alike is another template."""

_SHOWN: Final = 10
"""How many differences of a near version are shown."""


class CatalogIndex:
    """Made once for the catalog of an account and Region. Not to be shared between threads."""

    def __init__(self, versions: Mapping[Version, ReadTemplate]) -> None:
        """Take the templates of the versions that can be adopted at."""
        self._versions = versions
        self._index = TemplateIndex(versions)
        self._numbered = tuple(versions)
        self._parts: PartsIndex[int] | None = None
        self._alike: dict[str, tuple[AlikeVersion, ...]] = {}

    def candidates(self, stack: ReadTemplate) -> Sequence[Candidate]:
        """Return the versions whose template a stack has, the best one first.

        Identical goes before equivalent, since AWS may compare the text; what could be compared everywhere before what
        CloudFormation masks; a version that is recommended before a deprecated one; and the newest first.
        """
        matches = self._index.matches(stack)
        return sorted((_candidate(version, match) for version, match in matches.items()), key=_rank)

    def nearest(self, stack: ReadTemplate) -> tuple[AlikeVersion, ...]:
        """Return the versions that are most like a stack's template, the most alike first, three at most."""
        if not isinstance(stack.read, Template) or stack.fingerprint is None:
            return ()
        if stack.fingerprint not in self._alike:
            self._alike[stack.fingerprint] = self._worked_out(stack, stack.read)
        return self._alike[stack.fingerprint]

    def _worked_out(self, stack: ReadTemplate, read: Template) -> tuple[AlikeVersion, ...]:
        ranked = self._by_parts().nearest(templates.parts_of(read), _NEAREST)
        alike = [(self._numbered[number], share) for number, share in ranked if share >= _LEAST_ALIKE]
        return tuple(
            AlikeVersion(
                version=version, alike=round(share, 3), differences=_differences(stack, self._versions[version])
            )
            for version, share in alike
        )

    def _by_parts(self) -> PartsIndex[int]:
        """Return the index by parts, of the numbers of versions: their hashes cost more than the look-ups."""
        if self._parts is None:
            bodies = [(number, self._versions[version].read) for number, version in enumerate(self._numbered)]
            self._parts = PartsIndex(
                {number: templates.parts_of(body) for number, body in bodies if isinstance(body, Template)}
            )
        return self._parts


def because(candidates: Sequence[Candidate]) -> str:
    """Say why the first of several candidates is taken; "" where there is one only."""
    if len(candidates) < 2:
        return ""
    first, second = candidates[:2]
    if first.identical != second.identical:
        return "its template is the same text"
    if bool(first.masked) != bool(second.masked):
        return "its template could be compared everywhere"
    if first.version.artifact.deprecated != second.version.artifact.deprecated:
        return "the others are deprecated"
    if _made(first) != _made(second):
        return "it is the newest"
    return "its product comes first by name"


def _candidate(version: Version, match: Identical | Equivalent) -> Candidate:
    masked = match.masked if isinstance(match, Equivalent) else ()
    return Candidate(version=version, identical=isinstance(match, Identical), masked=masked)


def _rank(candidate: Candidate) -> tuple[bool, bool, bool, float, str, str]:
    version = candidate.version
    return (
        not candidate.identical,
        bool(candidate.masked),
        version.artifact.deprecated,
        -_made(candidate),
        version.product.name,
        version.artifact.id,
    )


def _made(candidate: Candidate) -> float:
    created = candidate.version.artifact.created_time
    return created.timestamp() if created else 0.0


def _differences(stack: ReadTemplate, version: ReadTemplate) -> tuple[str, ...]:
    """Return where the two differ, as lines that a person can go to."""
    answer = templates.compare(stack, version, limit=_SHOWN)
    return tuple(answer.differences.render().splitlines()) if isinstance(answer, Different) else ()
