"""How far the estate is: counts of an inventory, what keeps stacks from being governed, and what to do next."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pulumi_servicecatalog.discovery import families as stack_families
from pulumi_servicecatalog.discovery.families import Family, Link, Links
from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.fleet.json_lines import Line

NEVER: Final = frozenset({"NestedStack", "StackOfTool", "StackSetInstance"})
"""Why a stack is not counted among those that could be governed."""

_MOST_SHARED: Final = 5
"""Of how many templates it is shown how many stacks share them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """A problem that keeps stacks from being adopted: how many, and the message and remedy of the first of them."""

    code: str
    stacks: int
    example: str
    remedy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedTemplate:
    """A template that several stacks share and no version has; `links` are other ones, one part apart."""

    family: str
    stacks: int
    example: str
    links: tuple[Link, ...]

    def __str__(self) -> str:
        """Return it as a sentence: `14 stacks share this template, 3 more lack Resources.Alarm`."""
        first = f"{self.stacks} stacks share the template of {self.example}"
        return ", ".join([first, *map(str, self.links)])


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An account in a Region: how many stacks have each verdict; the reason where it was not read."""

    account: str
    region: str
    verdicts: Mapping[str, int]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What an inventory comes to.

    `countable` are the stacks that could be governed: all but nested ones, those of stack sets, and those of tools.
    """

    rows: tuple[Row, ...]
    verdicts: Mapping[str, int]
    countable: int
    left_out: int
    causes: tuple[Cause, ...]
    families: int
    """How many templates those stacks have for which no version was found."""
    shared: tuple[SharedTemplate, ...]
    """The ones of them that most stacks share."""
    unread: int

    @property
    def held(self) -> int:
        """Return how many stacks are governed."""
        return self.verdicts.get(Kind.HELD.value, 0)

    @property
    def adoptable(self) -> int:
        """Return how many stacks can be adopted now."""
        return self.verdicts.get(Kind.ADOPTABLE.value, 0)

    @property
    def blocked(self) -> int:
        """Return how many stacks could be governed, and cannot be adopted as they are."""
        return self.countable - self.held - self.adoptable

    @property
    def share(self) -> float:
        """Return how much of what could be governed is, from 0 to 1."""
        return self.held / self.countable if self.countable else 1.0

    def coverage(self) -> str:
        """Return the line that says how far the estate is."""
        if not self.countable:
            return "no stack that could be governed"
        parts = [f"governed {self.held} of {self.countable} stacks ({self.share:.0%})"]
        parts.append(f"{self.adoptable} adoptable now")
        if self.blocked:
            causes = len(self.causes)
            parts.append(f"{self.blocked} blocked by {causes} cause{'' if causes == 1 else 's'}")
        return "; ".join(parts)


def summarize(accounts: Sequence[Line], stacks: Sequence[Line], families: Iterable[Line] = ()) -> Summary:
    """Count an inventory.

    Args:
        accounts: its lines of accounts.
        stacks: its lines of stacks.
        families: its lines of families, to see which are alike.

    """
    by_location: dict[tuple[str, str], Counter[str]] = {
        (line["account"], line["region"]): Counter() for line in accounts
    }
    causes: dict[str, list[Line]] = {}
    verdicts: Counter[str] = Counter()
    left_out = 0
    for line in stacks:
        verdict = line["verdict"]
        by_location.setdefault((line["account"], line["region"]), Counter())[verdict] += 1
        verdicts[verdict] += 1
        if verdict == Kind.EXCLUDED.value and line["reason"] in NEVER:
            left_out += 1
        elif verdict not in {Kind.HELD.value, Kind.ADOPTABLE.value}:
            causes.setdefault(line["reason"], []).append(line)
    reasons = {(line["account"], line["region"]): line["reason"] for line in accounts if line["outcome"] != "read"}
    rows = (
        Row(account=account, region=region, verdicts=counts, reason=reasons.get((account, region), ""))
        for (account, region), counts in sorted(by_location.items())
    )
    unmatched = stack_families.without_version(stacks)
    return Summary(
        rows=tuple(rows),
        verdicts=verdicts,
        countable=sum(verdicts.values()) - left_out,
        left_out=left_out,
        causes=tuple(sorted((_cause(code, known) for code, known in causes.items()), key=lambda cause: -cause.stacks)),
        families=len(unmatched),
        shared=_shared(unmatched, families),
        unread=len(reasons),
    )


def _shared(unmatched: Sequence[Family], families: Iterable[Line]) -> tuple[SharedTemplate, ...]:
    most = [family for family in unmatched[:_MOST_SHARED] if len(family.stacks) > 1]
    links = Links(unmatched, families) if most else None
    return tuple(
        SharedTemplate(
            family=family.id,
            stacks=len(family.stacks),
            example=family.example,
            links=tuple(links.of(family)[:_MOST_SHARED]) if links else (),
        )
        for family in most
    )


def _cause(code: str, stacks: Sequence[Line]) -> Cause:
    problems = (problem for line in stacks for problem in line["problems"])
    first = next(problems, {"message": "", "remedy": ""})
    return Cause(code=code, stacks=len(stacks), example=first["message"], remedy=first["remedy"])
