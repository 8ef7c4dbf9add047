"""`catalogctl check`: whether stacks can be adopted into a product, and why not."""

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.cli import connection, exit_codes, layout, verdicts
from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.desired import ById, ByName, DesiredImport, Reference
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.preflight import imported
from pulumi_servicecatalog.rules import refusals

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_EPILOG = """\
how to read the table:
  <-  can be adopted       !  blocked, for the reasons under it
  =   governed already, as requested
  ~   governed already, and an update makes it as requested
  Of the reasons, ! stops the adoption, ? is a warning, and i is information; > says what to do.

examples:
  catalogctl check payments --product web-service --version v1
  catalogctl check payments orders search --product web-service       # at the version that has the template of each
  catalogctl check arn:aws:cloudformation:... --product-id prod-abc --json | jq '.verdicts[].problems[].code'
"""

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}")


def add_to(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "check",
        description="Checks everything that ImportAsProvisionedProduct depends on, for each stack.",
        epilog=f"{_EPILOG}\n{exit_codes.HELP}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("stacks", nargs="+", metavar="STACK", type=connection.text, help="a stack's name or ARN")
    product = parser.add_mutually_exclusive_group(required=True)
    product.add_argument("--product", metavar="NAME", type=connection.text, help="the product, by its name")
    product.add_argument("--product-id", metavar="ID", type=connection.text, help="the product, as prod-...")
    version = parser.add_mutually_exclusive_group()
    version.add_argument(
        "--version",
        metavar="NAME",
        type=connection.text,
        help="the version, by its name (default: the one that has the stack's template)",
    )
    version.add_argument("--version-id", metavar="ID", type=connection.text, help="the version, as pa-...")
    parser.add_argument(
        "--name", type=_name, help="the name of the provisioned product (default: the stack's); for one stack only"
    )
    connection.add_options(parser)
    parser.add_argument("--json", action="store_true", help="print JSON (schemaVersion 1) instead of a table")
    parser.set_defaults(run=run, parser=parser)


def _name(value: str) -> str:
    """Return the name, if AWS takes it (ProvisionedProductName)."""
    if not _NAME.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} must match {_NAME.pattern}")
    return value


def run(options: argparse.Namespace) -> int:
    """Check each stack and print the verdicts."""
    if options.name and len(options.stacks) > 1:
        options.parser.error("--name can only be used with one stack")
    try:
        session = connection.open_session(options)
        checked = [(stack, imported.examine(_desired(options, stack), session)) for stack in options.stacks]
    except Refusal as refusal:
        problem = refusals.problem(refusal)
        layout.complain(problem)
        return exit_codes.of(problem)
    if options.json:
        sys.stdout.write(verdicts.as_json(checked))
    else:
        layout.show(verdicts.as_table(checked))
    return exit_codes.OK if all(verdict.adoptable for _, verdict in checked) else exit_codes.BLOCKED


def _desired(options: argparse.Namespace, stack: str) -> DesiredImport:
    product = _reference(options.product_id, options.product)
    assert product is not None, "argparse requires one"
    return DesiredImport(
        name=options.name or stack_name(stack),
        physical_id=stack,
        product=product,
        artifact=_reference(options.version_id, options.version),
    )


def _reference(by_id: Any, by_name: Any) -> Reference | None:
    if by_id:
        return ById(by_id)
    return ByName(by_name) if by_name else None
