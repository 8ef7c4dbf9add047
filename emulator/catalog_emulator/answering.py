"""AWS as a function: a request goes in, its answer comes out, and the world is changed in place.

    world = World(clock=ManualClock())
    account = {"account": "111122223333", "region": "eu-west-1"}
    answer(world, Request(**account, service="servicecatalog", operation="SearchProducts"))

No socket, no thread and no moto: the resources of stacks are stubs. Service Catalog is served whole, of CloudFormation
what is about stacks and change sets, of STS, IAM, S3, SSM and CloudTrail the one operation each that a client of these
two needs.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import operations as cloudformation
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.core import permissions, trail
from catalog_emulator.core.aws_error import AwsError, UnknownOperationError
from catalog_emulator.core.call import Call
from catalog_emulator.core.faults import error_of
from catalog_emulator.core.ids import partition_of
from catalog_emulator.servicecatalog import serving
from catalog_emulator.servicecatalog.accounts import catalog_of, catch_up
from catalog_emulator.servicecatalog.caller import caller

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from catalog_emulator.core.faults import Fault
    from catalog_emulator.core.world import World

log = logging.getLogger(__name__)

Members = dict[str, Any]

_LOST = ("drop-before", "drop-after", "truncate", "html")
_AFTER_THE_WORK = ("drop-after", "truncate")
_PROTOCOLS = {
    "servicecatalog": "json",
    "cloudformation": "query",
    "sts": "query",
    "iam": "query",
    "s3": "rest",
    "ssm": "json",
    "cloudtrail": "json",
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody asks. `principal` is what STS says of the caller; without it, a user of the account's name."""

    account: str
    region: str
    service: str
    operation: str
    members: Mapping[str, Any] = field(default_factory=dict)
    principal: str | None = None

    @property
    def caller_arn(self) -> str:
        """Return the ARN that STS GetCallerIdentity says."""
        partition = partition_of(self.region)
        return self.principal or f"arn:{partition}:iam::{self.account}:user/{self.account}"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What AWS says: a result's members, without those that are None, or an error.

    `is_lost`: a fault lets nobody hear it, whatever was done.
    """

    members: Members = field(default_factory=dict)
    error: AwsError | None = None
    is_lost: bool = False


def answer(world: World, request: Request) -> Answer:
    """Answer a request; whatever goes wrong is an error of AWS's."""
    call = Call(
        service=request.service,
        operation=request.operation,
        account=request.account,
        region=request.region,
        access_key=request.account,
        protocol=_PROTOCOLS.get(request.service, "json"),
        parameters=dict(request.members),
    )
    with world.lock:
        entry = world.journal.arrived(call, world.clock.now())
        rule = next(iter(world.faults.for_call(call)), None)
        if rule is not None:
            entry.fault = rule.kind
        answered = _with_fault(world, request, call, rule)
        if not answered.is_lost:
            entry.error = answered.error.code if answered.error else None
            entry.status = answered.error.status if answered.error else 200
    return answered


def _with_fault(world: World, request: Request, call: Call, rule: Fault | None) -> Answer:
    if rule is None or rule.kind in ("delay", "hold-before", "hold-after"):  # only a client that waits sees those
        return _answered(world, request, call)
    if rule.kind not in _LOST:
        return Answer(error=error_of(rule, call))
    if rule.kind in _AFTER_THE_WORK:
        _answered(world, request, call)
    return Answer(is_lost=True)


def _answered(world: World, request: Request, call: Call) -> Answer:
    try:
        _authorize(world, request, call)
        catch_up(world, request.account)
        members = {name: value for name, value in request.members.items() if value is not None}
        serve = _SERVED.get(request.service, _unknown)
        return Answer(members=_present(serve(world, request, members)))
    except AwsError as error:
        return Answer(error=error)
    except Exception as error:
        log.exception("bug in the emulator, serving %s %s", request.service, request.operation)
        return Answer(error=AwsError(f"the emulator failed: {type(error).__name__}: {error}", status=500))


def _authorize(world: World, request: Request, call: Call) -> None:
    action = permissions.action_of(call)
    if action != "sts:GetCallerIdentity" and permissions.is_refused(action, world.settings.of(request.account)):
        raise permissions.denial(call, action, request.caller_arn)


def _catalog(world: World, request: Request, members: Members) -> Members:
    serving.check(request.operation, members)
    catalog = catalog_of(world, request.account, request.region)
    return serving.serve(catalog, caller(request.account, request.caller_arn), request.operation, members)


def _stacks(world: World, request: Request, members: Members) -> Members:
    if request.operation not in cloudformation.OPERATIONS:
        raise AwsError(f"cloudformation {request.operation}: only moto serves it", code="InvalidAction")
    cloudformation.check(request.operation, members)
    return cloudformation.serve(stacks_of(world, request.account, request.region), request.operation, members)


def _identity(world: World, request: Request, members: Members) -> Members:
    del world, members
    _only("GetCallerIdentity", request)
    return {"Account": request.account, "Arn": request.caller_arn, "UserId": request.account}


def _simulation(world: World, request: Request, members: Members) -> Members:
    _only("SimulatePrincipalPolicy", request)
    settings = world.settings.of(request.account)
    return {
        "EvaluationResults": [
            {
                "EvalActionName": action,
                "EvalResourceName": resource,
                "EvalDecision": permissions.decision(action, settings),
                "MatchedStatements": [],
                "MissingContextValues": [],
            }
            for action in members["ActionNames"]
            for resource in members.get("ResourceArns") or ["*"]
        ],
        "IsTruncated": False,
    }


def _object(world: World, request: Request, members: Members) -> Members:
    """Return the object itself as its Body, where a client has a stream."""
    _only("GetObject", request)
    partition = partition_of(request.region)
    stored = world.services.object(request.account, partition, members["Bucket"], members["Key"])
    if stored is None:
        raise AwsError("The specified key does not exist.", code="NoSuchKey", status=404)
    return {"Body": stored, "ContentLength": len(stored)}


def _stored(world: World, request: Request, members: Members) -> Members:
    """Return the names that are in the parameter store; what they hold, no template needs to know here."""
    _only("GetParameters", request)
    names = dict.fromkeys(members["Names"])
    missing = [name for name in names if world.services.parameter(request.account, request.region, name) is None]
    return {"Parameters": [{"Name": name} for name in names if name not in missing], "InvalidParameters": missing}


def _events(world: World, request: Request, members: Members) -> Members:
    _only(trail.OPERATION, request)
    return trail.look_up(world, request.account, request.region, members, lambda _: request.caller_arn)


def _only(operation: str, request: Request) -> None:
    if request.operation != operation:
        _unknown(None, request, {})


def _unknown(world: World | None, request: Request, members: Members) -> Members:
    del world, members
    raise UnknownOperationError(f"{request.service} {request.operation}: this emulator does not serve it")


_SERVED: dict[str, Callable[[World, Request, Members], Members]] = {
    "servicecatalog": _catalog,
    "cloudformation": _stacks,
    "sts": _identity,
    "iam": _simulation,
    "s3": _object,
    "ssm": _stored,
    "cloudtrail": _events,
}


def _present(value: Any) -> Any:
    """Return a result without the members that are None, which AWS leaves out."""
    if isinstance(value, dict):
        return {name: _present(item) for name, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_present(item) for item in value]
    return value
