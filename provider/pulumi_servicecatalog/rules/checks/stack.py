"""Whether AWS would import this stack, by its status and by who owns it."""

import re
from collections.abc import Iterator

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.desired import DesiredImport
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.stack import Stack

_OF_STACK_SET = re.compile(r"StackSet-.+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_ADVICE = {
    "DELETE_IN_PROGRESS": "It is being deleted. Declare another stack.",
    "DELETE_FAILED": "Its deletion failed; delete it for good, or declare another stack.",
    "ROLLBACK_COMPLETE": "Its creation failed: delete the stack, deploy it anew, and adopt it then.",
    "CREATE_FAILED": "Its creation failed: delete the stack, deploy it anew, and adopt it then.",
    "ROLLBACK_FAILED": "Its creation failed: delete the stack, deploy it anew, and adopt it then.",
    "UPDATE_ROLLBACK_FAILED": "Repair it with `aws cloudformation continue-update-rollback`, and try again then.",
    "UPDATE_FAILED": "Repair it by another update of the stack, or by rolling it back, and try again then.",
    "IMPORT_ROLLBACK_FAILED": "Repair it with `aws cloudformation continue-update-rollback`, and try again then.",
    "REVIEW_IN_PROGRESS": "It has a change set and no resources yet: execute the change set, and adopt it then.",
}
_WAIT = "An operation is running: wait until it is done, and try again then."


def check(desired: DesiredImport, stack: Stack) -> Iterator[Problem]:
    """Find what is wrong with the stack itself."""
    if not stack.importable:
        reason = f" ({stack.status_reason})" if stack.status_reason else ""
        advice = _ADVICE.get(stack.status, _WAIT if stack.status.endswith("_IN_PROGRESS") else "Repair the stack.")
        yield kinds.STACK_STATUS_NOT_IMPORTABLE.found(
            stack=stack.name, status=stack.status, reason=reason, advice=advice
        )
    if stack.parent_id is not None:
        yield kinds.NESTED_STACK.found(stack=stack.name, parent=stack.parent_id, root=stack.root_id or stack.parent_id)
    if _OF_STACK_SET.fullmatch(stack.name):
        yield kinds.STACK_SET_INSTANCE.found(stack=stack.name)
    if stack.termination_protection and not desired.retain_physical_resources:
        yield kinds.TERMINATION_PROTECTED.found(stack=stack.name)
