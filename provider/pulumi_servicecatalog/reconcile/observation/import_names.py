"""How a declaration names what exists already: by name where that is unique, by ID where it is not."""

from pulumi_servicecatalog.model.desired import ById, ByName, Reference
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation import no_echo
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import parameter_values


def product(actual: ObservedState, session: AccountSession) -> Reference:
    """Return the product, by a name that belongs to one product only."""
    provisioned = actual.provisioned_product
    named = ByName(provisioned.product_name)
    try:
        unique = bool(provisioned.product_name) and len(session.snapshot.products(named)) == 1
    except Refusal:  # the ID needs no catalog
        unique = False
    return named if unique else ById(provisioned.product_id)


def artifact(actual: ObservedState, session: AccountSession) -> Reference:
    """Return the version, by a name that one version of the product has."""
    provisioned = actual.provisioned_product
    try:
        versions = session.snapshot.artifacts(provisioned.product_id)
    except Refusal:  # the ID needs no catalog
        versions = ()
    same = [version for version in versions if version.name == provisioned.artifact_name]
    return (
        ByName(provisioned.artifact_name)
        if len(same) == 1 and provisioned.artifact_name
        else ById(provisioned.artifact_id)
    )


def parameters(actual: ObservedState, session: AccountSession) -> dict[str, str] | None:
    """Return the values of the stack's parameters, but for those that AWS masks; None where there are none."""
    live = actual.stack.parameters if actual.stack else {}
    looks_hidden = any(map(parameter_values.is_masked, live.values()))
    hidden = no_echo.of_version(actual.provisioned_product, session) if looks_hidden else None
    return {key: value for key, value in live.items() if not parameter_values.is_hidden(key, value, hidden)} or None
