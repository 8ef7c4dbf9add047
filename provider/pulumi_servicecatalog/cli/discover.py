"""`catalogctl discover`: which stacks there are in accounts and Regions, and which of them can be adopted."""

import sys
from collections.abc import Sequence
from functools import partial

from pulumi_servicecatalog.cli import exit_codes, inventory_summary, layout, limits, where
from pulumi_servicecatalog.cli.commands.discover import DiscoverOptions
from pulumi_servicecatalog.cli.progress import progress
from pulumi_servicecatalog.connect import Opener, limits_variable
from pulumi_servicecatalog.discovery import inventory, inventory_file, saved_scan
from pulumi_servicecatalog.discovery.discover import Keep, Open, ShardResult, discover, forget
from pulumi_servicecatalog.discovery.inventory_file import InventoryError, InventoryWriter, Resumed
from pulumi_servicecatalog.discovery.saved_scan import SavedScanError, ScanFolder
from pulumi_servicecatalog.discovery.summary import summarize
from pulumi_servicecatalog.fleet import executors
from pulumi_servicecatalog.fleet.accounts_file import AccountsFileError
from pulumi_servicecatalog.fleet.executors import NoSchedulerError
from pulumi_servicecatalog.fleet.limits_file import LimitsFileError
from pulumi_servicecatalog.fleet.target import Shard
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.rules import refusals


def run(options: DiscoverOptions) -> int:
    """Read the accounts, write the inventory, and print what it comes to."""
    try:
        with limits.kept(limits.read(options.limits), processes=False):
            shards = _shards(options)
            resumed = _begun(options)
            failed = _read(options, shards, resumed)
        result = inventory_file.read(options.out)
    except (AccountsFileError, InventoryError, LimitsFileError, SavedScanError) as error:
        for line in str(error).splitlines():
            layout.complain(line)
        return exit_codes.CONFIGURATION
    except NoSchedulerError as error:
        layout.complain(f"{error}. Nothing was read on this machine in its stead: leave out --scheduler, add --resume")
        return exit_codes.ERROR
    except (Refusal, where.Nowhere) as error:
        problem = error.problem if isinstance(error, where.Nowhere) else refusals.problem(error)
        layout.complain(problem)
        return exit_codes.of(problem)
    summary = summarize(result.accounts, result.stacks, result.families)
    if options.json:
        sys.stdout.write(inventory_summary.as_json(summary, options.out))
    else:
        layout.show(inventory_summary.as_text(summary, options.out))
    if len(shards) == 1 and failed and failed[0].problem:  # there is nothing else to say
        return exit_codes.of(failed[0].problem)
    return exit_codes.ERROR if failed else exit_codes.OK


def _shards(options: DiscoverOptions) -> Sequence[Shard]:
    if options.from_ is None:
        return where.all_shards(options)
    where.refuse_options(options, "--from reads no account")
    shards = ScanFolder(options.from_).shards()
    if not shards:
        raise SavedScanError(f"{options.from_}: there is no account in it")
    return shards


def _begun(options: DiscoverOptions) -> Resumed:
    """Look at what is there. Raises InventoryError and SavedScanError where it must not be overwritten."""
    path = options.out
    if path.exists() and not (options.resume or options.force):
        raise InventoryError(f"{path} exists: --resume completes it, --force replaces it, --out names another one")
    folder = ScanFolder(options.save_scan) if options.save_scan else None
    if folder:
        folder.begin(again=options.resume or options.force)
    if not options.resume:
        inventory_file.remove(path)
        return Resumed()
    resumed = inventory_file.resume(path)
    if folder:
        folder.must_have(resumed.shards)
    return resumed


def _read(options: DiscoverOptions, shards: Sequence[Shard], resumed: Resumed) -> list[ShardResult]:
    """Read the shards, and return those that could not be read."""
    failed: list[ShardResult] = []
    opened, keep = _sessions(options)
    with InventoryWriter(options.out) as writer:
        writer.write([inventory.begun(len(shards))])
    with (
        InventoryWriter(options.out) as writer,
        executors.cluster(options.scheduler) if options.scheduler else executors.local(options.parallel) as workers,
        progress("reading accounts and Regions", len(resumed.shards), len(shards)) as step,
    ):
        for result in discover(shards, opened, workers, resumed, keep):
            writer.write(result.lines)
            step(_outcome(result), failed=result.problem is not None)
            if result.problem is not None:
                failed.append(result)
    return failed


def _sessions(options: DiscoverOptions) -> tuple[Open, Keep]:
    """Return how a shard is entered, and how what it was answered is kept."""
    if options.from_:
        return partial(saved_scan.opened, folder=ScanFolder(options.from_)), forget
    carried = limits_variable(limits.read(options.limits), None) if options.scheduler else None
    opened = Opener(base=where.base(options), limits=carried)
    if not options.save_scan:
        return opened, forget
    folder = ScanFolder(options.save_scan)
    return lambda shard: saved_scan.recorded(opened(shard), folder), saved_scan.save


def _outcome(result: ShardResult) -> str:
    location = ", ".join(part for part in (result.location.account, result.location.region) if part)
    return f"{location or 'this account'}: {result.problem or f'{result.stacks} stacks'}"
