"""What AWS has, past the provider: a picture of the whole account, and in what it differs from a declaration."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from catalog_emulator.cloudformation.stack import Stack
from catalog_emulator.core.model.artifact import Artifact
from catalog_emulator.core.model.provisioned_product import AVAILABLE, ProvisionedProduct
from catalog_emulator.servicecatalog import offers
from integration.random_worlds.programs import IMPORTED
from pulumi_servicecatalog.providers.plugin.secrets import revealed
from support.in_process.aws import InProcessAws
from support.pulumi_engine.values import Resource

MASK = "****"
MASKED_PARAMETER = "masked parameter"
"""A difference that AWS shows to nobody."""
NOT_IN_CATALOG = "not in the catalog"
"""What is gone from the catalog, or is shared no more, can be named by its ID alone, and is no difference by itself."""


@dataclass(frozen=True, kw_only=True)
class StackPicture:
    """A living stack. `parameters` are the values themselves, also of those that AWS masks."""

    id: str
    name: str
    template: str
    parameters: dict[str, str]
    no_echo: frozenset[str]
    status: str
    tags: dict[str, str]
    resources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProvisionedPicture:
    """A provisioned product, without the marks that every look at it may leave."""

    id: str
    name: str
    status: str
    product_id: str
    artifact_id: str
    owner: str
    role: str | None
    stack_id: str | None
    tags: tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The account at a moment; `catalog` is what administrators manage.

    `simulates` tells whether the caller may ask IAM's simulator, without which a denial shows where it is met.
    `under_way` has the kind of operation that AWS has not finished, by the provisioned product; `lags` tells that its
    search does not show a provisioned product yet. `updates` is how often each provisioned product was provisioned or
    updated.
    """

    provisioned: dict[str, ProvisionedPicture]
    stacks: dict[str, StackPicture]
    catalog: dict[str, Any]
    under_way: dict[str, str] = field(compare=False)
    lags: bool = field(compare=False)
    simulates: bool = field(compare=False)
    updates: Counter[str] = field(compare=False)

    @property
    def changes_by_itself(self) -> bool:
        """Return whether the world will be another one soon, since somebody's import or termination is under way."""
        return self.lags or not {"terminate", "import"}.isdisjoint(self.under_way.values())


def picture(aws: InProcessAws) -> Picture:
    """Return what there is."""
    catalog, home = aws.catalog(), aws.offering()
    return Picture(
        provisioned={product.id: _provisioned(product) for product in catalog.provisioned.values()},
        stacks={stack.stack_id: _stack(stack) for stack in aws.stacks().stacks.values()},
        catalog={
            "portfolios": dict(home.portfolios),
            "products": dict(home.products),
            "versions": dict(home.artifacts),
            "associations": dict(home.associations),
            "principals": list(catalog.principals),
            "constraints": dict(home.constraints),
            "tag options": dict(home.tag_options),
            "shares": dict(home.shares),
            "plans": dict(catalog.plans),
        },
        under_way={record.provisioned_product_id: record.kind for record in catalog.open_records()},
        lags=any(catalog.search_lag.values()),
        updates=Counter(
            r.provisioned_product_id for r in catalog.records.values() if r.kind in {"provision", "update"}
        ),
        simulates="iam:SimulatePrincipalPolicy" not in aws.world.settings.default().denied_actions,
    )


def differences(aws: InProcessAws, resource: Resource, id_: str) -> tuple[str, ...]:
    """Return in what AWS is not as declared, by property. A masked value is one that AWS does not show."""
    return tuple(_differences(aws, revealed(resource.inputs), id_, imported=resource.token == IMPORTED))


def _differences(aws: InProcessAws, inputs: dict[str, Any], id_: str, *, imported: bool) -> Iterator[str]:
    catalog = aws.catalog()
    product = catalog.provisioned.get(id_)
    if product is None:
        yield "gone"
        return
    if product.name != inputs["name"]:
        yield "name"
    if product.status != AVAILABLE:
        yield "status"
    yield from _catalog_differences(aws, inputs, product)
    stack = aws.stacks().find(product.physical_id) if product.physical_id else None
    if stack is None or stack.deleted:
        yield "stack gone"
        return
    if imported and inputs["physicalId"] not in {stack.name, stack.stack_id}:
        yield "physicalId"
    for key, value in inputs.get("parameters", {}).items():
        live = stack.parameters.get(key)
        if value == MASK and key in stack.no_echo:
            continue
        if live is None or live.strip() != value.strip():
            yield f"{MASKED_PARAMETER} {key}" if key in stack.no_echo else f"parameter {key}"
    tags = {tag.key: tag.value for tag in product.tags}
    yield from (f"tag {key}" for key, value in inputs.get("tags", {}).items() if tags.get(key) != value)
    if "owner" in inputs and product.user_arn != inputs["owner"]:
        yield "owner"


def _catalog_differences(aws: InProcessAws, inputs: dict[str, Any], product: ProvisionedProduct) -> Iterator[str]:
    catalog = aws.offering()
    visible = {known.id for known in offers.products(aws.catalog())}
    known = catalog.products.get(product.product_id)
    if known is None or known.id not in visible:
        yield f"product {NOT_IN_CATALOG}"
        return
    if inputs.get("productId", known.id) != known.id or inputs.get("productName", known.name) != known.name:
        yield "product"
        return
    versions = catalog.artifacts_of(known.id)
    if not any(version.id == product.artifact_id for version in versions):
        yield f"version {NOT_IN_CATALOG}"
        return
    if product.artifact_id not in {version.id for version in _meant(inputs, versions)}:
        yield "version"


def _meant(inputs: dict[str, Any], versions: list[Artifact]) -> list[Artifact]:
    """Return the versions that a declaration can mean."""
    if inputs.get("versionPolicy") == "latest-active":
        active = [version for version in versions if version.active]
        return active[-1:] or versions
    if "provisioningArtifactId" in inputs:
        return [version for version in versions if version.id == inputs["provisioningArtifactId"]]
    if "provisioningArtifactName" in inputs:
        return [version for version in versions if version.name == inputs["provisioningArtifactName"]]
    return versions


def _provisioned(product: ProvisionedProduct) -> ProvisionedPicture:
    return ProvisionedPicture(
        id=product.id,
        name=product.name,
        status=product.status,
        product_id=product.product_id,
        artifact_id=product.artifact_id,
        owner=product.user_arn,
        role=product.launch_role_arn,
        stack_id=product.physical_id,
        tags=tuple(product.tags),
    )


def _stack(stack: Stack) -> StackPicture:
    return StackPicture(
        id=stack.stack_id,
        name=stack.name,
        template=stack.template,
        parameters=dict(stack.parameters),
        no_echo=stack.no_echo,
        status=stack.status,
        tags=dict(stack.tags),
        resources=tuple(sorted(name for name, *_ in stack.resources.made())) if stack.resources else (),
    )
