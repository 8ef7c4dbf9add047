"""What a stack's topics are sent of its events, in the form that CloudFormation's notifications have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stack_event import StackEvent

SUBJECT = "AWS CloudFormation Notification"


def message_of(event: StackEvent) -> str:
    """Return the text of a notification: a line for each member, its value in single quotes."""
    account = event.stack_id.split(":")[4]
    members = {
        "StackId": event.stack_id,
        "Timestamp": event.at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        "EventId": event.event_id,
        "LogicalResourceId": event.logical_id,
        "Namespace": account,
        "PhysicalResourceId": event.physical_id,
        "PrincipalId": account,
        "ResourceProperties": "null",
        "ResourceStatus": event.status,
        "ResourceStatusReason": event.reason or "",
        "ResourceType": event.resource_type,
        "StackName": event.stack_name,
        "ClientRequestToken": "null",
    }
    return "".join(f"{name}='{value}'\n" for name, value in members.items())
