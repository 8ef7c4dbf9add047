"""What a template exports, as far as that is known before there is a stack, and whether the names are free."""

from typing import Any

from pulumi_servicecatalog.rules.checks.exports import Export, check, exports_of
from pulumi_servicecatalog.rules.stack_values import StackValues
from pulumi_servicecatalog.rules.templates import Template
from support.fakes.samples import V1, stack_id
from support.fakes.state import SOMEBODY
from support.tables import table

VALUES = StackValues(
    types={"Env": "String", "Zones": "CommaDelimitedList", "Secret": "String", "Later": "String"},
    known={"Env": "prod", "Zones": "a, b"},
    hidden=frozenset({"Secret"}),
)
OTHERS = {
    "Conditions": {
        "IsProd": {"Fn::Equals": [{"Ref": "Env"}, "prod"]},
        "IsTest": {"Fn::Not": [{"Condition": "IsProd"}]},
        "Both": {"Fn::And": [{"Condition": "IsProd"}, {"Condition": "IsTest"}]},
        "Any": {"Fn::Or": [{"Condition": "IsProd"}, {"Condition": "IsTest"}]},
        "Unknown": {"Fn::Equals": [{"Ref": "Later"}, "x"]},
    },
    "Mappings": {"Names": {"prod": {"short": "p"}}},
}


def exported(name, *, condition=None, at=None):
    output = {"Value": "x", "Export": {"Name": name}, **({"Condition": condition} if condition else {})}
    body: dict[str, Any] = {**OTHERS, "Outputs": {"Out": output, "Plain": {"Value": "y"}}}
    return exports_of(Template(body=body), VALUES, SOMEBODY, at)


@table(
    "name result",
    ("net", "net", "a literal"),
    (7, "7", "a number"),
    ({"Ref": "Env"}, "prod", "a parameter"),
    ({"Fn::Sub": "${Env}-${AWS::Region}-${!x}"}, "prod-eu-west-1-${x}", "a substitution"),
    ({"Fn::Sub": ["${Env}-${Own}", {"Own": {"Ref": "AWS::AccountId"}}]}, "prod-123456789012", "with names of its own"),
    ({"Fn::Join": ["-", [{"Ref": "Env"}, "net"]]}, "prod-net", "a list that is joined"),
    ({"Fn::Join": [":", {"Ref": "Zones"}]}, "a:b", "a parameter with a list"),
    ({"Fn::Join": ["+", {"Fn::Split": ["o", {"Ref": "Env"}]}]}, "pr+d", "a text that is split"),
    ({"Fn::Select": [1, {"Ref": "Zones"}]}, "b", "one of a list"),
    ({"Fn::FindInMap": ["Names", {"Ref": "Env"}, "short"]}, "p", "a mapping"),
    ({"Fn::If": ["IsProd", "yes", {"Ref": "Queue"}]}, "yes", "a condition"),
)
def test_a_name_is_worked_out_from_what_is_known(name, result, reason):
    assert [export.name for export in exported(name)] == [result], reason


@table(
    "name",
    ({"Ref": "Queue"}, "a resource"),
    ({"Fn::GetAtt": ["Queue", "Arn"]}, "an attribute"),
    ({"Fn::Sub": "${Queue.Arn}"}, "an attribute in a text"),
    ({"Fn::ImportValue": "other"}, "what another stack exports"),
    ({"Ref": "Secret"}, "a value that AWS hides"),
)
def test_a_name_that_depends_on_more_is_unclear(name, reason):
    assert exported(name) == [Export(output="Out", name=None, unclear=True)], reason


def test_a_name_that_only_up_knows_is_left_to_it():
    assert exported({"Fn::Sub": "${Later}-${AWS::Region}"}) == [Export(output="Out", name=None)]


@table(
    "condition names",
    ("IsProd", ("net",), "met"),
    ("IsTest", (), "not met"),
    ("Both", (), "one of two"),
    ("Any", ("net",), "either of two"),
    ("Unknown", ("net",), "not known"),
)
def test_an_export_holds_under_the_condition_of_its_output(condition, names, reason):
    assert tuple(export.name for export in exported("net", condition=condition)) == names, reason


def test_the_name_of_the_stack_makes_an_export_unique_at_a_launch_and_is_known_at_an_update():
    name = {"Fn::Sub": "${AWS::StackName}-net"}
    assert exported(name) == []
    assert [export.name for export in exported(name, at=stack_id("shop"))] == ["shop-net"]


@table(
    "exports at codes",
    ([Export(output="Out", name="net")], "shop", ["ExportTaken"], "another stack has it"),
    ([Export(output="Out", name="net")], "payments", [], "the stack has it itself"),
    ([Export(output="Out", name="net")], None, ["ExportTaken"], "a launch"),
    ([Export(output="Out", name="new")], None, [], "a free name"),
    ([Export(output="Out", name=None, unclear=True)], None, ["ExportNotJudged"], "a name that is unclear"),
    ([], "payments", ["ExportInUse"], "one that is in use goes"),
    ([Export(output="Out", name=None)], "payments", [], "it may be among those that are not known"),
)
def test_names_that_are_taken_and_exports_in_use_are_found(exports, at, codes, reason):
    existing = {"net": stack_id("payments"), "unused": stack_id("payments")}
    problems = check(
        exports,
        existing,
        V1,
        stack_id=stack_id(at) if at else None,
        importers=lambda name: ["billing"] if name == "net" else [],
    )
    assert [problem.code for problem in problems] == codes, reason


STORED = StackValues(types={"Image": "AWS::SSM::Parameter::Value<String>"}, known={"Image": "/image"})


def exported_with(values, name, **conditions: Any):
    output = {"Value": "x", "Export": {"Name": name}, **({"Condition": "If"} if conditions else {})}
    body: dict[str, Any] = {"Conditions": conditions, "Outputs": {"Out": output}}
    return exports_of(Template(body=body), values, SOMEBODY, None)


@table(
    "name shown",
    ({"Fn::Sub": "net-${Secret}"}, "", "a value that is hidden later"),
    ({"Fn::If": ["IsProd", "yes", "no"]}, "", "a choice by a value"),
    ({"Fn::Sub": "net-${AWS::Region}"}, "net-eu-west-1", "no value of a parameter"),
)
def test_a_message_names_an_export_only_without_values_of_parameters(name, shown, reason):
    values = StackValues(types={"Secret": "String"}, known={"Secret": "hunter2"})
    equal = {"Fn::Equals": [{"Ref": "Secret"}, "hunter2"]}
    body: dict[str, Any] = {
        "Conditions": {"IsProd": equal},
        "Outputs": {"Out": {"Value": "x", "Export": {"Name": name}}},
    }
    (export,) = exports_of(Template(body=body), values, SOMEBODY, None)
    assert export.name is not None
    assert export.shown == shown, reason
    taken = check([export], {export.name: stack_id("payments")}, V1, stack_id=None, importers=lambda _: [])
    messages = [problem.message() for problem in taken]
    before = [export]
    used = check([], {export.name: stack_id("a")}, V1, stack_id=stack_id("a"), importers=lambda _: "b", before=before)
    messages += [problem.message() for problem in used]
    assert len(messages) == 2
    assert all((shown or "output Out") in message and "hunter2" not in message for message in messages)


@table(
    "values condition unclear",
    (VALUES, {"Fn::Equals": [{"Ref": "Secret"}, "x"]}, True, "a value that AWS hides"),
    (VALUES, {"Fn::Not": [{"Condition": "If"}]}, True, "a condition that refers to itself"),
    (VALUES, {"Fn::Equals": [{"Ref": "Later"}, "x"]}, False, "a value that up will know"),
    (STORED, {"Fn::Equals": [{"Ref": "Image"}, "/image"]}, True, "what the parameter store has"),
)
def test_an_export_under_an_undecided_condition_is_not_judged(values, condition, unclear, reason):
    exports = exported_with(values, "net", If=condition)
    assert exports == [Export(output="Out", name="net", shown="net", certain=False, unclear=unclear)], reason
    for owner in ("payments", "shop"):
        problems = check(
            exports, {"net": stack_id(owner)}, V1, stack_id=stack_id("shop"), importers=lambda _: ["billing"]
        )
        assert [problem.code for problem in problems] == (["ExportNotJudged"] if unclear else [])


@table(
    "name",
    ({"Ref": "Image"}, "a reference"),
    ({"Fn::Sub": "${Image}-net"}, "a substitution"),
    ({"Fn::Join": ["-", {"Ref": "Image"}]}, "a list"),
)
def test_a_value_of_the_parameter_store_is_not_the_name_that_it_has_there(name, reason):
    assert exported_with(STORED, name) == [Export(output="Out", name=None, unclear=True)], reason


@table(
    "name exports",
    (
        {"Fn::Select": [0, {"Fn::Split": ["-", {"Ref": "AWS::StackName"}]}]},
        [Export(output="Out", name=None, unclear=True)],
        "part of a name",
    ),
    ({"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]}, [], "the part of an ARN that is unique"),
)
def test_a_part_of_a_new_name_may_be_like_another(name, exports, reason):
    assert exported(name) == exports, reason
