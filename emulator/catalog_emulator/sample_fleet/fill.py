"""Writes a planned fleet into the backends of a world."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation import parameters as parameter_values
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.stack import Stack
from catalog_emulator.core import ids
from catalog_emulator.core.model.artifact import Artifact
from catalog_emulator.core.model.portfolio import Association, Portfolio, Principal
from catalog_emulator.core.model.product import CLOUD_FORMATION, Product
from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
from catalog_emulator.core.model.record import SUCCEEDED, Record
from catalog_emulator.sample_fleet import plan, templates
from catalog_emulator.servicecatalog.accounts import catalog_of
from catalog_emulator.servicecatalog.template_source import keep_copy
from catalog_emulator.wire.moto_seam import organizations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.cloudformation.stacks import Stacks
    from catalog_emulator.core.world import World
    from catalog_emulator.sample_fleet.plan import PlannedProduct, PlannedStack, Shard, Size
    from catalog_emulator.servicecatalog.catalog import Catalog

ROLE = "OrganizationAccountAccessRole"
"""The role through which the management account gets into the others."""

_DEPRECATED, _INACTIVE = 1, 2


def fill(world: World, size: Size) -> None:
    """Make the organization, and what is in its accounts.

    Args:
        world: An empty one.
        size: How many accounts; each has two Regions of 30 stacks, and 5 products.

    """
    with world.lock:
        members = list(plan.accounts(size))
        organizations.make(
            plan.MASTER, [organizations.Member(m.id, m.name, m.organizational_unit, m.suspended) for m in members]
        )
        for member in members:
            if member.unreadable:
                world.settings.change({"denied_actions": ["cloudformation:GetTemplate"]}, account=member.id)
        for shard in plan.shards(size):
            account, region = shard.account.id, shard.region
            _fill_shard(shard, catalog_of(world, account, region), stacks_of(world, account, region))


def _fill_shard(shard: Shard, catalog: Catalog, stacks: Stacks) -> None:
    portfolio = Portfolio(
        id=_id("port", catalog, "platform"),
        arn=ids.catalog_arn(catalog.partition, catalog.region, catalog.account, f"portfolio/{_id('port', catalog)}"),
        ordinal=catalog.next_ordinal(),
        display_name="platform",
        provider_name="Platform team",
        description=None,
        created=catalog.now(),
    )
    catalog.portfolios[portfolio.id] = portfolio
    role = f"arn:{catalog.partition}:iam::{catalog.account}:role/{ROLE}"
    catalog.principals.append(
        Principal(ordinal=catalog.next_ordinal(), portfolio_id=portfolio.id, arn=role, type="IAM")
    )
    versions = {planned.name: _product(catalog, portfolio.id, planned) for planned in shard.products}
    first: Stack | None = None
    for planned in shard.stacks:
        stack = _stack(stacks, planned, parent=first if planned.nested else None)
        first = first or stack
        if planned.provisioned_status:
            _provision(catalog, stack, planned, versions[planned.product][planned.version], role)


def _product(catalog: Catalog, portfolio_id: str, planned: PlannedProduct) -> Mapping[int, Artifact]:
    product_id = _id("prod", catalog, planned.name)
    catalog.products[product_id] = Product(
        id=product_id,
        view_id=_id("prodview", catalog, planned.name),
        arn=ids.catalog_arn(catalog.partition, catalog.region, catalog.account, f"product/{product_id}"),
        ordinal=catalog.next_ordinal(),
        name=planned.name,
        owner="Platform team",
        type=CLOUD_FORMATION,
        created=catalog.now(),
    )
    path_id = _id("lpv2", catalog, planned.name)
    catalog.associations[path_id] = Association(
        path_id=path_id, ordinal=catalog.next_ordinal(), portfolio_id=portfolio_id, product_id=product_id
    )
    versions = {number: _version(catalog, product_id, planned, number) for number in range(1, templates.VERSIONS + 1)}
    catalog.artifacts.update({artifact.id: artifact for artifact in versions.values()})
    return versions


def _version(catalog: Catalog, product_id: str, planned: PlannedProduct, number: int) -> Artifact:
    artifact_id = _id("pa", catalog, planned.name, str(number))
    text = templates.document(planned.family, number)
    return Artifact(
        id=artifact_id,
        ordinal=catalog.next_ordinal(),
        product_id=product_id,
        name=f"v{number}",
        description=None,
        type=CLOUD_FORMATION,
        created=catalog.now(),
        template=text,
        template_url=keep_copy(catalog, artifact_id, text),
        active=number != _INACTIVE,
        guidance="DEPRECATED" if number == _DEPRECATED else "DEFAULT",
    )


def _stack(stacks: Stacks, planned: PlannedStack, *, parent: Stack | None) -> Stack:
    read = _read(planned.template)
    unique = hashlib.md5(f"{stacks.account}{stacks.region}{planned.name}".encode(), usedforsecurity=False).hexdigest()
    arn = f"arn:{stacks.partition}:cloudformation:{stacks.region}:{stacks.account}:stack/{planned.name}"
    stack = Stack(
        world=stacks.world,
        stack_id=f"{arn}/{unique[:8]}-{unique[8:12]}-{unique[12:16]}-{unique[16:20]}-{unique[20:]}",
        ordinal=stacks.next_ordinal(),
        name=planned.name,
        account_id=stacks.account,
        region_name=stacks.region,
        template=planned.template,
        parameters=dict(read.parameters),
        created=stacks.world.clock.now(),
        description=read.description,
        no_echo=read.no_echo,
        parent_id=parent.stack_id if parent else None,
        root_id=parent.stack_id if parent else None,
        outputs=[_output(key, f"{planned.name}-{of}") for key, of in read.outputs],
    )
    engine.register_running(stacks, stack, planned.status)
    return stack


def _output(key: str, value: str) -> dict[str, str | None]:
    return {"OutputKey": key, "OutputValue": value, "Description": None, "ExportName": None}


def _provision(catalog: Catalog, stack: Stack, planned: PlannedStack, artifact: Artifact, user: str) -> None:
    pp_id, record_id = (_id(prefix, catalog, planned.name) for prefix in ("pp", "rec"))
    path_id = _id("lpv2", catalog, planned.product)
    provisioned = ProvisionedProduct(
        id=pp_id,
        arn=ids.provisioned_product_arn(catalog.partition, catalog.region, catalog.account, planned.name, pp_id),
        ordinal=catalog.next_ordinal(),
        name=planned.name,
        type="CFN_STACK",
        status=planned.provisioned_status,
        created=stack.created,
        product_id=artifact.product_id,
        artifact_id=artifact.id,
        user_arn=user,
        user_arn_session=user,
        last_record_id=record_id,
        last_provisioning_record_id=record_id,
        last_successful_record_id=record_id,
        path_id=path_id,
        physical_id=stack.stack_id,
    )
    catalog.store(provisioned)
    catalog.store_record(
        Record(
            id=record_id,
            ordinal=catalog.next_ordinal(),
            kind="provision",
            type="PROVISION_PRODUCT",
            status=SUCCEEDED,
            created=stack.created,
            updated=stack.created,
            provisioned_product_id=pp_id,
            provisioned_product_name=planned.name,
            provisioned_product_type=provisioned.type,
            product_id=artifact.product_id,
            artifact_id=artifact.id,
            user_arn=user,
            path_id=path_id,
        )
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """What many stacks have in common that have the same template. `outputs` are pairs of a key and a resource."""

    parameters: Mapping[str, str]
    no_echo: frozenset[str]
    description: str | None
    outputs: tuple[tuple[str, str], ...]


@cache
def _read(template: str) -> _Read:
    document = engine.parse(template)
    return _Read(
        parameters=parameter_values.in_force(document, ()),
        no_echo=parameter_values.no_echo(document),
        description=document.get("Description"),
        outputs=tuple((key, output["Value"]["Ref"]) for key, output in document["Outputs"].items()),
    )


def _id(prefix: str, catalog: Catalog, *names: str) -> str:
    """Return an ID that is the same in every run, whatever else is in the fleet."""
    text = "/".join((prefix, catalog.account, catalog.region, *names))
    return f"{prefix}-{hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:13]}"
