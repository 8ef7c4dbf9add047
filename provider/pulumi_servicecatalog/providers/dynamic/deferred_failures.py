"""Lets one preview of a Python program name the problems of all its resources. Used by the program and by Check.

Pulumi's engine ends at the first resource whose Check fails, so that of eight broken ones a preview would show one. In
a preview the program therefore asks Check, by a hidden input, to log the problems on the resource and to let it pass.
Check answers by the same property how many there are, and the program fails once it has heard of every resource.
"""

from __future__ import annotations

from typing import Any

import pulumi

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

    def await_verdict(self, resource: pulumi.Resource) -> None:
        """Have the program fail in the end, if Check finds problems with this resource."""
        answer = resource.__dict__.get(PROBLEMS)
        if isinstance(answer, pulumi.Output):
            self._awaited += 1
            _heard: pulumi.Output[bool] = pulumi.Output.from_input(self._hear(answer))  # the runtime waits for it

    async def _hear(self, answer: pulumi.Output[Any]) -> bool:
        """Tell whether the resource is sound. Raises RunError once all are heard of and one is not."""
        count = await answer.future(with_unknowns=True)
        self._awaited -= 1
        # All numbers are floats on the wire; without problems there is no answer, which in a preview is an unknown.
        sound = not (isinstance(count, int | float) and count)
        if sound:
            self._sound += 1
        else:
            self._broken += 1
        if self._broken and not self._awaited:
            raise pulumi.RunError(
                f"{self._broken} of {self._broken + self._sound} resources cannot be made as declared: "
                "the reasons are shown on the resources. Nothing was changed."
            )
        return sound
