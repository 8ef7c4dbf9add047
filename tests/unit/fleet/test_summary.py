"""A summary counts by status, and failures by their cause."""

from dataclasses import replace

from pulumi_servicecatalog.cli import fleet_summary, layout
from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.result import Cause, Mode, Status
from pulumi_servicecatalog.fleet.summary import summarize
from pulumi_servicecatalog.model.problems.fleet import WorkerLost
from support.fleet import of_size, result
from support.tables import table

SHARDS = of_size(6).shards
PULUMI = Cause(message="the program cannot be run")
LOST = Cause.of(WorkerLost(attempts=3, reason="SIGKILL"))


def failed(shard, *causes):
    return results.of(shard, Mode.UPDATE, Status.FAILED, *causes)


def test_failures_are_grouped_by_their_cause_most_frequent_first():
    blocked = [result(shard, Status.FAILED) for shard in SHARDS[:4]]
    summary = summarize([*blocked, failed(SHARDS[4], PULUMI, PULUMI), result(SHARDS[5])])
    assert [(cause.code, len(cause.results)) for cause in summary.causes] == [("StackNotFound", 4), ("", 1)]
    assert (summary.statuses, summary.changed) == ({Status.DONE: 1, Status.FAILED: 5}, 2)
    assert (summary.bad, summary.stopped) == (5, 0)
    text = layout.plain(fleet_summary.as_text(summary))
    assert text.splitlines()[0] == "1 done, 5 failed; 2 resources changed"
    assert "4 x StackNotFound: 000000000001, eu-west-1; " in text
    assert "and 1 more" in text


def test_the_statement_of_a_role_that_could_not_be_assumed_is_shown_as_it_is_added():
    trust = {"role": "arn:aws:iam::000000000001:role/R", "statement": {"Effect": "Allow"}}
    text = layout.plain(fleet_summary.as_text(summarize([result(SHARDS[0], Status.COULD_NOT_ASSUME, trust=trust)])))
    assert 'arn:aws:iam::000000000001:role/R:\n  {"Effect": "Allow"}' in text


@table(
    "outcomes code",
    ([result(SHARDS[0]), result(SHARDS[1], Status.FRESH), result(SHARDS[2], Status.UNCHANGED)], 0, "all went well"),
    ([result(SHARDS[0]), result(SHARDS[1], Status.FAILED)], 4, "one is blocked"),
    ([result(SHARDS[0], Status.FAILED), result(SHARDS[1], Status.STOPPED)], 4, "and others were stopped for it"),
    ([result(SHARDS[0], Status.FAILED), result(SHARDS[1], Status.COULD_NOT_ASSUME)], 1, "one could not be entered"),
    ([failed(SHARDS[0], PULUMI)], 1, "Pulumi did not come to an answer"),
    ([failed(SHARDS[0], LOST)], 1, "its worker was lost"),
    ([replace(result(SHARDS[0], Status.STOPPED), causes=())], 1, "an interrupt stopped it"),
)
def test_the_exit_code_is_pulumis(outcomes, code, reason):
    assert fleet_summary.exit_code(outcomes) == code
