"""What is not as declared: compared with what AWS reports now."""

from hypothesis import given
from hypothesis import strategies as some

from fakes.samples import V1, VALUES, WEB, adoption, governed, product, stack, stack_id
from pulumi_servicecatalog.model.desired import ById, ByName, Draft
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import drift
from pulumi_servicecatalog.rules.drift import Change
from tables import table

WISH = adoption()


def draft(**wish):
    usual = {"name": WISH.name, "physical_id": WISH.physical_id, "product": WISH.product, "artifact": WISH.artifact}
    return Draft(**{**usual, **wish})


@table(
    "wish actual",
    ({}, {}, "just as adopted"),
    ({"physical_id": stack_id("payments")}, {}, "the ARN that the name resolves to"),
    ({"physical_id": stack_id("payments")}, {"physical_id": None}, "AWS does not tell the stack: taken to be right"),
    ({"product": ById(WEB.id)}, {}, "the product by its ID"),
    ({"artifact": ById(V1.id)}, {}, "the version by its ID"),
    ({"artifact": None}, {"artifact_name": "v7"}, "no version is declared, so any is right"),
    ({"parameters": None}, {}, "no parameters are declared, so any are right"),
    ({"parameters": {}}, {}, "an empty map declares none"),
    ({"parameters": {"Size": "small"}}, {}, "one is declared, and the other is left alone"),
    ({"parameters": {"Size": " small\n"}}, {}, "CloudFormation trims values"),
    ({"parameters": {"Secret": "hunter2"}}, {}, "a NoEcho value is masked, so nobody can compare it"),
    ({"tags": None}, {"tags": {"team": "web"}}, "no tags are declared, so any are right"),
    ({"tags": {"team": "web"}}, {"tags": {"team": "web", "aws:x": "y"}}, "tags of AWS's own are none of ours"),
    ({"tags": {"team": "web"}}, {"tags": {"team": "web", "env": "x"}}, "the catalog adds tags of the portfolio"),
    ({"retain_physical_resources": False, "ignore_errors": True}, {}, "AWS does not keep these"),
    ({}, {"status": "UNDER_CHANGE"}, "somebody is at it; what comes of that is not known yet"),
)
def test_no_difference(wish, actual, reason):
    assert drift.changes(draft(**wish), governed(**actual)) == (), reason


@table(
    "wish actual change",
    ({"name": "pay"}, {}, Change(property="name", actual="payments", declared="pay", replaces=True), "renamed"),
    (
        {"physical_id": "orders"},
        {},
        Change(property="physicalId", actual=stack_id("payments"), declared="orders", replaces=True),
        "another stack, by name",
    ),
    (
        {"physical_id": stack_id("payments").replace("0a1b", "ffff")},
        {},
        Change(
            property="physicalId",
            actual=stack_id("payments"),
            declared=stack_id("payments").replace("0a1b", "ffff"),
            replaces=True,
        ),
        "a stack that was made anew under the same name is another one",
    ),
    ({"artifact": ByName("v2")}, {}, Change(property="provisioningArtifactName", actual="v1", declared="v2"), "newer"),
    (
        {"artifact": ByName("v1")},
        {"artifact_id": "pa-2", "artifact_name": "v2"},
        Change(property="provisioningArtifactName", actual="v2", declared="v1"),
        "somebody changed the version by hand",
    ),
    (
        {"artifact": ById("pa-2")},
        {},
        Change(property="provisioningArtifactId", actual="pa-1", declared="pa-2"),
        "the version by its ID",
    ),
    (
        {"product": ByName("report-bucket")},
        {},
        Change(property="productName", actual="web-service", declared="report-bucket"),
        "another product, which an update can change",
    ),
    (
        {"product": ById("prod-other")},
        {},
        Change(property="productId", actual="prod-web", declared="prod-other"),
        "another product, by its ID",
    ),
    (
        {"parameters": {"Size": "large"}},
        {},
        Change(property="parameters.Size", actual="small", declared="large"),
        "a value that differs",
    ),
    (
        {"parameters": {"Zone": "b"}},
        {},
        Change(property="parameters.Zone", actual=None, declared="b"),
        "a value for a parameter that the stack does not have yet",
    ),
    (
        {"tags": {"team": "web"}},
        {"tags": {"team": "data"}},
        Change(property="tags.team", actual="data", declared="web"),
        "a tag that differs",
    ),
    ({}, {"status": "TAINTED"}, Change(property="status", actual="TAINTED", declared="AVAILABLE"), "tainted"),
    ({}, {"status": "ERROR"}, Change(property="status", actual="ERROR", declared="AVAILABLE"), "in error"),
)
def test_one_difference(wish, actual, change, reason):
    assert drift.changes(draft(**wish), governed(**actual)) == (change,), reason


@table(
    "wish properties replaces",
    ({"name": UNKNOWN}, ["name"], True, "the name might be another one"),
    ({"physical_id": UNKNOWN}, ["physicalId"], True, "the stack might be another one"),
    ({"product": UNKNOWN}, ["productId"], False, "an update can change the product"),
    ({"artifact": UNKNOWN}, ["provisioningArtifactId"], False, "an update can change the version"),
    ({"parameters": UNKNOWN}, ["parameters"], False, "all of the parameters"),
    ({"parameters": {"Size": UNKNOWN}}, ["parameters.Size"], False, "one parameter"),
    ({"parameters": {"Secret": UNKNOWN}}, ["parameters.Secret"], False, "one whose value is masked"),
    ({"tags": UNKNOWN}, ["tags"], False, "all of the tags"),
    ({"tags": {"team": UNKNOWN}}, ["tags.team"], False, "one tag"),
)
def test_what_is_not_known_yet_is_shown_as_a_change(wish, properties, replaces, reason):
    found = drift.changes(draft(**wish), governed())
    assert [(each.property, each.replaces) for each in found] == [(prop, replaces) for prop in properties], reason
    assert all(each.declared is UNKNOWN for each in found), reason


def test_every_difference_is_told_at_once():
    wish = draft(name="pay", artifact=ByName("v2"), parameters={"Size": "large"}, tags={"team": "web"})
    found = drift.changes(wish, governed(status="TAINTED"))
    assert [each.property for each in found] == [
        "name",
        "provisioningArtifactName",
        "parameters.Size",
        "tags.team",
        "status",
    ]


def test_a_stack_that_cannot_be_read_is_no_drift():
    wish = draft(parameters={"Size": "large"})
    assert drift.changes(wish, Governed(provisioned_product=product(), stack=None)) == ()


@given(
    parameters=some.none() | some.dictionaries(some.text(min_size=1), some.text()),
    tags=some.none() | some.dictionaries(some.text(min_size=1).filter(lambda key: key[:4] != "aws:"), some.text()),
    product_by=some.sampled_from([ById(WEB.id), ByName(WEB.name)]),
    artifact_by=some.sampled_from([ById(V1.id), ByName(V1.name), None]),
    by_arn=some.booleans(),
    masked=some.booleans(),
)
def test_what_was_adopted_as_declared_has_no_drift(parameters, tags, product_by, artifact_by, by_arn, masked):
    wish = draft(
        physical_id=stack_id("payments") if by_arn else "payments",
        product=product_by,
        artifact=artifact_by,
        parameters=parameters,
        tags=tags,
    )
    live = {key: "****" if masked else value.strip() for key, value in {**VALUES, **(parameters or {})}.items()}
    actual = Governed(provisioned_product=product(tags=tags or {}), stack=stack(parameters=live))
    assert drift.changes(wish, actual) == ()
