"""Change sets: made, looked up, executed. `aws cloudformation deploy` and resource import use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation.change_set import ChangeSet
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.cloudformation.resource_changes import additions, resource_changes
from catalog_emulator.cloudformation.resources import physical_id
from catalog_emulator.cloudformation.stub_resource import StubResource
from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.core.intrinsics import Values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.cloudformation.change import Change
    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.cloudformation.stacks import Stacks

NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."


def create(stacks: Stacks, stack: Stack | None, change: Change, request: Mapping[str, Any]) -> ChangeSet:
    """Make a change set from a CreateChangeSet request, and the stack too if there is none."""
    kind, name = request.get("ChangeSetType", "UPDATE"), request["StackName"]
    if stack is None:
        if kind == "UPDATE":
            raise StackValidationError(f"Stack [{name}] does not exist")
        stack = engine.new_stack(stacks, name=name, template="", parameters=[], capabilities=change.capabilities)
        stack.move("REVIEW_IN_PROGRESS", "User Initiated")
        stacks.register(stack)
    made = ChangeSet(
        id=stacks.new_arn(f"changeSet/{request['ChangeSetName']}"),
        name=request["ChangeSetName"],
        kind=kind,
        stack=stack,
        change=change,
        created=stacks.world.clock.now(),
        description=request.get("Description"),
        changes=_resource_changes(stack, change, kind),
        imports={r["LogicalResourceId"]: r for r in request.get("ResourcesToImport", [])},
    )
    if kind == "UPDATE" and stack.template and engine.is_empty(stack, change):
        made.status, made.execution_status, made.status_reason = "FAILED", "UNAVAILABLE", NO_CHANGES
    stacks.change_sets[made.id] = made
    return made


def find(stacks: Stacks, name_or_id: str, stack_name: str | None) -> ChangeSet:
    """Return a change set by its id, or by its name and its stack's."""
    if name_or_id in stacks.change_sets:
        return stacks.change_sets[name_or_id]
    if stack_name is None and not name_or_id.startswith("arn:"):
        raise StackValidationError("StackName must be specified if ChangeSetName is not specified as an ARN.")
    for candidate in reversed(stacks.change_sets.values()):
        if candidate.name == name_or_id and stack_name in (candidate.stack.name, candidate.stack.stack_id):
            return candidate
    raise AwsError(f"ChangeSet [{name_or_id}] does not exist", code="ChangeSetNotFound", status=404)


def execute(stacks: Stacks, change_set: ChangeSet) -> None:
    """Do what a change set says."""
    if change_set.execution_status != "AVAILABLE":
        raise AwsError(
            f"ChangeSet [{change_set.id}] cannot be executed in its current status of [{change_set.status}]",
            code="InvalidChangeSetStatus",
        )
    stack, change = change_set.stack, change_set.change
    if stack.status == "REVIEW_IN_PROGRESS":
        stack.template, stack.parameters = change.template, change.parameters
        stack.tags = change.tags or {}
        engine.begin_create(stacks, stack)
        _adopt_imports(stack, change_set)
        engine.finish_create(stacks, stack)
    else:
        engine.begin_update(stack, change)
        engine.finish_update(stacks, stack, change)
    if change_set.kind == "IMPORT" and stack.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        stack.move("IMPORT_COMPLETE")
    change_set.execution_status = "EXECUTE_COMPLETE"


def _adopt_imports(stack: Stack, change_set: ChangeSet) -> None:
    """Stand in for the resources that exist already, so that they are not made again."""
    for name, imported in change_set.imports.items():
        if stack.resources is not None:
            identifier = next(iter(imported["ResourceIdentifier"].values()))
            stack.resources.adopt(StubResource(name, imported["ResourceType"], identifier))


def _resource_changes(stack: Stack, change: Change, kind: str) -> list[dict[str, Any]]:
    new = Values(document=engine.parse(change.template), parameters=change.parameters)
    if kind == "IMPORT":
        return additions(new, action="Import")
    return changes_of(stack, change) if stack.template else additions(new)


def changes_of(stack: Stack, change: Change) -> list[dict[str, Any]]:
    """Return what a change would do to each resource of a stack; Service Catalog's plans ask too."""
    made = stack.resources.made() if stack.resources else ()
    return resource_changes(
        Values(document=engine.parse(stack.template), parameters=stack.parameters),
        Values(document=engine.parse(change.template), parameters=change.parameters),
        physical_ids={name: physical_id(resource) for name, _, resource in made},
        new_tags=change.tags is not None and change.tags != stack.tags,
    )
