"""The one description of the resources, as it lies beside the package."""

import json
from functools import cache
from importlib import resources
from typing import Any

ADOPTED = "servicecatalog:index:ImportedProvisionedProduct"
LAUNCHED = "servicecatalog:index:ProvisionedProduct"
GOVERNED_STACKS = "servicecatalog:index:GovernedStacks"


@cache
def text() -> str:
    """Give schema.json as it is."""
    return resources.files("pulumi_servicecatalog").joinpath("schema.json").read_text(encoding="utf-8")


@cache
def package() -> dict[str, Any]:
    """Give schema.json, parsed."""
    parsed: dict[str, Any] = json.loads(text())
    return parsed


@cache
def resource(token: str) -> dict[str, Any]:
    """Give the description of one resource, with the types that its properties refer to in their places."""
    described: dict[str, Any] = package()["resources"][token]
    inputs = {name: _resolved(each) for name, each in described["inputProperties"].items()}
    return {**described, "inputProperties": inputs}


def _resolved(prop: dict[str, Any]) -> dict[str, Any]:
    """Give an object type as JSON Schema says it, which knows nothing of Pulumi's packages."""
    if "$ref" not in prop:
        return prop
    named = package()["types"][prop["$ref"].removeprefix("#/types/")]
    return {**named, "additionalProperties": False, **{name: each for name, each in prop.items() if name != "$ref"}}
