"""Finding the paths at which two values differ, through deepdiff. `difference` puts them into words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pulumi_servicecatalog.rules.templates import canonical

if TYPE_CHECKING:
    from pulumi_servicecatalog.rules.templates.mask import Path
    from pulumi_servicecatalog.rules.templates.template import Value


class Absent:
    """What a side has at a place that it does not have."""


ABSENT: Final = Absent()
Differing = tuple["Path", "Value | Absent", "Value | Absent"]

MOST_ITEMS_ALIGNED: Final = 200

_ADDED: Final = frozenset({"dictionary_item_added", "iterable_item_added"})
_REMOVED: Final = frozenset({"dictionary_item_removed", "iterable_item_removed"})


def differing(first: Value, second: Value) -> list[Differing]:
    """Return each path with both values, in the order of their paths; types count, so 1, 1.0, true and "1" differ."""
    if canonical.text(first) == canonical.text(second):
        return []

    from deepdiff import DeepDiff  # noqa: PLC0415 - takes 0.2 s, and is needed only where something differs

    left, right = _narrowed(first, second)
    tree = DeepDiff(
        left,
        right,
        view="tree",
        # deepdiff aligns two lists, so that an item put in front is one difference; on long lists it takes hours.
        zip_ordered_iterables=max(_longest_list(left), _longest_list(right)) > MOST_ITEMS_ALIGNED,
        threshold_to_diff_deeper=0,  # never one big difference for many small ones
        ignore_private_variables=False,  # a key may begin with two underscores
        ignore_nan_inequality=True,
    )
    pairs: list[Differing] = []
    for report, levels in tree.items():
        for level in levels:
            old = ABSENT if report in _ADDED else level.t1
            new = ABSENT if report in _REMOVED else level.t2
            pairs.append((tuple(level.path(output_format="list")), old, new))
    return sorted(pairs, key=lambda pair: [(isinstance(part, str), part) for part in pair[0]])


def _narrowed(first: Value, second: Value) -> tuple[Value, Value]:
    """Leave out of both what is equal. deepdiff would take 0.4 s to find that in a template of 400 resources."""
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return first, second
    left = {key: value for key, value in first.items() if key not in second}
    right = {key: value for key, value in second.items() if key not in first}
    for key in first.keys() & second.keys():
        if canonical.text(first[key]) != canonical.text(second[key]):
            left[key], right[key] = _narrowed(first[key], second[key])
    return left, right


def _longest_list(value: Value) -> int:
    if isinstance(value, dict):
        return max(map(_longest_list, value.values()), default=0)
    if isinstance(value, list):
        return max(len(value), max(map(_longest_list, value), default=0))
    return 0
