"""Templates of what costs nothing: a WaitConditionHandle, and a condition that makes a stack fail on demand."""

from __future__ import annotations

import json
from typing import Any

BROKEN = {"Broken": "yes"}
"""The parameter that makes a launch or an update fail: it imports what nothing exports."""

HANDLE = "AWS::CloudFormation::WaitConditionHandle"
_DOCUMENT: dict[str, Any] = {
    "AWSTemplateFormatVersion": "2010-09-09",
    "Description": "Made by catalog_emulator.probe; can be deleted",
    "Parameters": {
        "Size": {"Type": "String", "Default": "one"},
        "Broken": {"Type": "String", "Default": "no"},
    },
    "Conditions": {"IsBroken": {"Fn::Equals": [{"Ref": "Broken"}, "yes"]}},
    "Resources": {
        "Handle": {"Type": HANDLE},
        "Failing": {
            "Type": "AWS::CloudFormation::WaitCondition",
            "Condition": "IsBroken",
            "Properties": {
                "Handle": {"Ref": "Handle"},
                "Timeout": {"Fn::ImportValue": "catalog-emulator-probe-no-such-export"},
            },
        },
    },
    "Outputs": {"Size": {"Value": {"Ref": "Size"}}},
}

TEMPLATE = json.dumps(_DOCUMENT)
SAME_MEANING = json.dumps(_DOCUMENT, indent=2)
"""The same template with other blanks."""

OTHER = json.dumps(_DOCUMENT | {"Outputs": {"Length": {"Value": {"Ref": "Size"}}}})
"""A template that no other matches."""


def _with(**changes: Any) -> dict[str, Any]:
    return {"Resources": {"Handle": {"Type": HANDLE}}} | changes


def _handle(**attributes: Any) -> dict[str, Any]:
    return {"Resources": {"Handle": {"Type": HANDLE} | attributes}}


BROKEN_STRUCTURES: dict[str, dict[str, Any]] = {
    "circular Conditions": _with(
        Conditions={"A": {"Fn::Not": [{"Condition": "B"}]}, "B": {"Fn::Not": [{"Condition": "A"}]}}
    ),
    "resource with a Condition that is not defined": _handle(Condition="Nope"),
    "output without Value": _with(Outputs={"A": {"Description": "nothing"}}),
    "output with a Condition that is not defined": _with(Outputs={"A": {"Value": "a", "Condition": "Nope"}}),
    "Fn::FindInMap of no map": _handle(Metadata={"A": {"Fn::FindInMap": ["Nope", "a", "b"]}}),
    "Fn::Select beyond the end": _with(Outputs={"A": {"Value": {"Fn::Select": [2, ["a"]]}}}),
    "resource that is null": {"Resources": {"Handle": {"Type": HANDLE}, "Nothing": None}},
}
"""Templates that AWS refuses in words that nobody has published."""
