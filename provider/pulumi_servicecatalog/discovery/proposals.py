"""Which products and versions would bring the stacks of an inventory under governance, the most useful ones first.

Pure: an inventory goes in, proposals come out. Each version is made from a stack itself, in each account and Region
that has such stacks, so that it matches by construction.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from pulumi_servicecatalog.discovery import families
from pulumi_servicecatalog.discovery.families import Family, Link, Links, location_of
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.discovery.summary import summarize
from pulumi_servicecatalog.fleet.json_lines import Line

_NUMBERED: Final = re.compile(r"v(\d+)")


@dataclass(frozen=True, kw_only=True)
class ProposedVersion:
    """A version, and the stacks that share its template.

    Attributes:
        name: what it is called.
        stacks: an inventory's lines, by account, Region and name.
        made_from: the ARN of the stack that it is made from, for each account and Region.
        differences: where the stacks differ from the version that is nearest; none where no version is near.
        nearest: what that is called; "" where no version is near.
        apart: what tells it from another version that is proposed, where that is one part; "" for none.
        linked: stacks that are one part apart, and of which nothing is proposed.

    """

    name: str
    stacks: tuple[Line, ...]
    made_from: Mapping[Location, str]
    differences: tuple[str, ...] = ()
    nearest: str = ""
    apart: str = ""
    linked: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProposedProduct:
    """A product with versions that are not there yet.

    `existing` is its ID where it is there already; `shared` is where another account may own it, who has to add them.
    """

    name: str
    versions: tuple[ProposedVersion, ...]
    existing: Mapping[Location, str] = field(default_factory=dict)
    shared: frozenset[Location] = frozenset()

    @property
    def stacks(self) -> int:
        """Return how many stacks it would bring."""
        return sum(len(version.stacks) for version in self.versions)


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """A version that another account has in the same Region, and stacks that do not see it."""

    name: str
    account: str
    product_id: str
    stacks: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Proposals:
    """What is proposed, the most useful first.

    `before` is how much of the estate today's catalog covers, from 0 to 1: what is governed and what is adoptable.
    `unread` is how many accounts and Regions the inventory lacks; `unreadable` are its lines of versions that could not
    be compared, so that stacks may have them.
    """

    products: tuple[ProposedProduct, ...]
    elsewhere: tuple[Elsewhere, ...]
    left_out: tuple[Family, ...]
    before: float
    countable: int
    unread: int
    unreadable: tuple[Line, ...]

    @property
    def locations(self) -> Sequence[Location]:
        """Return the accounts and Regions in which something is made."""
        locations = {
            location
            for product in self.products
            for version in product.versions
            for location in version.made_from.keys() - product.shared
        }
        return sorted(locations, key=lambda location: (location.account, location.region))

    def after(self, count: int | None = None) -> float:
        """Return how much would be covered with the first few products, or with all of them."""
        more = sum(product.stacks for product in self.products[:count])
        return self.before + more / self.countable if self.countable else self.before

    def headline(self) -> str:
        """Return in a sentence what the proposals would bring."""
        new = sum(not product.existing for product in self.products)
        versions = sum(len(product.versions) for product in self.products if product.existing)
        counts = [(new, "product"), (versions, "version")]
        words = " and ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count)
        return f"{words} would raise coverage from {self.before:.0%} to {self.after():.0%}" if words else _NOTHING

    def doubts(self) -> Sequence[str]:
        """Return in sentences what may be there already, since it could not be read."""
        doubts = []
        if self.unread:
            doubts.append(
                f"Not read, and not in the inventory: {self.unread}; `catalogctl discover --resume` completes it."
            )
        if self.unreadable:
            first = self.unreadable[0]
            name = f"{first['product']['name']} {first['provisioningArtifact']['name']} of {first['account']}"
            doubts.append(
                f"Versions that could not be compared, so that stacks may have them: {len(self.unreadable)}, for "
                f"example {name}: {first.get('unreadable') or 'its template cannot be read'}."
            )
        return doubts


_NOTHING: Final = "no product or version is proposed"


def proposals(inventory: Inventory, *, at_least: int) -> Proposals:
    """Return what would bring most stacks under governance.

    Args:
        inventory: what was discovered.
        at_least: how many stacks must share a template, so that it is proposed.

    """
    elsewhere, left = _offered_elsewhere(inventory)
    grouped = families.without_version(left)
    chosen = [family for family in grouped if len(family.stacks) >= at_least]
    entries = _Entries(inventory, Links(grouped, inventory.families), chosen)
    for family in chosen:
        entries.take(family)
    summary = summarize(inventory.accounts, inventory.stacks)
    return Proposals(
        products=entries.products(),
        elsewhere=elsewhere,
        left_out=tuple(grouped[len(chosen) :]),
        before=(summary.held + summary.adoptable) / summary.countable if summary.countable else 1.0,
        countable=summary.countable,
        unread=summary.unread,
        unreadable=tuple(line for line in inventory.versions if line["family"] is None),
    )


def _offered_elsewhere(inventory: Inventory) -> tuple[tuple[Elsewhere, ...], Sequence[Line]]:
    """Return versions of other accounts that stacks have but do not see, and the stacks that have no such version."""
    offered = {(line["family"], line["region"]): line for line in reversed(inventory.versions) if line["family"]}
    stacks: dict[tuple[str, str], list[Line]] = {}
    left: list[Line] = []
    for family in families.without_version(inventory.stacks):
        for line in family.stacks:
            key = (family.id, line["region"])
            (stacks.setdefault(key, []) if key in offered else left).append(line)
    versions = [
        Elsewhere(
            name=f"{offered[key]['product']['name']} {offered[key]['provisioningArtifact']['name']}",
            account=offered[key]["account"],
            product_id=offered[key]["product"]["id"],
            stacks=tuple(lines),
        )
        for key, lines in stacks.items()
    ]
    return tuple(versions), left


@dataclass
class _Entry:
    """A product that is being put together."""

    name: str
    existing: dict[Location, str]
    versions: list[ProposedVersion] = field(default_factory=list)


class _Entries:
    """Puts families together to products: near ones to the product that they are near to, linked ones to one."""

    def __init__(self, inventory: Inventory, links: Links, chosen: Sequence[Family]) -> None:
        self._links = links
        self._chosen = {family.id for family in chosen}
        self._entries: dict[str, _Entry] = {}
        self._by_family: dict[str, tuple[_Entry, str]] = {}
        self._ids: dict[str, dict[Location, str]] = {}
        self._alike: Counter[str] = Counter()
        self._newest: Counter[str] = Counter()
        self._offered: dict[str, tuple[str, str]] = {}
        self._accounts: dict[tuple[str, str], set[str]] = {}
        for line in inventory.products:
            name, id_ = line["product"]["name"], line["product"]["id"]
            self._ids.setdefault(name, {})[location_of(line)] = id_
            self._accounts.setdefault((id_, line["region"]), set()).add(line["account"])
        for line in inventory.versions:
            product, version = line["product"]["name"], line["provisioningArtifact"]["name"]
            number = _NUMBERED.fullmatch(version)
            self._newest[product] = max(self._newest[product], int(number[1]) if number else 0)
            self._offered[line["family"]] = (product, version)

    def take(self, family: Family) -> None:
        """Make a version of a family: of a product that is there, of one that is proposed already, or of a new one."""
        nearest = next((line["candidates"][0] for line in family.stacks if line["candidates"]), None)
        links = self._links.of(family)
        proposed = next((link for link in links if link.family.id in self._by_family), None)
        product, version = self._offered.get(family.id, ("", ""))  # in another Region, or it would be a match
        if nearest and not product:
            product = nearest["product"]["name"]
        if product:
            entry = self._entry(product)
            entry.existing |= _seen(family.stacks, entry.name)
        else:
            entry = self._by_family[proposed.family.id][0] if proposed else self._entry(self._new_name(family))
        name = version or self._version_name(entry.name)
        apart = _apart(proposed, self._by_family[proposed.family.id][1]) if proposed and not nearest else ""
        self._by_family[family.id] = (entry, name)
        entry.versions.append(
            ProposedVersion(
                name=name,
                stacks=family.stacks,
                made_from=_sources(family.stacks),
                differences=tuple(nearest["differences"]) if nearest else (),
                nearest=f"{nearest['product']['name']} {nearest['provisioningArtifact']['name']}" if nearest else "",
                apart=apart,
                linked=tuple(link for link in links if link.family.id not in self._chosen),
            )
        )

    def products(self) -> tuple[ProposedProduct, ...]:
        """Return the products, those that bring most first."""
        products = (
            ProposedProduct(
                name=entry.name,
                versions=tuple(entry.versions),
                existing=entry.existing,
                shared=frozenset(
                    location for location, id_ in entry.existing.items() if self._is_shared(location, id_)
                ),
            )
            for entry in self._entries.values()
        )
        return tuple(sorted(products, key=lambda product: (-product.stacks, product.name)))

    def _is_shared(self, location: Location, id_: str) -> bool:
        return len(self._accounts[id_, location.region]) > 1

    def _entry(self, name: str) -> _Entry:
        return self._entries.setdefault(name, _Entry(name=name, existing=dict(self._ids.get(name, {}))))

    def _new_name(self, family: Family) -> str:
        stem = _stem([line["stack"]["name"] for line in family.stacks])
        name = stem
        while name in self._ids or name in self._entries:
            self._alike[stem] += 1
            name = f"{stem}-{self._alike[stem] + 1}"
        return name

    def _version_name(self, product: str) -> str:
        self._newest[product] += 1
        return f"v{self._newest[product]}"


def _seen(stacks: Iterable[Line], product: str) -> Mapping[Location, str]:
    """Return the IDs of a product where stacks are near to it: its name need not be unique."""
    candidates = ((line, candidate["product"]) for line in stacks for candidate in line["candidates"][:1])
    return {location_of(line): nearest["id"] for line, nearest in candidates if nearest["name"] == product}


def _apart(link: Link, version: str) -> str:
    """Return what tells a family from a linked one, of which there is this version, as seen from the family itself."""
    match link.how:
        case "lacks":
            return f"has {link.path} beside what {version} has"
        case "has":
            return f"lacks {link.path} of {version}"
        case _:
            return f"differs from {version} in {link.path}"


def _sources(stacks: Iterable[Line]) -> Mapping[Location, str]:
    """Return for each account and Region the stack that a version is made from: the first by its name."""
    sources: dict[Location, str] = {}
    for line in stacks:
        sources.setdefault(location_of(line), line["stack"]["id"])
    return sources


def _stem(names: Sequence[str]) -> str:
    """Return what names have in common at their beginning or end, word by word; else the first of them."""
    words = [name.split("-") for name in sorted(set(names))]
    first, last = _common(words), _common([name[::-1] for name in words])[::-1]
    return "-".join(first) or "-".join(last) or names[0]


def _common(words: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the words that all begin with."""
    together = takewhile(lambda items: len(set(items)) == 1, zip(*words, strict=False))
    return [items[0] for items in together]
