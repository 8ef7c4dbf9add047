"""Change sets: made, found, executed. `aws cloudformation deploy` works through them, and so does resource import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.aws_error import AwsError
from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation.change_set import ChangeSet
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.cloudformation.resource_changes import additions, resource_changes
from catalog_emulator.cloudformation.resources import physical_id
from catalog_emulator.cloudformation.stub_resource import StubResource
from catalog_emulator.intrinsics import Values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.cloudformation.models import StackBackend
    from catalog_emulator.cloudformation.stack import Stack

NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."


def create(backend: StackBackend, stack: Stack | None, change: engine.Change, given: Mapping[str, Any]) -> ChangeSet:
    """Make a change set from a CreateChangeSet request, and the stack too if there is none."""
    kind, name = given.get("ChangeSetType", "UPDATE"), given["StackName"]
    if stack is None:
        if kind == "UPDATE":
            raise StackValidationError(f"Stack [{name}] does not exist")
        stack = backend.new_stack(name=name, template="", given=[], capabilities=change.capabilities)
        stack.move("REVIEW_IN_PROGRESS", "User Initiated")
        backend.register(stack)
    arn = f"arn:{backend.partition}:cloudformation:{backend.region_name}:{backend.account_id}"
    made = ChangeSet(
        id=f"{arn}:changeSet/{given['ChangeSetName']}/{backend.world.ids.uuid()}",
        name=given["ChangeSetName"],
        kind=kind,
        stack=stack,
        change=change,
        created=backend.world.clock.now(),
        description=given.get("Description"),
        changes=_resource_changes(stack, change, kind),
        imports={r["LogicalResourceId"]: r for r in given.get("ResourcesToImport", [])},
    )
    if kind == "UPDATE" and stack.template and engine.is_empty(stack, change):
        made.status, made.execution_status, made.status_reason = "FAILED", "UNAVAILABLE", NO_CHANGES
    backend.change_sets[made.id] = made
    return made


def find(backend: StackBackend, name_or_id: str, stack_name: str | None) -> ChangeSet:
    """Return a change set by its id, or by its name and its stack's."""
    if name_or_id in backend.change_sets:
        return backend.change_sets[name_or_id]
    for candidate in reversed(backend.change_sets.values()):
        if candidate.name == name_or_id and stack_name in (candidate.stack.name, candidate.stack.stack_id):
            return candidate
    raise AwsError(f"ChangeSet [{name_or_id}] does not exist", code="ChangeSetNotFound", status=404)


def execute(backend: StackBackend, change_set: ChangeSet) -> None:
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
        engine.begin_create(backend, stack)
        _adopt_imports(stack, change_set)
        engine.finish_create(backend, stack)
    else:
        engine.begin_update(stack, change)
        engine.finish_update(backend, stack, change)
    if change_set.kind == "IMPORT" and stack.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        stack.move("IMPORT_COMPLETE")
    change_set.execution_status = "EXECUTE_COMPLETE"


def _adopt_imports(stack: Stack, change_set: ChangeSet) -> None:
    """Stand in for the resources that exist already, so that they are not made again."""
    for name, imported in change_set.imports.items():
        if stack.resources is not None:
            identifier = next(iter(imported["ResourceIdentifier"].values()))
            stack.resources.adopt(StubResource(name, imported["ResourceType"], identifier))


def _resource_changes(stack: Stack, change: engine.Change, kind: str) -> list[dict[str, Any]]:
    new = Values(document=engine.parse(change.template), parameters=change.parameters)
    if kind == "IMPORT":
        return additions(new, action="Import")
    return changes_of(stack, change) if stack.template else additions(new)


def changes_of(stack: Stack, change: engine.Change) -> list[dict[str, Any]]:
    """Return what a change would do to each resource of a stack; Service Catalog's plans ask too."""
    made = stack.resources.made() if stack.resources else ()
    return resource_changes(
        Values(document=engine.parse(stack.template), parameters=stack.parameters),
        Values(document=engine.parse(change.template), parameters=change.parameters),
        physical_ids={name: physical_id(resource) for name, _, resource in made},
        new_tags=change.tags is not None and change.tags != stack.tags,
    )
