"""The configuration of a provider, judged and parsed once: from `servicecatalog:*`, or of an explicit provider.

Called by the dynamic provider's configure, and by the plugin's CheckConfig, DiffConfig and Configure.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.model import display, settings
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import ConfigurationNotKnown
from pulumi_servicecatalog.model.property_types import Text
from pulumi_servicecatalog.model.settings import SETTINGS
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.controller import Defaults, Timeouts
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.rules import endpoints
from pulumi_servicecatalog.rules import inputs as input_rules

_ENGINES_OWN = frozenset({"version", "pluginDownloadURL"})

_NAMESPACE: Final = "servicecatalog:"

_TEXTS = frozenset(setting.name for setting in SETTINGS if isinstance(setting.type, Text))
"""The keys whose values the engine hands on as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """What all resources of one provider have in common."""

    defaults: Defaults = field(default_factory=Defaults)
    import_lane_scope: Scope = Scope.ACCOUNT_REGION
    refresh_before_update: bool = False


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as the schema has them: the engine hands on what is no string as JSON, in a string."""
    known = {setting.name for setting in SETTINGS}
    return {
        name: _from_json(value) if name in known - _TEXTS else value
        for name, value in values.items()
        if value is not None
    }


def of_dynamic(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a stack's configuration, by its keys, is for the dynamic provider; still to be judged."""
    declared = {key.removeprefix(_NAMESPACE): value for key, value in config.items() if key.startswith(_NAMESPACE)}
    for name in ("region", "profile"):
        declared[name] = declared.get(name) or config.get(f"aws:{name}")
    return typed(without_the_engines(declared))


def without_the_engines(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without those that the engine keeps beside the provider's own."""
    return {name: value for name, value in values.items() if name not in _ENGINES_OWN and not name.startswith("__")}


def secret(values: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of what is encrypted in a state: what always is, and a URL that names a user."""
    with_user = {name for name in ("endpointUrl", "endpoints") if display.names_user(str(values.get(name, "")))}
    return frozenset(setting.name for setting in SETTINGS if setting.secret) | with_user


def remarks(configured: "Configuration") -> tuple[Problem, ...]:
    """Return what is dangerous in a configuration, or in the environment beside it."""
    return endpoints.plain_http(configured.defaults.connection, os.environ)


def not_known(values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return that some of the values are not known, with which Pulumi configures no provider."""
    unknown = tuple(name for name, value in values.items() if codec.has_unknown({name: value}))
    return (ConfigurationNotKnown(unknown=unknown),) if unknown else ()


def problems(values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong with typed values, each on its property."""
    return input_rules.by_schema(values, settings.json_schema()) if values else ()


def parse(values: Mapping[str, Any]) -> Configuration:
    """Return the configuration. The values have passed `problems`; what is unknown is left out."""
    known = {name: value for name, value in typed(values).items() if value is not UNKNOWN}
    connection = {
        setting.field: _hashable(known[setting.name]) for setting in SETTINGS if setting.field and setting.name in known
    }
    timeouts = {
        operation: codec.duration(known[f"{operation}Timeout"])
        for operation in ("create", "update", "delete")
        if f"{operation}Timeout" in known
    }
    return Configuration(
        defaults=Defaults(
            connection=Connection(**connection),
            timeouts=Timeouts(**timeouts),
            preview_changes=known.get("previewChanges", False),
        ),
        import_lane_scope=Scope(known.get("importLaneScope", Scope.ACCOUNT_REGION.value)),
        refresh_before_update=known.get("refreshBeforeUpdate", False),
    )


def changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the names of the values that differ."""
    return [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]


def replacing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return those of the changed names that lead to another account or Region, and so to other resources.

    A value that was left out, or is now, may lead to the same one; then every resource compares for itself.
    """
    locations = {setting.name for setting in SETTINGS if setting.location}
    return [name for name in changed(old, new) if name in locations and name in old and name in new]


def _from_json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:  # it stays what it is, and is found to have the wrong type
        return value


def _hashable(value: Any) -> Any:
    """Return a map as pairs, since equal connections are one key."""
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value
