"""How far an estate is: how many of its stacks are governed, can be adopted now, or are blocked."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pulumi_servicecatalog.discovery.summary import NEVER
from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.reporting.model import AccountEntry, Mode, Named, Report, StackEntry

NO_PRODUCT = "no product"
"""Where stacks are counted that no product is like."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How many stacks are governed, can be adopted now, are blocked, and are none that could be governed.

    `unread` is in how many Regions an account could not be read: nobody knows what is there.
    """

    name: str
    held: int = 0
    adoptable: int = 0
    blocked: int = 0
    left_out: int = 0
    unread: int = 0

    @property
    def countable(self) -> int:
        """Return how many stacks could be governed."""
        return self.held + self.adoptable + self.blocked

    @property
    def share(self) -> float:
        """Return how much of what could be governed is, from 0 to 1; 0 where nothing could be."""
        return self.share_with(0)

    def share_with(self, more: int) -> float:
        """Return the share with some more stacks governed, from 0 to 1; 0 where nothing could be."""
        return (self.held + more) / self.countable if self.countable else 0.0


def is_left_out(entry: StackEntry) -> bool:
    """Return whether a stack is none that could be governed: nested, of a stack set, or of a tool."""
    return entry.verdict == Kind.EXCLUDED.value and entry.reason in NEVER


def is_blocked(entry: StackEntry) -> bool:
    """Return whether a stack could be governed, and cannot be adopted as it is."""
    return not is_left_out(entry) and entry.verdict not in {Kind.HELD.value, Kind.ADOPTABLE.value}


def total(report: Report) -> Coverage:
    """Return the coverage of all stacks."""
    return replace(_counted("", report.stacks), unread=unread(report))


def by_account(report: Report) -> tuple[Coverage, ...]:
    """Return the coverage of each account, read or not, over its Regions, in the order of their IDs."""
    rows = {row.name: row for row in _grouped(report.stacks, lambda entry: entry.account)}
    for account, regions in Counter(entry.account for entry in _unread(report)).items():
        rows[account] = replace(rows.get(account, Coverage(name=account)), unread=regions)
    return tuple(rows[account] for account in sorted(rows))


def by_product(report: Report) -> tuple[Coverage, ...]:
    """Return the coverage by the product that governs stacks or could: those with most stacks first, none last."""
    countable = (entry for entry in report.stacks if not is_left_out(entry))
    return tuple(
        sorted(_grouped(countable, _product), key=lambda row: (row.name == NO_PRODUCT, -row.countable, row.name))
    )


def unread(report: Report) -> int:
    """Return how many accounts and Regions could not be read."""
    return len(_unread(report))


def product_of(entry: StackEntry) -> Named | None:
    """Return the product that governs a stack, or that has the version it could have; None for no product."""
    if entry.governed_by:
        return entry.governed_by.product
    return entry.candidates[0].product if entry.candidates else None


def _unread(report: Report) -> tuple[AccountEntry, ...]:
    return tuple(entry for entry in report.accounts if entry.mode is Mode.DISCOVER and entry.outcome.bad)


def _product(entry: StackEntry) -> str:
    product = product_of(entry)
    return (product.name or product.id if product else "") or NO_PRODUCT


def _grouped(entries: Iterable[StackEntry], key: Callable[[StackEntry], str]) -> list[Coverage]:
    groups: dict[str, list[StackEntry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return [_counted(name, group) for name, group in groups.items()]


def _counted(name: str, entries: Iterable[StackEntry]) -> Coverage:
    counts = {"held": 0, "adoptable": 0, "blocked": 0, "left_out": 0}
    for entry in entries:
        counts[_kind(entry)] += 1
    return Coverage(name=name, **counts)


def _kind(entry: StackEntry) -> str:
    if is_left_out(entry):
        return "left_out"
    return {Kind.HELD.value: "held", Kind.ADOPTABLE.value: "adoptable"}.get(entry.verdict, "blocked")
