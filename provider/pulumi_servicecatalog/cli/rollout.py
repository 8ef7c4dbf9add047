"""`catalogctl rollout`: the Pulumi stacks of a project in waves, on this machine or on a cluster."""

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pulumi_servicecatalog.automation import process
from pulumi_servicecatalog.automation.process import Processes
from pulumi_servicecatalog.cli import exit_codes, fleet_summary, interrupts, layout, ledgers, limits, terminal
from pulumi_servicecatalog.cli.command import refuse
from pulumi_servicecatalog.cli.commands.rollout import RolloutOptions
from pulumi_servicecatalog.cli.fleet_plan import of_project, operation
from pulumi_servicecatalog.cli.fleet_run import new_run
from pulumi_servicecatalog.cli.rollout_events import Shown, shown
from pulumi_servicecatalog.discovery.target_version import TargetVersion, TargetVersionError
from pulumi_servicecatalog.fleet import executors, project
from pulumi_servicecatalog.fleet.accounts_file import AccountsFileError
from pulumi_servicecatalog.fleet.executors import NoSchedulerError
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.ledger import Ledger, LedgerError, LedgerLostError
from pulumi_servicecatalog.fleet.ledger_file import LedgerFile
from pulumi_servicecatalog.fleet.ledger_object import LedgerObject
from pulumi_servicecatalog.fleet.limits_file import LimitsFileError
from pulumi_servicecatalog.fleet.plan import Plan, PlanError
from pulumi_servicecatalog.fleet.project import ProjectError
from pulumi_servicecatalog.fleet.result import Result
from pulumi_servicecatalog.fleet.rollout import Event, Rollout
from pulumi_servicecatalog.fleet.run import Workers
from pulumi_servicecatalog.fleet.runner import Runner
from pulumi_servicecatalog.fleet.shard_work import Request
from pulumi_servicecatalog.fleet.waves import Order, at_once
from pulumi_servicecatalog.rules import governed_stacks


def run(options: RolloutOptions) -> int:
    """Preview, ask and roll out, as far as the options say."""
    asks = not (options.preview or options.yes)
    if asks and not (terminal.is_terminal(sys.stdin) and terminal.is_terminal(sys.stderr)):
        refuse("without a terminal, --preview or --yes is needed")
    try:
        if options.target_version:
            _declare(options.folder, options.target_version)
        plan = of_project(options.folder, operation(refresh=options.refresh, destroy=options.destroy), options.accounts)
        for slip in _order(options).slips(plan.shards):
            refuse(slip)
        with limits.kept(limits.read(options.limits), processes=True):
            if not options.yes:
                code = _previewed(options, plan)
                if options.preview or code != exit_codes.OK or not _confirmed(plan):
                    return code
            return _rolled_out(options, plan)
    except (AccountsFileError, LedgerError, LimitsFileError, PlanError, ProjectError, TargetVersionError) as error:
        for line in str(error).splitlines():
            layout.complain(line)
        return exit_codes.CONFIGURATION
    except LedgerLostError as error:
        layout.complain(f"{error}. No more was begun; once the reason is gone, go on by: {_again(options)}")
        return exit_codes.ERROR
    except NoSchedulerError as error:
        layout.complain(f"{error}. Nothing was run on this machine in its stead; this does: {_here(options)}")
        return exit_codes.ERROR


def _declare(folder: Path, wanted: TargetVersion) -> None:
    """Write a version into the adoptions of a project, into all of them or into none."""
    stacks = [target.stack for target in project.targets(folder, {})]
    paths = [path for stack in stacks for path in project.settings(folder, stack).files(folder)]
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    edited: dict[Path, tuple[str, int]] = {}
    for path, text in texts.items():
        try:
            edited[path] = wanted.declared(text)
        except TargetVersionError as error:
            raise TargetVersionError(f"{path}: {error}") from error
    if not any(wanted.is_of(entry) for text in texts.values() for entry in governed_stacks.entries(text)):
        raise TargetVersionError(f"{folder}: no adoption of {wanted.product or 'the project'} names its version")
    changed = {path: text for path, (text, number) in edited.items() if number}
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8")
    number = sum(number for _, number in edited.values())
    layout.complain(f"{wanted.version} is declared in {number} more adoptions, in {len(changed)} files", layout.CAREFUL)


def _previewed(options: RolloutOptions, plan: Plan) -> int:
    with _workers(options, plan) as crew, shown("previewing", len(plan.shards), as_json=options.json) as show:
        rollout = Rollout(plan=plan, order=_order(options), runner=crew.runner(Ledger(), _nowhere))
        results = _results(rollout.preview, show)
    show.summary(results)
    return fleet_summary.exit_code(results)


def _rolled_out(options: RolloutOptions, plan: Plan) -> int:
    with _ledger(options, plan) as ledger, _workers(options, plan) as crew:
        with shown("rolling out", len(plan.shards), as_json=options.json) as show:
            rollout = Rollout(plan=plan, order=_order(options), runner=crew.runner(ledger.ledger, ledger.write))
            results = _results(rollout.update, show)
        interrupted = crew.stopping()
    show.summary(results)
    code = fleet_summary.exit_code(results)
    if code != exit_codes.OK:
        layout.complain(f"what is left is done by: {_again(options)}", layout.CAREFUL)
    return exit_codes.CANCELLED if interrupted else code


def _results(events: Callable[[], Iterator[Event]], show: Shown) -> list[Result]:
    """Go through the events of a rollout, and return what became of each shard."""
    return [outcome for event in events() if (outcome := show.event(event)) is not None]


@dataclass(frozen=True, kw_only=True)
class _Crew:
    """Who does the work, and what tells that nothing more is to be begun."""

    workers: Workers
    work: Callable[[Request], Result]
    stopping: Callable[[], str]
    wait_seconds: int

    def runner(self, ledger: Ledger, write: Callable[[Line], None]) -> Runner:
        """Return how shards are done."""
        return Runner(
            workers=self.workers,
            work=self.work,
            run=new_run(),
            ledger=ledger,
            write=write,
            now=partial(datetime.now, UTC),
            stopping=self.stopping,
            wait_seconds=self.wait_seconds,
        )


@contextmanager
def _workers(options: RolloutOptions, plan: Plan) -> Iterator[_Crew]:
    folder = options.folder.resolve()
    processes = Processes(folder=folder, status=_status)
    work: Callable[[Request], Result] = processes.work
    if options.scheduler:
        opened = executors.cluster(options.scheduler)
        work = executors.in_lane(partial(process.work, folder=str(folder), limits=limits.read(options.limits)))
    else:
        opened = executors.local(min(options.workers, len(plan.shards)))
    with opened as workers, interrupts.handled(processes.interrupt) as stopping:
        limited = replace(workers, at_once=at_once(options.max_concurrent, len(plan.shards), workers.at_once))
        yield _Crew(workers=limited, work=work, stopping=stopping, wait_seconds=options.lock_timeout)


@contextmanager
def _ledger(options: RolloutOptions, plan: Plan) -> Iterator[LedgerFile | LedgerObject]:
    where = options.ledger
    if not (options.resume or options.force) and ledgers.exists(where):
        raise LedgerError(f"{where} exists: --resume goes on with it, --force begins from nothing")
    with ledgers.opened(where, empty=options.force) as ledger:
        if ledger.ledger.plans and plan.hash not in ledger.ledger.plans:
            layout.complain(f"{where} is of another plan: nothing in it counts as done", layout.CAREFUL)
        yield ledger


def _order(options: RolloutOptions) -> Order:
    return Order(
        waves=options.waves,
        canary=options.canary,
        regions=options.region_order,
        tolerance=options.failure_tolerance,
    )


def _confirmed(plan: Plan) -> bool:
    sys.stderr.write(f"Do this to {len(plan.shards)} Pulumi stacks (pulumi {plan.operation.value})? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _again(options: RolloutOptions) -> str:
    """Return the command that does what is left."""
    scheduler = ["--scheduler", options.scheduler] if options.scheduler else []
    return _command(options, "--yes", "--resume", *scheduler)


def _here(options: RolloutOptions) -> str:
    """Return the command that does without the cluster."""
    if options.preview:
        return _command(options, "--preview", "--workers", "8")
    resume = ["--resume"] if ledgers.exists(options.ledger) else []
    return _command(options, "--yes", *resume, "--workers", "8")


def _command(options: RolloutOptions, *more: str) -> str:
    """Return a command for the same plan, ledger and waves."""
    values = {
        "--accounts": options.accounts,
        "--limits": options.limits,
        "--ledger": options.ledger if options.ledger != Path("rollout.jsonl") else None,
        "--waves": ",".join(map(str, options.waves)),
        "--canary": options.canary,
        "--region-order": ",".join(options.region_order) or None,
        "--failure-tolerance": options.failure_tolerance if options.failure_tolerance.number else None,
        "--max-concurrent": options.max_concurrent,
    }
    flags = [f"--{name}" for name in ("refresh", "destroy") if getattr(options, name)]
    typed = [part for name, value in values.items() if value is not None for part in (name, str(value))]
    return shlex.join(["catalogctl", "rollout", str(options.folder), *flags, *typed, *more])


def _status(stack: str, text: str) -> None:
    layout.complain(f"{stack}: {text}", layout.ASIDE)


def _nowhere(_line: Line) -> None:
    """Keep no ledger of a preview."""
