"""Finding the paths at which two values differ. `difference` puts them into words.

Maps are walked here, key by key. Lists are aligned by deepdiff, so that an item put in front is one difference. It
decides nothing: for Python, and so for deepdiff, True, 1 and 1.0 are equal, so that it sees each plain value as the
text that tells it from all others.
"""

from __future__ import annotations

import json
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from pulumi_servicecatalog.rules.templates import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pulumi_servicecatalog.rules.templates.mask import Path
    from pulumi_servicecatalog.rules.templates.template import Value


class Absent:
    """What a side has at a place that it does not have."""


ABSENT: Final = Absent()
Differing = tuple["Path", "Value | Absent", "Value | Absent"]

MOST_ITEMS_ALIGNED: Final = 200
MOST_VALUES_ALIGNED: Final = 20_000
"""How long a list may be, and how many values all of them may have, to be aligned, which takes hours for long ones."""

_ADDED: Final = frozenset({"dictionary_item_added", "iterable_item_added"})
_REMOVED: Final = frozenset({"dictionary_item_removed", "iterable_item_removed"})


def differing(first: Value, second: Value) -> list[Differing]:
    """Return each path with both values, in the order of their paths; types count, so 1, 1.0, true and "1" differ."""
    pairs = list(_Search().between(first, second, ()))
    return sorted(pairs, key=lambda pair: [(isinstance(part, str), part) for part in pair[0]])


class _Search:
    """One comparison of two values."""

    def __init__(self) -> None:
        self._values_left = MOST_VALUES_ALIGNED

    def between(self, first: Value, second: Value, at: Path) -> Iterator[Differing]:
        for path, old, new in _walk(first, second, at, into_lists=False):
            if isinstance(old, list) and isinstance(new, list):
                yield from self._lists(old, new, path)
            else:
                yield path, old, new

    def _lists(self, first: list[Value], second: list[Value], at: Path) -> Iterator[Differing]:
        item_by_item = list(_walk(first, second, at, into_lists=True))
        if len(item_by_item) > 1 and self._may_align(first, second):
            yield from _aligned(first, second, at) or item_by_item
        else:
            yield from item_by_item

    def _may_align(self, first: list[Value], second: list[Value]) -> bool:
        if max(_longest_list(first), _longest_list(second)) > MOST_ITEMS_ALIGNED:
            return False
        self._values_left -= _count(first) + _count(second)
        return self._values_left >= 0


def _walk(first: Value | Absent, second: Value | Absent, at: Path, *, into_lists: bool) -> Iterator[Differing]:
    """Go through both side by side, once; without `into_lists`, a pair of lists is for the caller to look into."""
    if isinstance(first, dict) and isinstance(second, dict):
        for key in first.keys() | second.keys():
            old, new = first.get(key, ABSENT), second.get(key, ABSENT)
            yield from _walk(old, new, (*at, key), into_lists=into_lists)
    elif isinstance(first, list) and isinstance(second, list) and into_lists:
        for index, (old, new) in enumerate(zip_longest(first, second, fillvalue=ABSENT)):
            yield from _walk(old, new, (*at, index), into_lists=True)
    elif _are_collections(first, second) or type(first) is not type(second) or first != second:
        yield at, first, second


def _are_collections(first: Value | Absent, second: Value | Absent) -> bool:
    """Tell whether one of the two has values of its own, and so cannot be compared as a plain value."""
    return isinstance(first, (dict, list)) or isinstance(second, (dict, list))


def _aligned(first: list[Value], second: list[Value], at: Path) -> list[Differing]:
    from deepdiff import DeepDiff  # noqa: PLC0415 - takes 0.2 s, and is needed only where lists differ

    tree = DeepDiff(
        _plain(first),
        _plain(second),
        view="tree",
        threshold_to_diff_deeper=0,  # never one big difference for many small ones
        ignore_private_variables=False,  # a key may begin with two underscores
    )
    return [
        (
            (*at, *level.path(output_format="list")),
            ABSENT if report in _ADDED else _original(level.t1),
            ABSENT if report in _REMOVED else _original(level.t2),
        )
        for report, levels in tree.items()
        for level in levels
    ]


def _plain(value: Value) -> Value:
    """Return a value with the canonical text of each of its plain values."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return canonical.text(value)


def _original(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _original(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_original(item) for item in value]
    assert isinstance(value, str)
    original: Value = json.loads(value)
    return original


def _count(value: Value) -> int:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(_count, children))


def _longest_list(value: Value) -> int:
    if isinstance(value, dict):
        return max(map(_longest_list, value.values()), default=0)
    if isinstance(value, list):
        return max(len(value), max(map(_longest_list, value), default=0))
    return 0
