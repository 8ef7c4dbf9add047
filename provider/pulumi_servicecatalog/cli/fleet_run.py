"""`catalogctl fleet run`: one shard of a plan, or one part of its shards, on this machine."""

import json
import re
import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final

from pulumi_servicecatalog.automation.process import Processes
from pulumi_servicecatalog.cli import exit_codes, fleet_summary, interrupts, layout, limits
from pulumi_servicecatalog.cli.command import refuse
from pulumi_servicecatalog.cli.commands.fleet import RunOptions
from pulumi_servicecatalog.cli.fleet_merge import read_plan
from pulumi_servicecatalog.fleet import executors, json_lines, plan
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError
from pulumi_servicecatalog.fleet.ledger import Ledger
from pulumi_servicecatalog.fleet.limits_file import LimitsFileError
from pulumi_servicecatalog.fleet.plan import PlanError, PlannedShard
from pulumi_servicecatalog.fleet.result import Mode, Result
from pulumi_servicecatalog.fleet.runner import Runner

_PART: Final = re.compile(r"(\d{1,6})/(\d{1,6})")


def run(options: RunOptions) -> int:
    """Do the shards, and write a result for each."""
    try:
        shards = _shards(options)
        with _written(options) as write, limits.kept(limits.read(options.limits), processes=True):
            results = list(_done(options, shards, write))
    except (JsonLinesError, LimitsFileError, PlanError) as error:
        for line in str(error).splitlines():
            layout.complain(line)
        return exit_codes.CONFIGURATION
    except OSError as error:
        layout.complain(f"{error.filename}: {error.strerror}")
        return exit_codes.CONFIGURATION
    return fleet_summary.exit_code(results)


def new_run() -> str:
    """Return the name of a run, by which its results are known."""
    return uuid.uuid4().hex[:12]


def _done(options: RunOptions, shards: Sequence[PlannedShard], write: Callable[[str], object]) -> Iterator[Result]:
    processes = Processes(folder=options.project.resolve(), status=_nothing)
    with executors.local(options.workers) as workers, interrupts.handled(processes.interrupt) as stopping:
        runner = Runner(
            workers=workers,
            work=processes.work,
            run=new_run(),
            ledger=Ledger(),
            write=_nowhere,
            now=partial(datetime.now, UTC),
            stopping=stopping,
            wait_seconds=options.lock_timeout,
        )
        for event in runner.events(Mode.PREVIEW if options.preview else Mode.UPDATE, shards):
            if not event.again:
                write(json_lines.text(event.result.as_dict()))
                layout.complain(f"{event.result.target}: {event.result.status.value}", "")
                yield event.result


def _shards(options: RunOptions) -> Sequence[PlannedShard]:
    if options.shard.lstrip().startswith("{"):
        try:
            return [plan.parse_shard(json.loads(options.shard))]
        except ValueError as error:
            raise PlanError(f"--shard: this is no JSON: {error}") from error
    match = _PART.fullmatch(options.shard)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        refuse(f"argument --shard: {options.shard!r} must be a line of a plan, or a part such as 1/8")
    if options.plan is None:
        refuse("--shard i/n needs --plan")
    return plan.part(read_plan(options.plan).shards, int(match[1]), int(match[2]))


@contextmanager
def _written(options: RunOptions) -> Iterator[Callable[[str], object]]:
    """Append to the file of results, where several processes may write a line each."""
    if options.out is None:
        yield sys.stdout.write
        return
    with options.out.open("a", encoding="utf-8", buffering=1) as file:
        yield file.write


def _nowhere(_line: object) -> None:
    """Keep no ledger."""


def _nothing(_stack: str, _text: str) -> None:
    """Show nothing of what Pulumi shows."""
