"""GovernedStacks without the plugin: a resource for each stack, under the component and with its options."""

from typing import Any

import pulumi
import pytest

from pulumi_servicecatalog import GovernedStacks
from support.program_process import ended, value

TEXT = """\
- {name: payments, physicalId: payments, productName: web, provisioningArtifactName: v1}
- {name: orders, physicalId: arn:orders, productId: prod-1, region: us-east-1}
"""
V1 = {"physicalId": "payments", "productName": "web", "provisioningArtifactName": "v1"}


def inputs_of(engine: Any) -> dict[str, dict[str, Any]]:
    """Return what was registered of each resource by its name, beside how its provider is found."""
    ended()
    custom = [args for args in engine.registered if args.custom]
    return {args.name: {k: v for k, v in args.inputs.items() if k != "__provider"} for args in custom}


def test_each_entry_becomes_a_resource_with_what_the_component_says_beneath(engine: Any) -> None:
    GovernedStacks("all", adoptions=TEXT, region="eu-west-1", expected_account_id="111122223333")
    account = {"expectedAccountId": "111122223333"}
    assert inputs_of(engine) == {
        "all-payments": {"name": "payments", **V1, "region": "eu-west-1", **account},
        "all-orders": {
            "name": "orders",
            "physicalId": "arn:orders",
            "productId": "prod-1",
            "region": "us-east-1",
            **account,
        },
    }


def test_a_map_of_stacks_is_taken_as_over_the_plugin(engine: Any) -> None:
    component = GovernedStacks("all", stacks={"payments": "payments"}, product_name="web")
    assert inputs_of(engine) == {"all-payments": {"name": "payments", "physicalId": "payments", "productName": "web"}}
    assert value(component.provisioned_product_ids) == {"payments": "pp-1"}
    assert value(component.statuses) == {"payments": "AVAILABLE"}


def test_the_component_has_the_type_that_it_has_over_the_plugin(engine: Any) -> None:
    GovernedStacks("all", stacks={})
    ended()
    assert [args.typ for args in engine.registered] == ["servicecatalog:index:GovernedStacks"]


def test_what_cannot_be_used_names_the_input(engine: Any) -> None:
    with pytest.raises(pulumi.RunError, match="all: adoptions: a list of entries is expected"):
        GovernedStacks("all", adoptions="a: b")
