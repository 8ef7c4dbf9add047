"""Stack sets as Service Catalog uses them: made, changed and removed, account by account and region by region.

The stack set and its instances are moto's, so that CloudFormation's own operations show them; the stacks are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moto.core.exceptions import ServiceException

from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.change import Change
from catalog_emulator.cloudformation.errors import reason_of
from catalog_emulator.core.aws_error import AwsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


HEALTHY = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """Where an operation acts, and how many accounts may fail in a region before it is stopped."""

    accounts: tuple[str, ...]
    regions: tuple[str, ...]
    tolerance: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What failed where; `stopped` says that it was more than the operation tolerates."""

    failures: tuple[str, ...] = ()
    stopped: bool = False


def make(  # noqa: PLR0913  # what is its own by name
    backend: Any,
    *,
    name: str,
    template: str,
    parameters: dict[str, str],
    tags: dict[str, str],
    admin_role_arn: str | None,
    execution_role: str | None,
) -> Any:
    """Make a stack set without instances."""
    return backend.create_stack_set(
        name=name,
        template=template,
        parameters=parameters,
        tags=tags,
        permission_model="SELF_MANAGED",
        admin_role=admin_role_arn,
        exec_role=execution_role,
        description=None,
    )


def find(backend: Any, arn: str) -> Any | None:
    """Return the stack set of an ARN, unless it is deleted."""
    stack_set = backend.stacksets.get(arn.partition(":stackset/")[2])
    return stack_set if stack_set is not None and stack_set.status == "ACTIVE" else None


def add_instances(stack_set: Any, where: Deployment) -> Outcome:
    """Make the instances that the stack set does not have yet."""

    def add(account: str, region: str) -> str | None:
        if stack_set.instances.get_instance(account, region) is not None:
            return None
        values = [{"ParameterKey": key, "ParameterValue": value} for key, value in stack_set.parameters.items()]
        stack_set.instances.create_instances([account], [region], values, {}, stack_set.permission_model)
        stack = stack_set.instances.get_instance(account, region).stack
        stack.tags = dict(stack_set.tags or {})
        return None if stack.status in HEALTHY else f"{stack.status}: {stack.status_reason or ''}"

    return _performed(stack_set, "CREATE", where, add)


def change(stack_set: Any, *, template: str, parameters: dict[str, str], tags: Mapping[str, str] | None) -> None:
    """Change a stack set's template and values; its instances follow by `update_instances`."""
    stack_set.template = stack_set.instances.template = template
    stack_set.parameters = stack_set.instances.parameters = parameters
    stack_set.tags = stack_set.tags if tags is None else dict(tags)


def update_instances(stack_set: Any, where: Deployment) -> Outcome:
    """Take the instances that there are over to the stack set's template and values."""
    wanted = Change(
        template=stack_set.template,
        parameters=stack_set.parameters,
        tags=dict(stack_set.tags or {}),
        capabilities=["CAPABILITY_NAMED_IAM"],
    )

    def update(account: str, region: str) -> str | None:
        instance = stack_set.instances.get_instance(account, region)
        if instance is None or engine.is_empty(instance.stack, wanted):
            return None
        engine.begin_update(instance.stack, wanted)
        failed = engine.finish_update(stacks_of(account, region), instance.stack, wanted)
        return None if failed is None else f"{instance.stack.status}: {failed.reason}"

    return _performed(stack_set, "UPDATE", where, update)


def delete_instances(stack_set: Any, where: Deployment) -> Outcome:
    """Delete the instances with their stacks."""

    def delete(account: str, region: str) -> str | None:
        stack_set.instances.delete([account], [region])
        return None

    return _performed(stack_set, "DELETE", where, delete)


def everywhere(stack_set: Any) -> Deployment:
    """Return where a stack set has instances; failures anywhere are tolerated, and named at the end."""
    instances = stack_set.stack_instances
    return Deployment(
        accounts=tuple(dict.fromkeys(i.account_id for i in instances)),
        regions=tuple(dict.fromkeys(i.region_name for i in instances)),
        tolerance=len(instances),
    )


def _performed(stack_set: Any, action: str, where: Deployment, act: Callable[[str, str], str | None]) -> Outcome:
    failures, stopped = [], False
    for region in where.regions:
        here = [reason for account in where.accounts if (reason := _attempted(act, account, region))]
        failures += here
        if len(here) > where.tolerance:
            stopped = True
            break
    status = "FAILED" if stopped else "SUCCEEDED"
    operation_id = stacks_of(*_home(stack_set)).world.ids.uuid()
    # moto has no public way to note an operation.
    stack_set._create_operation(operation_id, action, status, list(where.accounts), list(where.regions))  # noqa: SLF001
    return Outcome(failures=tuple(failures), stopped=stopped)


def _attempted(act: Callable[[str, str], str | None], account: str, region: str) -> str | None:
    try:
        reason = act(account, region)
    except (AwsError, ServiceException) as error:
        reason = str(error.message)
    except KeyError:
        reason = "there is no such region"
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this instance's failure
        reason = reason_of(error)
    return f"{account} in {region}: {reason}" if reason else None


def _home(stack_set: Any) -> tuple[str, str]:
    _, _, _, region, account, _ = stack_set.arn.split(":", 5)
    return account, region
