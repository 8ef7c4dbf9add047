"""What became of a shard: one line, which docs/fleet-result.schema.json describes."""

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Self

from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.plan import PlannedShard, Target
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.fleet import WorkerLost

SCHEMA_VERSION: Final = 1


class ResultError(Exception):
    """A line is no result; the text says why."""


class Mode(enum.Enum):
    """How far a shard is done."""

    PREVIEW = "preview"
    UPDATE = "update"
    VERIFY = "verify"


class Status(enum.Enum):
    """What became of it. Nothing is ever left out: what was not tried is STOPPED."""

    DONE = "done"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    COULD_NOT_ASSUME = "could-not-assume"
    STOPPED = "stopped"
    FRESH = "fresh"

    @property
    def good(self) -> bool:
        """Return whether the shard is as it is declared, or was previewed without a problem."""
        return self in {Status.DONE, Status.UNCHANGED, Status.FRESH}

    @property
    def bad(self) -> bool:
        """Return whether it counts as a failure; what was stopped was not tried."""
        return self in {Status.FAILED, Status.COULD_NOT_ASSUME}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """Why a shard failed: a problem, with the resource that it is of where it is of one.

    `code` is that of docs/problems.md; it is "" for what Pulumi or a program says.
    """

    code: str = ""
    message: str
    remedy: str = ""
    resource: str = ""

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return the cause that a problem is."""
        return cls(code=problem.code, message=problem.message(), remedy=problem.remedy())

    def as_dict(self) -> Mapping[str, str]:
        """Return it as it stands in a line."""
        return {
            "code": self.code,
            "message": display.line(self.message),
            "remedy": display.line(self.remedy),
            "resource": display.line(self.resource),
        }

    def __str__(self) -> str:
        code = f"[{self.code}]" if self.code else ""
        return " ".join(part for part in (code, self.message, self.remedy) if part)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of a shard.

    Attributes:
        plan: the hash of the plan that it is of.
        target: which Pulumi stack, account and Region.
        mode: how far it was to be done.
        status: what became of it.
        changes: how many resources Pulumi creates, updates and so on, by its words.
        causes: why it failed.
        trust: the statement that the trust policy of its role lacks, where the role could not be assumed.
        run: the run that did it.
        attempt: which try of that run it was, from 1.
        seconds: how long it took.
        begun: when the run began it; None where it did not, or an earlier version of catalogctl wrote the line.
        ended: when the run had its result, likewise.
        wave: the number of its wave, from 1; None where there are none.

    """

    plan: str
    target: Target
    mode: Mode
    status: Status
    changes: Mapping[str, int] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    trust: Mapping[str, Any] | None = None
    run: str = ""
    attempt: int = 1
    seconds: float = 0.0
    begun: datetime | None = None
    ended: datetime | None = None
    wave: int | None = None

    @property
    def changed(self) -> int:
        """Return how many resources were changed, or would be."""
        return sum(number for operation, number in self.changes.items() if operation not in _NO_CHANGE)

    @property
    def lost(self) -> bool:
        """Return whether it is the result of a worker that ended over the shard."""
        return any(cause.code == WorkerLost.code for cause in self.causes)

    def as_dict(self) -> Line:
        """Return its line."""
        return {
            "schemaVersion": SCHEMA_VERSION,
            "kind": "result",
            "plan": self.plan,
            "stack": self.target.stack,
            "account": self.target.account,
            "region": self.target.region,
            "mode": self.mode.value,
            "status": self.status.value,
            "changes": dict(self.changes),
            "causes": [cause.as_dict() for cause in self.causes],
            "trust": self.trust,
            "run": self.run,
            "attempt": self.attempt,
            "seconds": round(self.seconds, 3),
            "begun": _text(self.begun),
            "ended": _text(self.ended),
            "wave": self.wave,
        }


_NO_CHANGE: Final = frozenset({"same", "read", "refresh"})


def of(shard: PlannedShard, mode: Mode, status: Status, *causes: Cause, **members: Any) -> Result:
    """Return the result of a shard.

    Args:
        shard: which.
        mode: how far it was to be done.
        status: what became of it.
        causes: why it failed.
        members: other members of the result, by their names.

    """
    return Result(plan=shard.plan, target=shard.target, mode=mode, status=status, causes=causes, **members)


def parse(line: Line) -> Result:
    """Return the result of a line.

    Raises:
        ResultError: it is no result, or is of another version.

    """
    if line.get("kind") != "result":
        raise ResultError("this is no result of a shard")
    if line.get("schemaVersion") != SCHEMA_VERSION:
        version = json.dumps(line.get("schemaVersion"))
        raise ResultError(f"it is of schemaVersion {version}, and this version of catalogctl reads {SCHEMA_VERSION}")
    try:
        return Result(
            plan=line["plan"],
            target=Target(stack=line["stack"], account=line["account"], region=line["region"]),
            mode=Mode(line["mode"]),
            status=Status(line["status"]),
            changes={str(operation): int(number) for operation, number in line["changes"].items()},
            causes=tuple(_cause(cause) for cause in line["causes"]),
            trust=line["trust"],
            run=line["run"],
            attempt=line["attempt"],
            seconds=line["seconds"],
            begun=_moment(line.get("begun")),
            ended=_moment(line.get("ended")),
            wave=line.get("wave"),
        )
    except KeyError as error:
        raise ResultError(f"a result needs {error.args[0]}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ResultError(f"this is no result of a shard: {error}") from error


def _cause(cause: Line) -> Cause:
    return Cause(code=cause["code"], message=cause["message"], remedy=cause["remedy"], resource=cause["resource"])


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
