"""The adoptions of an inventory, a file for each account and Region: what people review and edit in git.

A second run adds what is new and touches nothing else: what is there may have been edited by a person.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pulumi_servicecatalog.discovery.inventory import Line, Location
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.discovery.verdict import Kind

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*")
_NOT_TEXT: Final = frozenset({"false", "n", "no", "null", "off", "on", "true", "y", "yes"})
"""Words that readers of YAML take for something else than text."""

_HEAD: Final = """\
# Stacks of account {account} in {region} that are adopted, an entry each: the inputs of ImportedProvisionedProduct
# (docs/reference.md). Edit them as you like: `catalogctl generate` adds entries, and never changes one.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Adoption:
    """A stack, and the version that it is adopted at. Products and versions without a unique name go by their IDs."""

    location: Location
    stack: str
    product: tuple[str, str]
    """productName or productId, and its value."""
    artifact: tuple[str, str]
    """provisioningArtifactName or provisioningArtifactId, and its value."""
    why: str

    def text(self) -> str:
        """Return the entry, with a comment that says why it matched."""
        lines = [
            f"- name: {_scalar(self.stack)}  # {self.why}",
            f"  physicalId: {_scalar(self.stack)}",
            *(f"  {name}: {_scalar(value)}" for name, value in (self.product, self.artifact)),
        ]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """A file of adoptions after a run: its text, what was added, and the stacks of entries that are gone."""

    text: str
    added: tuple[str, ...]
    gone: tuple[str, ...]


def of_inventory(inventory: Inventory) -> Mapping[Location, Sequence[Adoption]]:
    """Return the adoptions that preflight lets through, by account and Region, in the order of the stacks' names."""
    names = _Names(inventory)
    adoptions: dict[Location, list[Adoption]] = {}
    for line in inventory.stacks:
        if line["verdict"] == Kind.ADOPTABLE.value:
            adoption = _adoption(line, names)
            adoptions.setdefault(adoption.location, []).append(adoption)
    return {location: sorted(those, key=lambda adoption: adoption.stack) for location, those in adoptions.items()}


def merged(
    text: str, entries: Sequence[Mapping[str, Any]], wanted: Sequence[Adoption], existing: Iterable[str]
) -> Merged:
    """Add to a file the adoptions that it does not have.

    Args:
        text: the file as it is; empty where there is none.
        entries: what the text says.
        wanted: the adoptions of its account and Region.
        existing: the names and ARNs of all stacks that were found there.

    """
    known = {str(entry.get("physicalId", "")) for entry in entries}
    there = set(existing)
    new = [adoption for adoption in wanted if adoption.stack not in known]
    before = text or (_head(wanted[0].location) if wanted else "")
    joined = before if not before or before.endswith("\n") else f"{before}\n"
    return Merged(
        text=joined + "".join(adoption.text() for adoption in new),
        added=tuple(adoption.stack for adoption in new),
        gone=tuple(sorted(name for name in known if name and name not in there)),
    )


class _Names:
    """Which names of products and versions are unique in an account and Region."""

    def __init__(self, inventory: Inventory) -> None:
        self._products = Counter((_location(line), line["product"]["name"]) for line in inventory.products)
        self._artifacts = Counter(
            (_location(line), line["product"]["id"], line["provisioningArtifact"]["name"])
            for line in inventory.versions
        )

    def product(self, location: Location, product: Mapping[str, str]) -> tuple[str, str]:
        unique = self._products[location, product["name"]] == 1
        return ("productName", product["name"]) if unique else ("productId", product["id"])

    def artifact(self, location: Location, product: Mapping[str, str], artifact: Mapping[str, str]) -> tuple[str, str]:
        unique = self._artifacts[location, product["id"], artifact["name"]] == 1
        return ("provisioningArtifactName", artifact["name"]) if unique else ("provisioningArtifactId", artifact["id"])


def _adoption(line: Line, names: _Names) -> Adoption:
    location, candidate = _location(line), line["candidates"][0]
    product, artifact = candidate["product"], candidate["provisioningArtifact"]
    return Adoption(
        location=location,
        stack=line["stack"]["name"],
        product=names.product(location, product),
        artifact=names.artifact(location, product, artifact),
        why="; ".join(_why(line, candidate)),
    )


def _why(line: Line, candidate: Mapping[str, Any]) -> Iterator[str]:
    yield f"{candidate['match']} to {candidate['product']['name']} {candidate['provisioningArtifact']['name']}"
    others = len(line["candidates"]) - 1
    if others:
        yield f"taken of {others + 1} versions, since {line['because']}"
    if candidate["differences"]:
        yield f"not comparable: {', '.join(candidate['differences'])}"


def _location(line: Line) -> Location:
    return Location(account=line["account"], region=line["region"])


def _head(location: Location) -> str:
    return _HEAD.format(account=location.account, region=location.region)


def _scalar(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT
    return value if plain else json.dumps(value)
