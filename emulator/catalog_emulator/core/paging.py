"""Pages of a listing. A token names the position at which the last page ended, so deletions in between do no harm."""

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
    position: Callable[[T], list[Any]],
    descending: bool = False,
) -> Page[T]:
    """Return one page of at most `cap` items in the order of their places."""
    ordered = sorted(items, key=position, reverse=descending)
    if token:
        last = _read(token)
        ordered = [i for i in ordered if (position(i) < last if descending else position(i) > last)]
    limit = min(size or cap, cap)
    shown = ordered[:limit]
    more = len(ordered) > limit
    return Page(shown, _write(position(shown[-1])) if more else None)


def _write(position: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def _read(token: str) -> list[Any]:
    try:
        position = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, binascii.Error):
        raise InvalidParametersError(f"Invalid page token: {token}") from None
    if not isinstance(position, list):
        raise InvalidParametersError(f"Invalid page token: {token}")
    return position
