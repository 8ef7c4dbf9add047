"""An engine's operations on all cells of the update matrix, which are to it the resources of one program."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from pulumi.runtime.proto import provider_pb2

from contract.providers.asking import Face, Kind, kept
from contract.providers.matrix import Cell
from support.wire import CallFailed

NONE = provider_pb2.DiffResponse.DIFF_NONE
_AT_A_TIME = 48
"""Fewer than both faces have workers."""


@dataclass
class Program:
    """What an engine asks about all cells: each method is one operation, with a provider process of its own.

    Each gives, by cell, what went wrong; `states` and `inputs` are what the engine records.
    """

    begin: Callable[[], Face]
    cells: list[Cell]
    kind: Kind
    states: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)

    def update(self, meanwhile: Callable[[Face], None] | None = None) -> dict[str, str]:
        """Refresh, check, compare and update; `meanwhile` is called once all of that has been asked."""
        return self._each(self._updated, meanwhile)

    def fail(self) -> dict[str, str]:
        """Update what cannot be updated, and record what an engine records of that."""
        return self._each(self._failed)

    def compare(self) -> dict[str, frozenset[str]]:
        """Give what differs from what is declared, by the names that the diff gives."""
        return self._each(self._compared)

    def refresh_and_compare(self) -> dict[str, frozenset[str]]:
        return self._each(lambda face, cell: self._refreshed(face, cell) or self._compared(face, cell))

    def _each(self, ask: Callable[[Face, Cell], Any], meanwhile: Callable[[Face], None] | None = None) -> Any:
        face = self.begin()
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            asked = {
                str(cell): pool.submit(self._answered, ask, face.of(self.kind, cell.resource), cell)
                for cell in self.cells
            }
            if meanwhile:
                meanwhile(face)
        return {cell: answer.result() for cell, answer in asked.items() if answer.result()}

    def _answered(self, ask: Callable[[Face, Cell], Any], face: Face, cell: Cell) -> Any:
        try:
            return ask(face, cell)
        except CallFailed as failed:
            return str(failed)

    def _refreshed(self, face: Face, cell: Cell) -> None:
        recorded, inputs = self.states.get(str(cell), cell.base), self.inputs.get(str(cell), cell.base)
        id_, self.states[str(cell)], self.inputs[str(cell)] = face.read(cell.id, recorded, inputs)
        assert id_ == cell.id

    def _updated(self, face: Face, cell: Cell) -> str:
        self._refreshed(face, cell)
        inputs, failures = face.check(cell.target, cell.base)
        if failures:
            return str(failures)
        state = self.states[str(cell)]
        diff = face.diff(cell.id, state, inputs)
        if diff.changes == NONE or diff.replaces:
            return f"the diff shows {diff}"
        self.states[str(cell)], self.inputs[str(cell)] = face.update(cell.id, state, inputs), inputs
        return ""

    def _failed(self, face: Face, cell: Cell) -> str:
        self._refreshed(face, cell)
        try:
            face.update(cell.id, self.states[str(cell)], cell.target)
        except CallFailed as failed:
            id_, self.states[str(cell)], self.inputs[str(cell)] = kept(failed)
            return "" if id_ == cell.id else "another ID"
        return "did not fail"

    def _compared(self, face: Face, cell: Cell) -> frozenset[str]:
        diff = face.diff(cell.id, self.states[str(cell)], cell.target)
        if diff.changes == NONE:
            return frozenset()
        return frozenset(diff.diffs) if diff.hasDetailedDiff else frozenset(["something"])
