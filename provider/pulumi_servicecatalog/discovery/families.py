"""The stacks of an inventory by their templates: which share one that no version has, and which are one part apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.rules.templates import Parts, PartsIndex
from pulumi_servicecatalog.rules.templates.parts import Part, alike, apart

_WITHOUT_VERSION: Final = frozenset({Kind.ALIKE.value, Kind.UNMATCHED.value})
_MOST_LINKS: Final = 20
"""How many families one is linked with: of a trivial template, thousands may be one part apart."""

_LEAST_ALIKE: Final = 0.5
"""Templates of one part each are one part apart, and have nothing in common."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """Stacks that share a template, by account, Region and name."""

    id: str
    stacks: tuple[Line, ...]

    @property
    def example(self) -> str:
        """Return the name of one of the stacks."""
        return str(self.stacks[0]["stack"]["name"])


@dataclass(frozen=True, kw_only=True)
class Link:
    """Another family that is one part apart: it lacks what is at the path, has it as well, or has something else."""

    family: Family
    path: str
    how: str

    def __str__(self) -> str:
        """Return it as a part of a sentence: `3 more lack Resources.Alarm`."""
        count = len(self.family.stacks)
        verb, rest = _VERBS[self.how]
        return f"{count} more {verb if count > 1 else f'{verb}s'.replace('haves', 'has')} {rest.format(path=self.path)}"


_VERBS: Final = {
    "lacks": ("lack", "{path}"),
    "has": ("have", "{path} as well"),
    "differs": ("differ", "in {path}"),
}
"""A verb, and what follows it."""


def location_of(line: Line) -> Location:
    """Return the account and Region of a line."""
    return Location(account=line["account"], region=line["region"])


def without_version(stacks: Iterable[Line]) -> Sequence[Family]:
    """Return the families that no version has, those with most stacks first.

    Args:
        stacks: an inventory's lines of stacks.

    """
    families: dict[str, list[Line]] = {}
    for line in stacks:
        if line["verdict"] in _WITHOUT_VERSION and line["family"]:
            families.setdefault(line["family"], []).append(line)
    grouped = [Family(id=id_, stacks=tuple(sorted(lines, key=_order))) for id_, lines in families.items()]
    return sorted(grouped, key=lambda family: (-len(family.stacks), _order(family.stacks[0]), family.id))


class Links:
    """Which families are one part apart: an index, so that none is compared with each other one."""

    def __init__(self, families: Sequence[Family], lines: Iterable[Line]) -> None:
        """Take the families, and an inventory's lines of families, which have their parts."""
        self._families = {family.id: family for family in families}
        self._parts = {line["family"]: _parts(line) for line in lines if line["family"] in self._families}
        self._index = PartsIndex(self._parts)

    def of(self, family: Family) -> Sequence[Link]:
        """Return the families that are one part apart from one, those with most stacks first."""
        own = self._parts.get(family.id)
        if own is None:
            return ()
        others = (
            id_ for id_ in self._index.one_apart(own, _MOST_LINKS) if alike(own, self._parts[id_]) >= _LEAST_ALIKE
        )
        links = (self._link(self._families[id_], own) for id_ in others)
        return sorted(links, key=lambda link: (-len(link.family.stacks), link.family.id))

    def _link(self, other: Family, own: Parts) -> Link:
        parts = self._parts[other.id]
        paths = apart(own, parts)
        path = next((path for path in paths if path in parts), paths[0])  # another name is two paths
        how = "differs" if len(paths) > 1 or (path in own and path in parts) else "lacks" if path in own else "has"
        return Link(family=other, path=path, how=how)


def _parts(line: Line) -> Parts:
    parts: Mapping[str, Sequence[str | int]] = line["parts"]
    return {path: Part(digest=int(str(digest), 16), weight=int(weight)) for path, (digest, weight) in parts.items()}


def _order(line: Line) -> tuple[str, str, str]:
    return line["account"], line["region"], line["stack"]["name"]
