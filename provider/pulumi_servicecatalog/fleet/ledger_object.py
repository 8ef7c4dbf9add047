"""The ledger as objects of S3. Each write is refused where the object is not as this process has left it.

S3 replaces whole objects, so that a ledger has several: its own, and one for each further `_LINES` lines, whose names
end by their number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Final, Protocol, Self

from pulumi_servicecatalog.fleet import json_lines
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError, Line
from pulumi_servicecatalog.fleet.ledger import Ledger, LedgerError, LedgerLostError
from pulumi_servicecatalog.model.object_location import ObjectLocation, StoredObject
from pulumi_servicecatalog.model.refusal import OutcomeUnknown, Refusal, WrongState
from pulumi_servicecatalog.rules import refusals

_TRIES: Final = 3
_LINES: Final = 500
"""Of an object: each line that is added to it sends all others again."""


class ObjectStore(Protocol):
    """S3. `aws.objects` satisfies it. Methods raise Refusal."""

    def read(self, location: ObjectLocation) -> StoredObject | None:
        """Return what is there; None where there is nothing."""

    def write(self, location: ObjectLocation, text: str, version: str | None) -> str:
        """Replace what is there, and return its version. WrongState where it is another version than that."""

    def remove(self, location: ObjectLocation) -> None:
        """Remove what is there."""


def stored(objects: ObjectStore, location: ObjectLocation) -> Sequence[StoredObject]:
    """Return the objects of a ledger, in order; none where there is no ledger. Raises LedgerError."""
    try:
        return tuple(_stored(objects, location))
    except Refusal as refusal:
        raise LedgerError(f"{location}: {refusals.problem(refusal)}") from refusal


def text_of(parts: Sequence[StoredObject]) -> str:
    """Return the lines of all objects of a ledger."""
    return "".join(part.text for part in parts)


def _stored(objects: ObjectStore, location: ObjectLocation) -> Iterator[StoredObject]:
    number = 0
    while (part := objects.read(_part(location, number))) is not None:
        yield part
        number += 1


def _part(location: ObjectLocation, number: int) -> ObjectLocation:
    return replace(location, key=f"{location.key}.{number}") if number else location


class LedgerObject:
    """A ledger that one process writes: S3 refuses the line of any other that has read it before."""

    def __init__(self, objects: ObjectStore, location: ObjectLocation, *, empty: bool = False) -> None:
        """Read a ledger.

        Args:
            objects: S3.
            location: the object, which is made with its first line.
            empty: drop what is in it.

        Raises:
            LedgerError: it cannot be read, or is no ledger.

        """
        self._objects = objects
        self._location = location
        parts = self._only_first(stored(objects, location)) if empty else stored(objects, location)
        self._number = max(0, len(parts) - 1)
        self._version = parts[-1].version if parts else None
        self._text = parts[-1].text if parts else ""
        try:
            self.ledger = Ledger.of(json_lines.parse(text_of(parts), str(location)).lines)
        except JsonLinesError as error:
            raise LedgerError(str(error)) from error
        except LedgerError as error:
            raise LedgerError(f"{location}, {error}") from error

    def write(self, line: Line) -> None:
        """Write a line. Raises LedgerLostError where it is not known to be there."""
        if self._text.count("\n") >= _LINES:
            self._number, self._version, self._text = self._number + 1, None, ""
        text = self._text + json_lines.text(line)
        try:
            self._version = self._written(text)
        except Refusal as refusal:
            raise LedgerLostError(f"{self._location}: {refusals.problem(refusal)}") from refusal
        self._text = text

    def _written(self, text: str) -> str:
        """Write the lines of an object, and return its version. A lost response is known by what it left."""
        part = _part(self._location, self._number)
        for _ in range(_TRIES):
            try:
                return self._objects.write(part, text, self._version)
            except (OutcomeUnknown, WrongState):
                there = self._objects.read(part)
                if there is not None and there.text == text:
                    return there.version
                if (there.version if there else None) != self._version:
                    raise LedgerLostError(f"{self._location}: another rollout writes it, and this one ends") from None
        raise LedgerLostError(f"{self._location}: S3 has not taken a line, {_TRIES} times")

    def _only_first(self, parts: Sequence[StoredObject]) -> Sequence[StoredObject]:
        """Remove all objects but the first, and return that without its lines: the next write replaces it."""
        try:
            for number in reversed(range(1, len(parts))):
                self._objects.remove(_part(self._location, number))
        except Refusal as refusal:
            raise LedgerError(f"{self._location}: {refusals.problem(refusal)}") from refusal
        return [replace(part, text="") for part in parts[:1]]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hold nothing: what was written is there."""
