"""The resource in a Python program: Python names outside, the schema's names inside, nothing swallowed."""

import pulumi
import pytest
from pulumi import dynamic

from pulumi_servicecatalog import ImportedProvisionedProduct, ProvisionedProduct, _dynamic_v1
from support.program_process import ended, value


def declare(**target):
    usual = {"name": "payments", "physical_id": "payments", "product_name": "web-service"}
    return ImportedProvisionedProduct("payments", **{**usual, **target})


def registered(engine, resource):
    value(resource.id)
    (args,) = engine.registered
    return args


def test_the_type_is_the_one_that_states_hold(engine):
    args = registered(engine, declare())
    assert args.typ == "pulumi-python:dynamic/servicecatalog:ImportedProvisionedProduct"


@pytest.mark.parametrize(
    ("declared", "name"), [(ImportedProvisionedProduct, "PROVIDER"), (ProvisionedProduct, "LAUNCHING_PROVIDER")]
)
def test_a_resource_is_registered_as_the_sdk_registers_a_dynamic_one(engine, declared, name):
    class Made(dynamic.Resource, module="servicecatalog", name=declared.__name__):
        pass

    usual = {"name": "payments", "physicalId": "payments"}
    Made(getattr(_dynamic_v1, name), "payments", dict(usual))
    declared("payments", name="payments", physical_id="payments")
    ended()
    by_the_sdk, ours = engine.registered
    assert (ours.typ, ours.inputs, ours.custom) == (by_the_sdk.typ, by_the_sdk.inputs, by_the_sdk.custom)


def test_inputs_arrive_under_the_names_of_the_schema(engine):
    args = registered(engine, declare(retain_physical_resources=False, parameters={"my_key": "a"}))
    inputs = {name: value for name, value in args.inputs.items() if name != "__provider"}
    assert inputs == {
        "name": "payments",
        "physicalId": "payments",
        "productName": "web-service",
        "retainPhysicalResources": False,
        "parameters": {"my_key": "a"},
    }


def test_a_misspelt_name_is_handed_on_for_check_to_tell(engine):
    args = registered(engine, declare(provisioning_artefact_name="v1"))
    assert args.inputs["provisioning_artefact_name"] == "v1"


def test_outputs_have_python_names_and_the_keys_of_maps_are_the_users(engine):
    resource = declare()
    assert value(resource.provisioned_product_id) == "pp-1"
    assert value(resource.stack_id) == "arn:stack"
    assert value(resource.live_parameters) == {"physical_id": "a", "Size": "small"}
    assert value(resource.outputs["JobsUrl"]) == "https://jobs"
    assert value(resource.outputs) == {"JobsUrl": "https://jobs", "status": "fine"}


def test_an_output_that_does_not_exist_is_an_attribute_error(engine):
    resource = declare()
    registered(engine, resource)
    with pytest.raises(AttributeError, match="ImportedProvisionedProduct has no attribute 'stack_idd'"):
        _ = resource.stack_idd


def test_an_input_may_be_an_output_of_another_resource(engine):
    args = registered(engine, declare(physical_id=pulumi.Output.from_input("orders")))
    assert args.inputs["physicalId"] == "orders"


def test_a_launch_has_a_type_of_its_own_and_schema_names_inside_of_its_preferences(engine):
    resource = ProvisionedProduct(
        "shop",
        name="shop",
        product_name="web-service",
        provisioning_artifact_name="v1",
        provisioning_preferences={"stack_set_regions": ["eu-west-1"], "stack_set_failure_tolerance_count": 0},
    )
    args = registered(engine, resource)
    assert args.typ == "pulumi-python:dynamic/servicecatalog:ProvisionedProduct"
    assert {name: value for name, value in args.inputs.items() if name != "__provider"} == {
        "name": "shop",
        "productName": "web-service",
        "provisioningArtifactName": "v1",
        "provisioningPreferences": {"stackSetRegions": ["eu-west-1"], "stackSetFailureToleranceCount": 0},
    }
