"""The table of inputs is whole: whatever stands in it can be compared, parsed and explained."""

import dataclasses

import pytest

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.model import outputs
from pulumi_servicecatalog.model.desired import DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.properties import (
    BOTH,
    IMPORTED,
    PROPERTIES,
    PROVISIONED,
    Comparison,
    Property,
    PropertyPath,
    ResourceKind,
    SentBy,
)
from pulumi_servicecatalog.model.property_types import Text
from pulumi_servicecatalog.rules import drift

REQUIRED = {"name": "payments", "physicalId": "payments", "productName": "web-service"}
MODELS: dict[ResourceKind, type[DesiredImport | DesiredLaunch]] = {IMPORTED: DesiredImport, PROVISIONED: DesiredLaunch}

each_property = pytest.mark.parametrize("prop", PROPERTIES, ids=lambda prop: prop.name)


def test_a_property_without_a_way_to_be_compared_cannot_exist():
    with pytest.raises(TypeError, match="comparison"):
        Property(name="fooBar", type=Text(), sent_by=SentBy.UPDATE, doc="Foo.")  # type: ignore[call-arg]


@each_property
def test_every_property_has_a_rule_that_compares_it(prop):
    assert callable(drift._rule_of(prop))


def test_every_kind_of_comparison_is_in_use():
    assert {prop.comparison for prop in PROPERTIES} == set(Comparison)


@each_property
def test_every_property_is_explained_by_a_sentence_in_each_resource_that_has_it(prop):
    for kind in (IMPORTED, PROVISIONED):
        if kind in prop.kinds:
            assert prop.doc_of(kind)[0].isupper()
            assert prop.doc_of(kind).endswith(".")


@each_property
def test_the_field_of_a_property_exists_in_each_resource_that_has_it(prop):
    member = prop.field.partition(".")[0]
    for kind, model in MODELS.items():
        names = {field.name for field in dataclasses.fields(model)}
        assert not member or (member in names) == (kind in prop.kinds)


def test_names_are_said_once():
    assert len({prop.name for prop in PROPERTIES}) == len(PROPERTIES)


def test_two_names_for_the_same_thing_know_of_each_other():
    pairs = {(prop.name, prop.same_as) for prop in PROPERTIES if prop.same_as}
    assert pairs == {(second, first) for first, second in pairs}


def test_what_is_shown_again_in_an_output_names_one_that_exists():
    assert {prop.shown_in for prop in PROPERTIES if prop.shown_in} <= set(outputs.NAMES)


@pytest.mark.parametrize("kind", [IMPORTED, PROVISIONED])
def test_inputs_that_are_decoded_and_encoded_again_are_the_same(kind):
    values = {
        "name": "payments",
        "productName": "web-service",
        "provisioningArtifactName": "v1",
        "pathId": "lpv2-1",
        "parameters": {"Size": "small"},
        "tags": {"team": "web"},
        "launchRoleArn": "arn:aws:iam::123456789012:role/launch",
        "owner": "arn:aws:iam::123456789012:user/jane",
        "preflight": "warn",
        "acceptLanguage": "jp",
        "ignoreErrors": True,
        "region": "eu-west-1",
        "profile": "prod",
        "previewChanges": False,
        **({"physicalId": "payments", "applyConstraints": True} if kind is IMPORTED else {}),
        **({"retainPhysicalResources": False} if kind is PROVISIONED else {}),
    }
    encoded = codec.inputs(codec.desired(kind, values))
    assert {**encoded, "preflight": values["preflight"]} == values


def test_a_path_is_written_with_its_key():
    assert (str(PropertyPath("tags")), str(PropertyPath("tags", "a.b"))) == ("tags", "tags.a.b")


def test_only_inputs_of_both_resources_are_shared():
    assert {prop.name for prop in PROPERTIES if prop.kinds is not BOTH} == {
        "physicalId",
        "applyConstraints",
        "notificationArns",
        "provisioningPreferences",
    }
