"""Templates that stacks share and no version has: what to make next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.reporting.model import FamilyEntry, FamilyLink, Report, StackEntry

_WITHOUT_VERSION = frozenset({Kind.ALIKE.value, Kind.UNMATCHED.value})


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Stacks that share a template; `links` says in sentences which other ones are one part apart."""

    id: str
    stacks: int
    accounts: int
    example: str
    links: tuple[str, ...] = ()


def families(report: Report) -> tuple[Family, ...]:
    """Return the families that no version has, those with most stacks first."""
    by_family: dict[str, list[StackEntry]] = {}
    for entry in report.stacks:
        if entry.verdict in _WITHOUT_VERSION and entry.family:
            by_family.setdefault(entry.family, []).append(entry)
    counts = {id_: len(entries) for id_, entries in by_family.items()}
    entries = {entry.id: entry for entry in report.families}
    known = (_family(id_, stacks, entries.get(id_), counts) for id_, stacks in by_family.items())
    return tuple(sorted(known, key=lambda family: (-family.stacks, family.example, family.id)))


def _family(id_: str, stacks: Sequence[StackEntry], entry: FamilyEntry | None, counts: Mapping[str, int]) -> Family:
    links = entry.links if entry else ()
    return Family(
        id=id_,
        stacks=len(stacks),
        accounts=len({stack.account for stack in stacks}),
        example=min(stack.stack.name for stack in stacks),
        links=tuple(_sentence(link, counts[link.family]) for link in links if link.family in counts),
    )


def _sentence(link: FamilyLink, count: int) -> str:
    several = count > 1
    match link.how:
        case "lacks":
            return f"{count} more {'lack' if several else 'lacks'} {link.path}"
        case "has":
            return f"{count} more {'have' if several else 'has'} {link.path} as well"
        case _:
            return f"{count} more {'differ' if several else 'differs'} in {link.path}"
