"""`catalogctl discover`: which stacks there are in accounts and Regions, and which of them can be adopted."""

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi_servicecatalog.cli import exit_codes, inventory_summary, layout, where
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

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_EPILOG = """\
verdicts:
  governed    a provisioned product manages the stack
  adoptable   a version of the catalog has its template, and nothing stands in the way
  near        most of its template is that of a version
  unmatched   no version is like it
  excluded    AWS does not import it (nested, of a stack set, in the wrong status), or it belongs to a tool
  unreadable  its template cannot be read

The inventory is JSON Lines; docs/inventory.schema.json describes it. It is written as the accounts are read: a run that
was stopped goes on with --resume.

examples:
  catalogctl discover
  catalogctl discover --region eu-west-1 --region us-east-1 --out inventory.jsonl
  catalogctl discover --organization --role-name Reader --region all
  catalogctl discover --accounts accounts.yml --resume
  jq -r 'select(.verdict == "adoptable") | .stack.name' inventory.jsonl
"""


def add_to(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "discover",
        description="Reads accounts and Regions, changes nothing, and writes an inventory: a verdict on each stack.",
        epilog=f"{_EPILOG}\n{exit_codes.HELP}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    where.add_options(parser)
    output = parser.add_argument_group("output")
    output.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        default=Path("inventory.jsonl"),
        help="the inventory (default: %(default)s)",
    )
    existing = output.add_mutually_exclusive_group()
    existing.add_argument("--resume", action="store_true", help="complete the inventory: read what is missing in it")
    existing.add_argument("--force", action="store_true", help="replace the inventory, if there is one")
    output.add_argument("--json", action="store_true", help="print the summary as JSON (schemaVersion 1)")
    parser.add_argument(
        "--parallel", metavar="N", type=_count, default=8, help="how many to read side by side (default: %(default)s)"
    )
    parser.set_defaults(run=run, parser=parser)


def run(options: argparse.Namespace) -> int:
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


def _begun(options: argparse.Namespace) -> Resumed:
    """Look at the inventory that is there. Raises InventoryError where it must not be overwritten."""
    path: Path = options.out
    if options.resume:
        return inventory_file.resume(path)
    if path.exists():
        if not options.force:
            raise InventoryError(f"{path} exists: --resume completes it, --force replaces it, --out names another one")
        path.unlink()
    return Resumed()


def _read(options: argparse.Namespace, shards: tuple[Shard, ...], resumed: Resumed) -> list[ShardResult]:
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


def _count(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError("must be a number from 1")
    return int(value)
