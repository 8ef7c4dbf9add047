"""CloudFormation, in the terms of `reconcile.door.Stacks`. Reads only: stacks are never changed from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws import answers
from pulumi_servicecatalog.aws.translation import reading
from pulumi_servicecatalog.model.refusal import Absent, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mypy_boto3_cloudformation import CloudFormationClient

    from pulumi_servicecatalog.model.stack import Stack

_MOST_FAILURES = 3


class StackCalls:
    """Each method makes the calls of its name."""

    def __init__(self, client: CloudFormationClient) -> None:
        self._cloudformation = client

    def stacks(self) -> Iterator[Stack]:
        """DescribeStacks without a name, through all pages; it leaves out deleted stacks."""
        with reading("DescribeStacks"):
            for page in self._cloudformation.get_paginator("describe_stacks").paginate():
                yield from (answers.stack(each) for each in page["Stacks"])

    def stack(self, name_or_id: str) -> Stack | None:
        """DescribeStacks. By its ARN, AWS still tells of a stack that was deleted; that one is none any more."""
        try:
            with reading("DescribeStacks"):
                found = self._cloudformation.describe_stacks(StackName=name_or_id)["Stacks"]
        except Absent:
            return None
        present = [answers.stack(each) for each in found if each["StackStatus"] != "DELETE_COMPLETE"]
        return present[0] if present else None

    def failures(self, stack_id: str) -> Sequence[str]:
        """DescribeStackEvents, the newest page."""
        try:
            with reading("DescribeStackEvents"):
                events = self._cloudformation.describe_stack_events(StackName=stack_id)["StackEvents"]
        except Refusal:  # they only explain; the failure itself is told without them
            return ()
        failing = [each for each in events if each.get("ResourceStatus", "").endswith("_FAILED")]
        return [
            f"{each.get('LogicalResourceId', '')} {each['ResourceStatus']}: {each.get('ResourceStatusReason', '')}"
            for each in failing[:_MOST_FAILURES]
        ]
