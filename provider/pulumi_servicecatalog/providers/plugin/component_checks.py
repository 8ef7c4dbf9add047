"""Judges every stack of a component before it registers the first resource. Called by the servicer's Construct.

The engine closes the component's plugin at the first resource whose Check fails, so that of two bad stacks one would be
told, beside errors of the closed connection.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import DesiredImport
from pulumi_servicecatalog.model.problems.base import Problem, blocking
from pulumi_servicecatalog.model.properties import IMPORTED
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import imported
from pulumi_servicecatalog.rules import governed_stacks, refusals
from pulumi_servicecatalog.rules import inputs as input_rules

OpenSession = Callable[[Connection], AccountSession]


def reasons(inputs: Mapping[str, Any], open_session: OpenSession) -> list[str]:
    """Return what is wrong with the stacks of GovernedStacks, a line for each problem that names its stacks.

    Args:
        inputs: plain values of the component's inputs.
        open_session: returns the session of a connection, and raises Refusal where that leads nowhere.

    """
    try:
        declared = governed_stacks.declarations(inputs)
    except governed_stacks.InvalidComponentError:  # Construct says so, by the input
        return []
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, values in declared.items():
        for problem in _problems(values, open_session):
            names[str(problem)].append(name)
    return [f"{', '.join(those)}: {problem}" for problem, those in names.items()]


def _problems(values: Mapping[str, Any], open_session: OpenSession) -> Iterator[Problem]:
    wrong = input_rules.problems(values, IMPORTED)
    if wrong:
        yield from wrong
        return
    desired = codec.desired(IMPORTED, values)
    assert isinstance(desired, DesiredImport)
    if desired.stops_for_problems and isinstance(desired.connection, Connection):
        yield from _of_adoption(desired, desired.connection, open_session)


def _of_adoption(desired: DesiredImport, connection: Connection, open_session: OpenSession) -> Iterator[Problem]:
    """Examine what is not governed yet. What is may be in the state, by which its own Check judges it."""
    try:
        session = open_session(connection)
        if desired.name not in {product.name for product in session.snapshot.all_provisioned_products()}:
            yield from blocking(imported.examine(desired, session).problems)
    except Refusal as refusal:
        yield refusals.problem(refusal)
