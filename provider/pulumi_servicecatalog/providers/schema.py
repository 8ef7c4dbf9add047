"""schema.json, as it lies beside the package."""

import json
from functools import cache
from importlib import resources
from typing import Any

GOVERNED_STACKS = "servicecatalog:index:GovernedStacks"


@cache
def text() -> str:
    """Return schema.json as it is."""
    return resources.files("pulumi_servicecatalog").joinpath("schema.json").read_text(encoding="utf-8")


@cache
def package() -> dict[str, Any]:
    """Return schema.json, parsed."""
    parsed: dict[str, Any] = json.loads(text())
    return parsed
