"""What users build on: the schema, codes of problems, exit codes, published JSON. Documents to a value, and back."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

Members = Mapping[str, str]
"""Types by the names of members; `name?` is one that may be missing."""


@dataclass(frozen=True, kw_only=True)
class Interface:
    """What a release promises.

    Attributes:
        version: of the release.
        inputs: what a program gives, by `token` of the schema: resources, functions, types and `config`.
        outputs: what it gets, by `token`.
        problems: codes of problems.
        exit_codes: of catalogctl, by their names.
        documents: members of published JSON, by file and path: `inventory.schema.json/stack/reason`.

    """

    version: str
    inputs: Mapping[str, Members]
    outputs: Mapping[str, Members]
    problems: tuple[str, ...]
    exit_codes: Mapping[str, int]
    documents: Members

    @classmethod
    def parsed(cls, text: str) -> Self:
        """Return what `text` has recorded."""
        members = json.loads(text)
        return cls(**{**members, "problems": tuple(members["problems"])})

    def text(self) -> str:
        """Return it as it is recorded."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def of(
    *,
    schema: Mapping[str, Any],
    problems: Iterator[str],
    exit_codes: Mapping[str, int],
    json_schemas: Mapping[str, Mapping[str, Any]],
) -> Interface:
    """Return the interface that documents describe.

    Args:
        schema: Pulumi's, of this package.
        problems: codes of problems.
        exit_codes: of catalogctl, by their names.
        json_schemas: of published JSON, by the names of their files.

    """
    inputs: dict[str, Members] = {"config": _members(schema["config"]["variables"], schema["config"].get("required"))}
    outputs: dict[str, Members] = {}
    for token, resource in schema["resources"].items():
        inputs[token] = _members(resource["inputProperties"], resource.get("requiredInputs"))
        outputs[token] = _members(resource["properties"], resource.get("required"))
    for token, function in schema["functions"].items():
        inputs[token] = _of_object(function.get("inputs", {}))
        outputs[token] = _of_object(function["outputs"])
    for token, declared in schema["types"].items():
        outputs[token] = _of_object(declared)
    return Interface(
        version=schema["version"],
        inputs=inputs,
        outputs=outputs,
        problems=tuple(sorted(problems)),
        exit_codes=exit_codes,
        documents={
            path: type_ for name, document in json_schemas.items() for path, type_ in _paths(document, document, name)
        },
    )


def _of_object(declared: Mapping[str, Any]) -> Members:
    return _members(declared.get("properties", {}), declared.get("required"))


def _members(properties: Mapping[str, Any], required: list[str] | None) -> Members:
    known = required or []
    return {f"{name}{'' if name in known else '?'}": _type(declared) for name, declared in properties.items()}


def _type(declared: Mapping[str, Any]) -> str:
    """Return a type of Pulumi's schema in a few words."""
    if "$ref" in declared:
        return str(declared["$ref"])
    if "oneOf" in declared:
        return " or ".join(_type(one) for one in declared["oneOf"])
    inner = declared.get("items") or declared.get("additionalProperties")
    return f"{declared.get('type', 'any')}{f' of {_type(inner)}' if isinstance(inner, Mapping) else ''}"


def _paths(root: Mapping[str, Any], schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Return each member that a JSON Schema requires or allows, by its path."""
    if "$ref" in schema:
        resolved: Any = root
        for part in str(schema["$ref"]).removeprefix("#/").split("/"):
            resolved = resolved[part]
        schema = resolved
    for several in ("oneOf", "anyOf", "allOf"):
        for one in schema.get(several, ()):
            kind = one.get("properties", {}).get("kind", {}).get("const", "")
            yield from _paths(root, one, f"{path}/{kind}" if kind else path)
    if "items" in schema:
        yield from _paths(root, schema["items"], f"{path}/*")
    for name, declared in schema.get("properties", {}).items():
        optional = "" if name in schema.get("required", ()) else "?"
        yield f"{path}/{name}{optional}", _json_type(declared)
        yield from _paths(root, declared, f"{path}/{name}")


def _json_type(declared: Mapping[str, Any]) -> str:
    if "const" in declared:
        return json.dumps(declared["const"])
    if "enum" in declared:
        return " | ".join(map(json.dumps, declared["enum"]))
    types = declared.get("type", "any")
    return types if isinstance(types, str) else " | ".join(sorted(types))
