"""The schema's names for what a Python program names as Python does."""

import asyncio

import pulumi

from pulumi_servicecatalog.providers import naming

DESCRIBED = {
    "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
    "provisioningPreferences": {"$ref": "#/types/servicecatalog:index:ProvisioningPreferences"},
}


def test_an_object_type_is_renamed_inside_and_a_map_is_not():
    preferences = {"stack_set_accounts": ["123456789012"], "stack_set_failure_tolerance_count": 1}
    inputs = {"provisioning_preferences": preferences, "parameters": {"stack_set_accounts": "a key of the user's"}}
    assert naming.by_schema(DESCRIBED, inputs) == {
        "provisioningPreferences": {"stackSetAccounts": ["123456789012"], "stackSetFailureToleranceCount": 1},
        "parameters": {"stack_set_accounts": "a key of the user's"},
    }


def test_an_object_type_that_is_an_output_is_renamed_when_it_is_known():
    async def known():
        output = pulumi.Output.from_input({"stack_set_regions": ["eu-west-1"]})
        renamed = naming.by_schema(DESCRIBED, {"provisioning_preferences": output})
        return await renamed["provisioningPreferences"].future()

    assert asyncio.run(known()) == {"stackSetRegions": ["eu-west-1"]}


def test_a_misspelt_name_is_kept_for_the_preview_to_report():
    assert naming.by_schema(DESCRIBED, {"provisioning_prefs": 1}) == {"provisioning_prefs": 1}
