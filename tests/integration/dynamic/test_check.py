"""What the dynamic provider alone takes and says: settings of others, outputs among the inputs, names of Python."""

import pytest

from support.providers import ADOPTED, INPUTS, REGION, adopt


def test_outputs_that_are_awaited_are_no_inputs(aws, engine):
    assert engine.check({**INPUTS, "status": None, "outputs": None}) == (ADOPTED.checked, [])


@pytest.mark.parametrize(
    ("config", "variables", "region"),
    [
        ({"servicecatalog:region": "eu-west-1", "aws:region": "us-east-1"}, {"AWS_REGION": "us-west-2"}, "eu-west-1"),
        ({"aws:region": "eu-west-1"}, {"AWS_REGION": "us-west-2"}, "eu-west-1"),
        ({}, {"AWS_REGION": "eu-west-1"}, "eu-west-1"),
        ({}, {"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
    ],
    ids=["servicecatalog:region", "aws:region", "AWS_REGION", "AWS_DEFAULT_REGION"],
)
def test_the_region_comes_from_the_nearest_place_that_names_one(aws, operation, config, variables, region):
    inputs, failures = operation(config, **variables).check(INPUTS)
    assert (inputs["region"], failures) == (region, [])


def test_the_regions_own_property_comes_first(aws, operation):
    inputs, failures = operation({"aws:region": "us-east-1"}).check({**INPUTS, "region": REGION})
    assert (inputs["region"], failures) == (REGION, [])


def test_get_reads_what_a_program_names_by_its_id(aws, operation):
    """`ImportedProvisionedProduct(..., opts=ResourceOptions(id=...))`: the engine has no state, only the program's."""
    id_, state, inputs = adopt(operation())
    result_id, result, _ = operation().read(id_, inputs)
    assert (result_id, result) == (id_, state)


def test_the_value_of_a_parameter_is_not_shown_since_it_may_be_a_secret(aws, engine):
    id_, state, inputs = adopt(engine, preflight="off")
    engine.diff(id_, state, {**inputs, "parameters": {"VisibilityTimeout": "60", "Password": "hunter2"}})
    assert [line for line in engine.shown(passing=False) if "PreflightOff" not in line] == [
        "parameters.VisibilityTimeout: AWS has another value than the one that is declared.",
    ]


def test_a_property_is_named_as_the_program_names_it(aws, engine):
    _, [(property_, reason)] = engine.check({**INPUTS, "provisioningArtefactName": "v1"})
    assert property_ == "provisioningArtefactName"
    assert reason.startswith(
        '[UnknownProperty] There is no property "provisioningArtefactName". '
        'Did you mean "provisioning_artifact_name" or "provisioning_artifact_id"?'
    )
