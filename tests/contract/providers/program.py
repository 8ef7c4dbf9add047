"""An engine's operations on all rows of the update matrix, which are to it the resources of one program."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from pulumi.runtime.proto import provider_pb2

from contract.providers.matrix import Row
from support.provider_calls import ProviderCalls, kept
from support.providers import Kind
from support.wire import CallFailed

NONE = provider_pb2.DiffResponse.DIFF_NONE
_AT_A_TIME = 48
"""Fewer than both providers have workers."""


@dataclass
class Program:
    """What an engine asks about all rows: each method is one operation, with a provider process of its own.

    Each gives, by row, what went wrong; `states` and `inputs` are what the engine records.
    """

    begin: Callable[[], ProviderCalls]
    rows: list[Row]
    kind: Kind
    states: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)

    def update(self, meanwhile: Callable[[ProviderCalls], None] | None = None) -> dict[str, str]:
        """Refresh, check, compare and update; `meanwhile` is called once all of that has been asked."""
        return self._for_all(self._updated, meanwhile)

    def fail(self) -> dict[str, str]:
        """Update what cannot be updated, and record what an engine records of that."""
        return self._for_all(self._failed)

    def compare(self) -> dict[str, frozenset[str]]:
        """Return what differs from what is declared, by the names that the diff gives."""
        return self._for_all(self._compared)

    def refresh_and_compare(self) -> dict[str, frozenset[str]]:
        return self._for_all(self._compared_afresh)

    def _for_all(
        self, ask: Callable[[ProviderCalls, Row], Any], meanwhile: Callable[[ProviderCalls], None] | None = None
    ) -> dict[str, Any]:
        provider = self.begin()
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            answers = {
                str(row): pool.submit(self._answered, ask, provider.of(self.kind, row.resource), row)
                for row in self.rows
            }
            if meanwhile:
                meanwhile(provider)
        return {row: answer.result() for row, answer in answers.items() if answer.result()}

    def _answered(self, ask: Callable[[ProviderCalls, Row], Any], provider: ProviderCalls, row: Row) -> Any:
        try:
            return ask(provider, row)
        except CallFailed as failed:
            return str(failed)

    def _refreshed(self, provider: ProviderCalls, row: Row) -> None:
        recorded, inputs = self.states.get(str(row), row.base), self.inputs.get(str(row), row.base)
        id_, self.states[str(row)], self.inputs[str(row)] = provider.read(row.id, recorded, inputs)
        assert id_ == row.id

    def _updated(self, provider: ProviderCalls, row: Row) -> str:
        self._refreshed(provider, row)
        inputs, failures = provider.check(row.target, row.base)
        if failures:
            return str(failures)
        state = self.states[str(row)]
        diff = provider.diff(row.id, state, inputs)
        if diff.changes == NONE or diff.replaces:
            return f"the diff shows {diff}"
        self.states[str(row)], self.inputs[str(row)] = provider.update(row.id, state, inputs), inputs
        return ""

    def _failed(self, provider: ProviderCalls, row: Row) -> str:
        self._refreshed(provider, row)
        try:
            provider.update(row.id, self.states[str(row)], row.target)
        except CallFailed as failed:
            id_, self.states[str(row)], self.inputs[str(row)] = kept(failed)
            return "" if id_ == row.id else "another ID"
        return "did not fail"

    def _compared_afresh(self, provider: ProviderCalls, row: Row) -> frozenset[str]:
        self._refreshed(provider, row)
        return self._compared(provider, row)

    def _compared(self, provider: ProviderCalls, row: Row) -> frozenset[str]:
        diff = provider.diff(row.id, self.states[str(row)], row.target)
        if diff.changes == NONE:
            return frozenset()
        return frozenset(diff.diffs) if diff.hasDetailedDiff else frozenset(["something"])
