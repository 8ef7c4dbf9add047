"""Resources of stacks that somebody has changed or deleted, as CloudFormation's own drift detection finds them.

Detections of all stacks of a shard are begun before the first is awaited, since AWS takes a minute or more for each.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pulumi_servicecatalog.drift.compared import Answer
from pulumi_servicecatalog.drift.entries import Entry
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.model.outcome import Unanswered
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.drift import DriftNotDetected
from pulumi_servicecatalog.model.provisioned_product import STACK
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.resource_drift import COMPLETE, DELETED, ResourceDrift
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.execution import polling
from pulumi_servicecatalog.reconcile.observation import pace
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reporting.model import DriftEntry, DriftKind
from pulumi_servicecatalog.rules import refusals, withholding

SECONDS: Final = 1800.0
"""How long the detections of an account and Region may take."""
STAYS: Final = "leaves it as it is, unless an update of the stack changes the resource"


def differing(
    answers: Sequence[Answer], session: AccountSession, operation: Operation
) -> Iterator[tuple[Answer, DriftEntry]]:
    """Yield the resources that differ, and the stacks whose resources could not be compared.

    Args:
        answers: of the resources of Pulumi; those without a stack are passed over.
        session: where the stacks are.
        operation: whose deadline and cancellation are looked at while AWS detects.

    """
    begun = [(answer, stack, _begun(stack, session)) for answer, stack in _with_stacks(answers)]
    for answer, stack, detection in begun:
        entry = Entry.of(answer.question, session.gateway.identity())
        results = detection if isinstance(detection, Problem) else _awaited(stack, detection, session, operation)
        if isinstance(results, Problem):
            yield answer, entry.unasked(results)
            continue
        for drift in results:
            yield from ((answer, one) for one in _entries(entry, drift, _hidden(answer)))


def _with_stacks(answers: Sequence[Answer]) -> Iterator[tuple[Answer, Stack]]:
    for answer in answers:
        observed = answer.observed
        if observed is None or observed.stack is None or isinstance(answer.result, Unanswered):
            continue
        if observed.provisioned_product.type == STACK:
            yield answer, observed.stack


def _begun(stack: Stack, session: AccountSession) -> str | Problem:
    try:
        return session.gateway.detect_drift(stack.id)
    except Refusal as refusal:
        return refusals.problem(refusal)


def _awaited(
    stack: Stack, detection_id: str, session: AccountSession, operation: Operation
) -> Sequence[ResourceDrift] | Problem:
    try:
        detection = polling.poll(
            lambda: session.gateway.drift_detection(detection_id),
            lambda detection: detection.ended,
            pace.DRIFT.pauses(),
            operation,
        )
        if isinstance(detection, StopReason):
            return DriftNotDetected(stack=stack.name, reason=f"it had not ended after {int(SECONDS)} seconds")
        if detection.status != COMPLETE:
            return DriftNotDetected(stack=stack.name, reason=detection.reason or detection.status)
        return session.gateway.resource_drifts(stack.id)
    except Refusal as refusal:
        return refusals.problem(refusal)


def _hidden(answer: Answer) -> Mapping[str, str]:
    """Return the values of declared parameters, which a property may repeat, with the names to show instead."""
    declared = answer.question.desired.parameters
    values = declared.items() if isinstance(declared, Mapping) else ()
    return {value: f"parameters.{key}" for key, value in values if isinstance(value, str)}


def _entries(entry: Entry, drift: ResourceDrift, hidden: Mapping[str, str]) -> Iterator[DriftEntry]:
    shown = withholding.naming(hidden) or str
    if drift.status == DELETED:
        yield entry.made(DriftKind.RESOURCE, drift.logical_id, drift.type, "deleted", STAYS, None)
        return
    for difference in drift.differences:
        name = f"{drift.logical_id}{difference.path}"
        expected, actual = shown(difference.expected), shown(difference.actual)
        yield entry.made(DriftKind.RESOURCE, name, expected, actual, STAYS, None)
