"""What is in the fleet, as values: pure, and the same for the same size and seed.

A reader of an account should come to the verdict that is planned for each stack, so that a test can compare.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog_emulator.sample_fleet import templates

if TYPE_CHECKING:
    from collections.abc import Iterator

REGIONS = ("eu-west-1", "us-east-1")
MASTER = "999900000000"
"""The organization's management account, which holds no stacks."""

FAMILIES = 400

UNREADABLE_EVERY = 50
"""In every 50th account nobody may read templates."""

SUSPENDED_EVERY = 200
"""Every 200th account is suspended."""

_ORGANIZATIONAL_UNITS = ("sandbox", "development", "production", "data")


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How large a fleet is; with the same seed it is the same fleet."""

    accounts: int = 1000
    seed: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedAccount:
    """An account of the organization."""

    id: str
    name: str
    organizational_unit: str
    suspended: bool
    unreadable: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedProduct:
    """A product, whose versions v1 to v4 are those of a family; the first is deprecated, the second inactive."""

    name: str
    family: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedStack:
    """A stack, and what a reader should say of it: `verdict`, and `reason` where there are several of that verdict.

    `product` and `version` are those that govern it, or that it can be adopted at.
    """

    name: str
    template: str
    status: str = "CREATE_COMPLETE"
    verdict: str
    reason: str = ""
    product: str = ""
    version: int = 0
    provisioned_status: str = ""
    nested: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Shard:
    """An account in a Region."""

    account: PlannedAccount
    region: str
    products: tuple[PlannedProduct, ...]
    stacks: tuple[PlannedStack, ...]


def accounts(size: Size) -> Iterator[PlannedAccount]:
    """Return the accounts, without the management account."""
    for number in range(size.accounts):
        unit = _ORGANIZATIONAL_UNITS[number % len(_ORGANIZATIONAL_UNITS)]
        yield PlannedAccount(
            id=f"{100000000000 + number}",
            name=f"{unit}-{number:04}",
            organizational_unit=unit,
            suspended=number % SUSPENDED_EVERY == SUSPENDED_EVERY - 1,
            unreadable=number % UNREADABLE_EVERY == UNREADABLE_EVERY - 1,
        )


def shards(size: Size) -> Iterator[Shard]:
    """Return what is in each account and Region, in order."""
    for number, account in enumerate(accounts(size)):
        for region in REGIONS:
            drawn = random.Random(f"{size.seed}/{account.id}/{region}")  # noqa: S311 - a sample, and no secret
            # 2 products in the first Region and 3 in the second: 5,000 for 1,000 accounts.
            families = [(number * 7 + offset) % FAMILIES for offset in range(2 + REGIONS.index(region))]
            products = tuple(PlannedProduct(name=f"service-{family}", family=family) for family in families)
            stacks = tuple(_stack(index, products, account, drawn) for index in range(len(_STACKS)))
            yield Shard(account=account, region=region, products=products, stacks=stacks)


def _stack(
    index: int, products: tuple[PlannedProduct, ...], account: PlannedAccount, drawn: random.Random
) -> PlannedStack:
    product = drawn.choice(products)
    planned = _STACKS[index](f"team-{index:02}", product, drawn)
    if account.unreadable and planned.verdict in {"adoptable", "near", "unmatched"}:
        return PlannedStack(
            name=planned.name, template=planned.template, verdict="unreadable", reason="cloudformation:GetTemplate"
        )
    return planned


def _provisioned(
    name: str, product: PlannedProduct, drawn: random.Random, *, version: int, status: str
) -> PlannedStack:
    reason = "TAINTED" if status == "TAINTED" else {4: "current", 1: "deprecated"}.get(version, "behind")
    return PlannedStack(
        name=name if drawn.random() < 0.5 else _launched(name, 100000000000 + drawn.randrange(10**9)),
        template=templates.document(product.family, version),
        verdict="governed",
        reason=reason,
        product=product.name,
        version=version,
        provisioned_status=status,
    )


def _launched(name: str, account: int) -> str:
    """Return the name of a stack that Service Catalog launches: with the ID of a provisioned product."""
    return f"SC-{account}-pp-{name.replace('-', '')}"


def _adoptable(name: str, product: PlannedProduct, drawn: random.Random, *, same: bool) -> PlannedStack:
    version = drawn.choice((3, 4))
    text = templates.document if same else templates.laid_out_otherwise
    return PlannedStack(
        name=name,
        template=text(product.family, version),
        status=drawn.choice(("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")),
        verdict="adoptable",
        reason="identical" if same else "equivalent",
        product=product.name,
        version=version,
    )


def _almost_alike(name: str, product: PlannedProduct, drawn: random.Random) -> PlannedStack:
    version = drawn.choice((3, 4))
    text = templates.edited(product.family, version, drawn.randrange(6))
    return PlannedStack(name=name, template=text, verdict="near", product=product.name, version=version)


def _unmatched(name: str, _product: PlannedProduct, drawn: random.Random) -> PlannedStack:
    # Families that no product has, each of which many stacks share.
    text = templates.document(FAMILIES + drawn.randrange(40), 1 + drawn.randrange(templates.VERSIONS))
    return PlannedStack(name=name, template=text, verdict="unmatched")


def _excluded(name: str, product: PlannedProduct, drawn: random.Random, *, reason: str) -> PlannedStack:
    """Return a stack that AWS does not import, or that belongs to a tool."""
    text = templates.document(product.family, 4)
    match reason:
        case "nested":
            return PlannedStack(name=f"{name}-nested", template=text, verdict="excluded", reason=reason, nested=True)
        case "stack-set":
            name = f"StackSet-baseline-{uuid.UUID(int=drawn.getrandbits(128), version=4)}"  # as AWS names an instance
        case "cdk":
            name = "CDKToolkit"
        case "sam":
            name = "aws-sam-cli-managed-default"
        case "control-tower":
            name = f"AWSControlTowerBP-{name}"
        case status:
            return PlannedStack(name=name, template=text, status=status, verdict="excluded", reason=status)
    return PlannedStack(name=name, template=text, verdict="excluded", reason=reason)


_STACKS = (
    *[
        lambda n, p, d, v=version: _provisioned(n, p, d, version=v, status="AVAILABLE")
        for version in (1, 3, 3, 4, 4, 4)
    ],
    lambda n, p, d: _provisioned(n, p, d, version=4, status="TAINTED"),
    *[lambda n, p, d: _adoptable(n, p, d, same=True)] * 7,
    *[lambda n, p, d: _adoptable(n, p, d, same=False)] * 3,
    *[_almost_alike] * 3,
    *[_unmatched] * 4,
    *[
        lambda n, p, d, why=reason: _excluded(n, p, d, reason=why)
        for reason in (
            "nested",
            "stack-set",
            "cdk",
            "sam",
            "control-tower",
            "ROLLBACK_COMPLETE",
        )
    ],
)
"""How each of the 30 stacks of an account and Region is made."""
