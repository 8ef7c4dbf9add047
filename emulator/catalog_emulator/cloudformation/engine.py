"""Stack operations: make, update, delete, each with its failure and its way back.

Every operation has two halves, so that Service Catalog's records can take time between them: `begin_*` checks,
and puts the stack into the IN_PROGRESS status; `finish_*` does the work. CloudFormation's own API runs both at
once. Failures are what AWS does by default: a create rolls back to ROLLBACK_COMPLETE, an update to
UPDATE_ROLLBACK_COMPLETE.
"""

from __future__ import annotations

import contextlib
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import capabilities
from catalog_emulator.cloudformation import parameters as parameter_values
from catalog_emulator.cloudformation.errors import NoUpdateError, ResourceFailedError, StackValidationError, reason_of
from catalog_emulator.cloudformation.export import Export
from catalog_emulator.cloudformation.resources import Resources, StubResources, prepared
from catalog_emulator.cloudformation.stack import Stack
from catalog_emulator.cloudformation.stack_status import UPDATABLE, is_in_progress
from catalog_emulator.cloudformation.stub_resource import StubResource
from catalog_emulator.core import template as templates
from catalog_emulator.core import template_check
from catalog_emulator.core.aws_error import AwsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from catalog_emulator.cloudformation.change import Change
    from catalog_emulator.cloudformation.stacks import Stacks

# The stack that is being made: a stack that is made meanwhile is nested in it.
_parent: ContextVar[Stack | None] = ContextVar("parent", default=None)


def parse(text: str) -> dict[str, Any]:
    """Return a template, or raise CloudFormation's ValidationError."""
    try:
        document = templates.parse(text)
    except templates.TemplateError as error:
        raise StackValidationError(str(error)) from error
    reason = _first_error(text)
    if reason is not None:
        raise StackValidationError(reason)
    return document


@lru_cache(maxsize=1024)
def _first_error(text: str) -> str | None:
    """Return what is wrong with a template that can be parsed: kept, since a stack's is parsed again and again."""
    return template_check.first_error(templates.parse(text))


def new_stack(
    stacks: Stacks, *, name: str, template: str, parameters: Iterable[Mapping[str, Any]], **more: Any
) -> Stack:
    """Return a stack that is not registered and not begun. `parameters` are those of a request."""
    if stacks.name_is_taken(name):
        raise AwsError(f"Stack [{name}] already exists", code="AlreadyExistsException")
    document = parse(template) if template else {}
    stack = Stack(
        world=stacks.world,
        stack_id=stacks.new_arn(f"stack/{name}"),
        ordinal=stacks.next_ordinal(),
        name=name,
        account_id=stacks.account,
        region_name=stacks.region,
        template=template,
        parameters=parameter_values.in_force(document, parameters, pseudo=stacks.pseudo),
        created=stacks.world.clock.now(),
        **more,
    )
    parent = _parent.get()
    if parent is not None:
        stack.parent_id = parent.stack_id
        stack.root_id = parent.root_id or parent.stack_id
        stack.capabilities = parent.capabilities
    return stack


def launch(stacks: Stacks, stack: Stack) -> Stack:
    """Make a stack at once, as CreateStack does here."""
    begin_create(stacks, stack)
    stacks.register(stack)
    finish_create(stacks, stack)
    return stack


def begin_create(stacks: Stacks, stack: Stack) -> None:
    """Check the template, and put the stack into CREATE_IN_PROGRESS."""
    document = parse(stack.template)
    capabilities.check(document, stack.capabilities)
    check_stored(stack, document, stack.parameters)
    stack.no_echo = parameter_values.no_echo(document)
    stack.description = document.get("Description")
    stack.made_resources = _resources(stacks, stack, document)
    left_out = stack.made_resources.left_out_of_outputs()
    if left_out:
        raise StackValidationError(
            f"Unresolved resource dependencies [{', '.join(left_out)}] in the Outputs block of the template"
        )
    stack.move("CREATE_IN_PROGRESS", "User Initiated")


def finish_create(stacks: Stacks, stack: Stack) -> None:
    """Make the resources; if one fails, roll back."""
    resources = _of(stack)
    try:
        with _nested_in(stack):
            resources.create(prepared(parse(stack.template)))
            _read_outputs(stacks, stack, stack.template)
    except ResourceFailedError as failure:
        reason = f"The following resource(s) failed to create: [{failure.logical_id}]."
        _roll_back_create(stack, reason, f" {failure.logical_id}: {failure.reason}")
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this operation's failure
        _roll_back_create(stack, reason_of(error), "")
    else:
        stack.move("CREATE_COMPLETE")


def register_running(stacks: Stacks, stack: Stack, status: str) -> None:
    """Make a stack findable as one that runs already; its resources are stubs, made when somebody looks at them."""
    stack.make_resources = lambda running: _stubs(stacks, running)
    stacks.register(stack)
    stack.move(status)


def _stubs(stacks: Stacks, stack: Stack) -> Resources:
    document = parse(stack.template)
    resources = _resources(stacks, stack, document)
    for name, body in document["Resources"].items():
        stub = StubResource(name, body["Type"], f"{stack.name}-{name}", body.get("Properties") or {})
        resources.adopt(stub, "CREATE_COMPLETE")
    return resources


def begin_update(stack: Stack, change: Change) -> None:
    """Check that the stack can be updated and that there is something to change."""
    check_updatable(stack)
    document = parse(change.template)
    capabilities.check(document, change.capabilities or stack.capabilities)
    check_stored(stack, document, change.parameters)
    if is_empty(stack, change):
        raise NoUpdateError
    stack.move("UPDATE_IN_PROGRESS", "User Initiated")


def check_updatable(stack: Stack) -> None:
    """Refuse a stack that is in no state to be updated."""
    if stack.status not in UPDATABLE:
        raise StackValidationError(f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")


def is_empty(stack: Stack, change: Change) -> bool:
    """Say whether a change would change nothing."""
    same_tags = change.tags is None or change.tags == stack.tags
    same_topics = change.notification_arns in (None, stack.notification_arns)
    same_values = change.parameters == stack.parameters
    return (
        same_tags
        and same_topics
        and same_values
        and templates.meaning(change.template) == templates.meaning(stack.template)
    )


def finish_update(stacks: Stacks, stack: Stack, change: Change) -> ResourceFailedError | None:
    """Change the resources; if one fails, go back. Return the failure, if there was one."""
    resources = _of(stack)
    before = resources.bodies()
    document = prepared(parse(change.template))
    try:
        with _nested_in(stack):
            superfluous = resources.change(document, change.parameters)
            _read_outputs(stacks, stack, change.template)
    except ResourceFailedError as failure:
        reason = f"The following resource(s) failed to update: [{failure.logical_id}]."
        _roll_back_update(stacks, stack, reason, f" {failure.logical_id}: {failure.reason}")
        return failure
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this operation's failure
        refused = ResourceFailedError(stack.name, reason_of(error))
        _roll_back_update(stacks, stack, refused.reason, "")
        return refused
    for name in reversed(superfluous):
        # AWS cleans up after the update has succeeded; what cannot be removed is left behind.
        with contextlib.suppress(ResourceFailedError):
            resources.remove(name, before[name])
    stack.template, stack.parameters = change.template, change.parameters
    stack.no_echo = parameter_values.no_echo(document)
    stack.description = document.get("Description")
    stack.tags = stack.tags if change.tags is None else change.tags
    stack.capabilities = change.capabilities or stack.capabilities
    stack.role_arn = change.role_arn or stack.role_arn
    if change.notification_arns is not None:
        stack.notification_arns = change.notification_arns
    stack.updated = stack.world.clock.now()
    stack.move("UPDATE_COMPLETE")
    return None


def begin_delete(stack: Stack) -> None:
    """Check that the stack may be deleted, and put it into DELETE_IN_PROGRESS."""
    if stack.enable_termination_protection:
        raise StackValidationError(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    if is_in_progress(stack.status) and stack.status not in ("DELETE_IN_PROGRESS", "REVIEW_IN_PROGRESS"):
        raise StackValidationError(f"Stack [{stack.name}] cannot be deleted while in status {stack.status}")
    if stack.status != "DELETE_IN_PROGRESS":
        stack.status_before = stack.status
    stack.move("DELETE_IN_PROGRESS", "User Initiated")


def finish_delete(stacks: Stacks, stack: Stack, keep: frozenset[str] = frozenset()) -> list[ResourceFailedError]:
    """Remove the resources, and the stack unless one of them stays. Return what could not be removed.

    A stack whose exports are in use stays as it was before, in its status too.
    """
    in_use = stacks.in_use(stack)
    if in_use is not None:
        stack.move(stack.status_before, in_use)
        return [ResourceFailedError(stack.name, in_use)]
    failed = stack.resources.remove_all(keep=keep) if stack.resources else []
    if failed:
        names = ", ".join(failure.logical_id for failure in failed)
        stack.move("DELETE_FAILED", f"The following resource(s) failed to delete: [{names}].")
        return failed
    stacks.retire(stack)
    stack.deleted = stack.world.clock.now()
    stack.move("DELETE_COMPLETE")
    return []


def _resources(stacks: Stacks, stack: Stack, document: dict[str, Any]) -> Resources:
    body = prepared(document)
    try:
        made: Resources | None = stacks.world.services.resources(stack, body, stacks.exports)
        return made or StubResources(stack, body, stacks.exports)
    except Exception as error:
        raise StackValidationError(reason_of(error)) from error


def check_stored(stack: Stack, document: dict[str, Any], values: Mapping[str, str]) -> None:
    """Refuse values of SSM types that name nothing in the parameter store."""
    stored = partial(stack.world.services.parameter, stack.account_id, stack.region_name)
    missing = [name for name in parameter_values.stored_names(document, values) if stored(name) is None]
    if missing:
        names = ", ".join(missing)
        raise StackValidationError(f"Unable to fetch parameters [{names}] from parameter store for this account.")


def _of(stack: Stack) -> Resources:
    if stack.resources is None:
        raise StackValidationError(f"Stack [{stack.name}] has no template yet")
    return stack.resources


def _read_outputs(stacks: Stacks, stack: Stack, template: str) -> None:
    """Work out the outputs and exports of a template, and give them to the stack if all of them are possible."""
    resources, shown, exports = _of(stack), [], []
    for key, body in (parse(template).get("Outputs") or {}).items():
        if "Condition" in body and not resources.holds(body["Condition"]):
            continue
        output = resources.evaluated(body)
        if output.get("Value") is None:
            continue
        name = (output.get("Export") or {}).get("Name")
        if name is not None:
            exports.append(Export(exporting_stack_id=stack.stack_id, name=str(name), value=output["Value"]))
        shown.append(
            {
                "OutputKey": key,
                "OutputValue": templates.as_text(output["Value"]),
                "Description": output.get("Description"),
                "ExportName": name,
            }
        )
    stacks.replace_exports(stack, exports)
    stack.outputs = shown


def _roll_back_create(stack: Stack, reason: str, detail: str) -> None:
    if stack.disable_rollback:
        stack.move("CREATE_FAILED", f"{reason}{detail}")
        return
    stack.move("ROLLBACK_IN_PROGRESS", f"{reason} Rollback requested by user.")
    failed = _of(stack).remove_all()
    stack.move("ROLLBACK_FAILED" if failed else "ROLLBACK_COMPLETE", f"{reason}{detail}")


def _roll_back_update(stacks: Stacks, stack: Stack, reason: str, detail: str) -> None:
    resources = _of(stack)
    wanted = resources.bodies()
    stack.move("UPDATE_ROLLBACK_IN_PROGRESS", reason)
    stack.updated = stack.world.clock.now()
    try:
        for name in resources.change(prepared(parse(stack.template)), stack.parameters):
            resources.remove(name, wanted[name])
        _read_outputs(stacks, stack, stack.template)
    except ResourceFailedError as error:
        stack.move("UPDATE_ROLLBACK_FAILED", error.reason)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this operation's failure
        stack.move("UPDATE_ROLLBACK_FAILED", reason_of(error))
    else:
        stack.move("UPDATE_ROLLBACK_COMPLETE", f"{reason}{detail}")


@contextlib.contextmanager
def _nested_in(stack: Stack) -> Iterator[None]:
    token = _parent.set(stack)
    try:
        yield
    finally:
        _parent.reset(token)
