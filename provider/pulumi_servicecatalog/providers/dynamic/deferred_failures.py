"""Lets one preview of a Python program name the problems of all its resources. Used by the program and by Check.

Pulumi's engine ends at the first resource whose Check fails, so that of eight broken ones a preview would show one. In
a preview the program therefore asks Check, by a hidden input, to log the problems on the resource and to let it pass.
Check answers by the same property how many there are, and the program fails once it has heard of every resource.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pulumi

from pulumi_servicecatalog.providers import outputs_on_demand

PROBLEMS = "__problems"
"""The hidden property: a question on its way to Check, a count on its way back. It never reaches a state."""

_REQUESTED = "?"


def question() -> dict[str, Any]:
    """Return the hidden input: none but in a preview, since an update is better ended at its first problem."""
    return {PROBLEMS: _REQUESTED} if pulumi.runtime.is_dry_run() else {}


class DeferredFailures:
    """One for each program: counts the resources that have not been heard of, and what is wrong with the others."""

    def __init__(self) -> None:
        self._awaited = 0
        self._sound = 0
        self._broken = 0
        self._verdict: asyncio.Future[None] | None = None

    def await_verdict(self, resource: pulumi.Resource) -> None:
        """Have the program fail in the end, if Check finds problems with this resource. The runtime waits for it."""
        if not outputs_on_demand.when_answered(resource, PROBLEMS, self._hear):
            return
        self._awaited += 1
        if self._verdict is None:
            self._verdict = asyncio.get_event_loop().create_future()
            _runtime_waits_for: pulumi.Output[None] = pulumi.Output.from_input(self._verdict)

    def _hear(self, count: Any, error: Exception | None) -> None:
        """Count what Check has found of a resource. Once all are heard of, the verdict is RunError if one is broken."""
        self._awaited -= 1
        # All numbers are floats on the wire; without problems there is no answer, which in a preview is an unknown.
        if isinstance(count, int | float) and count:
            self._broken += 1
        else:
            self._sound += 1
        if error is not None:
            self._end(error)
        elif not self._awaited:
            self._end(self._failure() if self._broken else None)

    def _end(self, error: Exception | None) -> None:
        verdict, self._verdict = self._verdict, None
        if verdict is None:  # an earlier error has ended the program
            return
        if error is None:
            verdict.set_result(None)
        else:
            verdict.set_exception(error)

    def _failure(self) -> pulumi.RunError:
        return pulumi.RunError(
            f"{self._broken} of {self._broken + self._sound} resources cannot be made as declared: "
            "the reasons are shown on the resources. Nothing was changed."
        )
