"""Which faults are put before which calls. The calls come from the journal of a run that nothing harms."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from integration.faults.scenarios import REQUESTS


@dataclass(frozen=True)
class Fault:
    """A fault from one call on: for that operation alone, or, as with an expired session, for all that follow."""

    name: str
    kind: str
    rule: dict[str, Any] = field(default_factory=dict)
    all_operations: bool = False


FAULTS = (
    Fault("throttled", "throttle"),
    Fault("access denied", "denied"),
    Fault("credentials expired", "expired", all_operations=True),
    Fault("internal error", "error", {"code": "InternalFailure", "message": "We had a problem.", "status": 500}),
    Fault("error 503 as a page of HTML", "html"),
    Fault("connection breaks before the work", "drop-before"),
    Fault("connection breaks after the work", "drop-after"),
    Fault("half of the answer arrives", "truncate"),
)


@dataclass(frozen=True)
class FaultCase:
    """A call of an operation: the nth of its name, the `index`th of all, and where it stands to the request."""

    operation: str
    nth: int
    index: int
    phase: str


def fault_cases(operations: list[str], scenario: str) -> list[FaultCase]:
    """Return a case for every call. How often a record is asked for depends on time: the first stands for all."""
    seen: Counter[str] = Counter()
    result = []
    request = operations.index(REQUESTS[scenario])
    for index, operation in enumerate(operations):
        seen[operation] += 1
        if operation != "DescribeRecord" or seen[operation] == 1:
            phase = "before" if index < request else "the request" if index == request else "after"
            result.append(FaultCase(operation, seen[operation], index + 1, phase))
    return result
