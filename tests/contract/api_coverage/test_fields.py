"""fields.yaml is whole: it has the fields of botocore's model and no others, and what it names exists."""

import json

import boto3
import pytest

from contract.api_coverage import serving
from support.pulumi_cli import ROOT

SCHEMA = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))
OPERATIONS = serving.LIST["operations"]
FIELDS = list(serving.fields())


@pytest.fixture(scope="module")
def model():
    client = boto3.client(
        "servicecatalog", region_name="eu-west-1", aws_access_key_id="any", aws_secret_access_key="any"
    )
    return client.meta.service_model


def leaves(shape, path=""):
    match shape.type_name:
        case "structure":
            for name, member in shape.members.items():
                yield from leaves(member, f"{path}.{name}" if path else name)
        case "list":
            yield from leaves(shape.member, f"{path}[]")
        case _:
            yield path


def test_the_list_has_every_field_of_the_model_and_nothing_else(model):
    for operation, listed in OPERATIONS.items():
        described = model.operation_model(operation)
        assert set(listed["request"]) == set(leaves(described.input_shape)), operation
        assert set(listed["answer"]) == set(leaves(described.output_shape)), operation


def test_every_operation_of_the_five_documents_is_in_the_list():
    documents = serving.LIST["documents"].values()
    assert len(documents) == 5
    operations = {operation for document in documents for operation in document["operations"]}
    assert sorted(operations | set(serving.LIST["named"])) == sorted(OPERATIONS)


def test_a_field_is_served_by_something_that_exists_or_has_a_reason():
    assert [str(field) for field in FIELDS if bool(field.served) == bool(field.reason)] == []
    served_by = [(str(field), served) for field in FIELDS for served in field.served]
    assert [(field, served) for field, served in served_by if not exists(served)] == []


def exists(served):
    token = f"servicecatalog:index:{served.owner}"
    if token in SCHEMA["functions"]:
        properties = SCHEMA["functions"][token][served.side]["properties"]
    else:
        properties = SCHEMA["resources"][token]["inputProperties" if served.side == "inputs" else "properties"]
    first, _, rest = served.name.partition(".")
    if first not in properties or not rest:
        return first in properties
    return rest in SCHEMA["types"][properties[first]["$ref"].removeprefix("#/types/")]["properties"]


def test_a_field_that_an_input_goes_out_as_is_one_of_the_same_request():
    for field in FIELDS:
        if field.direction == "request":
            assert {server.field for server in field.served} <= set(OPERATIONS[field.operation]["request"]), field
