"""Whether AWS would import this stack, by its status and by who owns it."""

import re
from collections.abc import Iterator

from pulumi_servicecatalog.model.desired import DesiredImport
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.stacks import (
    NestedStack,
    StackSetInstance,
    StackStatusNotImportable,
    TerminationProtected,
)
from pulumi_servicecatalog.model.stack import Stack

_TOOLS = (
    (re.compile(r"CDKToolkit(-.+)?"), "the AWS CDK"),
    (re.compile(r"aws-sam-cli-managed-.+"), "the AWS SAM CLI"),
    (re.compile(r"AWSControlTower.+|aws-controltower.+|AWS-ControlTower-.+"), "AWS Control Tower"),
)
_OF_STACK_SET = re.compile(r"StackSet-.+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_adoptable(stack: Stack) -> bool:
    """Return whether AWS would import the stack, as far as the stack itself tells, and no tool of AWS's owns it."""
    own = stack.parent_id is None and not _OF_STACK_SET.fullmatch(stack.name) and tool_of(stack) is None
    return stack.importable and own


def tool_of(stack: Stack) -> str | None:
    """Return the tool of AWS's own that made the stack and updates it, by the name that it gives; None for none."""
    return next((tool for pattern, tool in _TOOLS if pattern.fullmatch(stack.name)), None)


def check(desired: DesiredImport, stack: Stack) -> Iterator[Problem]:
    """Find what is wrong with the stack itself."""
    if not stack.importable:
        yield StackStatusNotImportable(stack=stack.name, status=stack.status, status_reason=stack.status_reason)
    if stack.parent_id is not None:
        yield NestedStack(stack=stack.name, parent=stack.parent_id, root=stack.root_id or stack.parent_id)
    if _OF_STACK_SET.fullmatch(stack.name):
        yield StackSetInstance(stack=stack.name)
    if stack.termination_protection and desired.retain_physical_resources is False:
        yield TerminationProtected(stack=stack.name)
