"""The schema's names for what a Python program names as Python does: in arguments, options and outputs.

Used by the classes of both providers.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pulumi

from pulumi_servicecatalog.model.python_names import SCHEMA_NAMES
from pulumi_servicecatalog.providers import outputs_on_demand, schema


class NamedAsInPython:
    """Lets a program read outputs by their Python names, while Pulumi keeps them under the schema's.

    Pulumi's own hook to rename outputs also renames the keys inside of maps, and so would change the names of a stack's
    parameters.
    """

    if not TYPE_CHECKING:  # which would take every name for one that exists

        def __getattr__(self, name: str) -> Any:
            held = outputs_on_demand.of(self, SCHEMA_NAMES.get(name, name))
            if held is None:
                raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
            return held


def with_schema_names(opts: pulumi.ResourceOptions | None) -> pulumi.ResourceOptions | None:
    """Name properties in options as the schema does; a program may name them as Python does."""
    if opts is None:
        return None
    named = pulumi.ResourceOptions.merge(None, opts)
    for option in ("ignore_changes", "replace_on_changes", "additional_secret_outputs"):
        names = getattr(named, option)
        if names:
            setattr(named, option, [SCHEMA_NAMES.get(name, name) for name in names])
    return named


def props(token: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Pulumi is handed of a resource: the arguments by the schema's names, and None for awaited outputs."""
    described = schema.package()["resources"][token]
    inputs = described["inputProperties"]
    named = {
        name: pulumi.Output.secret(value) if value is not None and inputs.get(name, {}).get("secret") else value
        for name, value in by_schema(inputs, args).items()
    }
    return {**dict.fromkeys(described["required"]), **named}


def by_schema(described: Mapping[str, Any], args: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments by the schema's names, inside of its object types as well; the keys of a map are the user's."""
    declared = {SCHEMA_NAMES.get(name, name): value for name, value in args.items()}
    return {name: _by_schema(described.get(name, {}), value) for name, value in declared.items()}


def _by_schema(prop: Mapping[str, Any], value: Any) -> Any:
    named = schema.package()["types"][prop["$ref"].removeprefix("#/types/")] if "$ref" in prop else prop
    if "properties" not in named:
        return value
    if isinstance(value, pulumi.Output):
        return value.apply(lambda known: _by_schema(named, known))
    return by_schema(named["properties"], value) if isinstance(value, Mapping) else value
