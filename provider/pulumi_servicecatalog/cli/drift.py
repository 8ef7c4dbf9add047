"""`catalogctl drift`: what AWS has otherwise than the states of Pulumi stacks declare."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event

from pulumi_servicecatalog.cli import drift_summary, exit_codes, layout, limits, where
from pulumi_servicecatalog.cli.command import refuse
from pulumi_servicecatalog.cli.commands.drift import DriftOptions
from pulumi_servicecatalog.cli.progress import progress
from pulumi_servicecatalog.connect import Gateways, session_pool
from pulumi_servicecatalog.drift import export, ignored, questions, result, walk
from pulumi_servicecatalog.drift.export import Unread
from pulumi_servicecatalog.drift.ignored import IgnoreFileError, Rule
from pulumi_servicecatalog.drift.state import StackState
from pulumi_servicecatalog.drift.walk import ShardDrift
from pulumi_servicecatalog.fleet import executors
from pulumi_servicecatalog.fleet.limits_file import LimitsFileError
from pulumi_servicecatalog.fleet.project import ProjectError
from pulumi_servicecatalog.fleet.run import Lost
from pulumi_servicecatalog.fleet.run import run as run_on
from pulumi_servicecatalog.fleet.target import role_arn
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reporting.headline import count
from pulumi_servicecatalog.reporting.model import Report, as_dict

Read = StackState | Unread


def run(options: DriftOptions) -> int:
    """Read the states, ask AWS, and show what differs."""
    if options.external_id and where.role_arn_template(options) is None:
        refuse("--external-id needs --role-name or --role-arn-template")
    if options.files and options.folder:
        refuse("leave out either DIR or --file")
    try:
        rules = ignored.read(options.ignore) if options.ignore else ()
        with limits.kept(limits.read(options.limits), processes=False):
            shards, report = _compared(options, rules)
        if options.out:
            options.out.write_text(display.as_json(as_dict(report)), encoding="utf-8")
    except (IgnoreFileError, LimitsFileError, ProjectError) as error:
        for line in str(error).splitlines():
            layout.complain(line)
        return exit_codes.CONFIGURATION
    except OSError as error:
        layout.complain(f"{error.filename}: {error.strerror}")
        return exit_codes.CONFIGURATION
    _show(options, rules, report)
    return exit_code(shards, report)


def _compared(options: DriftOptions, rules: Sequence[Rule]) -> tuple[Sequence[ShardDrift], Report]:
    read = _states(options)
    states = [state for state in read if isinstance(state, StackState)]
    unread = [state for state in read if isinstance(state, Unread)]
    wanted = questions.of(states, partial(_entered, options=options))
    shards = _walked(options, walk.shards(wanted.answerable))
    report = result.report(states, unread, wanted.unasked, shards, rules, datetime.now(UTC))
    return shards, report


def _states(options: DriftOptions) -> list[Read]:
    if options.files:
        return [export.read(path) for path in options.files]
    folder = options.folder or Path()
    stacks = options.stacks or export.stacks_of(folder)
    read: list[Read] = []
    exported: Callable[[str], Read] = partial(export.exported, folder=folder)
    with (
        executors.local(min(options.parallel, len(stacks))) as workers,
        progress("reading states", 0, len(stacks)) as step,
    ):
        for stack, state in run_on(workers, stacks, exported):
            assert not isinstance(state, Lost), "threads are not lost"
            read.append(state)
            wrong = state.problem if isinstance(state, Unread) else None
            step(f"the state of {stack}: {wrong or count(_resources(state), 'resource')}", failed=wrong is not None)
    return read


def _resources(state: Read) -> int:
    return len(state.resources) if isinstance(state, StackState) else 0


def _walked(options: DriftOptions, shards: Sequence[walk.Shard]) -> list[ShardDrift]:
    gateways = Gateways()
    done: list[ShardDrift] = []
    stopped = Event()
    with (
        executors.local(min(options.parallel, max(1, len(shards)))) as workers,
        progress("comparing accounts and Regions", 0, len(shards)) as step,
    ):
        look = walk.Look(resources=options.resources, trail=options.trail, timer=lambda: SystemTimer(stopped))
        try:
            for outcome in walk.walk(shards, lambda scope: session_pool(scope, gateways=gateways), workers, look):
                done.append(outcome)
                step(_outcome(outcome), failed=outcome.problem is not None)
        except KeyboardInterrupt:
            stopped.set()  # who waits for a detection waits no longer
            raise
    return done


def _outcome(outcome: ShardDrift) -> str:
    location = ", ".join(part for part in outcome.shard.location if part) or "this account"
    differences, resources = len(outcome.drift), len(outcome.shard.questions)
    read = f"{count(differences, 'difference')} in {count(resources, 'resource')}"
    return f"{location}: {outcome.problem or read}"


def _entered(connection: Connection, account: str | None, options: DriftOptions) -> Connection:
    """Return how an account is entered: as the state says, unless the command says otherwise."""
    template = where.role_arn_template(options)
    if template and account:
        role = role_arn(template, account)
        entered = Connection(role_arn=role, external_id=options.external_id, profile=options.profile)
        own = Connection(
            region=connection.region,
            expected_account_id=account,
            endpoint_url=connection.endpoint_url,
            endpoints=connection.endpoints,
            max_retries=connection.max_retries,
        )
        return entered.over(own)
    return Connection(profile=options.profile).over(connection)


def _show(options: DriftOptions, rules: Sequence[Rule], report: Report) -> None:
    if options.json:
        sys.stdout.write(display.as_json(as_dict(report)))
    else:
        layout.show(drift_summary.as_text(report))
    for rule in ignored.unused(report.drift, rules):
        layout.complain(f"{options.ignore}: nothing differs of {rule}; the entry can be deleted", layout.CAREFUL)


def exit_code(shards: Sequence[ShardDrift], report: Report) -> int:
    """Return 1 before 7: what could not be compared may differ as well. One cause of all that was asked has its own."""
    causes = {None if shard.problem is None else exit_codes.of(shard.problem) for shard in shards}
    cause = causes.pop() if len(causes) == 1 else None
    if cause is not None and len(result.not_read(report)) == sum(len(shard.accounts) for shard in shards):
        return cause
    if result.not_read(report) or result.unasked(report):
        return exit_codes.ERROR
    return exit_codes.DIFFERS if result.differing(report) else exit_codes.OK
