"""What each rule says of a resource, by what is declared, what the state has, and what an inventory knows."""

from typing import Any

from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.policy import rule_set
from pulumi_servicecatalog.policy.catalog import Catalog
from pulumi_servicecatalog.policy.resource import Resource
from pulumi_servicecatalog.policy.rule import Enforcement, Facts, violations
from support.report import ACCOUNT, PRODUCT, REGION, stack, version
from support.tables import table

RULES = {rule.id: rule for rule in rule_set.RULES}
V1 = {"productName": "web-service", "provisioningArtifactName": "v1"}
CATALOG = Catalog(versions=tuple(version(number) for number in (1, 2, 3)))
ELSEWHERE = tuple(version(number, account="000000000002", order=9 + number) for number in (1, 2))
MADE = {"provisionedProductId": "pp-1"}


def resource(values: dict[str, Any], kind: Any = IMPORTED, **settings: Any) -> Resource:
    return Resource(urn="urn:payments", name="payments", kind=kind, values=values, settings=settings)


def messages(rule: str, *resources: Resource, catalog: Catalog | None = None, **configuration: Any) -> list[str]:
    facts = Facts(configuration=configuration, catalog=catalog)
    return [violation.message for violation in violations(RULES[rule], resources, facts, Enforcement.MANDATORY)]


@table(
    "rule values configuration expected",
    ("adopted-stack-is-retained", {"retainPhysicalResources": False}, {}, "deletes a stack", "deleted with it"),
    ("adopted-stack-is-retained", {}, {}, "", "the default is to retain"),
    ("adopted-stack-is-retained", {"retainPhysicalResources": UNKNOWN}, {}, "", "not known yet"),
    ("version-is-pinned", {"provisioningArtifactName": "v1"}, {}, "", "named"),
    ("version-is-pinned", {"provisioningArtifactId": "pa-1", "versionPolicy": "pinned"}, {}, "", "by its ID"),
    ("version-is-pinned", {}, {}, "no version is named", "whichever matches"),
    ("version-is-pinned", {"provisioningArtifactName": UNKNOWN}, {}, "", "named, though not known yet"),
    ("version-is-pinned", {"versionPolicy": "latest-active"}, {}, "versionPolicy is latest-active", "a policy"),
    ("version-is-pinned", {"versionPolicy": "latest-active"}, {"policies": ["latest-active"]}, "", "an allowed one"),
    (
        "version-is-pinned",
        {"versionPolicy": "latest-active", "provisioningArtifactName": "latest"},
        {},
        "is latest",
        "x",
    ),
    ("required-tags", {"tags": {"team": "a"}}, {"tags": {"team": []}}, "", "there"),
    ("required-tags", {}, {"tags": {"team": []}}, "the tag team is missing", "no tags at all"),
    ("required-tags", {"tags": {"team": "c"}}, {"tags": {"team": ["a", "b"]}}, "allowed: a, b", "another value"),
    ("required-tags", {"tags": {"team": UNKNOWN}}, {"tags": {"team": ["a"]}}, "", "a value not known yet"),
    ("required-tags", {"tags": UNKNOWN}, {"tags": {"team": ["a"]}}, "", "tags not known yet"),
    ("required-tags", {}, {}, "", "nothing is required"),
    ("allowed-products", {"productName": "web-service"}, {"products": ["web-service"]}, "", "by its name"),
    ("allowed-products", {"productId": "prod-1"}, {"products": ["prod-1"]}, "", "by its ID"),
    ("allowed-products", {"productName": "own"}, {"products": ["web-service"]}, "own is not among", "another"),
    ("allowed-products", {"productId": UNKNOWN}, {"products": ["web-service"]}, "", "not known yet"),
    ("expected-account-named", {"expectedAccountId": ACCOUNT}, {}, "", "in the resource"),
    ("expected-account-named", {}, {}, "no account is named", "nowhere"),
    ("not-tainted", {"status": "TAINTED"}, {}, "is TAINTED", "its last operation failed"),
    ("not-tainted", {"status": "ERROR"}, {}, "is ERROR", "likewise"),
    ("not-tainted", {"status": "AVAILABLE"}, {}, "", "it is well"),
    ("not-tainted", {}, {}, "", "nothing is known of it yet"),
    ("launch-role-set", {**MADE, "launchRoleArn": ""}, {}, "no launch role", "none"),
    ("launch-role-set", {**MADE, "launchRoleArn": UNKNOWN}, {}, "", "not known"),
    ("launch-role-set", {}, {}, "", "a LAUNCH constraint may bring it"),
    ("launch-role-set", {**MADE, "launchRoleArn": "arn:a/x"}, {"roles": ["arn:*/y"]}, "not among", "another role"),
    ("launch-role-set", {**MADE, "launchRoleArn": "arn:a/x"}, {"roles": ["arn:*/x"]}, "", "an allowed one"),
)
def test_a_rule_judges_what_is_known(
    rule: str, values: dict[str, Any], configuration: dict[str, Any], expected: str, reason: str
) -> None:
    shown = messages(rule, resource(values), **configuration)
    assert [expected in message for message in shown] == ([True] if expected else []), (reason, shown)


def test_a_launched_stack_may_be_deleted_with_its_resource() -> None:
    values = {"retainPhysicalResources": False}
    assert messages("adopted-stack-is-retained", resource(values, PROVISIONED)) == []


@table(
    "settings",
    ({"expectedAccountId": ACCOUNT}, "an explicit provider"),
    ({"servicecatalog:expectedAccountId": ACCOUNT}, "the configuration that a dynamic provider has got"),
)
def test_the_provider_can_name_the_account(settings: dict[str, str], reason: str) -> None:
    assert messages("expected-account-named", resource({}, **settings)) == [], reason


@table(
    "values versions deprecated behind",
    (V1, CATALOG.versions, [], ["2 versions behind v3"], "the oldest of three"),
    ({"productId": "prod-1", "provisioningArtifactId": "pa-1"}, CATALOG.versions, [], ["2 versions"], "by IDs"),
    ({**V1, "provisioningArtifactName": "v3"}, CATALOG.versions, [], [], "the newest"),
    ({**V1, "provisioningArtifactName": "v0"}, CATALOG.versions, ["web-service has no active version v0"], [], "gone"),
    (V1, (version(1, guidance="DEPRECATED"),), ["version v1 of web-service is DEPRECATED"], [], "deprecated"),
    ({**V1, "productName": "other"}, CATALOG.versions, [], [], "a product that the inventory does not have"),
    ({**V1, "region": "us-east-1"}, CATALOG.versions, [], [], "a Region that it does not have"),
    ({**V1, "provisioningArtifactName": UNKNOWN}, CATALOG.versions, [], [], "not known yet"),
    ({"productName": "web-service", "versionPolicy": "latest-active"}, CATALOG.versions, [], [], "by a policy"),
    ({**V1, "expectedAccountId": "000000000002"}, ELSEWHERE, [], ["1 versions behind v2"], "of its account"),
)
def test_a_version_is_held_against_the_catalog_of_its_account_and_region(
    values: dict[str, Any], versions: Any, deprecated: list[str], behind: list[str], reason: str
) -> None:
    catalog = Catalog(versions=tuple(versions))
    shown = messages("no-deprecated-version", resource(values), catalog=catalog)
    assert [message.rstrip(".") for message in shown] == deprecated, reason
    shown = messages("version-not-far-behind", resource(values), catalog=catalog, versions=0)
    assert [expected in message for expected, message in zip(behind, shown, strict=True)] == [True] * len(behind), shown


def test_as_many_newer_versions_as_are_allowed_are_no_violation() -> None:
    assert messages("version-not-far-behind", resource(V1), catalog=CATALOG) == []
    assert len(messages("version-not-far-behind", resource(V1), catalog=CATALOG, versions=1.0)) == 1


def test_rules_on_versions_do_not_apply_without_an_inventory() -> None:
    assert messages("no-deprecated-version", resource(V1)) == []
    assert RULES["no-deprecated-version"].missing(Facts()) == "inventory"


def test_an_inventory_knows_a_product_by_its_name_and_by_its_id() -> None:
    by_id = resource({"productId": PRODUCT.id})
    assert messages("allowed-products", by_id, catalog=CATALOG, products=[PRODUCT.name]) == []


STACKS = (
    *(stack(name) for name in ("a", "b")),
    stack("c", "unmatched", region="us-east-1"),
    stack("d", "governed"),
    stack("e", "excluded"),
)
A = stack("a").stack.id


@table(
    "values configuration expected",
    ({}, {}, [f"{ACCOUNT}, {REGION}: 2 stacks are not governed: a, b", "us-east-1: 1 stack is not"], "by Region"),
    ({"physicalId": A}, {}, ["not governed: b.", "governed: c."], "one that is adopted by its ARN"),
    ({"physicalId": "a", "region": REGION}, {}, ["not governed: b.", "governed: c."], "by its name"),
    ({"physicalId": "a", "region": "us-west-1"}, {}, ["a, b", "c"], "its name in another Region"),
    ({"physicalId": "a", "expectedAccountId": "000000000002"}, {}, ["a, b", "c"], "its name in another account"),
    ({"stackId": A}, {}, ["not governed: b.", "governed: c."], "one that the state has"),
    ({}, {"except": ["a", "c*"]}, ["not governed: b."], "exceptions"),
    ({}, {"verdicts": ["excluded"]}, ["governed: e."], "other verdicts"),
    ({}, {"accounts": ["000000000002"]}, [], "other accounts"),
)
def test_every_stack_of_an_inventory_is_governed_or_adopted(
    values: dict[str, Any], configuration: dict[str, Any], expected: list[str], reason: str
) -> None:
    shown = messages("every-stack-is-governed", resource(values), catalog=Catalog(stacks=STACKS), **configuration)
    assert [part in message for part, message in zip(expected, shown, strict=True)] == [True] * len(expected), reason


def test_many_stacks_of_an_account_are_one_violation_that_names_the_first() -> None:
    many = Catalog(stacks=tuple(stack(f"s{number}") for number in range(7)))
    (message,) = messages("every-stack-is-governed", catalog=many)
    assert message.endswith("7 stacks are not governed: s0, s1, s2, s3, s4, and 2 more.")
