"""A template as its parts: what near templates are matches by among thousands, without comparing each with each.

A part is one member of a section, such as `Resources.Queue`, or a section that is a plain value. Two templates are one
part apart where one has a part more, or one part otherwise: another value, or another name.
"""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pulumi_servicecatalog.rules.templates import canonical, mask, nearness
from pulumi_servicecatalog.rules.templates.difference import written
from pulumi_servicecatalog.rules.templates.template import Template, Value

K = TypeVar("K", bound=Hashable)

_BYTES: Final = 12
_MOST_LOOKED_AT: Final = 5_000
"""How many templates a question looks at: a part that thousands have would make it slow, and finds nothing."""

_MODULUS: Final = 1 << (8 * _BYTES)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands at a path: a digest of it, and how many plain values it holds."""

    digest: int
    weight: int


Parts = Mapping[str, Part]
"""The parts of a template by their paths, such as `Resources.Queue`."""


def parts_of(template: Template) -> Parts:
    """Return the parts of a template. What GetTemplate masks counts as its mask (see `canonical.fingerprint`)."""
    body = template.body if canonical.text(template.body).isascii() else mask.blurred(template.body)
    assert isinstance(body, dict)
    return {written(path): _part(path, value) for path, value in _members(body)}


def alike(first: Parts, second: Parts) -> float:
    """Return how much of both is the same, from 0 to 1: the plain values in equal parts over those in all parts."""
    same = sum(part.weight for path, part in first.items() if second.get(path) == part)
    either = sum(
        max(first[path].weight if path in first else 0, second[path].weight if path in second else 0)
        for path in first.keys() | second.keys()
    )
    return same / either if either else 1.0


class PartsIndex(Generic[K]):
    """Many templates by their parts. Not to be changed while other threads ask it."""

    def __init__(self, templates: Mapping[K, Parts]) -> None:
        """Take the templates."""
        self._templates = templates
        self._holding: dict[int, list[K]] = {}
        self._without: dict[int, list[K]] = {}
        for key, known in templates.items():
            for digest in {part.digest for part in known.values()}:
                self._holding.setdefault(digest, []).append(key)
            for rest in _rests(known):
                self._without.setdefault(rest, []).append(key)

    def nearest(self, wanted: Parts, count: int) -> Sequence[tuple[K, float]]:
        """Return those that have most in common with a template, the most alike first, and how much that is.

        Args:
            wanted: the parts of the template.
            count: how many at most.

        """
        shared: Counter[K] = Counter()
        looked_at = 0
        for part in sorted(wanted.values(), key=lambda part: len(self._holding.get(part.digest, ()))):
            holding = self._holding.get(part.digest, ())
            looked_at += len(holding)
            if looked_at > _MOST_LOOKED_AT and shared:  # what many have tells little
                break
            for key in holding:
                shared[key] += part.weight
        ranked = [(key, alike(wanted, self._templates[key])) for key, _ in shared.most_common(4 * count)]
        return sorted(ranked, key=lambda pair: -pair[1])[:count]

    def one_apart(self, wanted: Parts, count: int) -> Sequence[K]:
        """Return those that differ from a template in one part, in the order of the index, `count` at most."""
        candidates = (key for rest in _rests(wanted) for key in self._without.get(rest, ()))
        others = (key for key in candidates if self._templates[key] != wanted)
        matches: dict[K, None] = {}
        for key in others:
            matches[key] = None
            if len(matches) == count:
                break
        return list(matches)


def apart(first: Parts, second: Parts) -> Sequence[str]:
    """Return the paths at which two templates are not the same, sorted."""
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def _members(body: Mapping[str, Value]) -> Iterator[tuple[tuple[str, ...], Value]]:
    for section, value in body.items():
        if isinstance(value, dict):
            yield from (((section, name), member) for name, member in value.items())
        else:
            yield (section,), value


def _part(path: tuple[str, ...], value: Value) -> Part:
    text = canonical.text([*path, value])
    digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_BYTES).digest()
    return Part(digest=int.from_bytes(digest), weight=nearness.weight(value))


def _rests(known: Parts) -> Iterator[int]:
    """Return a number for the whole, and one for the whole without each part: equal for equal sets of parts."""
    whole = sum(part.digest for part in known.values()) % _MODULUS
    yield whole
    for part in known.values():
        yield (whole - part.digest) % _MODULUS
