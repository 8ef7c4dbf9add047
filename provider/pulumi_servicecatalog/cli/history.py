"""`catalogctl history`: what has been done with a provisioned product, by whatever tool, as AWS has it on record."""

import argparse
import itertools
import sys
from typing import TYPE_CHECKING

from pulumi_servicecatalog.cli import connection, exit_codes, records
from pulumi_servicecatalog.model.arn import is_stack_name, parse_stack_arn
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation import resolve
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import refusals

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Iterable, Mapping

    from pulumi_servicecatalog.model.record import Record

_EPILOG = """\
how to read it:
  Each record is one operation, the newest first: when it began, how it ended, its type, and the version that it was
  about. Under it: the record's ID, the launch path and the launch role where there are such, and after ! why it
  failed, in AWS's own words.

examples:
  catalogctl history payments
  catalogctl history arn:aws:cloudformation:... --limit 5
  catalogctl history pp-abcdefghijklm       # a terminated one, too, as long as AWS keeps its records
  catalogctl history payments --json | jq '.records[] | select(.status == "FAILED") | .errors'
"""


def add_to(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "history",
        help="tell what has been done with a provisioned product",
        description="Lists the records of a provisioned product (ListRecordHistory), the newest first.",
        epilog=f"{_EPILOG}\n{exit_codes.HELP}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "named",
        metavar="NAME_OR_ID_OR_STACK",
        type=connection.text,
        help="the provisioned product's name or ID (pp-...), or the ARN or name of its stack",
    )
    parser.add_argument("--limit", metavar="N", type=_count, help="at most so many records; left out: all")
    connection.add_options(parser)
    parser.add_argument("--json", action="store_true", help="print JSON (schemaVersion 1) instead of text")
    parser.set_defaults(run=run, parser=parser)


def _count(value: str) -> int:
    if not value.isdecimal() or int(value) == 0:
        raise argparse.ArgumentTypeError(f"{value!r} is no whole number from 1 up")
    return int(value)


def run(options: argparse.Namespace) -> int:
    """Find the provisioned product and print its records."""
    arn = parse_stack_arn(options.named)
    if arn is not None and options.region is None:
        options.region = arn.region
    try:
        session = connection.open_session(options)
        told = _history(options.named, options.limit, session)
    except Refusal as refusal:
        problem = refusals.problem(refusal)
        sys.stderr.write(f"catalogctl: {problem}\n")
        return exit_codes.of(problem)
    if not isinstance(told, records.History):
        sys.stderr.write(f"catalogctl: {told}\n")
        return exit_codes.BLOCKED
    sys.stdout.write(records.as_json(told) if options.json else records.as_text(told))
    return exit_codes.OK


def _history(named: str, limit: int | None, session: AccountSession) -> records.History | Problem | str:
    """Give the history, or why there is none."""
    found = _find(named, session)
    if isinstance(found, Problem):
        return found
    asked = found.id if found else named if named.startswith("pp-") else None
    known = list(itertools.islice(session.gateway.record_history(asked), limit)) if asked else []
    if found is None and not known:
        here = session.gateway.identity()
        return f"neither a provisioned product nor the stack of one is {named} in {here.account}, {here.region}."
    return records.History(provisioned_product=found, records=known, versions=_versions(known, session))


def _find(named: str, session: AccountSession) -> ProvisionedProduct | Problem | None:
    """Find it by its ID, its name, or the ARN or the name of its stack."""
    found = resolve.provisioned_product(named, session)
    if found is None and is_stack_name(named) and (stack := session.snapshot.stack(named)) is not None:
        return session.snapshot.governor_of(stack.id)
    return found


def _versions(known: "Iterable[Record]", session: AccountSession) -> "Mapping[str, str]":
    """Give the names of versions by their IDs, of those products that are still to be seen."""
    names: dict[str, str] = {}
    for product_id in dict.fromkeys(each.product_id for each in known if each.product_id):
        try:
            names |= {each.id: each.name for each in session.snapshot.artifacts(product_id)}
        except Refusal:  # the product is gone, or not for this caller; its ID tells enough
            continue
    return names
