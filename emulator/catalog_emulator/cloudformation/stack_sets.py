"""Stack sets as Service Catalog uses them: made, changed and removed, account by account and region by region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.change import Change
from catalog_emulator.cloudformation.errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.cloudformation.stack_set import StackSet

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


def add_instances(stack_set: StackSet, where: Deployment) -> Outcome:
    """Make the instances that the stack set does not have yet."""

    def add(account: str, region: str) -> str | None:
        if stack_set.instance(account, region) is not None:
            return None
        stack = stack_set.add_instance(account, region)
        return None if stack.status in HEALTHY else f"{stack.status}: {stack.status_reason or ''}"

    return _performed(stack_set, "CREATE", where, add)


def update_instances(stack_set: StackSet, where: Deployment) -> Outcome:
    """Take the instances that there are over to the stack set's template and values."""
    wanted = Change(
        template=stack_set.template,
        parameters=stack_set.parameters,
        tags=dict(stack_set.tags),
        capabilities=["CAPABILITY_NAMED_IAM"],
    )

    def update(account: str, region: str) -> str | None:
        instance = stack_set.instance(account, region)
        if instance is None or engine.is_empty(instance.stack, wanted):
            return None
        engine.begin_update(instance.stack, wanted)
        failed = engine.finish_update(stacks_of(stack_set.world, account, region), instance.stack, wanted)
        return None if failed is None else f"{instance.stack.status}: {failed.reason}"

    return _performed(stack_set, "UPDATE", where, update)


def delete_instances(stack_set: StackSet, where: Deployment) -> Outcome:
    """Delete the instances with their stacks."""

    def delete(account: str, region: str) -> str | None:
        stack_set.delete_instance(account, region)
        return None

    return _performed(stack_set, "DELETE", where, delete)


def everywhere(stack_set: StackSet) -> Deployment:
    """Return where a stack set has instances; failures anywhere are tolerated, and named at the end."""
    instances = stack_set.instances
    return Deployment(
        accounts=tuple(dict.fromkeys(i.account_id for i in instances)),
        regions=tuple(dict.fromkeys(i.region_name for i in instances)),
        tolerance=len(instances),
    )


def _performed(stack_set: StackSet, action: str, where: Deployment, act: Callable[[str, str], str | None]) -> Outcome:
    failures, stopped = [], False
    for region in where.regions:
        here = [reason for account in where.accounts if (reason := _attempted(act, account, region))]
        failures += here
        if len(here) > where.tolerance:
            stopped = True
            break
    status = "FAILED" if stopped else "SUCCEEDED"
    stack_set.note(stack_set.world.ids.uuid(), action, status, where.accounts, where.regions)
    return Outcome(failures=tuple(failures), stopped=stopped)


def _attempted(act: Callable[[str, str], str | None], account: str, region: str) -> str | None:
    try:
        reason = act(account, region)
    except KeyError:
        reason = "there is no such region"
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this instance's failure
        reason = reason_of(error)
    return f"{account} in {region}: {reason}" if reason else None
