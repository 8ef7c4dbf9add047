"""Fleets as values: targets, plans and results of them."""

from datetime import UTC, datetime

from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.plan import Operation, Plan, PlannedShard, Target
from pulumi_servicecatalog.fleet.result import Cause, Mode, Result, Status

BEGINNING = datetime(2026, 8, 1, 10, 0, tzinfo=UTC)


def target(number: int, region: str = "eu-west-1", **members) -> Target:
    account = f"{number:012}"
    return Target(stack=f"{account}-{region}", account=account, region=region, digest="d" * 32, **members)


def plan(*targets: Target, operation: Operation = Operation.UP) -> Plan:
    return Plan.of("adoptions", operation, targets)


def of_size(accounts: int, **members) -> Plan:
    return plan(*(target(number, **members) for number in range(1, accounts + 1)))


def result(shard: PlannedShard, status: Status = Status.DONE, *, mode: Mode = Mode.UPDATE, **members) -> Result:
    causes = (Cause(code="StackNotFound", message="There is no stack x."),) if status.bad else ()
    changes = {"create": 2} if status is Status.DONE else {}
    return results.of(shard, mode, status, *causes, **{"changes": changes, **members})
