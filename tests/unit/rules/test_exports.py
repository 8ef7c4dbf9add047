"""What a template exports, as far as that is known before there is a stack, and whether the names are free."""

from typing import Any

from pulumi_servicecatalog.rules.checks.exports import Exports, check, exports_of
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
    assert exported(name) == Exports(names=(result,)), reason


@table(
    "name",
    ({"Ref": "Queue"}, "a resource"),
    ({"Fn::GetAtt": ["Queue", "Arn"]}, "an attribute"),
    ({"Fn::Sub": "${Queue.Arn}"}, "an attribute in a text"),
    ({"Fn::ImportValue": "other"}, "what another stack exports"),
    ({"Ref": "Secret"}, "a value that AWS hides"),
)
def test_a_name_that_depends_on_more_is_unclear(name, reason):
    assert exported(name) == Exports(unclear=("Out",), complete=False), reason


def test_a_name_that_only_up_knows_is_left_to_it():
    assert exported({"Fn::Sub": "${Later}-x"}) == Exports(complete=False)


@table(
    "condition names",
    ("IsProd", ("net",), "met"),
    ("IsTest", (), "not met"),
    ("Both", (), "one of two"),
    ("Any", ("net",), "either of two"),
    ("Unknown", ("net",), "not known"),
)
def test_an_export_holds_under_the_condition_of_its_output(condition, names, reason):
    assert exported("net", condition=condition).names == names, reason


def test_the_name_of_the_stack_makes_an_export_unique_at_a_launch_and_is_known_at_an_update():
    name = {"Fn::Sub": "${AWS::StackName}-net"}
    assert exported(name) == Exports()
    assert exported(name, at=stack_id("shop")) == Exports(names=("shop-net",))


@table(
    "exports at codes",
    (Exports(names=("net",)), "shop", ["ExportTaken"], "another stack has it"),
    (Exports(names=("net",)), "payments", [], "the stack has it itself"),
    (Exports(names=("net",)), None, ["ExportTaken"], "a launch"),
    (Exports(names=("new",)), None, [], "a free name"),
    (Exports(unclear=("Out",), complete=False), None, ["ExportNotJudged"], "a name that is unclear"),
    (Exports(), "payments", ["ExportInUse"], "one that is in use goes"),
    (Exports(complete=False), "payments", [], "it may be among those that are not known"),
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
