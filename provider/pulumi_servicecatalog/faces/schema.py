"""The one description of the resources, as it lies beside the package."""

import json
from functools import cache
from importlib import resources
from typing import Any

ADOPTED = "servicecatalog:index:ImportedProvisionedProduct"
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


def resource(token: str) -> dict[str, Any]:
    """Give the description of one resource."""
    described: dict[str, Any] = package()["resources"][token]
    return described
