"""`catalogctl history`: what has been done with a provisioned product, by whatever tool, as AWS has it on record."""

import itertools
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_servicecatalog.cli import connection, exit_codes, layout, records
from pulumi_servicecatalog.cli.commands.history import HistoryOptions
from pulumi_servicecatalog.model.arn import is_stack_name, parse_stack_arn
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation import resolve
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import refusals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_servicecatalog.model.record import Record


def run(options: HistoryOptions) -> int:
    """Find the provisioned product and print its records."""
    arn = parse_stack_arn(options.identifier)
    if arn is not None and options.region is None:
        options = replace(options, region=arn.region)
    try:
        session = connection.open_session(options)
        history = _history(options.identifier, options.limit, session)
    except Refusal as refusal:
        problem = refusals.problem(refusal)
        layout.complain(problem)
        return exit_codes.of(problem)
    if not isinstance(history, records.History):
        layout.complain(history)
        return exit_codes.BLOCKED
    if options.json:
        sys.stdout.write(records.as_json(history))
    else:
        layout.show(records.as_text(history))
    return exit_codes.OK


def _history(identifier: str, limit: int | None, session: AccountSession) -> records.History | Problem | str:
    """Return the history, or why there is none."""
    product = _find(identifier, session)
    if isinstance(product, Problem):
        return product
    product_id = product.id if product else identifier if identifier.startswith("pp-") else None
    listed = list(itertools.islice(session.gateway.record_history(product_id), limit)) if product_id else []
    if product is None and not listed:
        identity = session.gateway.identity()
        where = f"account {identity.account}, {identity.region}"
        return f"There is no provisioned product {identifier} in {where}, and no stack {identifier} that has one."
    return records.History(provisioned_product=product, records=listed, versions=_versions(listed, session))


def _find(identifier: str, session: AccountSession) -> ProvisionedProduct | Problem | None:
    """Find it by its ID, its name, or the ARN or the name of its stack."""
    product = resolve.provisioned_product(identifier, session)
    if product is None and is_stack_name(identifier) and (stack := session.snapshot.stack(identifier)) is not None:
        return session.snapshot.governor_of(stack.id)
    return product


def _versions(listed: "Iterable[Record]", session: AccountSession) -> "Mapping[str, str]":
    """Return the names of the versions by their IDs, for the products that the caller can still see."""
    names: dict[str, str] = {}
    for product_id in dict.fromkeys(record.product_id for record in listed if record.product_id):
        try:
            names |= {artifact.id: artifact.name for artifact in session.snapshot.artifacts(product_id)}
        except Refusal:  # the product is gone, or hidden from this caller; the version is shown by its ID
            continue
    return names
