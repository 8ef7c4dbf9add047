"""A plan is lines that keep to their schema; an edited or cut plan is refused, and a shard stays in its part."""

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from pulumi_servicecatalog.fleet import plan as plans
from pulumi_servicecatalog.fleet.plan import Operation, Plan, PlanError
from support.fleet import of_size, plan, target
from support.tables import table

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/fleet-plan.schema.json").read_text())
PLAN = plan(target(1, role_arn="arn:aws:iam::000000000001:role/R"), target(2, tags={"ring": "canary"}, name="pay"))
LINES = [dict(line) for line in PLAN.lines()]


def test_every_line_keeps_to_the_published_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for line in LINES:
        jsonschema.validate(line, SCHEMA)


def test_a_plan_is_read_as_it_was_written():
    assert plans.parse(json.loads(json.dumps(LINES))) == PLAN


def test_the_hash_is_of_all_that_is_done():
    others = [
        plan(*PLAN.targets, operation=Operation.DESTROY),
        plan(*PLAN.targets[:1]),
        plan(target(1), PLAN.targets[1]),
        Plan.of("other", Operation.UP, PLAN.targets),
    ]
    assert len({PLAN.hash, *(other.hash for other in others)}) == 5
    assert plan(*PLAN.targets).hash == PLAN.hash


def changed(number, **members):
    return [{**line, **members} if at == number else line for at, line in enumerate(LINES)]


@table(
    "lines message",
    ([], "this is no plan", "an empty file"),
    (LINES[1:], "this is no plan", "no first line"),
    (LINES[:-1], "it has 1 of 2 shards", "a file that was cut off"),
    (LINES[:1], "it has 0 of 2 shards", "a file that was cut off after its first line"),
    (changed(1, region="us-east-1"), "it was changed after it was made", "a shard that was edited"),
    (changed(0, operation="destroy"), "it was changed after it was made", "an operation that was edited"),
    (changed(0, operation="delete"), '"delete" must be one of up, refresh, destroy', "no operation"),
    (changed(0, schemaVersion=2), "this version of catalogctl reads 1", "a version to come"),
    (changed(1, schemaVersion=2), "this version of catalogctl reads 1", "a version to come in a shard"),
    (changed(1, tags=7), "tags that are a map", "tags that are none"),
    (changed(1, stack=7), "stack must be text, and is 7", "a number for a name"),
    (changed(1, kind="result"), "this is no line of a shard", "a result in it"),
    ([LINES[0], {"schemaVersion": 1, "kind": "shard"}, LINES[2]], "needs stack", "a shard without members"),
    ([{"schemaVersion": 1, "kind": "plan"}, *LINES[1:]], "has no project", "a first line without members"),
)
def test_what_is_no_whole_plan_is_refused(lines, message, reason):
    with pytest.raises(PlanError, match=message.replace("(", r"\(")):
        plans.parse(lines)


def test_two_pulumi_stacks_of_one_account_and_region_are_no_plan():
    with pytest.raises(PlanError, match="of 000000000001, eu-west-1: a, b"):
        plan(*(plans.Target(stack=name, account="000000000001", region="eu-west-1") for name in "ab"))


def test_a_project_without_a_stack_of_an_account_is_no_plan():
    with pytest.raises(PlanError, match="no Pulumi stack whose settings name"):
        plan()


def test_each_shard_is_in_one_part_and_stays_there_when_others_are_added():
    few, many = of_size(40).shards, of_size(60).shards
    parts = [plans.part(many, number, 4) for number in range(1, 5)]
    assert sorted(shard.target.stack for part in parts for shard in part) == [shard.target.stack for shard in many]
    assert min(Counter(map(len, parts))) > 5
    for number, part in enumerate(parts, 1):
        earlier = {shard.target.stack for shard in plans.part(few, number, 4)}
        assert earlier <= {shard.target.stack for shard in part}
