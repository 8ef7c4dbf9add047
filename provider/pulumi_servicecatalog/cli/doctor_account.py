"""What is well or wrong with an account and Region: credentials, the role, the services, the clock, the permissions."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from pulumi_servicecatalog.cli import diagnosis
from pulumi_servicecatalog.cli.diagnosis import Diagnosis, State
from pulumi_servicecatalog.fleet.target import Shard
from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model.actions import OPERATIONS, Purpose
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import (
    CredentialsExpired,
    CredentialsInvalid,
    MissingPermission,
    NoCredentials,
    NoRegion,
    WrongClock,
)
from pulumi_servicecatalog.model.refusal import Denied, Refusal
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.rules import refusals

_TOLERATED: Final = timedelta(seconds=60)
_REFUSED: Final = timedelta(minutes=5)
"""From here on AWS refuses the signatures of requests."""

_COMMANDS: Final = {
    NoCredentials.code: "aws configure sso",
    CredentialsExpired.code: "aws sso login",
    CredentialsInvalid.code: "aws sts get-caller-identity",
    NoRegion.code: "export AWS_REGION=eu-west-1",
    WrongClock.code: "sudo timedatectl set-ntp true",
}


def diagnoses(
    shard: Shard, open_gateway: Callable[[], Gateway], purposes: Sequence[Purpose], now: Callable[[], datetime]
) -> Iterator[Diagnosis]:
    """Yield what there is to say of an account and Region; what needs the step before is left out where that fails.

    Args:
        shard: which, and how it is entered.
        open_gateway: opens the way to it.
        purposes: the permissions of which are looked at.
        now: this machine's clock.

    """
    subject = str(shard)
    try:
        gateway = open_gateway()
        identity = gateway.identity()
    except Refusal as refusal:
        yield _not_entered(subject, shard, refusals.problem(refusal))
        return
    yield _entered(subject, shard, identity)
    yield from _reached(subject, gateway)
    yield _clock(subject, gateway, now())
    yield from _permissions(subject, gateway, identity, purposes)


def _not_entered(subject: str, shard: Shard, problem: Problem) -> Diagnosis:
    role = shard.account.role_arn
    if role and isinstance(problem, MissingPermission):
        return diagnosis.of_problem(
            subject, "role", problem, f"aws sts assume-role --role-arn {role} --role-session-name doctor"
        )
    return diagnosis.of_problem(subject, "credentials", problem, _COMMANDS.get(problem.code, ""))


def _entered(subject: str, shard: Shard, identity: Identity) -> Diagnosis:
    through = f", through {shard.account.role_arn}" if shard.account.role_arn else ""
    message = f"{identity.caller_arn}{through}, in {identity.account}, {identity.region}"
    return Diagnosis(subject=subject, check="caller", state=State.WELL, message=message)


def _reached(subject: str, gateway: Gateway) -> Iterator[Diagnosis]:
    """Ask both services something that costs one call; an answer that denies it is an answer."""
    for service, ask in (
        ("servicecatalog", lambda: next(islice(gateway.provisioned_products(), 1), None)),
        ("cloudformation", lambda: next(islice(gateway.stacks(), 1), None)),
    ):
        try:
            ask()
        except Denied:
            yield Diagnosis(subject=subject, check=service, state=State.WELL, message="it answers, and denies the call")
        except Refusal as refusal:
            yield diagnosis.of_problem(subject, service, refusals.problem(refusal))
        else:
            yield Diagnosis(subject=subject, check=service, state=State.WELL, message="it answers")


def _clock(subject: str, gateway: Gateway, now: datetime) -> Diagnosis:
    server = gateway.server_time()
    if server is None:
        return Diagnosis(
            subject=subject, check="clock", state=State.UNKNOWN, message="AWS has not said what time it is"
        )
    skew = abs(now - server)
    seconds = int(skew.total_seconds())
    if skew <= _TOLERATED:
        return Diagnosis(
            subject=subject, check="clock", state=State.WELL, message=f"it is {seconds} seconds from AWS's"
        )
    state = State.WRONG if skew >= _REFUSED else State.CAREFUL
    message = f"it is {seconds} seconds from AWS's, which refuses requests from 300 seconds on"
    return Diagnosis(subject=subject, check="clock", state=state, message=message, command=_COMMANDS[WrongClock.code])


def _permissions(
    subject: str, gateway: Gateway, identity: Identity, purposes: Sequence[Purpose]
) -> Iterator[Diagnosis]:
    """Ask IAM's simulator once for all purposes."""
    needed = sorted({actions.action(operation) for purpose in purposes for operation in OPERATIONS[purpose]})
    try:
        denied = frozenset(gateway.denied_actions(identity.caller_arn, needed, ["*"]))
    except Refusal as refusal:
        command = f"catalogctl iam-policy {' '.join(f'--for {purpose.value}' for purpose in purposes)}"
        code = refusals.problem(refusal).code
        message = f"nobody knows: IAM's simulator did not answer ({code}). This shows what is needed:"
        yield Diagnosis(subject=subject, check="permissions", state=State.UNKNOWN, message=message, command=command)
        return
    for purpose in purposes:
        yield _permission(subject, purpose, denied)


def _permission(subject: str, purpose: Purpose, denied: frozenset[str]) -> Diagnosis:
    own = sorted({actions.action(operation) for operation in OPERATIONS[purpose]} & denied)
    check = f"may {purpose.value}"
    if not own:
        return Diagnosis(subject=subject, check=check, state=State.WELL, message="IAM allows all that it needs")
    message = f"IAM denies {', '.join(own)}, as far as its simulator knows without naming a product or a stack"
    command = f"catalogctl iam-policy --for {purpose.value}"
    return Diagnosis(subject=subject, check=check, state=State.CAREFUL, message=message, command=command)
