"""The inventory as a file: written as it goes, completed after a killed run, and read by what comes next."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pulumi_servicecatalog.discovery import inventory
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.fleet import json_lines
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError, Line

_OF_A_SHARD = frozenset({"product", "version", "stack", "account"})
_KINDS = _OF_A_SHARD | {"discovery", "family"}


class InventoryError(Exception):
    """The file cannot be used; the text is one line that says where and why."""


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """What a file holds, by the kinds of its lines, in their order."""

    accounts: tuple[Line, ...] = ()
    products: tuple[Line, ...] = ()
    versions: tuple[Line, ...] = ()
    families: tuple[Line, ...] = ()
    stacks: tuple[Line, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Self:
        """Return the inventory that lines come to."""
        kinds: dict[str, list[Line]] = {kind: [] for kind in _KINDS}
        for line in lines:
            kinds[line["kind"]].append(line)
        return cls(
            accounts=tuple(kinds["account"]),
            products=tuple(kinds["product"]),
            versions=tuple(kinds["version"]),
            families=tuple(kinds["family"]),
            stacks=tuple(kinds["stack"]),
        )


@dataclass(frozen=True, kw_only=True)
class Resumed:
    """What an earlier run has read: its shards, which are not read again, and the families that are written."""

    shards: frozenset[Location] = frozenset()
    families: set[str] = field(default_factory=set)


class InventoryWriter:
    """Appends the lines of a shard at once, so that a killed run loses no more than what it was reading."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises InventoryError where it cannot be written."""
        try:
            self._file: IO[str] = path.open("a", encoding="utf-8")
        except OSError as error:
            raise InventoryError(f"{path}: {error.strerror}") from error

    def write(self, lines: Iterable[Line]) -> None:
        """Write the lines of a shard."""
        self._file.write(inventory.text(lines))
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def read(path: Path) -> Inventory:
    """Read a whole inventory.

    Args:
        path: the file.

    Returns:
        Its lines. Where a Region of an account is in it more than once, the last one counts.

    Raises:
        InventoryError: it cannot be read, is cut off, is of a run that was killed, or is of another version.

    """
    lines, whole = _lines(path)
    if not whole:
        raise InventoryError(f"{path}: it ends within a line; complete it with `catalogctl discover --resume`")
    unfinished: dict[Location, list[Line]] = {}
    shards: dict[Location, list[Line]] = {}
    for line in lines:
        if line["kind"] in _OF_A_SHARD:
            unfinished.setdefault(_location(line), []).append(line)
        if line["kind"] == "account":
            shards[_location(line)] = unfinished.pop(_location(line))
    if unfinished:
        first = min(unfinished, key=lambda location: (location.account, location.region))
        raise InventoryError(
            f"{path}: {first.account}, {first.region} is not complete; complete it with `catalogctl discover --resume`"
        )
    _check_number(path, lines)
    families = (line for line in lines if line["kind"] == "family")
    return Inventory.of(chain(families, *shards.values()))


def resume(path: Path) -> Resumed:
    """Keep of a file what was read whole, so that the rest can be appended.

    Args:
        path: the file; nothing is resumed where there is none.

    Returns:
        What it still holds.

    Raises:
        InventoryError: it cannot be read or written, or is of another version.

    """
    if not path.exists():
        return Resumed()
    lines, _ = _lines(path)
    whole = frozenset(_location(line) for line in lines if line["kind"] == "account" and line["outcome"] == "read")
    kept = [line for line in lines if line["kind"] == "family" or _location(line) in whole]
    _replace(path, kept)
    return Resumed(shards=whole, families={line["family"] for line in kept if line["kind"] == "family"})


def remove(path: Path) -> None:
    """Remove a file, if there is one. Raises InventoryError where it cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise InventoryError(f"{path}: {error.strerror}") from error


def _check_number(path: Path, lines: Sequence[Line]) -> None:
    """Raise InventoryError where fewer accounts and Regions are in a file than its runs have begun."""
    expected = sum(line["shards"] for line in lines if line["kind"] == "discovery")
    number = sum(line["kind"] == "account" for line in lines)
    if number < expected:
        raise InventoryError(
            f"{path}: it has {number} of {expected} accounts and Regions; "
            "complete it with `catalogctl discover --resume`"
        )


def _replace(path: Path, lines: Iterable[Line]) -> None:
    beside = path.with_name(f"{path.name}.partial")
    try:
        beside.write_text(inventory.text(lines), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise InventoryError(f"{path}: {error.strerror}") from error


def _lines(path: Path) -> tuple[list[Line], bool]:
    """Return the lines of a file, and whether its last one is whole. Raises InventoryError."""
    try:
        read_lines = json_lines.read(path)
    except JsonLinesError as error:
        raise InventoryError(str(error)) from error
    for number, line in enumerate(read_lines.lines, 1):
        if wrong := _wrong(line):
            raise InventoryError(f"{path}, line {number}: {wrong}")
    return list(read_lines.lines), read_lines.whole


def _wrong(line: Line) -> str:
    if "schemaVersion" not in line:
        return "this is no line of an inventory"
    if line["schemaVersion"] != inventory.SCHEMA_VERSION:
        return (
            f"it is of schemaVersion {json.dumps(line['schemaVersion'])}, and this version of catalogctl reads "
            f"{inventory.SCHEMA_VERSION}"
        )
    kind = line.get("kind")
    if kind not in _KINDS:
        return f"{json.dumps(kind)} is no kind of line"
    missing = [name for name in _MEMBERS[kind] if name not in line]
    if kind == "discovery" and not missing and not isinstance(line["shards"], int):
        return "a line of kind discovery needs a number of shards"
    return f"a line of kind {kind} needs {', '.join(missing)}" if missing else ""


def _location(line: Line) -> Location:
    return Location(account=line.get("account", ""), region=line.get("region", ""))


_MEMBERS: Mapping[str, tuple[str, ...]] = {
    "discovery": ("shards",),
    "account": ("account", "region", "outcome", "reason"),
    "product": ("account", "region", "product"),
    "version": ("account", "region", "product", "provisioningArtifact", "family"),
    "family": ("family", "parts"),
    "stack": (
        "account",
        "region",
        "stack",
        "verdict",
        "reason",
        "problems",
        "family",
        "governedBy",
        "candidates",
        "because",
    ),
}
