"""Gives the inputs of a program that declares what a person imports.

Called by the plugin face's Read for `pulumi import` and `.get()`, and by its functions.
"""

from typing import Any

from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.desired import ByName
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.providers.inputs import Inputs
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import drift


def place(name: str) -> Inputs:
    """Give the connection that a name tells by itself: the Region of a stack's ARN."""
    arn = parse_stack_arn(name)
    return {"region": arn.region} if arn else {}


def adoption(found: ObservedState, session: AccountSession) -> dict[str, Any]:
    """Give inputs of an ImportedProvisionedProduct with which a preview changes nothing."""
    product = found.provisioned_product
    stack_id = product.physical_id or (found.stack.id if found.stack else "")
    return {"name": product.name, "physicalId": stack_id, **_common(found, session)}


def launch(found: ObservedState, session: AccountSession) -> dict[str, Any]:
    """Give inputs of a ProvisionedProduct with which a preview changes nothing.

    It is said that deleting deletes the stack, since somebody who imports may not expect it.
    """
    return {
        "name": found.provisioned_product.name,
        "retainPhysicalResources": False,
        **_common(found, session),
    }


def _common(found: ObservedState, session: AccountSession) -> dict[str, Any]:
    """Give names where they are unique, IDs where not.

    Values that AWS masks are left out, and so are tags, which AWS may not let anybody change.
    """
    product = found.provisioned_product
    inputs: dict[str, Any] = {"region": session.gateway.identity().region}
    inputs |= _one_of("product", product.product_id, product.product_name, unique=_product_is_unique(product, session))
    same = [each for each in session.snapshot.artifacts(product.product_id) if each.name == product.artifact_name]
    inputs |= _one_of("provisioningArtifact", product.artifact_id, product.artifact_name, unique=len(same) == 1)
    live = found.stack.parameters if found.stack else {}
    shown = {key: value for key, value in live.items() if value != drift.MASKED}
    return {**inputs, "parameters": shown} if shown else inputs


def _one_of(noun: str, id_: str, name: str, *, unique: bool) -> dict[str, str]:
    return {f"{noun}Name": name} if name and unique else {f"{noun}Id": id_}


def _product_is_unique(product: ProvisionedProduct, session: AccountSession) -> bool:
    return bool(product.product_name) and len(session.snapshot.products(ByName(product.product_name))) == 1
