"""How far templates are apart, for `index`, which has found them different: far cheaper than the differences.

The order of a list weighs nothing, nor does what Python takes for equal, such as 1, 1.0 and true.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

from pulumi_servicecatalog.rules.templates import canonical
from pulumi_servicecatalog.rules.templates.template import Value

_LEVELS: Final = 6
"""How far down whole values are compared to skip what is equal: at each level it costs all that is below once more."""


def distance(first: Value, second: Value, level: int = 0, *, most: float = math.inf) -> int:
    """Return how many plain values are not the same in both: a resource that is missing weighs as much as it holds.

    What is more than `most` is not counted to its end.
    """
    if level <= _LEVELS and first == second:
        return 0
    if isinstance(first, dict) and isinstance(second, dict):
        apart = 0
        if first.keys() != second.keys():
            apart = sum(weight(first[key]) for key in first.keys() - second.keys())
            apart += sum(weight(second[key]) for key in second.keys() - first.keys())
        return _sum(((value, second[key]) for key, value in first.items() if key in second), apart, level, most)
    if isinstance(first, list) and isinstance(second, list):
        return _between_lists(first, second, level, most)
    if isinstance(first, (dict, list)) or isinstance(second, (dict, list)):
        return max(weight(first), weight(second))
    return int(first != second)


def _sum(pairs: Iterable[tuple[Value, Value]], apart: int, level: int, most: float) -> int:
    for first, second in pairs:
        if apart > most:
            break
        if level >= _LEVELS or first != second:  # spares the calls for what is equal, which is most of it
            apart += distance(first, second, level + 1, most=most - apart)
    return apart


def _between_lists(first: list[Value], second: list[Value], level: int, most: float) -> int:
    """Count what only one of them holds, item against item in the order of what is left."""
    if level <= _LEVELS:
        first, second = _without(first, second), _without(second, first)
    count = min(len(first), len(second))
    rest = first[count:] + second[count:]
    return _sum(zip(first, second, strict=False), sum(map(weight, rest)), level, most)


def _without(items: list[Value], others: list[Value]) -> list[Value]:
    taken = Counter(map(canonical.text, others))
    left = []
    for item in items:
        text = canonical.text(item)
        if taken[text]:
            taken[text] -= 1
        else:
            left.append(item)
    return left


def weight(value: Value) -> int:
    """Return how many plain values a value holds; at least 1."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max(1, sum(map(weight, children)))


K = TypeVar("K", bound=Hashable)


class Bounds(Generic[K]):
    """At least how far many templates are from another one, by what of their sections has no equal there."""

    def __init__(self, bodies: Mapping[K, Mapping[str, Value]]) -> None:
        """Take the templates' bodies."""
        known: dict[int, int] = {}
        members = {key: _members(body, known) for key, body in bodies.items()}
        self._counts = {key: len(digests) for key, digests in members.items()}
        self._holding: dict[int, list[K]] = {}
        for key, digests in members.items():
            for digest in digests:
                self._holding.setdefault(digest, []).append(key)

    def of(self, body: Mapping[str, Value]) -> Sequence[tuple[int, K]]:
        """Return for each template a distance that it is not nearer than, the least first."""
        digests = _members(body, {})
        shared = Counter(key for digest in digests for key in self._holding.get(digest, ()))
        bounds = [(max(count, len(digests)) - shared[key], key) for key, count in self._counts.items()]
        return sorted(bounds, key=lambda bound: bound[0])


def _members(body: Mapping[str, Value], known: dict[int, int]) -> set[int]:
    """Return a number for each section, or for each member of one that has members.

    `known` are the numbers of values by their identity: what templates share is one value (see `yaml_members`).
    """
    digests = set()
    for section, value in body.items():
        members = value if isinstance(value, dict) else {None: value}
        for name, member in members.items():
            if id(member) not in known:
                known[id(member)] = _loose(member)
            digests.add(hash((section, name, known[id(member)])))
    return digests


def _loose(value: Value) -> int:
    """Return a number that is the same for values without a distance between them."""
    if isinstance(value, dict):
        return hash(frozenset((key, _loose(item)) for key, item in value.items()))
    if isinstance(value, list):
        return hash(frozenset(Counter(map(_loose, value)).items()))
    return hash(value)
