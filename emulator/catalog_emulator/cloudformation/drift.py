"""Drift detection: what somebody has changed of a stack's resources behind CloudFormation.

Nobody can change a resource of the emulator by hand, so that the control endpoint says what differs (`Stack.drifted`).
A detection takes as long as a record of Service Catalog. As AWS documents it, results are kept, and shown by
DescribeStackResourceDrifts without another detection.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation.detection import Detection, Drifted
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.cloudformation.resources import physical_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.cloudformation.stacks import Stacks

DETECTABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED")
"""The statuses in which a stack's drift is detected (DetectStackDrift)."""
_IN_SYNC, _MODIFIED, _DELETED = "IN_SYNC", "MODIFIED", "DELETED"


def detect(stacks: Stacks, stack: Stack) -> Detection:
    """Begin to detect. What differs is what differs now."""
    if stack.status not in DETECTABLE:
        raise StackValidationError(
            f"Drift detection cannot be performed on stack [{stack.stack_id}] while it is in {stack.status} state."
        )
    now = stacks.world.clock.now()
    seconds = stacks.world.settings.of(stacks.account).update_seconds
    detection = Detection(
        id=stacks.world.ids.uuid(),
        stack_id=stack.stack_id,
        began=now,
        ends=now + timedelta(seconds=seconds),
        documents=_documents(stack, now),
    )
    stacks.detections[detection.id] = detection
    return detection


def status(stacks: Stacks, detection_id: str) -> dict[str, Any]:
    """Return how far a detection is."""
    detection = stacks.detections.get(detection_id)
    if detection is None:
        raise StackValidationError(f"Stack Drift Detection ID [{detection_id}] does not exist")
    running = stacks.world.clock.now() < detection.ends
    drifted = [document for document in detection.documents if document["StackResourceDriftStatus"] != _IN_SYNC]
    result = {} if running else {"StackDriftStatus": "DRIFTED" if drifted else _IN_SYNC}
    counted = {} if running else {"DriftedStackResourceCount": len(drifted)}
    return {
        "StackId": detection.stack_id,
        "StackDriftDetectionId": detection.id,
        "DetectionStatus": "DETECTION_IN_PROGRESS" if running else "DETECTION_COMPLETE",
        **result,
        **counted,
        "Timestamp": detection.began,
    }


def results(stacks: Stacks, stack: Stack, filters: list[str]) -> list[dict[str, Any]]:
    """Return what the last detection that has ended said of a stack's resources."""
    now = stacks.world.clock.now()
    ended = [d for d in stacks.detections.values() if d.stack_id == stack.stack_id and d.ends <= now]
    last = max(ended, key=lambda detection: detection.began, default=None)
    documents = [] if last is None else last.documents
    return [d for d in documents if not filters or d["StackResourceDriftStatus"] in filters]


def _documents(stack: Stack, now: datetime) -> list[dict[str, Any]]:
    resources = stack.resources
    if resources is None:
        return []
    bodies = resources.bodies()
    return [
        _document(
            stack, name, kind, physical_id(resource), resources.evaluated(bodies[name].get("Properties") or {}), now
        )
        for name, kind, resource in resources.made()
    ]


def _document(  # noqa: PLR0913 - what a document has
    stack: Stack, name: str, kind: str, physical: str, expected: dict[str, Any], now: datetime
) -> dict[str, Any]:
    drifted = stack.drifted.get(name, Drifted())
    actual = {**expected, **drifted.properties}
    actual = {key: value for key, value in actual.items() if value is not None}
    document = {
        "StackId": stack.stack_id,
        "LogicalResourceId": name,
        "PhysicalResourceId": physical,
        "ResourceType": kind,
        "ExpectedProperties": json.dumps(expected),
        "StackResourceDriftStatus": _DELETED if drifted.deleted else _MODIFIED if actual != expected else _IN_SYNC,
        "Timestamp": now,
    }
    if drifted.deleted:
        return document
    return {**document, "ActualProperties": json.dumps(actual), "PropertyDifferences": _differences(expected, actual)}


def _differences(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "PropertyPath": f"/{name}",
            "ExpectedValue": _text(expected.get(name)),
            "ActualValue": _text(actual.get(name)),
            "DifferenceType": "ADD" if name not in expected else "REMOVE" if name not in actual else "NOT_EQUAL",
        }
        for name in sorted({*expected, *actual})
        if expected.get(name) != actual.get(name)
    ]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
