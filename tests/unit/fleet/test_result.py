"""A result is a line that keeps to its schema, and what is no result is refused."""

import json
from pathlib import Path

import jsonschema
import pytest

from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.result import Cause, Mode, ResultError, Status
from pulumi_servicecatalog.model.problems.fleet import WorkerLost
from support.fleet import of_size, result
from support.tables import table

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/fleet-result.schema.json").read_text())
(SHARD,) = of_size(1).shards
TRUST = {"role": "arn:aws:iam::000000000001:role/R", "statement": {"Effect": "Allow"}}
LINE = result(SHARD).as_dict()


@pytest.mark.parametrize("status", Status)
def test_the_line_of_each_status_keeps_to_the_published_schema(status):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    trust = TRUST if status is Status.COULD_NOT_ASSUME else None
    line = json.loads(json.dumps(result(SHARD, status, trust=trust, run="r", seconds=1.23456).as_dict()))
    jsonschema.validate(line, SCHEMA)
    assert results.parse(line).as_dict() == line


def test_a_role_that_could_not_be_assumed_has_its_statement_by_the_schema():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(result(SHARD, Status.COULD_NOT_ASSUME).as_dict(), SCHEMA)


@table(
    "line message",
    ({"kind": "shard"}, "no result", "another line"),
    ({**LINE, "schemaVersion": 9}, "reads 1", "a version to come"),
    ({**LINE, "status": "finished"}, "finished", "no status"),
    ({**LINE, "changes": 3}, "no result", "changes that are no map"),
    ({key: value for key, value in LINE.items() if key != "mode"}, "needs mode", "a member that is missing"),
)
def test_what_is_no_result_is_refused(line, message, reason):
    with pytest.raises(ResultError, match=message):
        results.parse(line)


def test_what_pulumi_only_looked_at_is_no_change():
    assert result(SHARD, changes={"same": 5, "read": 1, "refresh": 2}).changed == 0
    assert result(SHARD, changes={"same": 5, "create": 1, "update": 2}).changed == 3


def test_a_cause_says_its_code_message_and_remedy_once():
    problem = WorkerLost(attempts=3, reason="SIGKILL")
    assert str(Cause.of(problem)) == str(problem)
    assert str(Cause(message="it failed")) == "it failed"


def test_a_lost_worker_is_known_by_its_code():
    lost = results.of(SHARD, Mode.UPDATE, Status.FAILED, Cause.of(WorkerLost(attempts=1, reason="x")))
    assert lost.lost
    assert not result(SHARD, Status.FAILED).lost
