"""CloudFormation's drift detection: `reconcile.observation.gateway.StackDrift`. It changes nothing of a stack."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws.calls import read, read_pages
from pulumi_servicecatalog.model.resource_drift import DriftDetection, PropertyDifference, ResourceDrift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_cloudformation import CloudFormationClient

    from pulumi_servicecatalog.aws.structure import Structure


class StackDriftCalls:
    """Each method makes the calls of its name."""

    def __init__(self, client: CloudFormationClient) -> None:
        self._drift = client

    def detect_drift(self, stack_id: str) -> str:
        """DetectStackDrift: begin to detect, and return the ID of the detection. To repeat it is harmless."""
        request = {"StackName": stack_id}
        return read(
            "DetectStackDrift",
            self._drift.detect_stack_drift,
            request,
            lambda response: response.text("StackDriftDetectionId"),
        )

    def drift_detection(self, detection_id: str) -> DriftDetection:
        """DescribeStackDriftDetectionStatus."""
        call = self._drift.describe_stack_drift_detection_status
        return read("DescribeStackDriftDetectionStatus", call, {"StackDriftDetectionId": detection_id}, _detection)

    def resource_drifts(self, stack_id: str) -> Sequence[ResourceDrift]:
        """DescribeStackResourceDrifts, through all pages: what is modified or deleted."""
        request = {"StackName": stack_id, "StackResourceDriftStatusFilters": ["MODIFIED", "DELETED"]}
        call = self._drift.describe_stack_resource_drifts
        pages = read_pages("DescribeStackResourceDrifts", call, request, _resources, token=("NextToken", "NextToken"))
        return list(chain.from_iterable(pages))


def _detection(response: Structure) -> DriftDetection:
    return DriftDetection(
        id=response.text("StackDriftDetectionId"),
        status=response.text("DetectionStatus"),
        reason=response.optional_text("DetectionStatusReason"),
    )


def _resources(page: Structure) -> list[ResourceDrift]:
    return [
        ResourceDrift(
            logical_id=drift.text("LogicalResourceId"),
            physical_id=drift.optional_text("PhysicalResourceId"),
            type=drift.optional_text("ResourceType"),
            status=drift.text("StackResourceDriftStatus"),
            differences=tuple(
                PropertyDifference(
                    path=difference.text("PropertyPath"),
                    expected=difference.optional_text("ExpectedValue"),
                    actual=difference.optional_text("ActualValue"),
                )
                for difference in drift.optional_structures("PropertyDifferences")
            ),
        )
        for drift in page.structures("StackResourceDrifts")
    ]
