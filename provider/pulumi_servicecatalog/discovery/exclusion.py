"""Which stacks nobody adopts, whatever their template: what AWS refuses, and what belongs to a tool of AWS's own."""

import re
from collections.abc import Iterator
from typing import Final

from pulumi_servicecatalog.model.desired import DesiredImport
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.discovery import HiddenProvisionedProduct, StackOfTool
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.rules.checks import stack as stack_checks

_OF_SERVICE_CATALOG: Final = re.compile(r"SC-\d{12}-pp-[a-z0-9]+")


def excluded(stack: Stack, desired: DesiredImport) -> Iterator[Problem]:
    """Find why a stack that nothing governs is left out.

    Args:
        stack: as CloudFormation describes it.
        desired: the adoption that it would come to.

    """
    tool = stack_checks.tool_of(stack)
    if tool:
        yield StackOfTool(stack=stack.name, tool=tool)
    if is_launched(stack.name):
        yield HiddenProvisionedProduct(stack=stack.name)
    yield from stack_checks.check(desired, stack)


def is_launched(stack_name: str) -> bool:
    """Return whether a stack has the name that Service Catalog gives to one that it launches."""
    return _OF_SERVICE_CATALOG.fullmatch(stack_name) is not None
