"""The IAM policy with which a caller may do what it is for, and no more."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model.actions import ON_PRODUCTS, OPERATIONS, Purpose

_ON_STACKS = "cloudformation"
_ON_TEMPLATES = "s3"
_OF_TRAIL = "cloudtrail"


def policy(purposes: Iterable[Purpose], product_arns: Sequence[str] = ()) -> dict[str, Any]:
    """Return the policy document.

    Args:
        purposes: what the caller is to be allowed.
        product_arns: the products; without any, all of them.

    Returns:
        What IAM takes as a policy, as JSON has it. `sts:GetCallerIdentity`, which nobody needs a permission for, is
        not in it; nor are the actions by which the stack itself is changed, which depend on its resources.
    """
    operations = set().union(*(OPERATIONS[purpose] for purpose in purposes))
    by_service: dict[str, set[str]] = {}
    for operation in operations - ON_PRODUCTS:
        action = actions.action(operation)
        by_service.setdefault(action.partition(":")[0], set()).add(action)
    on_products = {actions.action(operation) for operation in operations & ON_PRODUCTS}
    statements = [
        _statement("Products", on_products, sorted(product_arns) or "*"),
        _statement("ProvisionedProducts", by_service.get("servicecatalog", set()), "*"),
        _statement("Stacks", by_service.get(_ON_STACKS, set()), "*"),
        _statement("Templates", by_service.get(_ON_TEMPLATES, set()), "*"),
        _statement("Trail", by_service.get(_OF_TRAIL, set()), "*"),
    ]
    return {"Version": "2012-10-17", "Statement": [statement for statement in statements if statement["Action"]]}


def _statement(name: str, allowed: Collection[str], resources: str | list[str]) -> dict[str, Any]:
    return {"Sid": name, "Effect": "Allow", "Action": sorted(allowed), "Resource": resources}
