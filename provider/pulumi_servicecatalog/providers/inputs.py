"""Parses a resource's inputs, once and at the edge, into what the core works with."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import (
    ById,
    ByName,
    DesiredImport,
    DesiredLaunch,
    Latest,
    Preflight,
    Reference,
    Version,
)
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown

Inputs = Mapping[str, Any]
"""Plain values by property name, as in schema.json, with UNKNOWN where the engine cannot know one yet."""

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0}

SETTINGS = (
    "acceptLanguage",
    "applyConstraints",
    "externalId",
    "expectedAccountId",
    "ignoreErrors",
    "pathId",
    "pathName",
    "preflight",
    "previewChanges",
    "profile",
    "retainPhysicalResources",
    "roleArn",
    "timeouts",
    "versionPolicy",
)
"""The inputs that AWS does not keep: the state alone remembers them, for the next update or delete."""


def adoption(inputs: Inputs, connection: Connection, *, previews: bool) -> DesiredImport:
    """Give the declaration of an ImportedProvisionedProduct, unknown values and all. It has passed `rules.inputs`.

    `previews` is the provider's own previewChanges, for where the resource says nothing.
    """
    return DesiredImport(
        physical_id=inputs["physicalId"],
        apply_constraints=_known(inputs, "applyConstraints", default=False),
        retain_physical_resources=_known(inputs, "retainPhysicalResources", default=True),
        **_common(inputs, connection, previews=previews),
    )


def launch(inputs: Inputs, connection: Connection, *, previews: bool) -> DesiredLaunch:
    """Give the declaration of a ProvisionedProduct, likewise."""
    topics = inputs.get("notificationArns")
    return DesiredLaunch(
        notification_arns=UNKNOWN if has_unknown(topics) else tuple(topics or ()),
        preferences=_preferences(inputs.get("provisioningPreferences")),
        retain_physical_resources=_known(inputs, "retainPhysicalResources", default=False),
        **_common(inputs, connection, previews=previews),
    )


def _common(inputs: Inputs, connection: Connection, *, previews: bool) -> dict[str, Any]:
    return {
        "name": inputs["name"],
        "product": cast("Reference | Unknown", reference(inputs, "productId", "productName")),
        "artifact": _version(inputs),
        "path": reference(inputs, "pathId", "pathName"),
        "parameters": inputs.get("parameters"),
        "tags": inputs.get("tags"),
        "launch_role_arn": inputs.get("launchRoleArn"),
        "owner": inputs.get("owner"),
        "preflight": Preflight(_known(inputs, "preflight", Preflight.ERROR.value)),
        "preview_changes": _known(inputs, "previewChanges", default=previews),
        "accept_language": _known(inputs, "acceptLanguage", "en"),
        "ignore_errors": _known(inputs, "ignoreErrors", default=False),
        "connection": connection,
    }


def _version(inputs: Inputs) -> Version | Unknown | None:
    policy = inputs.get("versionPolicy")
    if isinstance(policy, Unknown):
        return policy
    if policy in {each.value for each in Latest}:
        return Latest(policy)
    return reference(inputs, "provisioningArtifactId", "provisioningArtifactName")


def _preferences(declared: Any) -> StackSetPreferences | Unknown | None:
    if declared is None:
        return None
    if has_unknown(declared):
        return UNKNOWN
    return StackSetPreferences(
        accounts=tuple(declared.get("stackSetAccounts", ())),
        regions=tuple(declared.get("stackSetRegions", ())),
        failure_tolerance_count=declared.get("stackSetFailureToleranceCount"),
        failure_tolerance_percentage=declared.get("stackSetFailureTolerancePercentage"),
        max_concurrency_count=declared.get("stackSetMaxConcurrencyCount"),
        max_concurrency_percentage=declared.get("stackSetMaxConcurrencyPercentage"),
    )


def has_unknown(value: Any) -> bool:
    """Tell whether anything in a value is not known yet."""
    if isinstance(value, Mapping):
        return any(has_unknown(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(has_unknown(each) for each in value)
    return value is UNKNOWN


def connection(inputs: Inputs, configured: Connection) -> Connection:
    """Give the connection of a resource: what it says itself, and the configuration for the rest."""
    return replace(
        configured,
        region=_known(inputs, "region", configured.region),
        profile=_known(inputs, "profile", configured.profile),
        role_arn=_known(inputs, "roleArn", configured.role_arn),
        external_id=_known(inputs, "externalId", configured.external_id),
        expected_account_id=_known(inputs, "expectedAccountId", configured.expected_account_id),
    )


def connection_is_unknown(inputs: Inputs) -> bool:
    """Tell whether the connection depends on a value that is not known yet, so that AWS cannot be asked."""
    return any(
        inputs.get(name) is UNKNOWN for name in ("region", "profile", "roleArn", "externalId", "expectedAccountId")
    )


def seconds(inputs: Inputs, operation: str) -> float | None:
    """Give how long `create`, `update` or `delete` may take, in seconds; None where nothing is declared."""
    declared = inputs.get("timeouts")
    value = declared.get(operation) if isinstance(declared, Mapping) else None
    return duration(value) if isinstance(value, str) else None


def duration(text: str) -> float:
    """Give the seconds of a duration as Pulumi writes it in customTimeouts: `30m`, `1h30m`, `90s`."""
    return sum(float(number) * _UNITS[unit] for number, unit in re.findall(r"([0-9.]+)([hms])", text))


def settings_differ(old: Inputs, new: Inputs) -> list[str]:
    """Give the settings that differ between the recorded and the declared ones."""
    return [name for name in SETTINGS if old.get(name) != new.get(name)]


def reference(inputs: Inputs, by_id: str, by_name: str) -> Reference | Unknown | None:
    """Give what is named by an ID or a name; None where neither is given."""
    if inputs.get(by_id) is not None:
        return UNKNOWN if inputs[by_id] is UNKNOWN else ById(inputs[by_id])
    if inputs.get(by_name) is not None:
        return UNKNOWN if inputs[by_name] is UNKNOWN else ByName(inputs[by_name])
    return None


def _known(inputs: Inputs, name: str, default: Any) -> Any:
    value = inputs.get(name)
    return default if value is None or value is UNKNOWN else value
