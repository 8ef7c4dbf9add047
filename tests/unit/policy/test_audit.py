"""Rules on files: which resources a state has, by which configuration they are judged, and what is left out."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pulumi_servicecatalog.drift.state import StateError
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.policy import audit, configuration, state
from pulumi_servicecatalog.policy.catalog import Catalog
from pulumi_servicecatalog.policy.configuration import ConfigurationError
from pulumi_servicecatalog.policy.rule import Enforcement
from support.report import ACCOUNT, holder, stack
from support.tables import table

PLUGIN = "servicecatalog:index:ImportedProvisionedProduct"
DYNAMIC = "pulumi-python:dynamic/servicecatalog:ImportedProvisionedProduct"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:abc"}
CONFIGURED = {"region": "eu-west-1", "expectedAccountId": ACCOUNT}
PROVIDER = "urn:pulumi:dev::p::pulumi:providers:servicecatalog::own"


@table(
    "type_ kind",
    (PLUGIN, IMPORTED, "the plugin's"),
    ("servicecatalog:index:ProvisionedProduct", PROVISIONED, "the plugin's other one"),
    (DYNAMIC, IMPORTED, "the dynamic provider's"),
    ("pulumi-python:dynamic/servicecatalog:ProvisionedProduct", PROVISIONED, "its other one"),
    ("pulumi-python:dynamic:Resource", None, "of another dynamic provider"),
    ("aws:servicecatalog/provisionedProduct:ProvisionedProduct", None, "of pulumi-aws"),
    ("servicecatalog:index:GovernedStacks", None, "a component"),
)
def test_one_predicate_knows_the_resources_of_both_providers(type_: str, kind: Any, reason: str) -> None:
    assert ResourceKind.of_type(type_) is kind, reason


def exported(*, type_: str = PLUGIN, **members: Any) -> str:
    own = {
        "urn": f"urn:pulumi:dev::p::{type_}::payments",
        "type": type_,
        "id": "pp-1",
        "provider": f"{PROVIDER}::1",
        "inputs": {"name": "payments"},
        "outputs": {"name": "payments", "provisionedProductId": "pp-1", "status": "TAINTED"},
        **members,
    }
    provider = {
        "urn": PROVIDER,
        "id": "1",
        "type": "pulumi:providers:servicecatalog",
        "inputs": CONFIGURED,
    }
    return json.dumps({"version": 3, "deployment": {"resources": [provider, own]}})


def judged(*texts: str, catalog: Catalog | None = None, members: Any = None) -> list[tuple[str, str, Enforcement]]:
    configured = configuration.parse(members)
    states = [state.parse(text, "state.json") for text in texts]
    return [
        (violation.rule.id, violation.name, violation.enforcement)
        for violation in audit.judge(states, catalog, configured, lambda _: Catalog())
    ]


def test_a_state_has_what_is_declared_and_what_aws_has_reported() -> None:
    known = state.parse(exported(inputs={"name": "payments", "tags": SECRET}), "state.json")
    (declared,), (made,) = known.declared, known.made
    assert declared.values == {"name": "payments", "tags": UNKNOWN}
    assert declared.expected_account == ACCOUNT
    assert (made.is_made, declared.is_made, made.name) == (True, False, "payments")


@table(
    "text",
    ("", "nothing"),
    ("{}", "another object"),
    ('{"deployment": {"resources": [1]}}', "no resources"),
)
def test_what_is_no_state_is_refused_with_the_name_of_the_file(text: str, reason: str) -> None:
    with pytest.raises(StateError, match=r"^state\.json: "):
        state.parse(text, "state.json")


def test_an_empty_stack_and_what_is_about_to_be_deleted_have_no_violations() -> None:
    empty = '{"version": 3, "deployment": {"resources": null}}'
    assert judged(empty, exported(delete=True)) == []


def test_declared_and_reported_values_are_judged_each_by_its_rules() -> None:
    assert judged(exported()) == [
        ("version-is-pinned", "payments", Enforcement.ADVISORY),
        ("not-tainted", "payments", Enforcement.ADVISORY),
        ("launch-role-set", "payments", Enforcement.ADVISORY),
    ]


def test_governed_stacks_of_an_inventory_are_judged_unless_a_state_has_them() -> None:
    own, other = (stack(name, "governed", governed_by=holder(status="ERROR")) for name in ("payments", "orders"))
    catalog = Catalog(stacks=(own,))
    assert ("not-tainted", "payments", Enforcement.ADVISORY) in judged(catalog=catalog)
    assert ("not-tainted", "orders", Enforcement.ADVISORY) not in judged(exported(), catalog=Catalog(stacks=(other,)))


def test_a_configuration_sets_levels_and_properties() -> None:
    members = {"all": "disabled", "not-tainted": "mandatory", "required-tags": {"tags": {"team": []}}}
    assert judged(exported(), members=members) == [("not-tainted", "payments", Enforcement.MANDATORY)]
    members = {**members, "required-tags": {"tags": {"team": []}, "enforcementLevel": "advisory"}}
    assert ("required-tags", "payments", Enforcement.ADVISORY) in judged(exported(), members=members)


@table(
    "members message",
    ({"not-taintde": "mandatory"}, "'not-taintde' was unexpected", "a rule that does not exist"),
    ({"not-tainted": "strict"}, "not-tainted: 'strict' is not one of", "a level that does not exist"),
    ({"required-tags": {"tag": {}}}, "required-tags: ", "a property that the rule does not have"),
    ([], "the file: \\[\\] is not of type 'object'", "no object"),
)
def test_what_no_rule_takes_is_refused(members: Any, message: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        configuration.parse(members)


def test_the_schema_is_a_schema_and_names_every_rule() -> None:
    Draft202012Validator.check_schema(configuration.json_schema())


def test_what_is_not_applied_is_said_with_what_it_lacks() -> None:
    lacking = audit.not_applied(None, configuration.configured({}))
    assert (lacking["required-tags"], lacking["no-deprecated-version"]) == ("tags", "inventory")
    named = configuration.parse({"no-deprecated-version": {"inventory": "i.jsonl"}})
    assert "no-deprecated-version" not in audit.not_applied(None, named)
