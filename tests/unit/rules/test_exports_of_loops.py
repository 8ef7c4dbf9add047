"""Outputs that a loop makes are not known before CloudFormation has unrolled it: where it exports, that is said."""

from pulumi_servicecatalog.rules.checks.exports import check, exports_of
from pulumi_servicecatalog.rules.stack_values import StackValues
from pulumi_servicecatalog.rules.templates import Template
from support.fakes.samples import V1
from support.fakes.state import SOMEBODY

VALUES = StackValues(types={}, known={}, hidden=frozenset())
EXPORTED = {"Out${Zone}": {"Value": "x", "Export": {"Name": {"Fn::Sub": "net-${Zone}"}}}}


def exports(body):
    template = Template(body={"Outputs": {"Fn::ForEach::Zones": ["Zone", ["a", "b"], body]}})
    return exports_of(template, VALUES, SOMEBODY, None)


def test_a_loop_with_exports_is_not_judged():
    (said,) = check(exports(EXPORTED), {}, V1, stack_id=None, importers=lambda _: ())
    assert said.code == "ExportNotJudged"
    assert "Fn::ForEach::Zones" in said.message()


def test_what_a_loop_may_still_export_is_not_taken_for_gone():
    existing = {"net-a": "arn:aws:cloudformation:eu-west-1:123456789012:stack/own/1"}
    problems = check(exports(EXPORTED), existing, V1, stack_id=existing["net-a"], importers=lambda _: ("other",))
    assert [problem.code for problem in problems] == ["ExportNotJudged"]


def test_a_loop_within_a_loop_counts_as_well():
    assert exports({"Fn::ForEach::Inner": ["Kind", ["c"], EXPORTED]})


def test_a_loop_without_exports_says_nothing():
    assert exports({"Out${Zone}": {"Value": "x"}}) == []
