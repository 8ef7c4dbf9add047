"""What the example declares, and what waits for what, both where the outputs are unknown and where they are known."""

import json

import pytest

from integration.with_pulumi_aws.account import STACKS
from support.wire import UNKNOWN


@pytest.fixture(params=["preview", "up"])
def declared(request, engine):
    """What the program registers, by name."""
    getattr(engine, request.param)()
    return engine.registered


def test_the_catalog_and_an_adoption_for_each_stack_are_declared_and_nothing_else(declared):
    assert {name: item.type.rpartition(":")[2] for name, item in declared.items()} == {
        "platform": "Portfolio",
        "web-service": "Product",
        "web-service-in-platform": "ProductPortfolioAssociation",
        "platform-principal": "PrincipalPortfolioAssociation",
        "web-service-launch": "Constraint",
        **dict.fromkeys(STACKS, "ImportedProvisionedProduct"),
    }


def test_the_version_is_made_from_a_stack_that_is_adopted(declared, aws):
    assert declared["web-service"].inputs["type"] == "CLOUD_FORMATION_TEMPLATE"
    assert declared["web-service"].inputs["provisioningArtifactParameters"] == {
        "name": "v1",
        "type": "CLOUD_FORMATION_TEMPLATE",
        "templatePhysicalId": aws.stack_ids()["payments"],
    }


def test_the_constraint_names_the_role_and_waits_for_the_product_to_be_in_the_portfolio(declared, account):
    launch = declared["web-service-launch"]
    assert launch.inputs["type"] == "LAUNCH"
    assert json.loads(launch.inputs["parameters"]) == {"RoleArn": f"arn:aws:iam::{account}:role/launch"}
    assert launch.dependencies == {"platform", "web-service", "web-service-in-platform"}


def test_an_adoption_waits_for_the_product_and_for_all_that_its_launch_path_leads_through(declared):
    awaited = {"web-service", "web-service-in-platform", "platform-principal", "web-service-launch"}
    assert {name: declared[name].dependencies for name in STACKS} == dict.fromkeys(STACKS, awaited)


def test_an_adoption_is_of_the_stack_of_its_name_and_leaves_the_defaults(declared):
    said = {name: {key: item for key, item in declared[name].inputs.items() if key != "productId"} for name in STACKS}
    assert said == {name: {"name": name, "physicalId": name, "provisioningArtifactName": "v1"} for name in STACKS}


def test_no_id_is_known_before_the_first_up(engine):
    engine.preview()
    assert engine.registered["platform-principal"].inputs["portfolioId"] is UNKNOWN
    assert {name: engine.registered[name].inputs["productId"] for name in STACKS} == dict.fromkeys(STACKS, UNKNOWN)


def test_the_id_of_the_product_that_was_made_reaches_every_adoption(engine, aws):
    engine.up()
    (made,) = aws.catalog.search_products_as_admin()["ProductViewDetails"]
    product = made["ProductViewSummary"]["ProductId"]
    assert {name: engine.registered[name].inputs["productId"] for name in STACKS} == dict.fromkeys(STACKS, product)
