"""What a comparison comes to: an entry for each difference, in words, with what the next `up` would do about it.

No value of a parameter is in an entry, nor one that is secret in the state.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, Self

from pulumi_servicecatalog.drift.compared import Answer, Question
from pulumi_servicecatalog.drift.state import StackState, StateResource
from pulumi_servicecatalog.model.arn import location_of
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.outcome import Unanswered
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.drift import (
    EncryptedInState,
    LastOperationFailed,
    MarkedForReplacement,
    NotComparable,
    TemplateEdited,
)
from pulumi_servicecatalog.model.problems.updates import DeletedOutside, StackNotReadable
from pulumi_servicecatalog.model.properties import IMPORTED, PropertyPath
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, UNDER_CHANGE
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.controller import DiffResult
from pulumi_servicecatalog.reporting.model import DriftEntry, DriftKind, ReportedProblem
from pulumi_servicecatalog.rules import drift, parameter_values
from pulumi_servicecatalog.rules.drift import Change

SECRET: Final = "[secret]"  # noqa: S105 - stands in place of one
NOT_SHOWN: Final = "(not shown)"
MASKED: Final = "(masked by AWS)"
NOTHING: Final = ""

UPDATES: Final = "updates the provisioned product"
CHANGES_STATE: Final = "changes the state alone"
WAITS: Final = "waits for the operation that runs"
CANNOT: Final = "fails: Pulumi cannot deploy a stack that it only adopted"
LEAVES: Final = "leaves the template as it is; the next update of the provisioned product replaces it"
TEMPLATE: Final = "template"
_ADOPTS: Final = "adopts the stack again"
_LAUNCHES: Final = "launches the product again"
_MOVES: Final = "replaces it: releases the provisioned product and adopts the stack"
_REPLACES: Final = "replaces it: terminates the provisioned product, deletes its stack and launches the product again"
_KEEPS: Final = "replaces it: terminates the provisioned product, keeps its stack and launches the product again"

_OF_STACK: Final = frozenset({"parameters", "physicalId", drift.STACK_ID.name})


def of(answer: Answer, identity: Identity) -> Iterator[DriftEntry]:
    """Yield what differs of a resource, and what of it could not be compared.

    Args:
        answer: the comparison.
        identity: where it was made.

    """
    entry = Entry.of(answer.question, identity)
    if isinstance(answer.result, Unanswered):
        yield from map(entry.unasked, answer.result.problems)
        return
    yield from _differences(answer, answer.result, entry)
    yield from map(entry.unasked, _not_asked(answer.question, answer.result))


def unasked(stack: str, resource: StateResource, problem: Problem) -> DriftEntry:
    """Return the entry of a resource of which the state says too little to ask AWS."""
    account, region = location_of(str(resource.outputs.get("arn", ""))) or ("", "")
    return Entry(stack, resource, account, region).unasked(problem)


def unasked_of_stack(account: str, region: str, state: StackState, problem: Problem) -> DriftEntry:
    """Return the entry of what a state as a whole leaves open, in one of the places where its resources are."""
    return DriftEntry(
        account=account,
        region=region,
        pulumi_stack=state.stack,
        urn=state.urn,
        name=state.stack,
        kind=DriftKind.UNASKED,
        property="",
        declared="",
        actual="",
        then="",
        problem=ReportedProblem.of(problem, state.urn),
    )


def edited(question: Question, problem: TemplateEdited, identity: Identity) -> DriftEntry:
    """Return the entry of a stack whose template somebody has changed."""
    entry = Entry.of(question, identity)
    return entry.made(DriftKind.STACK, TEMPLATE, f"that of version {problem.version}", "another one", LEAVES, problem)


def remarks(answer: Answer) -> Iterator[Problem]:
    """Yield what there is to say of a resource that is no difference."""
    if isinstance(answer.result, Unanswered):
        return
    resource, observed = answer.question.resource, answer.observed
    masked = _masked(answer.question, observed) if observed is not None else ()
    if masked:
        yield NotComparable(name=resource.name, parameters=masked)
    if resource.failed and resource.refreshes:
        reason = "; ".join(resource.failed)
        yield LastOperationFailed(severity=Severity.INFORMATION, name=resource.name, reason=reason)
    said = {StackNotReadable, DeletedOutside, *map(type, _of_changes(answer.result))}
    for problem in answer.result.remarks:
        if type(problem) not in said:
            yield problem


def _differences(answer: Answer, result: DiffResult, entry: "Entry") -> Iterator[DriftEntry]:
    resource = answer.question.resource
    if result.gone:
        gone = DeletedOutside(id=answer.question.recorded.id)
        yield entry.made(DriftKind.CATALOG, "", "", "", _again(answer.question), gone)
        return
    known = replace(result, changes=tuple(change for change in result.changes if change.declared is not UNKNOWN))
    then, problems = _then(answer, known), list(_of_changes(known))
    for change in known.changes:
        yield entry.of_change(change, then, problems.pop(0) if problems else None)
    if resource.failed and not resource.refreshes:
        failed = LastOperationFailed(name=resource.name, reason="; ".join(resource.failed))
        yield entry.made(DriftKind.CATALOG, "", "", "", UPDATES if then == CHANGES_STATE else then, failed)
    if resource.replaces:
        marked = MarkedForReplacement(name=resource.name)
        yield entry.made(DriftKind.CATALOG, "", "", "", _replacement(answer.question), marked)


def _not_asked(question: Question, result: DiffResult) -> Iterator[Problem]:
    """Yield what could not be compared, though the provisioned product could be read."""
    yield from (problem for problem in result.remarks if isinstance(problem, StackNotReadable))
    if question.resource.encrypted and not result.gone:
        yield EncryptedInState(name=question.resource.name, inputs=question.resource.encrypted)


def _of_changes(result: DiffResult) -> Iterator[Problem]:
    """Yield the remarks that explain a difference: those of a replacement, of a stack that is gone, of a version."""
    if result.changes:
        yield from (problem for problem in result.remarks if not isinstance(problem, StackNotReadable))


def _masked(question: Question, observed: ObservedState) -> tuple[str, ...]:
    """Return the declared parameters whose values AWS masks."""
    declared = question.desired.parameters
    if not isinstance(declared, Mapping) or observed.stack is None:
        return ()
    live = observed.stack.parameters
    return tuple(
        sorted(key for key in declared if parameter_values.is_masked(live.get(key)) and live[key] != declared[key])
    )


def _then(answer: Answer, result: DiffResult) -> str:
    """Return what the next `up` would do, in a short sentence."""
    changes = result.changes
    if any(change.path == drift.STACK_ID and not change.replaces for change in changes):
        return CANNOT
    if result.replaces:
        return _replacement(answer.question)
    if changes and all(change.setting for change in changes):
        return CHANGES_STATE
    waits = all(change.path == drift.STATUS and change.actual == UNDER_CHANGE for change in changes)
    return WAITS if changes and waits else UPDATES


def _replacement(question: Question) -> str:
    if question.resource.kind is IMPORTED:
        return _MOVES
    return _KEEPS if question.recorded.retain_physical_resources else _REPLACES


def _again(question: Question) -> str:
    return _ADOPTS if question.resource.kind is IMPORTED else _LAUNCHES


class Entry:
    """Makes the entries of a resource."""

    def __init__(self, stack: str, resource: StateResource, account: str, region: str) -> None:
        """Make none yet.

        Args:
            stack: the Pulumi stack.
            resource: of it.
            account: in which account it was asked for.
            region: in which Region.

        """
        self._stack, self._resource = stack, resource
        self._account, self._region = account, region

    @classmethod
    def of(cls, question: Question, identity: Identity) -> Self:
        """Return what makes those of a question that was asked there."""
        return cls(question.stack, question.resource, identity.account, identity.region)

    def of_change(self, change: Change, then: str, problem: Problem | None) -> DriftEntry:
        """Return that of a difference which a preview shows as well."""
        kind = DriftKind.STACK if change.path.name in _OF_STACK else DriftKind.CATALOG
        declared, actual = self._sides(change)
        return self.made(kind, str(change.path), declared, actual, then, problem)

    def unasked(self, problem: Problem) -> DriftEntry:
        """Return that of something which could not be compared."""
        return self.made(DriftKind.UNASKED, problem.property, "", "", "", problem)

    def made(  # noqa: PLR0913 - the members of an entry
        self, kind: DriftKind, property_: str, declared: str, actual: str, then: str, problem: Problem | None
    ) -> DriftEntry:
        """Return one of these members."""
        resource = self._resource
        return DriftEntry(
            account=self._account,
            region=self._region,
            pulumi_stack=self._stack,
            urn=resource.urn,
            name=resource.name,
            kind=kind,
            property=property_,
            declared=declared,
            actual=actual,
            then=then,
            problem=None if problem is None else ReportedProblem.of(problem, resource.urn),
        )

    def _sides(self, change: Change) -> tuple[str, str]:
        """Return what is declared and what AWS has, as far as both may be shown."""
        if change.path == drift.STACK_ID:
            return str(change.actual or ""), "deleted"
        declared, actual = _text(change.declared), _text(change.actual)
        if change.path.name == "parameters":
            return (NOT_SHOWN if declared else NOTHING), (MASKED if change.hidden else NOT_SHOWN if actual else NOTHING)
        if self._is_secret(change.path):
            return (SECRET if declared else NOTHING), (SECRET if actual else NOTHING)
        if change.path == drift.STATUS:
            return AVAILABLE, actual
        return declared, actual

    def _is_secret(self, path: PropertyPath) -> bool:
        return not {path.name, str(path)}.isdisjoint(self._resource.secret)


def _text(value: object) -> str:
    """Return a value as text: what AWS has nothing of is nothing."""
    return "" if value in (None, "") else str(value)
