"""The ledger as an object of S3. Each write is refused where the object is not as this process has left it."""

from types import TracebackType
from typing import Final, Protocol, Self

from pulumi_servicecatalog.fleet import json_lines
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError, Line
from pulumi_servicecatalog.fleet.ledger import Ledger, LedgerError, LedgerLostError
from pulumi_servicecatalog.model.object_location import ObjectLocation, StoredObject
from pulumi_servicecatalog.model.refusal import OutcomeUnknown, Refusal, WrongState
from pulumi_servicecatalog.rules import refusals

_TRIES: Final = 3


class ObjectStore(Protocol):
    """S3. `aws.objects` satisfies it. Methods raise Refusal."""

    def read(self, location: ObjectLocation) -> StoredObject | None:
        """Return what is there; None where there is nothing."""

    def write(self, location: ObjectLocation, text: str, version: str | None) -> str:
        """Replace what is there, and return its version. WrongState where it is another version than that."""


def stored(objects: ObjectStore, location: ObjectLocation) -> StoredObject | None:
    """Return what is at a location. Raises LedgerError where that cannot be known."""
    try:
        return objects.read(location)
    except Refusal as refusal:
        raise LedgerError(f"{location}: {refusals.problem(refusal)}") from refusal


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
        earlier = stored(objects, location)
        self._version = earlier.version if earlier else None
        self._text = earlier.text if earlier and not empty else ""
        try:
            self.ledger = Ledger.of(json_lines.parse(self._text, str(location)).lines)
        except JsonLinesError as error:
            raise LedgerError(str(error)) from error
        except LedgerError as error:
            raise LedgerError(f"{location}, {error}") from error

    def write(self, line: Line) -> None:
        """Write a line. Raises LedgerLostError where it is not known to be there."""
        text = self._text + json_lines.text(line)
        try:
            self._version = self._written(text)
        except Refusal as refusal:
            raise LedgerLostError(f"{self._location}: {refusals.problem(refusal)}") from refusal
        self._text = text

    def _written(self, text: str) -> str:
        """Write all lines, and return the version. A write whose response was lost is known by what it left."""
        for _ in range(_TRIES):
            try:
                return self._objects.write(self._location, text, self._version)
            except (OutcomeUnknown, WrongState):
                there = self._objects.read(self._location)
                if there is not None and there.text == text:
                    return there.version
                if (there.version if there else None) != self._version:
                    raise LedgerLostError(f"{self._location}: another rollout writes it, and this one ends") from None
        raise LedgerLostError(f"{self._location}: S3 has not taken a line, {_TRIES} times")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hold nothing: what was written is there."""
