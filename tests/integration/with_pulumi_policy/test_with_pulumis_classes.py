"""The policies, asked as the engine asks them: Pulumi's own servicer makes the arguments from requests."""

import json
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _PolicyAnalyzerServicer
from pulumi_policy.proxy import UNKNOWN_BOOLEAN_VALUE, UNKNOWN_STRING_VALUE

from pulumi_servicecatalog.policy import pack, rule_set
from support.wire import struct

PLUGIN = "servicecatalog:index:ImportedProvisionedProduct"
DYNAMIC = "pulumi-python:dynamic/servicecatalog:ImportedProvisionedProduct"
URN = f"urn:pulumi:dev::p::{PLUGIN}::payments"
SECRET = "4dabf18193072939515e22adb298388d"
DECLARED = {"name": "payments", "expectedAccountId": "000000000001", "provisioningArtifactName": "v1"}


@pytest.fixture
def servicer(tmp_path: Path) -> Any:
    policies = pack.policies(tmp_path)
    return _PolicyAnalyzerServicer("servicecatalog", "0.0.1", policies, EnforcementLevel.ADVISORY)


def configure(servicer: Any, **rules: dict[str, Any]) -> None:
    request = proto.ConfigureAnalyzerRequest()
    for name, properties in rules.items():
        own = request.policyConfig[name.replace("_", "-")]
        own.enforcementLevel = proto.MANDATORY
        own.properties.update(properties)
    servicer.Configure(request, None)


def analyze(servicer: Any, properties: dict[str, Any], type_: str = PLUGIN, **provider: str) -> Any:
    request = proto.AnalyzeRequest(type=type_, properties=struct(properties), urn=URN, name="payments")
    if provider:
        request.provider.type = "pulumi:providers:servicecatalog"
        request.provider.properties.update(provider)
    return servicer.Analyze(request, None)


def analyze_stack(servicer: Any, **properties: Any) -> Any:
    resource = proto.AnalyzerResource(type=PLUGIN, properties=struct(properties), urn=URN, name="payments")
    return servicer.AnalyzeStack(proto.AnalyzeStackRequest(resources=[resource]), None)


def violated(response: Any) -> list[str]:
    return [diagnostic.policyName for diagnostic in response.diagnostics]


def test_the_engine_is_told_of_every_rule_with_its_severity_its_remedy_and_its_configuration(servicer: Any) -> None:
    info = servicer.GetAnalyzerInfo(None, None)
    known = {policy.name: policy for policy in info.policies}
    assert list(known) == [rule.id for rule in rule_set.RULES]
    retained = known["adopted-stack-is-retained"]
    assert (retained.severity, retained.enforcementLevel) == (proto.POLICY_SEVERITY_CRITICAL, proto.MANDATORY)
    assert retained.remediation_steps.startswith("Leave out retainPhysicalResources")
    assert "tags" in known["required-tags"].configSchema.properties


@pytest.mark.parametrize("type_", [PLUGIN, DYNAMIC])
def test_a_violation_names_what_is_wrong_and_what_to_do(servicer: Any, type_: str) -> None:
    (diagnostic,) = analyze(servicer, {**DECLARED, "retainPhysicalResources": False}, type_).diagnostics
    assert (diagnostic.policyName, diagnostic.urn) == ("adopted-stack-is-retained", URN)
    assert diagnostic.message.splitlines()[1].startswith("retainPhysicalResources is false")
    assert diagnostic.message.splitlines()[2] == "Leave out retainPhysicalResources, or set it to true."


def test_what_the_engine_does_not_know_yet_is_no_violation_and_keeps_no_rule_from_the_rest(servicer: Any) -> None:
    configure(servicer, required_tags={"tags": {"team": [], "cost": []}})
    unknown = {"retainPhysicalResources": UNKNOWN_BOOLEAN_VALUE, "provisioningArtifactName": UNKNOWN_STRING_VALUE}
    response = analyze(servicer, {**DECLARED, **unknown, "tags": {"team": UNKNOWN_STRING_VALUE}})
    assert violated(response) == ["required-tags"]
    assert "the tag cost is missing" in response.diagnostics[0].message


def test_a_secret_is_judged_by_its_value_and_not_shown(servicer: Any) -> None:
    configure(servicer, required_tags={"tags": {"team": ["a"]}})
    secret = {SECRET: "1b47061264138c4ac30d75fd1eb44270", "value": "hidden"}
    (diagnostic,) = analyze(servicer, {**DECLARED, "tags": {"team": secret}}).diagnostics
    assert "none of the values" in diagnostic.message
    assert "hidden" not in diagnostic.message


def test_the_provider_names_the_account(servicer: Any) -> None:
    declared = {name: value for name, value in DECLARED.items() if name != "expectedAccountId"}
    assert violated(analyze(servicer, declared)) == ["expected-account-named"]
    assert violated(analyze(servicer, declared, expectedAccountId="000000000001")) == []


def test_resources_of_others_are_not_judged(servicer: Any) -> None:
    response = analyze(servicer, {"retainPhysicalResources": False}, "aws:s3/bucket:Bucket")
    assert violated(response) == []
    assert {reason.policy_name for reason in response.not_applicable} >= {"adopted-stack-is-retained"}


def test_a_rule_without_what_it_needs_is_not_applicable_and_says_what_it_lacks(servicer: Any) -> None:
    reasons = {reason.policy_name: reason.reason for reason in analyze(servicer, DECLARED).not_applicable}
    assert reasons["required-tags"] == "its configuration has no tags"


def test_the_state_is_judged_with_an_inventory_beside_the_pack(servicer: Any, tmp_path: Path) -> None:
    where = {"schemaVersion": 1, "account": "000000000001", "region": "eu-west-1"}
    product = {"id": "prod-1", "name": "web-service"}
    version = {"product": product, "provisioningArtifact": {"id": "pa-1", "name": "v1"}, "guidance": "DEPRECATED"}
    lines = [
        {**where, "kind": "product", "product": product, "owner": ""},
        {**where, **version, "kind": "version", "family": None, "unreadable": ""},
        {**where, "kind": "account", "outcome": "read", "reason": "", "stacks": 0},
    ]
    (tmp_path / "inventory.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    configure(servicer, no_deprecated_version={"inventory": "inventory.jsonl"})
    state = {"productId": "prod-1", "provisioningArtifactId": "pa-1", "status": "TAINTED", "launchRoleArn": "arn"}
    assert violated(analyze_stack(servicer, **state)) == ["no-deprecated-version", "not-tainted"]


def test_an_account_that_an_inventory_has_not_read_is_not_taken_for_governed(servicer: Any, tmp_path: Path) -> None:
    denied = {"account": "000000000001", "region": "eu-west-1", "outcome": "denied", "reason": "no role"}
    line = {**denied, "schemaVersion": 1, "kind": "account"}
    (tmp_path / "inventory.jsonl").write_text(f"{json.dumps(line)}\n", encoding="utf-8")
    configure(servicer, every_stack_is_governed={"inventory": "inventory.jsonl"})
    response = analyze_stack(servicer)
    (message,) = [it.message for it in response.diagnostics if it.policyName == "every-stack-is-governed"]
    assert "000000000001, eu-west-1 was not judged: no role" in message


def test_names_from_aws_cannot_act_on_the_engine_or_a_log(servicer: Any) -> None:
    hostile = "<{%reset%}>\x1b[2J\n::error::x"
    configure(servicer, allowed_products={"products": ["web-service"]})
    (diagnostic,) = analyze(servicer, {**DECLARED, "productName": hostile}).diagnostics
    assert not {"\x1b", "<{%"} & set(diagnostic.message)
    assert len(diagnostic.message.splitlines()) == 3
