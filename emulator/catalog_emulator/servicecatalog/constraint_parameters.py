"""The Parameters of a constraint: JSON whose form CreateConstraint documents for each type.

Checked when a constraint is made or changed, and read when it applies.
"""

from __future__ import annotations

import json
from typing import Any

from catalog_emulator.core.aws_error import InvalidParametersError

TYPES = ("LAUNCH", "NOTIFICATION", "RESOURCE_UPDATE", "STACKSET", "TEMPLATE")
# The page spells the property both ways.
_TAG_UPDATE = ("TagUpdateOnProvisionedProduct", "TagUpdatesOnProvisionedProduct")


def read(kind: str, text: str) -> dict[str, Any]:
    """Return what the parameters of a constraint of this type say; refuse what the type does not know."""
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise InvalidParametersError("Constraint parameters are not valid JSON.")
    match kind:
        case "LAUNCH":
            said = {name: document[name] for name in ("RoleArn", "LocalRoleName") if name in document}
            _demand(
                len(said) == 1 and all(_is_text(value) for value in said.values()), kind, "RoleArn or LocalRoleName"
            )
            return said
        case "NOTIFICATION":
            arns = document.get("NotificationArns")
            _demand(_are_texts(arns), kind, "NotificationArns")
            return {"NotificationArns": arns}
        case "TEMPLATE":
            _demand(isinstance(document.get("Rules"), dict), kind, "Rules")
            return {"Rules": document["Rules"]}
    properties = document.get("Properties")
    _demand(isinstance(properties, dict), kind, "Properties")
    return _properties(kind, properties)


def _properties(kind: str, properties: Any) -> dict[str, Any]:
    if kind == "RESOURCE_UPDATE":
        allowed = next((properties[name] for name in _TAG_UPDATE if name in properties), None)
        _demand(allowed in ("ALLOWED", "NOT_ALLOWED"), kind, "TagUpdateOnProvisionedProduct, ALLOWED or NOT_ALLOWED")
        return {"TagUpdateOnProvisionedProduct": allowed}
    for name in ("AccountList", "RegionList"):
        _demand(_are_texts(properties.get(name)), kind, name)
    return {name: properties.get(name) for name in ("AccountList", "RegionList", "AdminRole", "ExecutionRole")}


def _demand(holds: bool, kind: str, what: str) -> None:  # noqa: FBT001  # what is demanded
    if not holds:
        raise InvalidParametersError(f"The parameters of a {kind} constraint need {what}.")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(item) for item in value)
