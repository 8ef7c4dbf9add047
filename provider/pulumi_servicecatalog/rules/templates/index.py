"""Many templates, and which of them a stack has: looked up by text and fingerprint, and compared only where they match.

A stack costs the same whatever the number of versions; what differs is worked out for the nearest alone.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pulumi_servicecatalog.rules.templates import verdict
from pulumi_servicecatalog.rules.templates.nearness import Bounds, distance
from pulumi_servicecatalog.rules.templates.template import Template, Unreadable
from pulumi_servicecatalog.rules.templates.verdict import Different, Equivalent, Identical, ReadTemplate

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Nearest(Generic[K]):
    """What is nearest to a stack's template, in the order of the index; the differences are those of the last one."""

    keys: tuple[K, ...]
    different: Different


class TemplateIndex(Generic[K]):
    """Made once for the versions of a product, and asked for each stack. Safe to share between threads."""

    def __init__(self, templates: Mapping[K, ReadTemplate]) -> None:
        """Take the templates; they are read with the first look-up that needs it."""
        self._templates = templates
        self._by_text = _grouped({key: template.text for key, template in templates.items()})
        self._by_fingerprint: Mapping[str | None, Sequence[K]] | None = None
        self._bounds: tuple[Mapping[K, Template], Bounds[K]] | None = None

    def matches(self, stack: ReadTemplate) -> Mapping[K, Identical | Equivalent]:
        """Return what the stack's template is identical with, or else what it is equivalent to."""
        identical = self._by_text.get(stack.text)
        if identical:
            return dict.fromkeys(identical, Identical())
        if stack.fingerprint is None:
            return {}
        alike = {key: self._compared(stack, key) for key in self._fingerprints().get(stack.fingerprint, ())}
        return {key: answer for key, answer in alike.items() if isinstance(answer, Equivalent)}

    def nearest(self, stack: ReadTemplate) -> Nearest[K] | None:
        """Return what differs least, if anything can be compared: that is for a stack that matches nothing."""
        if not isinstance(stack.read, Template):
            return None
        readable, bounds = self._compared_with()
        distances: dict[K, int] = {}
        least: float = math.inf
        for bound, key in bounds.of(stack.read.body):
            if bound > least:
                break
            distances[key] = distance(stack.read.body, readable[key].body, most=least)
            least = min(least, distances[key])
        keys = tuple(key for key in readable if distances.get(key) == least)
        different = self._compared(stack, keys[-1]) if keys else None
        return Nearest(keys=keys, different=different) if isinstance(different, Different) else None

    def unreadable(self) -> Mapping[K, Unreadable]:
        """Return what cannot be read, and why."""
        read = {key: template.read for key, template in self._templates.items()}
        return {key: reason for key, reason in read.items() if isinstance(reason, Unreadable)}

    def _compared_with(self) -> tuple[Mapping[K, Template], Bounds[K]]:
        """Return what can be read, in the order of the index, and the bounds of the distances from it."""
        if self._bounds is None:
            read = {key: template.read for key, template in self._templates.items()}
            readable = {key: template for key, template in read.items() if isinstance(template, Template)}
            self._bounds = readable, Bounds({key: template.body for key, template in readable.items()})
        return self._bounds

    def _compared(self, stack: ReadTemplate, key: K) -> verdict.Verdict:
        return verdict.compare(stack, self._templates[key])

    def _fingerprints(self) -> Mapping[str | None, Sequence[K]]:
        if self._by_fingerprint is None:
            self._by_fingerprint = _grouped({key: template.fingerprint for key, template in self._templates.items()})
        return self._by_fingerprint


V = TypeVar("V")


def _grouped(values: Mapping[K, V]) -> Mapping[V, Sequence[K]]:
    groups: dict[V, list[K]] = {}
    for key, value in values.items():
        groups.setdefault(value, []).append(key)
    return groups
