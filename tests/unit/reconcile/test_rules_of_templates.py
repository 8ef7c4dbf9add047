"""The Rules of a template are judged for the values that a launch or an update sends, and AWS refuses the same."""

import json
from dataclasses import replace
from typing import Any

import pytest

from pulumi_servicecatalog.model.product import ArtifactSource
from pulumi_servicecatalog.model.unknown import UNKNOWN
from support.fakes.gateway import FakeGateway
from support.fakes.samples import SECRET, SIZE, V1, V2, WEB, ZONE, account, template, version
from support.one_resource import Engine, Resource
from support.tables import table

SMALL = {"Fn::Equals": [{"Ref": "Size"}, "small"]}
LARGE_ALONE = {"Fn::Not": [{"Fn::Equals": [{"Ref": "Size"}, "large"]}]}
BY_SECRET = {"Fn::Equals": [{"Ref": "Secret"}, "x"]}
BY_RESOURCE = {"Fn::EachMemberIn": [{"Fn::ValueOfAll": ["AWS::EC2::VPC::Id", "Tags.x"]}, ["a"]]}
BROKEN = "The values of the parameters break the rule Sizes of the template of version {version}: not that large."


def with_rule(assertion: Any, *, condition: Any = None) -> str:
    rule = {"Assertions": [{"Assert": assertion, "AssertDescription": "not that large"}]}
    if condition is not None:
        rule["RuleCondition"] = condition
    return json.dumps({**json.loads(template(SIZE, SECRET)), "Rules": {"Sizes": rule}})


def world(assertion: Any, **more: Any) -> FakeGateway:
    """Return an account in which version 2, and none before, has this rule."""
    text = with_rule(assertion, **more)
    return FakeGateway(account().with_version(replace(version(WEB, V2, SIZE, SECRET), template=text)))


def resource(kind: str, gateway: FakeGateway, **parameters: Any) -> Resource:
    """Return a resource that is about to launch version 2, to go to it, or to be adopted and go to it."""
    if kind == "launched":
        return Resource.launching(provisioningArtifactName="v2", parameters={"Secret": "hunter2", **parameters})
    program = Resource.launching() if kind == "launched before" else Resource.adopting()
    if kind != "adopted with an update":
        program.up(Engine(gateway))
        program.inputs |= {"provisioningArtifactName": "v2", "parameters": parameters}
        return program
    gateway.state = gateway.state.with_version(
        replace(version(WEB, V1, SIZE, SECRET), template=template_of(gateway, V2.id))
    )
    gateway.state = gateway.state.with_stack(gateway.state.stacks[0], template_of(gateway, V2.id))
    program.inputs["parameters"] = parameters
    return program


def template_of(gateway: FakeGateway, artifact_id: str) -> str:
    existing = gateway.state.version(artifact_id)
    assert existing is not None
    return existing.template


KINDS = ("launched", "launched before", "adopted before", "adopted with an update")
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_values_that_break_a_rule_are_an_error_in_its_words(kind: str) -> None:
    gateway = world(LARGE_ALONE)
    program = resource(kind, gateway, Size="large")
    failures = program.check(Engine(gateway)).failures
    named = "v1" if kind == "adopted with an update" else "v2"
    assert [problem.message() for problem in failures] == [BROKEN.format(version=named)]
    assert type(program.up(Engine(gateway))).__name__ in {"NotMade", "MadeButUnhealthy"}


@every_kind
@table(
    "assertion condition values codes",
    (LARGE_ALONE, None, {"Size": "small"}, [], "a rule that holds"),
    (SMALL, {"Fn::Equals": [{"Ref": "Size"}, "huge"]}, {"Size": "large"}, [], "a rule whose condition is not met"),
    (SMALL, None, {"Size": UNKNOWN}, [], "a value that is not known yet"),
    (BY_RESOURCE, None, {"Size": "large"}, ["TemplateRuleNotJudged"], "a function that looks at resources"),
)
def test_other_rules_are_no_error(
    kind: str, assertion: Any, condition: Any, values: dict[str, Any], codes: list[str], reason: str
) -> None:
    gateway = world(assertion, condition=condition)
    program = resource(kind, gateway, **values)
    result = program.check(Engine(gateway))
    said = [problem.code for problem in (*result.failures, *result.remarks) if "Rule" in problem.code]
    assert said == codes, reason


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_rule_on_a_value_that_is_kept_hidden_is_said_not_to_be_judged(kind: str) -> None:
    gateway = world(BY_SECRET)
    result = resource(kind, gateway, Size="large").check(Engine(gateway))
    messages = [problem.message() for problem in result.remarks if problem.code == "TemplateRuleNotJudged"]
    assert [message.partition("depends on ")[2] for message in messages] == ["the value of Secret."]


def test_a_kept_value_that_breaks_a_rule_of_the_new_version_is_an_error() -> None:
    gateway = world({"Fn::Equals": [{"Ref": "Size"}, "large"]})
    program = resource("adopted before", gateway)
    assert [problem.code for problem in program.check(Engine(gateway)).failures] == ["TemplateRuleBroken"]


def test_a_template_that_cannot_be_read_is_said_not_to_be_judged() -> None:
    gateway = world(SMALL)
    hidden = ArtifactSource(status="AVAILABLE", template_url="https://templates.example/v2")
    gateway.state = gateway.state.with_version(replace(version(WEB, V2, SIZE, SECRET, ZONE), source=hidden))
    result = resource("launched", gateway, Size="large").check(Engine(gateway))
    assert "TemplateNotJudged" in [problem.code for problem in result.remarks]


def test_the_emulator_takes_a_rule_that_it_cannot_judge() -> None:
    gateway = world(BY_RESOURCE)
    program = resource("launched", gateway, Size="large")
    assert type(program.up(Engine(gateway))).__name__ == "Done"


@pytest.mark.parametrize(("region", "ends"), [("eu-west-1", "Done"), ("us-east-1", "MadeButUnhealthy")])
def test_the_emulator_refuses_a_launch_that_breaks_a_rule(region: str, ends: str) -> None:
    gateway = world({"Fn::Equals": [{"Ref": "AWS::Region"}, region]})
    program = resource("launched", gateway, Size="large")
    program.inputs["preflight"] = "off"
    assert type(program.up(Engine(gateway))).__name__ == ends
