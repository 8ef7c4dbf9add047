"""Capabilities: CreateStack and UpdateStack want it said that a template makes IAM resources or uses macros."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import AwsError

if TYPE_CHECKING:
    from collections.abc import Iterable

_IAM_NAMES = {
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::AccessKey": None,
    "AWS::IAM::Policy": None,
    "AWS::IAM::UserToGroupAddition": None,
}


class InsufficientCapabilitiesError(AwsError):
    """The template needs a capability that the request does not give."""

    code = "InsufficientCapabilitiesException"


def required(document: dict[str, Any]) -> list[str]:
    """Return the capability that a template needs, if any (GetTemplateSummary shows it)."""
    needed = None
    for body in (document.get("Resources") or {}).values():
        if body.get("Type") not in _IAM_NAMES:
            continue
        name = _IAM_NAMES[body["Type"]]
        if name and name in (body.get("Properties") or {}):
            return ["CAPABILITY_NAMED_IAM"]
        needed = "CAPABILITY_IAM"
    return [needed] if needed else []


def check(document: dict[str, Any], acknowledged: Iterable[str]) -> None:
    """Raise InsufficientCapabilitiesException where a capability is missing."""
    needed = required(document)
    enough = {"CAPABILITY_NAMED_IAM", *needed}
    if needed and not enough & set(acknowledged):
        raise InsufficientCapabilitiesError(f"Requires capabilities : [{needed[0]}]")
