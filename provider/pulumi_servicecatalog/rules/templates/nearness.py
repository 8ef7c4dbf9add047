"""How far two templates are apart, for `index`, which has found them different: far cheaper than the differences.

The order of a list weighs nothing, nor does what Python takes for equal, such as 1, 1.0 and true.
"""

from collections import Counter
from typing import Final

from pulumi_servicecatalog.rules.templates import canonical
from pulumi_servicecatalog.rules.templates.template import Value

_LEVELS: Final = 6
"""How far down whole values are compared to skip what is equal: at each level it costs all that is below once more."""


def distance(first: Value, second: Value, level: int = 0) -> int:
    """Return how many plain values are not the same in both: a resource that is missing weighs as much as it holds."""
    if level <= _LEVELS and first == second:
        return 0
    if isinstance(first, dict) and isinstance(second, dict):
        shared = first.keys() & second.keys()
        missing = sum(weight(first[key]) for key in first.keys() - shared)
        added = sum(weight(second[key]) for key in second.keys() - shared)
        return missing + added + sum(distance(first[key], second[key], level + 1) for key in shared)
    if isinstance(first, list) and isinstance(second, list):
        return _between_lists(first, second, level)
    if isinstance(first, (dict, list)) or isinstance(second, (dict, list)):
        return max(weight(first), weight(second))
    return int(first != second)


def _between_lists(first: list[Value], second: list[Value], level: int) -> int:
    """Count what only one of them holds, item against item in the order of what is left."""
    if level <= _LEVELS:
        first, second = _without(first, second), _without(second, first)
    count = min(len(first), len(second))
    rest = first[count:] + second[count:]
    pairs = zip(first, second, strict=False)
    return sum(distance(*pair, level + 1) for pair in pairs) + sum(map(weight, rest))


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
