"""The adoptions of an inventory, a file for each account and Region: what people review and edit in git.

A second run adds what is new and touches nothing else: what is there may have been edited by a person.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from pulumi_servicecatalog.discovery import exclusion
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.model import display

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*")
_UNREADABLE: Final = re.compile(
    "[^\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)
"""What readers of YAML refuse, or take for the end of a line."""

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
    name: str
    """The name of the provisioned product."""
    stack: str
    stack_id: str
    product: tuple[str, str]
    """productName or productId, and its value."""
    artifact: tuple[str, str]
    """provisioningArtifactName or provisioningArtifactId, and its value."""
    why: str
    governed_by: str = ""
    """The ID of the provisioned product, where there is one."""

    def text(self) -> str:
        """Return the entry, with a comment that says why it is there."""
        lines = [
            f"- name: {scalar(self.name)}  # {_UNREADABLE.sub('?', display.line(self.why))}",
            f"  physicalId: {scalar(self.stack)}",
            *(f"  {name}: {scalar(value)}" for name, value in (self.product, self.artifact)),
        ]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """A file of adoptions after a run: its text, what was added, and the stacks of entries that are gone.

    `renamed` are the stacks that were given another name than their own, with it, since that one is taken.
    """

    text: str
    added: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...] = ()


def of_inventory(inventory: Inventory, *, with_adopted: bool = False) -> Mapping[Location, Sequence[Adoption]]:
    """Return what is to be declared, by account and Region, in the order of the stacks' names.

    Args:
        inventory: what was discovered.
        with_adopted: whether stacks that have been adopted already are among them, beside those that can be.

    """
    names = _Names(inventory)
    adoptions: dict[Location, list[Adoption]] = {}
    for line in inventory.stacks:
        if line["verdict"] == Kind.ADOPTABLE.value:
            adoptions.setdefault(_location(line), []).append(_adoptable(line, names))
        elif with_adopted and was_adopted(line):
            adoptions.setdefault(_location(line), []).append(_adopted(line, names))
    return {location: sorted(those, key=lambda adoption: adoption.stack) for location, those in adoptions.items()}


def was_adopted(line: Line) -> bool:
    """Return whether a stack has been adopted, and is as a program can take it in.

    Service Catalog names a stack that it launches; releasing one of those would be another thing than it was made for.
    """
    if line["verdict"] != Kind.HELD.value or line["governedBy"]["status"] != "AVAILABLE":
        return False
    return not exclusion.is_launched(line["stack"]["name"])


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
    missing = [adoption for adoption in wanted if not known & {adoption.stack, adoption.stack_id}]
    new = list(_with_names_of_their_own(missing, {str(entry.get("name", "")) for entry in entries}))
    before = text or (_head(wanted[0].location) if wanted else "")
    joined = before if not before or before.endswith("\n") else f"{before}\n"
    return Merged(
        text=joined + "".join(adoption.text() for adoption in new),
        added=tuple(adoption.stack for adoption in new),
        gone=tuple(sorted(name for name in known if name and name not in there)),
        renamed=tuple(
            (adoption.stack, adoption.name)
            for adoption, before_it in zip(new, missing, strict=True)
            if adoption.name != before_it.name
        ),
    )


def _with_names_of_their_own(adoptions: Iterable[Adoption], taken: set[str]) -> Iterator[Adoption]:
    """Return the adoptions, with another name where an entry has theirs already."""
    for adoption in adoptions:
        name = next(name for name in _names(adoption.name) if name not in taken)
        taken.add(name)
        yield replace(adoption, name=name)


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


def _names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _adoptable(line: Line, names: _Names) -> Adoption:
    candidate = line["candidates"][0]
    return _adoption(line, names, candidate, name=line["stack"]["name"], why="; ".join(_why(line, candidate)))


def _adopted(line: Line, names: _Names) -> Adoption:
    held = line["governedBy"]
    version = f"{held['product']['name']} {held['provisioningArtifact']['name']}"
    return _adoption(line, names, held, name=held["name"], why=f"{held['id']} governs it, as {version}")


def _adoption(line: Line, names: _Names, of: Mapping[str, Any], *, name: str, why: str) -> Adoption:
    location, product = _location(line), of["product"]
    return Adoption(
        location=location,
        name=name,
        stack=line["stack"]["name"],
        stack_id=line["stack"]["id"],
        product=names.product(location, product),
        artifact=names.artifact(location, product, of["provisioningArtifact"]),
        why=why,
        governed_by=(line.get("governedBy") or {}).get("id", ""),
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


def scalar(value: str) -> str:
    """Return a text as YAML has it."""
    plain = _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT
    return value if plain else _UNREADABLE.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(character: re.Match[str]) -> str:
    return f"\\u{ord(character[0]):04x}"
