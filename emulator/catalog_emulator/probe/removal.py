"""How each kind of what the probe makes is removed. What is gone already is no failure, so that all can be repeated."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from catalog_emulator.probe.answer import UnansweredError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog_emulator.probe.account import Account

_GONE = ("not found", "notfound", "does not exist", "doesn't exist", "cannot be found", "nosuchentity")
_CLOSED = ("SUCCEEDED", "FAILED")


def is_gone(code: str | None, text: str) -> bool:
    """Say whether a refusal is that something is not there, in whatever code AWS puts that."""
    said = f"{code} {text}".lower()
    return code is not None and any(word in said for word in _GONE)


@contextmanager
def gone_is_fine() -> Iterator[None]:
    """Let a refusal pass which says that something is not there."""
    try:
        yield
    except ClientError as refused:
        error = refused.response["Error"]
        if not is_gone(error["Code"], error["Message"]):
            raise


def record_ended(account: Account, record_id: str) -> dict[str, Any]:
    """Wait until a record is over, and return the answer of DescribeRecord."""

    def look() -> dict[str, Any] | None:
        document: dict[str, Any] = account.catalog.describe_record(Id=record_id)
        return document if document["RecordDetail"]["Status"] in _CLOSED else None

    return account.until(f"end of record {record_id}", look)


def provisioned_product(account: Account, identifier: str) -> None:
    """End a provisioned product, with its plans and its stack. A stack that was imported goes with it."""
    if _idle(account, identifier) == "GONE":
        return
    for plan in _plans(account, identifier):
        account.catalog.delete_provisioned_product_plan(PlanId=plan, IgnoreErrors=True)
    launched = f"SC-{account.identity()['Account']}-{identifier}"
    account.ask(
        "cloudformation", "update_termination_protection", StackName=launched, EnableTerminationProtection=False
    )
    with gone_is_fine():
        record = account.catalog.terminate_provisioned_product(ProvisionedProductId=identifier, IgnoreErrors=True)
        record_ended(account, record["RecordDetail"]["RecordId"])
    stack(account, launched)
    if _idle(account, identifier) != "GONE":
        raise UnansweredError(f"{identifier} is still there")


def _idle(account: Account, identifier: str) -> str:
    """Wait until nothing happens to a provisioned product; return its status, or GONE."""

    def look() -> str | None:
        with gone_is_fine():
            document = account.catalog.describe_provisioned_product(Id=identifier)
            status = str(document["ProvisionedProductDetail"]["Status"])
            return None if status == "UNDER_CHANGE" else status
        return "GONE"

    return account.until(f"end of the changes of {identifier}", look)


def _plans(account: Account, identifier: str) -> list[str]:
    document = account.catalog.list_provisioned_product_plans(ProvisionProductId=identifier)
    return [plan["PlanId"] for plan in document["ProvisionedProductPlans"]]


def portfolio(account: Account, identifier: str) -> None:
    """Delete a portfolio, after what is in it has left it."""
    catalog = account.catalog
    with gone_is_fine():
        for constraint in catalog.list_constraints_for_portfolio(PortfolioId=identifier)["ConstraintDetails"]:
            catalog.delete_constraint(Id=constraint["ConstraintId"])
        principals(account, identifier)
        for importer in catalog.list_portfolio_access(PortfolioId=identifier)["AccountIds"]:
            catalog.delete_portfolio_share(PortfolioId=identifier, AccountId=importer)
        for view in catalog.search_products_as_admin(PortfolioId=identifier)["ProductViewDetails"]:
            product_id = view["ProductViewSummary"]["ProductId"]
            catalog.disassociate_product_from_portfolio(ProductId=product_id, PortfolioId=identifier)
        catalog.delete_portfolio(Id=identifier)


def principals(account: Account, portfolio_id: str) -> None:
    """Take all whom this account lets into a portfolio out of it."""
    with gone_is_fine():
        for principal in account.catalog.list_principals_for_portfolio(PortfolioId=portfolio_id)["Principals"]:
            account.catalog.disassociate_principal_from_portfolio(PortfolioId=portfolio_id, **principal)


def product(account: Account, identifier: str) -> None:
    """Delete a product with its versions."""
    with gone_is_fine():
        account.catalog.delete_product(Id=identifier)


def stack(account: Account, name_or_id: str) -> None:
    """Delete a stack, and wait until it is gone."""

    def look() -> str | None:
        reply = account.ask("cloudformation", "describe_stacks", StackName=name_or_id)
        if reply.accepted:
            status = str(reply.document["Stacks"][0]["StackStatus"])
            return status if status in ("DELETE_COMPLETE", "DELETE_FAILED") else None
        return "GONE" if is_gone(reply.code, reply.text) else None

    with gone_is_fine():
        account.stacks.delete_stack(StackName=name_or_id)
    if account.until(f"deletion of {name_or_id}", look) == "DELETE_FAILED":
        raise UnansweredError(f"{name_or_id} is DELETE_FAILED")


def role(account: Account, name: str) -> None:
    """Delete a role with its policy."""
    iam = account.client("iam")
    with gone_is_fine():
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]:
            iam.delete_role_policy(RoleName=name, PolicyName=policy)
        iam.delete_role(RoleName=name)
