"""CloudFormation: `reconcile.observation.gateway.Stacks`. Reads only: stacks are never changed from here."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws import responses
from pulumi_servicecatalog.aws.calls import read, read_pages
from pulumi_servicecatalog.model.refusal import Absent, Invalid, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_cloudformation import CloudFormationClient

    from pulumi_servicecatalog.aws.structure import Structure
    from pulumi_servicecatalog.model.stack import Stack

_MOST_FAILURES = 3


class StackCalls:
    """Each method makes the calls of its name."""

    def __init__(self, client: CloudFormationClient) -> None:
        self._cloudformation = client

    def stacks(self) -> Iterator[Stack]:
        """DescribeStacks without a name, through all pages; it leaves out deleted stacks."""
        call = self._cloudformation.describe_stacks
        return chain.from_iterable(read_pages("DescribeStacks", call, {}, _stacks, token=("NextToken", "NextToken")))

    def stack(self, name_or_id: str) -> Stack | None:
        """DescribeStacks. By its ARN, AWS still shows a stack that was deleted; to us it does not exist any more."""
        try:
            stacks = read("DescribeStacks", self._cloudformation.describe_stacks, {"StackName": name_or_id}, _stacks)
        except Absent:
            return None
        return next((stack for stack in stacks if stack.status != "DELETE_COMPLETE"), None)

    def exports(self) -> Mapping[str, str]:
        """ListExports, through all pages."""
        call = self._cloudformation.list_exports
        pages = read_pages("ListExports", call, {}, _exports, token=("NextToken", "NextToken"))
        return dict(chain.from_iterable(pages))

    def importers(self, export: str) -> Sequence[str]:
        """ListImports, through all pages. AWS refuses the name of an export that nothing imports."""
        call = self._cloudformation.list_imports
        pages = read_pages(
            "ListImports", call, {"ExportName": export}, lambda page: page.texts("Imports"), token=("NextToken",) * 2
        )
        try:
            return list(chain.from_iterable(pages))
        except (Absent, Invalid):
            return ()

    def failures(self, stack_id: str) -> Sequence[str]:
        """DescribeStackEvents, the newest page. Nothing where they cannot be read: they only explain a failure."""
        call = self._cloudformation.describe_stack_events
        try:
            return read("DescribeStackEvents", call, {"StackName": stack_id}, _failures)
        except Refusal:
            return ()


def _stacks(page: Structure) -> list[Stack]:
    return [responses.stack(stack) for stack in page.structures("Stacks")]


def _exports(page: Structure) -> list[tuple[str, str]]:
    return [(export.text("Name"), export.text("ExportingStackId")) for export in page.structures("Exports")]


def _failures(page: Structure) -> list[str]:
    events = page.structures("StackEvents")
    failing = [event for event in events if event.optional_text("ResourceStatus").endswith("_FAILED")]
    return [
        f"{event.optional_text('LogicalResourceId')} {event.text('ResourceStatus')}: "
        f"{event.optional_text('ResourceStatusReason')}"
        for event in failing[:_MOST_FAILURES]
    ]
