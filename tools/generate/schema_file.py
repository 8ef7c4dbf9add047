"""Renders schema.json: package.yaml, with the resources' inputs and outputs and the configuration from their tables."""

import json
from pathlib import Path
from typing import Any

import yaml
from tools.generate import schema_head

from pulumi_servicecatalog.model import outputs, properties, settings
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.model.property_types import REGION, Struct

_PACKAGE = Path(__file__).with_name("package.yaml")
_COMPONENT = "servicecatalog:index:GovernedStacks"
_READ = "servicecatalog:index:getProvisionedProduct"
_OF_ONE_STACK = frozenset({"name", "physicalId"})
"""What the component's `stacks` says of each, so that it takes neither."""


def schema() -> dict[str, Any]:
    """Return the schema of the package, as Pulumi reads it."""
    described: dict[str, Any] = yaml.safe_load(_PACKAGE.read_text(encoding="utf-8"))
    package = {"name": described["name"], **schema_head.values(), **described}
    for kind in (IMPORTED, PROVISIONED):
        package["resources"][kind.token] |= _resource(kind)
    package["resources"][_COMPONENT]["inputProperties"] |= _component_inputs()
    package["types"] = {struct.token: _named_type(struct) for struct in _structs()} | package["types"]
    for function in package["functions"].values():
        if "region" in function["inputs"]["properties"]:
            function["inputs"]["properties"]["region"] |= REGION.json_schema()
    returned = package["functions"][_READ]["outputs"]
    returned["properties"] = {**outputs.json_schema(IMPORTED), **returned["properties"]}
    returned["required"] = [*outputs.NAMES, *returned["required"]]
    package["config"] = {"variables": settings.json_schema()}
    package["provider"]["inputProperties"] = settings.json_schema()
    return package


def render() -> str:
    """Return the file's text."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _resource(kind: ResourceKind) -> dict[str, Any]:
    return {
        "inputProperties": _inputs(kind),
        "requiredInputs": list(properties.required(kind)),
        "properties": dict(outputs.json_schema(kind)),
        "required": list(outputs.NAMES),
    }


def _inputs(kind: ResourceKind) -> dict[str, Any]:
    return {prop.name: _reference(prop.json_schema(kind), prop.type) for prop in properties.of(kind)}


def _component_inputs() -> dict[str, Any]:
    """Return the inputs that the component hands to each of its resources; only those can be replaced."""
    return {
        name: {key: value for key, value in described.items() if key != "willReplaceOnChanges"}
        for name, described in _inputs(IMPORTED).items()
        if name not in _OF_ONE_STACK
    }


def _reference(described: dict[str, Any], type_: object) -> dict[str, Any]:
    """Return an object type as Pulumi has it: by its name."""
    if not isinstance(type_, Struct):
        return described
    return {"$ref": f"#/types/{type_.token}", "description": described["description"]}


def _structs() -> list[Struct]:
    return [prop.type for prop in properties.PROPERTIES if isinstance(prop.type, Struct)]


def _named_type(struct: Struct) -> dict[str, Any]:
    members = struct.json_schema()["properties"]
    return {"description": struct.doc, "type": "object", "properties": members}
