"""`catalogctl check`: whether stacks can be adopted into a product, and why not."""

import sys

from pulumi_servicecatalog.cli import connection, exit_codes, layout, verdicts
from pulumi_servicecatalog.cli.command import refuse
from pulumi_servicecatalog.cli.commands.check import CheckOptions
from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.desired import ById, ByName, DesiredImport, Reference
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.preflight import imported
from pulumi_servicecatalog.rules import refusals


def run(options: CheckOptions) -> int:
    """Check each stack and print the verdicts."""
    if options.name and len(options.stacks) > 1:
        refuse("--name can only be used with one stack")
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


def _desired(options: CheckOptions, stack: str) -> DesiredImport:
    product = _reference(options.product_id, options.product)
    assert product is not None, "the command requires one"
    return DesiredImport(
        name=options.name or stack_name(stack),
        physical_id=stack,
        product=product,
        artifact=_reference(options.version_id, options.version),
    )


def _reference(by_id: str | None, by_name: str | None) -> Reference | None:
    if by_id:
        return ById(by_id)
    return ByName(by_name) if by_name else None
