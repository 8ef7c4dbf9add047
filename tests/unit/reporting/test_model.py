"""A report is a JSON document that keeps to its schema, what is none is refused, and of several the last one counts."""

import json
from dataclasses import fields, replace
from pathlib import Path

import jsonschema
import pytest

from pulumi_servicecatalog.model.problems.fleet import WorkerLost
from pulumi_servicecatalog.reporting import model
from pulumi_servicecatalog.reporting.model import Mode, Outcome, ReportedProblem, ReportError, Source
from support import report as made
from support.tables import table

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/report.schema.json").read_text())
OF_DEFINITIONS = {
    "account": model.AccountEntry,
    "candidate": model.Candidate,
    "drift": model.DriftEntry,
    "family": model.FamilyEntry,
    "familyLink": model.FamilyLink,
    "holder": model.Holder,
    "ignored": model.Ignored,
    "named": model.Named,
    "problem": model.ReportedProblem,
    "source": model.Source,
    "stack": model.StackEntry,
    "version": model.VersionEntry,
}
DOCUMENT = json.loads(json.dumps(model.as_dict(made.whole())))


def without(document, *path):
    """Return a document without the member at a path."""
    name, *rest = path
    if rest:
        return {**document, name: [without(document[name][0], *rest), *document[name][1:]]}
    return {key: value for key, value in document.items() if key != name}


def test_a_report_keeps_to_the_published_schema_and_is_read_as_it_was_written():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(DOCUMENT, SCHEMA)
    assert model.parse(DOCUMENT) == made.whole()


def test_the_schema_describes_every_member_of_every_part():
    for name, type_ in OF_DEFINITIONS.items():
        properties = SCHEMA["$defs"][name]["properties"]
        assert len(properties) == len(fields(type_)), name
        assert sorted(properties) == sorted(SCHEMA["$defs"][name]["required"]), name


def test_members_of_a_version_to_come_are_passed_over_and_those_with_a_default_can_be_left_out():
    assert model.parse({**DOCUMENT, "colour": "red"}) == made.whole()
    assert model.parse(without(DOCUMENT, "drift")) == replace(made.whole(), drift=())


@table(
    "document message",
    ([], "this is no report", "a list"),
    ({"kind": "plan"}, "this is no report", "something else"),
    ({**DOCUMENT, "schemaVersion": 2}, "schemaVersion 2, and this version of catalogctl reads 1", "a version to come"),
    (without(DOCUMENT, "created"), "created is missing", "a member that is missing"),
    (without(DOCUMENT, "stacks", "verdict"), r"stacks\[0\].verdict is missing", "a member of a stack"),
    ({**DOCUMENT, "accounts": {}}, "accounts must be a list", "no list"),
    ({**DOCUMENT, "stacks": [3]}, r"stacks\[0\] must be an object", "no object"),
    ({**DOCUMENT, "created": 3}, "created must be text", "no text"),
    ({**DOCUMENT, "accounts": [{**DOCUMENT["accounts"][0], "outcome": "gone"}]}, "must be one of read", "no outcome"),
    ({**DOCUMENT, "accounts": [{**DOCUMENT["accounts"][0], "stacks": True}]}, "must be an integer", "no number"),
    ({**DOCUMENT, "accounts": [{**DOCUMENT["accounts"][0], "changes": []}]}, "changes must be an object", "no map"),
)
def test_what_is_no_report_is_refused_by_the_member_that_is_wrong(document, message, reason):
    with pytest.raises(ReportError, match=message):
        model.parse(document)


def test_a_problem_of_ours_has_its_text_in_a_report():
    problem = WorkerLost(attempts=3, reason="SIGKILL")
    reported = ReportedProblem.of(problem, resource="payments")
    assert (reported.code, reported.message, reported.resource) == ("WorkerLost", problem.message(), "payments")


def test_of_a_stack_in_several_reports_the_last_one_counts():
    first = made.report(stacks=(made.stack("a", "near"), made.stack("b", "near")))
    merged = model.merge([first, made.report(stacks=(made.stack("a", "governed"),))])
    assert [(entry.stack.name, entry.verdict) for entry in merged.stacks] == [("a", "governed"), ("b", "near")]


def test_an_account_that_was_read_again_has_nothing_left_of_what_was_said_before():
    first = made.report(accounts=(made.read(),), stacks=(made.stack("a"),), versions=(made.version(),))
    merged = model.merge([first, made.report(accounts=(made.read(stacks=0),))])
    assert (merged.stacks, merged.versions, len(merged.accounts)) == ((), (), 1)
    other = made.report(accounts=(made.read(region="us-east-1"),))
    assert len(model.merge([first, other]).stacks) == 1


def test_a_pulumi_stack_that_was_compared_again_has_nothing_left_of_its_drift():
    compared = made.shard(mode=Mode.DRIFT, outcome=Outcome.READ, project="adoptions")
    first = made.report(drift=(made.drift(), made.drift(pulumi_stack="shard-2", urn="urn:2")))
    merged = model.merge([first, made.report(accounts=(compared,))])
    assert [entry.pulumi_stack for entry in merged.drift] == ["shard-2"]


def test_pulumi_stacks_of_one_name_in_two_projects_do_not_hide_each_other():
    one, two = (
        made.report(
            accounts=(made.shard(mode=Mode.DRIFT, outcome=Outcome.READ, project=project),),
            drift=(made.drift(urn=f"urn:pulumi:shard-1::{project}::type::payments"),),
        )
        for project in ("adoptions", "other")
    )
    both = model.merge([one, two])
    assert (len(both.accounts), len(both.drift)) == (2, 2)
    again = model.merge([both, replace(one, drift=())])
    assert [model.project_of(entry.urn) for entry in again.drift] == ["other"]


def test_the_shard_of_a_rollout_and_the_account_that_was_read_stand_beside_each_other():
    again = made.shard(mode=Mode.VERIFY, outcome=Outcome.UNCHANGED)
    merged = model.merge([made.report(accounts=(made.read(), made.shard())), made.report(accounts=(again,))])
    assert [entry.mode for entry in merged.accounts] == [Mode.DISCOVER, Mode.VERIFY]


@table(
    "first second counted",
    ((Mode.UPDATE, Outcome.FAILED), (Mode.PREVIEW, Outcome.UNCHANGED), (Mode.UPDATE, Outcome.FAILED), "a good preview"),
    ((Mode.UPDATE, Outcome.DONE), (Mode.PREVIEW, Outcome.FAILED), (Mode.PREVIEW, Outcome.FAILED), "a failed one"),
    ((Mode.PREVIEW, Outcome.FAILED), (Mode.UPDATE, Outcome.DONE), (Mode.UPDATE, Outcome.DONE), "one before"),
    ((Mode.PREVIEW, Outcome.DONE), (Mode.PREVIEW, Outcome.FAILED), (Mode.PREVIEW, Outcome.FAILED), "previews alone"),
)
def test_a_preview_hides_no_update_of_a_report_that_was_made_before(first, second, counted, reason):
    one, two = (made.report(accounts=(made.shard(mode=mode, outcome=done),)) for mode, done in (first, second))
    (entry,) = model.merge([one, two]).accounts
    assert (entry.mode, entry.outcome) == counted, reason


def test_a_merged_report_names_all_its_sources_and_the_last_moment():
    one, two = (Source(kind="inventory", name=name) for name in "ab")
    merged = model.merge([made.report(created="2026-02-01", sources=(one,)), made.report(sources=(two,))])
    assert (merged.sources, merged.created) == ((one, two), "2026-02-01")
