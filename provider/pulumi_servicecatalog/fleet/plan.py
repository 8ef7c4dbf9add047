"""A plan: a shard for each account and Region, with what to do there, and a hash by which results know their plan.

As a file it is JSON Lines, which docs/fleet-plan.schema.json describes. A line of a shard is enough to do it: any
scheduler can hand lines out.
"""

import enum
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Self

from pulumi_servicecatalog.fleet.json_lines import Line

SCHEMA_VERSION: Final = 1


class PlanError(Exception):
    """A plan or a line of one cannot be used; the text is one line that says why."""


class Operation(enum.Enum):
    """What is done with the Pulumi stack of a shard, in Pulumi's words."""

    UP = "up"
    REFRESH = "refresh"
    DESTROY = "destroy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A Pulumi stack, and the account and Region that it is of.

    Attributes:
        stack: the name of the Pulumi stack.
        account: the account that its settings expect.
        region: the Region of its settings.
        role_arn: the role by which the account is entered; None for none.
        name: of the account, where it is known.
        tags: of the account, by which canaries are chosen.
        digest: of what the stack declares: its program, its settings and its adoptions.

    """

    stack: str
    account: str
    region: str
    role_arn: str | None = None
    name: str = ""
    tags: Mapping[str, str] = field(default_factory=dict, hash=False)
    digest: str = ""

    @property
    def lane(self) -> str:
        """Return the lane that its imports take."""
        return f"{self.account}-{self.region}"

    def __str__(self) -> str:
        return f"{self.account}, {self.region}"

    def as_dict(self) -> Line:
        """Return its members, as they stand in a line."""
        return {
            "stack": self.stack,
            "account": self.account,
            "region": self.region,
            "roleArn": self.role_arn,
            "name": self.name,
            "tags": dict(sorted(self.tags.items())),
            "digest": self.digest,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedShard:
    """A shard of a plan: whose Pulumi stack it is, and what to do with it."""

    plan: str
    operation: Operation
    target: Target

    def as_dict(self) -> Line:
        """Return its line."""
        head = {"schemaVersion": SCHEMA_VERSION, "kind": "shard", "plan": self.plan, "operation": self.operation.value}
        return {**head, **self.target.as_dict()}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to do with the Pulumi stacks of a project.

    Attributes:
        project: the name of the Pulumi project.
        operation: what is done.
        targets: with which stacks, in order.

    """

    project: str
    operation: Operation
    targets: tuple[Target, ...]

    @classmethod
    def of(cls, project: str, operation: Operation, targets: Sequence[Target]) -> Self:
        """Return a plan in which each lane is in one shard.

        Raises:
            PlanError: there is no stack, or two are of the same account and Region.

        """
        if not targets:
            raise PlanError(
                "there is no Pulumi stack whose settings name an account and a Region; `catalogctl generate` writes "
                "them with --layout account"
            )
        lanes = Counter(target.lane for target in targets)
        if shared := [target for target in targets if lanes[target.lane] > 1]:
            stacks = ", ".join(target.stack for target in shared if target.lane == shared[0].lane)
            raise PlanError(
                f"several Pulumi stacks are of {shared[0]}: {stacks}. Imports there take turns, so that a fleet needs "
                "one Pulumi stack for each account and Region"
            )
        return cls(project=project, operation=operation, targets=tuple(targets))

    @cached_property
    def hash(self) -> str:
        """Return the digest of all that is done."""
        content = [self.project, self.operation.value, *(target.as_dict() for target in self.targets)]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]

    @cached_property
    def shards(self) -> tuple[PlannedShard, ...]:
        """Return the shards, in the order of the stacks."""
        return tuple(PlannedShard(plan=self.hash, operation=self.operation, target=target) for target in self.targets)

    def lines(self) -> Iterator[Line]:
        """Return the plan as lines: what it is of, then each shard."""
        yield {
            "schemaVersion": SCHEMA_VERSION,
            "kind": "plan",
            "project": self.project,
            "operation": self.operation.value,
            "hash": self.hash,
            "shards": len(self.targets),
        }
        yield from (shard.as_dict() for shard in self.shards)


def parse(lines: Sequence[Line]) -> Plan:
    """Return the plan that lines come to.

    Raises:
        PlanError: it is no plan, is of another version, or was edited or cut off after it was made.

    """
    if not lines or lines[0].get("kind") != "plan":
        raise PlanError("this is no plan: `catalogctl fleet plan` writes one")
    head, shards = lines[0], [parse_shard(line) for line in lines[1:]]
    _check_version(head)
    if missing := [name for name in ("project", "operation", "shards") if name not in head]:
        raise PlanError(f"its first line has no {missing[0]}")
    if len(shards) != head["shards"]:
        raise PlanError(f"it has {len(shards)} of {head['shards']} shards: make the plan again")
    plan = Plan.of(head["project"], _operation(head), [shard.target for shard in shards])
    if plan.hash != head.get("hash") or any(shard.plan != plan.hash for shard in shards):
        raise PlanError("it was changed after it was made: make the plan again with `catalogctl fleet plan`")
    return plan


def parse_shard(line: Line) -> PlannedShard:
    """Return the shard of a line.

    Raises:
        PlanError: it is no shard of a plan, or is of another version.

    """
    if line.get("kind") != "shard":
        raise PlanError("this is no line of a shard")
    _check_version(line)
    try:
        target = Target(
            stack=_text(line, "stack"),
            account=_text(line, "account"),
            region=_text(line, "region"),
            role_arn=None if line["roleArn"] is None else _text(line, "roleArn"),
            name=_text(line, "name"),
            tags={str(key): str(value) for key, value in dict(line["tags"]).items()},
            digest=_text(line, "digest"),
        )
        return PlannedShard(plan=_text(line, "plan"), operation=_operation(line), target=target)
    except KeyError as error:
        raise PlanError(f"a line of a shard needs {error.args[0]}") from error
    except (TypeError, ValueError) as error:
        raise PlanError("a line of a shard needs tags that are a map of text") from error


def part(shards: Sequence[PlannedShard], number: int, of: int) -> tuple[PlannedShard, ...]:
    """Return the shards of one part of several.

    Args:
        shards: all of them.
        number: which part, from 1.
        of: how many parts there are. A shard is always in the same one, whatever else is in the plan.

    """
    return tuple(shard for shard in shards if _bucket(shard.target.lane, of) == number - 1)


def _bucket(lane: str, of: int) -> int:
    return int.from_bytes(hashlib.sha256(lane.encode()).digest()[:8], "big") % of


def _text(line: Line, name: str) -> str:
    value: Any = line[name]
    if not isinstance(value, str):
        raise PlanError(f"{name} must be text, and is {json.dumps(value)}")
    return value


def _operation(line: Line) -> Operation:
    try:
        return Operation(line["operation"])
    except ValueError as error:
        raise PlanError(f"{json.dumps(line['operation'])} must be one of up, refresh, destroy") from error


def _check_version(line: Line) -> None:
    if line.get("schemaVersion") != SCHEMA_VERSION:
        version = json.dumps(line.get("schemaVersion"))
        raise PlanError(f"it is of schemaVersion {version}, and this version of catalogctl reads {SCHEMA_VERSION}")
