"""How far behind the newest version of their product the stacks are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_servicecatalog.reporting.model import Holder, Report, StackEntry, VersionEntry

_Key = tuple[str, str, str]
_DEPRECATED = "DEPRECATED"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """The stacks of a product by how many versions they are behind.

    Attributes:
        product: its name.
        behind: how many stacks are that number of recommended versions behind; 0 is the newest.
        unknown: how many are at a version that the account does not list, so that nobody can say.
        deprecated: how many are at a deprecated version.

    """

    product: str
    behind: Mapping[int, int]
    unknown: int
    deprecated: int

    @property
    def stacks(self) -> int:
        """Return how many stacks the product governs."""
        return sum(self.behind.values()) + self.unknown

    @property
    def late(self) -> int:
        """Return how many of them are behind."""
        return sum(count for number, count in self.behind.items() if number)


def spreads(report: Report) -> tuple[Spread, ...]:
    """Return the spread of each product that governs stacks, the one with most stacks behind first."""
    versions = _versions(report)
    behind: dict[str, Counter[int]] = {}
    unknown: Counter[str] = Counter()
    deprecated: Counter[str] = Counter()
    for entry in report.stacks:
        if (holder := entry.governed_by) is None:
            continue
        product = holder.product.name or holder.product.id
        number = _behind(entry, holder, versions)
        counts = behind.setdefault(product, Counter())
        if number is None:
            unknown[product] += 1
        else:
            counts[number] += 1
        deprecated[product] += holder.deprecated
    known = (
        Spread(
            product=product,
            behind=dict(sorted(counts.items())),
            unknown=unknown[product],
            deprecated=deprecated[product],
        )
        for product, counts in behind.items()
    )
    return tuple(sorted(known, key=lambda spread: (-spread.late, -spread.stacks, spread.product)))


def _behind(entry: StackEntry, holder: Holder, versions: Mapping[_Key, Mapping[str, VersionEntry]]) -> int | None:
    """Return how many recommended versions are newer than that of a stack; None where nobody can say."""
    siblings = versions.get((entry.account, entry.region, holder.product.id), {})
    own = siblings.get(holder.artifact.id)
    if own is None:
        return None
    return sum(version.order > own.order and version.guidance != _DEPRECATED for version in siblings.values())


def _versions(report: Report) -> Mapping[_Key, Mapping[str, VersionEntry]]:
    versions: dict[_Key, dict[str, VersionEntry]] = {}
    for version in report.versions:
        key = version.account, version.region, version.product.id
        versions.setdefault(key, {})[version.artifact.id] = version
    return versions
