"""Goes through the resources of many states: those of one connection are one shard, which is entered and read once."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pulumi_servicecatalog.configuration import Configuration
from pulumi_servicecatalog.controllers import Connect, Controllers
from pulumi_servicecatalog.drift import compared, entries, resources, templates
from pulumi_servicecatalog.drift.compared import Answer, Question
from pulumi_servicecatalog.drift.entries import Entry
from pulumi_servicecatalog.drift.provenance import Provenance
from pulumi_servicecatalog.fleet.run import Lost, Workers, run
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.operation import Operation, Timer
from pulumi_servicecatalog.model.outcome import Unanswered
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import (
    DENIALS,
    NoAnswer,
    Unreachable,
)
from pulumi_servicecatalog.model.problems.drift import TemplateEdited
from pulumi_servicecatalog.model.problems.fleet import WorkerLost
from pulumi_servicecatalog.model.problems.operations import RefusedByAws, Throttled
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reporting.model import (
    AccountEntry,
    DriftEntry,
    Mode,
    Outcome,
    ReportedProblem,
    project_of,
)
from pulumi_servicecatalog.rules import refusals

_OF_ACCOUNT: Final = (*DENIALS, NoAnswer, RefusedByAws, Throttled, Unreachable)
"""What keeps a whole account from being asked, where all of its resources have it."""


@dataclass(frozen=True, kw_only=True)
class Shard:
    """The resources that one connection leads to."""

    connection: Connection
    questions: tuple[Question, ...]

    @property
    def location(self) -> tuple[str, str]:
        """Return the account and Region, as far as the states and the connection say."""
        recorded = next((location for question in self.questions if (location := question.location) is not None), None)
        return recorded or (self.connection.expected_account_id or "", self.connection.region or "")

    @property
    def stacks(self) -> Mapping[str, int]:
        """Return how many resources there are of each Pulumi stack."""
        names = [question.stack for question in self.questions]
        return {name: names.count(name) for name in dict.fromkeys(names)}

    def project(self, stack: str) -> str:
        """Return the project of one of its Pulumi stacks."""
        return next(project_of(question.resource.urn) for question in self.questions if question.stack == stack)


@dataclass(frozen=True, kw_only=True)
class ShardDrift:
    """What became of a shard: an entry of each Pulumi stack in it, what differs, and why nothing could be asked."""

    shard: Shard
    accounts: tuple[AccountEntry, ...]
    drift: tuple[DriftEntry, ...] = ()
    problem: Problem | None = None


def shards(questions: Iterable[Question]) -> tuple[Shard, ...]:
    """Return the questions by their connections."""
    by_connection: dict[Connection, list[Question]] = {}
    for question in questions:
        by_connection.setdefault(question.connection, []).append(question.through(question.connection))
    return tuple(Shard(connection=connection, questions=tuple(own)) for connection, own in by_connection.items())


@dataclass(frozen=True, kw_only=True)
class Look:
    """What is looked at beside what a preview compares.

    Attributes:
        resources: the resources of stacks, by CloudFormation's own drift detection, which is slow.
        trail: CloudTrail, for who has changed what differs.
        timer: by which detections are awaited.

    """

    resources: bool = False
    trail: bool = False
    timer: Callable[[], Timer] = SystemTimer


def walk(shards_: Sequence[Shard], connect: Connect, workers: Workers, look: Look = Look()) -> Generator[ShardDrift]:
    """Ask AWS of all shards side by side, and return what became of each as soon as it is known.

    Args:
        shards_: the resources.
        connect: opens the way to AWS; each shard has a pool of its own, which is forgotten with it.
        workers: where the shards are asked, and how many at a time.
        look: what else is looked at.

    """
    for shard, outcome in run(workers, shards_, partial(_compared, connect=connect, look=look)):
        yield _failed(shard, WorkerLost(attempts=1, reason=outcome.reason)) if isinstance(outcome, Lost) else outcome


def _compared(shard: Shard, connect: Connect, look: Look) -> ShardDrift:
    pool = connect(Scope.OFF)
    try:
        session = pool.at(shard.connection)
        identity = session.gateway.identity()
    except Refusal as refusal:
        return _failed(shard, refusals.problem(refusal))
    controllers = Controllers(Configuration(), lambda _: pool)
    answers = [compared.answer(question, controllers) for question in shard.questions]
    common = _common_problem(answers)
    if common is not None:
        return _failed(shard, common, (identity.account, identity.region))
    seen = list(_seen(answers, session, look))
    drift = tuple(entry for _, entry in seen if isinstance(entry, DriftEntry))
    problems = [(answer, part) for answer, part in seen if isinstance(part, Problem)]
    return ShardDrift(
        shard=shard,
        accounts=tuple(
            AccountEntry(
                account=identity.account,
                region=identity.region,
                outcome=Outcome.READ,
                mode=Mode.DRIFT,
                pulumi_stack=stack,
                project=shard.project(stack),
                stacks=number,
                problems=tuple(_reported(problems, stack)),
            )
            for stack, number in shard.stacks.items()
        ),
        drift=drift,
    )


def _seen(
    answers: Sequence[Answer], session: AccountSession, look: Look
) -> Iterator[tuple[Answer, DriftEntry | Problem]]:
    """Yield what differs of resources, and what there is to say of them."""
    provenance = Provenance(session=session, trail=look.trail)
    for answer in answers:
        parts = list(_of_resource(answer, session))
        differences = [part for part in parts if isinstance(part, DriftEntry)]
        yield from ((answer, part) for part in provenance.annotated(answer, differences))
        yield from ((answer, part) for part in parts if isinstance(part, Problem))
    if look.resources:
        operation = Operation.lasting(resources.SECONDS, timer=look.timer())
        yield from resources.differing(answers, session, operation)


def _of_resource(answer: Answer, session: AccountSession) -> Iterator[DriftEntry | Problem]:
    identity = session.gateway.identity()
    yield from entries.of(answer, identity)
    for problem in templates.edited(answer, session):
        if isinstance(problem, TemplateEdited):
            yield entries.edited(answer.question, problem, identity)
        else:
            yield Entry.of(answer.question, identity).unasked(problem)
    yield from entries.remarks(answer)


def _reported(problems: Sequence[tuple[Answer, Problem]], stack: str) -> Iterator[ReportedProblem]:
    """Return what there is to say of a Pulumi stack's resources, each once."""
    of_stack = [(answer, problem) for answer, problem in problems if answer.question.stack == stack]
    once = {(problem, answer.question.resource.urn): None for answer, problem in of_stack}
    yield from (ReportedProblem.of(problem, urn) for problem, urn in once)


def _common_problem(answers: Sequence[Answer]) -> Problem | None:
    """Return why nothing at all could be asked."""
    results = [answer.result for answer in answers]
    problems = {problem for result in results if isinstance(result, Unanswered) for problem in result.problems}
    if len(problems) != 1 or not all(isinstance(result, Unanswered) for result in results):
        return None
    (problem,) = problems
    return problem if isinstance(problem, _OF_ACCOUNT) else None


def _failed(shard: Shard, problem: Problem, location: tuple[str, str] | None = None) -> ShardDrift:
    account, region = location or shard.location
    return ShardDrift(
        shard=shard,
        accounts=tuple(
            AccountEntry(
                account=account,
                region=region,
                outcome=Outcome.DENIED if isinstance(problem, DENIALS) else Outcome.FAILED,
                mode=Mode.DRIFT,
                pulumi_stack=stack,
                project=shard.project(stack),
                reason=problem.message(),
                problems=(ReportedProblem.of(problem),),
                stacks=number,
            )
            for stack, number in shard.stacks.items()
        ),
        problem=problem,
    )
