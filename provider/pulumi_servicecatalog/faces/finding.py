"""Finds what a person names when importing, and gives the inputs of a program that declares it.

Called by the plugin face's Read for `pulumi import` and `.get()`, and by its functions.
"""

from typing import Any

from pulumi_servicecatalog.faces.inputs import Inputs
from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.desired import ByName
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import drift


def place(name: str) -> Inputs:
    """Give the connection that a name tells by itself: the Region of a stack's ARN."""
    arn = parse_stack_arn(name)
    return {"region": arn.region} if arn else {}


def find(name: str, site: Site) -> ProvisionedProduct | Problem | None:
    """Find the provisioned product by its ID (`pp-...`), its name, or the ARN of its stack; None where there is none.

    Raises Refusal where AWS does not answer.
    """
    arn = parse_stack_arn(name)
    if arn is not None:
        account = site.door.identity().account
        if arn.account != account:
            return kinds.STACK_IN_OTHER_ACCOUNT.found(at="", stack=arn.name, stack_account=arn.account, account=account)
        return site.snapshot.governor_of(name)
    if name.startswith("pp-"):
        return site.snapshot.provisioned_product(name)
    return site.snapshot.named(name) or site.door.provisioned_product_named(name)


def declaration(found: Governed, site: Site) -> dict[str, Any]:
    """Give inputs with which a preview changes nothing: names where they are unique, IDs where not.

    Values that AWS masks are left out, and so are tags, which AWS may not let anybody change.
    """
    product = found.provisioned_product
    inputs: dict[str, Any] = {
        "name": product.name,
        "physicalId": product.physical_id or (found.stack.id if found.stack else ""),
        "region": site.door.identity().region,
    }
    inputs |= _one_of("product", product.product_id, product.product_name, unique=_product_is_unique(product, site))
    same = [each for each in site.snapshot.artifacts(product.product_id) if each.name == product.artifact_name]
    inputs |= _one_of("provisioningArtifact", product.artifact_id, product.artifact_name, unique=len(same) == 1)
    live = found.stack.parameters if found.stack else {}
    shown = {key: value for key, value in live.items() if value != drift.MASKED}
    return {**inputs, "parameters": shown} if shown else inputs


def _one_of(noun: str, id_: str, name: str, *, unique: bool) -> dict[str, str]:
    return {f"{noun}Name": name} if name and unique else {f"{noun}Id": id_}


def _product_is_unique(product: ProvisionedProduct, site: Site) -> bool:
    return bool(product.product_name) and len(site.snapshot.products(ByName(product.product_name))) == 1
