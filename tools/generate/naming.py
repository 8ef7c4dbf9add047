"""The Python names and types of schema.json's properties."""

import re
from typing import Any

_SCALARS = {"string": "str", "boolean": "bool", "integer": "int", "number": "float"}


def snake(camel: str) -> str:
    """Give `provisioning_artifact_id` for `provisioningArtifactId`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", camel).lower()


def input_type(prop: dict[str, Any]) -> str:
    """Give the type of an argument."""
    if prop["type"] == "object":
        return f"pulumi.Input[Mapping[str, {input_type(prop['additionalProperties'])}]]"
    return f"pulumi.Input[{_SCALARS[prop['type']]}]"


def output_type(prop: dict[str, Any]) -> str:
    """Give the type of an output."""
    return f"pulumi.Output[{_plain_type(prop)}]"


def _plain_type(prop: dict[str, Any]) -> str:
    if prop["type"] == "object":
        return f"Mapping[str, {_plain_type(prop['additionalProperties'])}]"
    return _SCALARS[prop["type"]]
