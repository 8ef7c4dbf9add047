"""Tags, which AWS passes as lists of Key and Value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, order=True)
class Tag:
    """A key and its value."""

    key: str
    value: str


def read_tags(documents: Iterable[Mapping[str, Any]] | None) -> tuple[Tag, ...]:
    """Return the tags of a request; of a key that stands twice, the last value."""
    return tuple(Tag(key, value) for key, value in {d["Key"]: d["Value"] for d in documents or ()}.items())


def show_tags(tags: Iterable[Tag]) -> list[dict[str, str]]:
    """Return tags as AWS shows them."""
    return [{"Key": tag.key, "Value": tag.value} for tag in tags]


def merge_tags(old: Iterable[Tag], add: Iterable[Tag], remove: Iterable[str] = ()) -> tuple[Tag, ...]:
    """Return the old tags without the removed keys and with the added ones."""
    gone = set(remove)
    merged = {tag.key: tag.value for tag in old if tag.key not in gone}
    merged.update({tag.key: tag.value for tag in add})
    return tuple(Tag(key, value) for key, value in merged.items())
