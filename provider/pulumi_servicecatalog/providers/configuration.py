"""The configuration of a provider, judged and parsed once: from `servicecatalog:*`, or of an explicit provider.

Called by the dynamic face's configure, and by the plugin's CheckConfig, DiffConfig and Configure.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers import inputs as parsing
from pulumi_servicecatalog.providers import schema
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.rules import inputs as input_rules

_REPLACES = ("region", "expectedAccountId")
"""What names another place. Credentials for the same place are none of these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeouts:
    """Seconds that an operation may take where the resource sets no customTimeouts."""

    create: float = 3600.0
    update: float = 3600.0
    delete: float = 3600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """What all resources of one provider have in common."""

    connection: Connection = field(default_factory=Connection)
    timeouts: Timeouts = field(default_factory=Timeouts)
    import_lane_scope: Scope = Scope.ACCOUNT_REGION
    preview_changes: bool = False


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values as the schema has them: the engine hands on what is no string as JSON, in a string."""
    described = schema.package()["provider"]["inputProperties"]
    return {name: _typed(value, described.get(name, {})) for name, value in values.items() if value is not None}


def problems(values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Give what is wrong with typed values, each on its property."""
    return input_rules.by_schema(values, schema.package()["provider"]) if values else ()


def parse(values: Mapping[str, Any]) -> Configuration:
    """Give the configuration. The values have passed `problems`; what is unknown is left out."""
    known = {name: value for name, value in typed(values).items() if value is not UNKNOWN}
    return Configuration(
        connection=Connection(
            region=known.get("region"),
            profile=known.get("profile"),
            role_arn=known.get("roleArn"),
            external_id=known.get("externalId"),
            session_name=known.get("sessionName"),
            expected_account_id=known.get("expectedAccountId"),
            endpoint_url=known.get("endpointUrl"),
            endpoints=tuple(sorted(known.get("endpoints", {}).items())),
            max_retries=known.get("maxRetries"),
        ),
        timeouts=Timeouts(
            **{
                operation: parsing.duration(known[f"{operation}Timeout"])
                for operation in ("create", "update", "delete")
                if f"{operation}Timeout" in known
            }
        ),
        import_lane_scope=Scope(known.get("importLaneScope", Scope.ACCOUNT_REGION.value)),
        preview_changes=known.get("previewChanges", False),
    )


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Give the names of the values that differ."""
    return [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]


def replacing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Give those of the changed names that lead to another place, and so to other resources.

    A value that was left out, or is now, may lead to the same place; then every resource compares for itself.
    """
    return [name for name in changed(old, new) if name in _REPLACES and name in old and name in new]


def _typed(value: Any, described: Mapping[str, Any]) -> Any:
    if not isinstance(value, str) or described.get("type", "string") == "string":
        return value
    try:
        return json.loads(value)
    except ValueError:  # it stays what it is, and is found to have the wrong type
        return value
