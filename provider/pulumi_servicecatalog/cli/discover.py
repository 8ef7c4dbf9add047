"""`catalogctl discover`: which stacks there are in accounts and Regions, and which of them can be adopted."""

import sys
from concurrent.futures import ThreadPoolExecutor

from pulumi_servicecatalog.cli import exit_codes, inventory_summary, layout, where
from pulumi_servicecatalog.cli.commands.discover import DiscoverOptions
from pulumi_servicecatalog.cli.progress import progress
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.discovery import inventory_file
from pulumi_servicecatalog.discovery.discover import ShardResult, discover
from pulumi_servicecatalog.discovery.inventory_file import InventoryError, InventoryWriter, Resumed
from pulumi_servicecatalog.discovery.summary import summarize
from pulumi_servicecatalog.fleet.accounts_file import AccountsFileError
from pulumi_servicecatalog.fleet.run import Workers
from pulumi_servicecatalog.fleet.target import Shard
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import refusals


def run(options: DiscoverOptions) -> int:
    """Read the accounts, write the inventory, and print what it comes to."""
    try:
        shards = where.all_shards(options)
        resumed = _begun(options)
        failed = _read(options, shards, resumed)
        result = inventory_file.read(options.out)
    except (AccountsFileError, InventoryError) as error:
        for line in str(error).splitlines():
            layout.complain(line)
        return exit_codes.CONFIGURATION
    except Refusal as refusal:
        problem = refusals.problem(refusal)
        layout.complain(problem)
        return exit_codes.of(problem)
    summary = summarize(result.accounts, result.stacks)
    if options.json:
        sys.stdout.write(inventory_summary.as_json(summary, options.out))
    else:
        layout.show(inventory_summary.as_text(summary, options.out))
    if len(shards) == 1 and failed and failed[0].problem:  # there is nothing else to say
        return exit_codes.of(failed[0].problem)
    return exit_codes.ERROR if failed else exit_codes.OK


def _begun(options: DiscoverOptions) -> Resumed:
    """Look at the inventory that is there. Raises InventoryError where it must not be overwritten."""
    path = options.out
    if options.resume:
        return inventory_file.resume(path)
    if path.exists():
        if not options.force:
            raise InventoryError(f"{path} exists: --resume completes it, --force replaces it, --out names another one")
        path.unlink()
    return Resumed()


def _read(options: DiscoverOptions, shards: tuple[Shard, ...], resumed: Resumed) -> list[ShardResult]:
    """Read the shards, and return those that could not be read."""
    base, failed = where.base(options), []

    def opened(shard: Shard) -> AccountSession:
        return session_pool().at(shard.connection(base))

    done = len(resumed.shards)
    with (
        InventoryWriter(options.out) as writer,
        ThreadPoolExecutor(options.parallel) as executor,
        progress("reading accounts and Regions", done, len(shards)) as step,
    ):
        for result in discover(shards, opened, Workers(executor=executor, at_once=options.parallel), resumed):
            writer.write(result.lines)
            step(_outcome(result), failed=result.problem is not None)
            if result.problem is not None:
                failed.append(result)
    return failed


def _outcome(result: ShardResult) -> str:
    location = ", ".join(part for part in (result.location.account, result.location.region) if part)
    return f"{location or 'this account'}: {result.problem or f'{result.stacks} stacks'}"
