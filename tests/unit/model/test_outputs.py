"""The outputs of the resources, and the keys of the configuration, as schema.json and states have them."""

from typing import Any

import jsonschema
import pytest

from pulumi_servicecatalog.model import outputs, settings
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from support.fakes.samples import product, stack
from support.fakes.state import moment

OBSERVED = ObservedState(
    provisioned_product=product(created_time=moment(90), launch_role_arn="arn:aws:iam::123456789012:role/launch"),
    stack=stack(outputs={"Url": "https://jobs"}),
)


@pytest.mark.parametrize("kind", [IMPORTED, PROVISIONED], ids=["imported", "provisioned"])
def test_every_output_has_the_type_that_the_schema_names(kind: ResourceKind) -> None:
    schema = {"type": "object", "properties": outputs.json_schema(kind), "additionalProperties": False}
    for observed in (OBSERVED, ObservedState(provisioned_product=product(physical_id=None, created_time=None))):
        values = outputs.values(observed)
        assert list(values) == list(outputs.NAMES)
        jsonschema.validate(values, schema)


@pytest.mark.parametrize(
    ("observed", "stack_id"),
    [
        (ObservedState(provisioned_product=product(), stack=stack("other")), product().physical_id),
        (ObservedState(provisioned_product=product(physical_id=None), stack=stack("other")), stack("other").id),
        (ObservedState(provisioned_product=product(physical_id=None)), ""),
    ],
    ids=["the one that AWS reports", "the one that was read", "none"],
)
def test_the_stack_is(observed: ObservedState, stack_id: str) -> None:
    assert (observed.stack_id, outputs.values(observed)["stackId"]) == (stack_id, stack_id)


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("previewChanges", True, "yes"),
        ("maxRetries", 0, -1),
        ("createTimeout", "1h30m", "soon"),
        ("createTimeout", "0.5s", "0s"),
        ("updateTimeout", "10m", "0m"),
        ("deleteTimeout", "1h0m", "0h0m"),
        ("importLaneScope", "off", "mine"),
        ("endpoints", {"sts": "https://sts.example"}, {"ec2": "https://ec2.example"}),
    ],
)
def test_a_setting_takes(key: str, good: Any, bad: Any) -> None:
    schema = settings.json_schema()[key]
    jsonschema.validate(good, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, schema)


def test_defaults_and_secrets_are_said() -> None:
    schema = settings.json_schema()
    assert schema["previewChanges"]["default"] is False
    assert schema["externalId"]["secret"] is True
    assert not {"default", "secret"} & schema["region"].keys()
