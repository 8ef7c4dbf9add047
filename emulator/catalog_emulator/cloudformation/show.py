"""Stacks as the API shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import capabilities, engine
from catalog_emulator.cloudformation.resources import physical_id
from catalog_emulator.core import template

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stack import Stack

HIDDEN = "****"


def stack_document(stack: Stack) -> dict[str, Any]:
    """Return the Stack of DescribeStacks."""
    shows_empty = stack.world.settings.of(stack.account_id).empty_lists == "shown"
    document: dict[str, Any] = {
        "StackId": stack.stack_id,
        "StackName": stack.name,
        "Description": stack.description,
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": HIDDEN if key in stack.no_echo else value}
            for key, value in stack.parameters.items()
        ],
        "CreationTime": stack.created,
        "DeletionTime": stack.deleted,
        "LastUpdatedTime": stack.updated,
        "RollbackConfiguration": {},
        "StackStatus": stack.status,
        "StackStatusReason": stack.status_reason,
        "DisableRollback": stack.disable_rollback,
        "NotificationARNs": stack.notification_arns,
        "TimeoutInMinutes": stack.timeout_in_minutes,
        "Capabilities": stack.capabilities,
        "Outputs": stack.outputs or None,  # AWS leaves the key out; of other empty lists nothing is known
        "RoleARN": stack.role_arn,
        "Tags": [{"Key": key, "Value": value} for key, value in stack.tags.items()],
        "EnableTerminationProtection": stack.enable_termination_protection,
        "ParentId": stack.parent_id,
        "RootId": stack.root_id,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }
    return document if shows_empty else {name: None if value == [] else value for name, value in document.items()}


def stack_summary(stack: Stack) -> dict[str, Any]:
    """Return the StackSummary of ListStacks."""
    return {
        "StackId": stack.stack_id,
        "StackName": stack.name,
        "TemplateDescription": stack.description,
        "CreationTime": stack.created,
        "LastUpdatedTime": stack.updated,
        "DeletionTime": stack.deleted,
        "StackStatus": stack.status,
        "StackStatusReason": stack.status_reason,
        "ParentId": stack.parent_id,
        "RootId": stack.root_id,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }


def resource_documents(stack: Stack) -> list[dict[str, Any]]:
    """Return a stack's resources with every member that any of the API's shapes wants."""
    if stack.resources is None:
        return []
    latest = {event.logical_id: event for event in stack.events}
    documents = []
    for name, kind, resource in stack.resources.made():
        event = latest.get(name)
        at = event.at if event else stack.created
        documents.append(
            {
                "StackId": stack.stack_id,
                "StackName": stack.name,
                "LogicalResourceId": name,
                "PhysicalResourceId": physical_id(resource),
                "ResourceType": kind,
                "Timestamp": at,
                "LastUpdatedTimestamp": at,
                "ResourceStatus": event.status if event else "CREATE_COMPLETE",
                "ResourceStatusReason": event.reason if event else None,
                "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
            }
        )
    return documents


def template_summary(text: str, *, absent_description: str | None = None) -> dict[str, Any]:
    """Return what GetTemplateSummary and ValidateTemplate say of a template."""
    document = engine.parse(text)
    bodies = (document.get("Resources") or {}).values()
    transforms = document.get("Transform") or []
    needed = capabilities.required(document)
    return {
        "Parameters": [
            {
                "ParameterKey": declared.key,
                "DefaultValue": declared.default,
                "ParameterType": declared.type,
                "NoEcho": declared.no_echo,
                "Description": absent_description if declared.description is None else declared.description,
                "ParameterConstraints": {"AllowedValues": declared.constraints.get("AllowedValues")},
            }
            for declared in template.parameters(document)
        ],
        "Description": document.get("Description"),
        "Capabilities": needed,
        "CapabilitiesReason": _capabilities_reason(document) if needed else None,
        "ResourceTypes": sorted({body["Type"] for body in bodies}),
        "Version": document.get("AWSTemplateFormatVersion"),
        "Metadata": None,
        "DeclaredTransforms": [transforms] if isinstance(transforms, str) else transforms,
    }


def _capabilities_reason(document: dict[str, Any]) -> str:
    kinds = sorted({b["Type"] for b in document["Resources"].values() if b["Type"].startswith("AWS::IAM::")})
    return f"The following resource(s) require capabilities: [{', '.join(kinds)}]"
