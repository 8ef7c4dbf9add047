"""Pages of a listing. A token names the place where the last page ended, so deletions in between do no harm."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from catalog_emulator.core.aws_error import InvalidParametersError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items, and the token of the next page if there is one."""

    items: list[T]
    token: str | None


def page(  # noqa: PLR0913  # all but the items by name
    items: Iterable[T],
    *,
    cap: int,
    size: int | None,
    token: str | None,
    place: Callable[[T], list[Any]],
    descending: bool = False,
) -> Page[T]:
    """Return one page of at most `cap` items in the order of their places."""
    ordered = sorted(items, key=place, reverse=descending)
    if token:
        last = _read(token)
        ordered = [i for i in ordered if (place(i) < last if descending else place(i) > last)]
    limit = min(size or cap, cap)
    shown = ordered[:limit]
    more = len(ordered) > limit
    return Page(shown, _write(place(shown[-1])) if more else None)


def _write(place: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def _read(token: str) -> list[Any]:
    try:
        place = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, binascii.Error):
        raise InvalidParametersError(f"Invalid page token: {token}") from None
    if not isinstance(place, list):
        raise InvalidParametersError(f"Invalid page token: {token}")
    return place
