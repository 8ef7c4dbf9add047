"""What AWS answers, and how an operation ends."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.text import did_you_mean, listing, sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownParameter(Problem):
    """A declared parameter is not in the version's template."""

    property: str = "parameters"
    artifact: str
    name: str
    suggestions: tuple[str, ...]
    known: tuple[str, ...]

    def message(self) -> str:
        return f"Version {self.artifact} has no parameter {self.name}.{did_you_mean(self.suggestions)}"

    def remedy(self) -> str:
        return f"Its parameters are: {listing(self.known)}." if self.known else "It has no parameters: remove this one."


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedByAws(Problem):
    """An error of AWS that has no code of its own here. The message is AWS's."""

    operation: str
    reason: str

    def message(self) -> str:
        return sentence(f"AWS refused {self.operation}: {self.reason}")

    def remedy(self) -> str:
        return "Fix the cause, and run the command again."


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedBySdk(Problem):
    """The AWS SDK compares a request with AWS's model, and did not send this one. The value is not printed."""

    operation: str
    reason: str

    def message(self) -> str:
        return sentence(f"The AWS SDK did not send {self.operation}: {self.reason}")

    def remedy(self) -> str:
        return "The call changed nothing. Correct the input that this member is made of, and run the command again."


@dataclass(frozen=True, kw_only=True, slots=True)
class OperationFailed(Problem):
    """AWS began the operation, and its record ended FAILED.

    `reasons` are AWS's.
    """

    kind: OperationKind
    reasons: tuple[str, ...]
    advice: str = "Fix the cause, and run `pulumi up` again."

    def message(self) -> str:
        return sentence(f"{self.kind.subject} failed: {'; '.join(self.reasons)}")

    def remedy(self) -> str:
        return self.advice


@dataclass(frozen=True, kw_only=True, slots=True)
class NotInTime(Problem):
    """The deadline of the operation passed while AWS was working."""

    kind: OperationKind
    seconds: float
    record: str

    def message(self) -> str:
        took = f"{self.kind.subject} did not finish within {self.seconds:.0f} s"
        return f"{took}, and AWS is still running it (record {self.record})."

    def remedy(self) -> str:
        return (
            "Run `pulumi up` again: it waits for the same operation and does not start a second one. "
            "To have it wait longer, set customTimeouts."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeUnknown(Problem):
    """The connection broke before the response was complete, so AWS may or may not have carried out the request."""

    operation: str
    reason: str

    def message(self) -> str:
        return sentence(f"{self.operation} was sent, but no complete response came back: {self.reason}")

    def remedy(self) -> str:
        return "Run `pulumi up` again: it repeats the request with the same token, so nothing is created twice."


@dataclass(frozen=True, kw_only=True, slots=True)
class Throttled(Problem):
    """The request rate of the account is used up."""

    operation: str
    reason: str

    def message(self) -> str:
        return sentence(f"AWS throttled {self.operation}: {self.reason}")

    def remedy(self) -> str:
        return "Wait a few minutes and run `pulumi up` again. It continues where this run stopped."


@dataclass(frozen=True, kw_only=True, slots=True)
class NotBegun(Problem):
    """The deadline passed before AWS accepted the request."""

    kind: OperationKind
    seconds: float
    reason: str

    def message(self) -> str:
        return sentence(f"{self.kind.subject} did not start within {self.seconds:.0f} s: {self.reason}")

    def remedy(self) -> str:
        return (
            "Run `pulumi up` again. If many stacks are adopted at once, set longer customTimeouts: "
            "AWS imports one stack at a time."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CancelledBefore(Problem):
    """The run was cancelled while the resource waited for its turn."""

    kind: OperationKind

    def message(self) -> str:
        return f"{self.kind.subject} was cancelled before it started."

    def remedy(self) -> str:
        return "Run `pulumi up` again."


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancelled(Problem):
    """The run was cancelled. AWS may still finish the operation."""

    kind: OperationKind

    def message(self) -> str:
        return f"{self.kind.subject} was cancelled while AWS was running it."

    def remedy(self) -> str:
        return "Run `pulumi up` again. It continues where this run stopped."
