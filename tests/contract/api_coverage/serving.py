"""Reads data/api_fields.yaml: which input, output or function serves each field of the documents, or why none does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LIST = yaml.safe_load((Path(__file__).parents[2] / "data" / "api_fields.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True)
class Served:
    """By what. `owner` is a resource or a function, `side` its inputs or outputs, `name` a property.

    `field` is the field of the request by which an input goes out.
    """

    owner: str
    side: str
    name: str
    field: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """`path` has [] after the name of a list. Either something serves it, or there is a reason."""

    operation: str
    direction: str
    path: str
    served: tuple[Served, ...] = ()
    reason: str = ""
    sent: bool = False

    def __str__(self) -> str:
        return f"{self.operation}.{self.direction}.{self.path}"


def fields() -> Iterator[Field]:
    """Return every field of the list."""
    for operation, described in LIST["operations"].items():
        for direction in ("request", "answer"):
            for path, by in described[direction].items():
                yield _field(operation, direction, path, by, described["of"])


def _field(operation: str, direction: str, path: str, by: Any, resources: list[str]) -> Field:
    facts: dict[str, Any] = {"operation": operation, "direction": direction, "path": path}
    if isinstance(by, Mapping) and "reason" in by:
        return Field(**facts, reason=by["reason"], sent=by.get("sent", False))
    served = [field for one in (by if isinstance(by, list) else [by]) for field in _served(one, path, resources)]
    return Field(**facts, served=tuple(served))


def _served(by: Any, path: str, resources: list[str]) -> Iterator[Served]:
    text, field = (by["input"], by["as"]) if isinstance(by, Mapping) else (by, path)
    first, _, rest = text.partition(".")
    owners = resources if first in {"inputs", "outputs"} else [first]
    side, _, name = (text if owners is resources else rest).partition(".")
    for owner in owners:
        yield Served(owner=owner, side=side, name=name, field=field)


def values(body: Any, path: str) -> list[Any]:
    """Return all values that a request or an answer has at a path."""
    if not path:
        return list(body) if isinstance(body, list) else [body]
    first, _, rest = path.partition(".")
    name = first.removesuffix("[]")
    if not isinstance(body, Mapping) or name not in body:
        return []
    items = body[name] if first.endswith("[]") else [body[name]]
    return [value for one in items for value in values(one, rest)]
