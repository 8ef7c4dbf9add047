"""What a template is sure to import, and which of it nothing exports now."""

from typing import Any

from pulumi_servicecatalog.rules.checks.imports import check, imports_of
from pulumi_servicecatalog.rules.stack_values import StackValues
from pulumi_servicecatalog.rules.templates import Template
from support.fakes.samples import V1
from support.fakes.state import SOMEBODY
from support.tables import table

VALUES = StackValues(types={"Net": "String", "Later": "String"}, known={"Net": "hunter2"})
CONDITIONS = {
    "Yes": {"Fn::Equals": ["a", "a"]},
    "No": {"Fn::Equals": ["a", "b"]},
    "Later": {"Fn::Equals": [{"Ref": "Later"}, "a"]},
}
NET = {"Fn::ImportValue": "net"}


def imported(value: Any, condition: str | None = None) -> list[str]:
    resource = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": value}}
    body: dict[str, Any] = {
        "Conditions": CONDITIONS,
        "Resources": {"Queue": {**resource, **({"Condition": condition} if condition else {})}},
    }
    imports = imports_of(Template(body=body), VALUES, SOMEBODY, None)
    return [problem.message().split(" (")[0] for problem in check(imports, ["mine"], V1)]


@table(
    "value condition says",
    (NET, None, ['"net"'], "a literal"),
    ({"Fn::ImportValue": "mine"}, None, [], "one that is exported"),
    ({"Fn::Join": ["-", ["a", {"Fn::ImportValue": {"Fn::Sub": "${Net}-x"}}]]}, None, ["a name"], "a parameter in it"),
    ({"Fn::ImportValue": {"Fn::Sub": "${Later}-x"}}, None, [], "a name that is not known"),
    ({"Fn::ImportValue": {"Ref": "AWS::StackName"}}, None, [], "a name that AWS has yet to choose"),
    ({"Fn::If": ["No", "x", NET]}, None, ['"net"'], "a choice that is made"),
    ({"Fn::If": ["Yes", "x", NET]}, None, [], "one that is not"),
    ({"Fn::If": ["Later", "x", NET]}, None, [], "one that is not known"),
    (NET, "No", [], "a resource that is not made"),
    (NET, "Yes", ['"net"'], "one that is"),
)
def test_an_import_of_what_nothing_exports_is_said(
    value: Any, condition: str | None, says: list[str], reason: str
) -> None:
    assert imported(value, condition) == [f"Queue of version {V1.name} imports {name}" for name in says], reason
