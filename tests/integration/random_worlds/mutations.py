"""What others do behind Pulumi's back. Each is a value; one that AWS refuses, or that finds nothing, does nothing."""

import dataclasses
from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import ClientError

from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
from integration.random_worlds.worlds import HOSTILE, Shape, body, create_stack, parameters_of, stack_name
from support.in_process.aws import ACCOUNT, InProcessAws

OTHER_OWNER = f"arn:aws:iam::{ACCOUNT}:user/somebody"


class Mutation(Protocol):
    """Something that somebody does."""

    def do(self, aws: InProcessAws) -> None:
        """Do it."""


def apply(mutation: Mutation, aws: InProcessAws) -> None:
    """Let it happen, unless AWS refuses."""
    denied = aws.world.settings.default().denied_actions
    aws.set(denied_actions=())
    try:
        mutation.do(aws)
    except ClientError:
        pass
    finally:
        if not isinstance(mutation, Deny):
            aws.set(denied_actions=denied)
    aws.catalog()


@dataclass(frozen=True)
class DeleteStack:
    location: int

    def do(self, aws: InProcessAws) -> None:
        aws.client("cloudformation").delete_stack(StackName=stack_name(self.location))


@dataclass(frozen=True)
class RecreateStack:
    location: int
    shape: Shape

    def do(self, aws: InProcessAws) -> None:
        aws.client("cloudformation").delete_stack(StackName=stack_name(self.location))
        create_stack(aws, stack_name(self.location), self.shape, {})


@dataclass(frozen=True)
class UpdateStack:
    """Somebody gives a stack, anybody's, another value or another template."""

    location: int
    key: str
    value: str
    shape: Shape | None = None

    def do(self, aws: InProcessAws) -> None:
        living = list(aws.stacks().stacks.values())
        if not living:
            return
        stack = living[self.location % len(living)]
        shape = self.shape or next((s for s in Shape if body(s) == stack.template), None)
        if shape is None:
            return
        parameters: list[dict[str, Any]] = [
            {"ParameterKey": key, "ParameterValue": self.value}
            if key == self.key
            else {"ParameterKey": key, "UsePreviousValue": True}
            for key in parameters_of(shape)
            if key == self.key or key in stack.parameters
        ]
        aws.client("cloudformation").update_stack(
            StackName=stack.stack_id, TemplateBody=body(shape), Parameters=parameters
        )


@dataclass(frozen=True)
class Terminate:
    location: int
    retain: bool

    def do(self, aws: InProcessAws) -> None:
        if product := _provisioned(aws, self.location):
            aws.client("servicecatalog").terminate_provisioned_product(
                ProvisionedProductId=product.id,
                RetainPhysicalResources=self.retain,
                TerminateToken=f"by-hand-{product.id}",
            )


@dataclass(frozen=True)
class UpdateProduct:
    """Somebody updates a provisioned product to another version."""

    location: int
    version: int

    def do(self, aws: InProcessAws) -> None:
        product = _provisioned(aws, self.location)
        versions = aws.offering().artifacts_of(product.product_id) if product else []
        if product and versions:
            aws.client("servicecatalog").update_provisioned_product(
                ProvisionedProductId=product.id,
                ProductId=product.product_id,
                ProvisioningArtifactId=versions[self.version % len(versions)].id,
                UpdateToken=aws.world.ids.uuid(),
            )


@dataclass(frozen=True)
class ChangeOwner:
    location: int

    def do(self, aws: InProcessAws) -> None:
        if product := _provisioned(aws, self.location):
            aws.client("servicecatalog").update_provisioned_product_properties(
                ProvisionedProductId=product.id,
                ProvisionedProductProperties={"OWNER": OTHER_OWNER},
                IdempotencyToken=aws.world.ids.uuid(),
            )


@dataclass(frozen=True)
class Taint:
    """An operation of somebody else goes wrong."""

    location: int
    status: str

    def do(self, aws: InProcessAws) -> None:
        if product := _provisioned(aws, self.location):
            aws.catalog().store(
                dataclasses.replace(product, status=self.status, status_message=f"it went wrong {HOSTILE}")
            )


@dataclass(frozen=True)
class ChangeTags:
    location: int
    value: str

    def do(self, aws: InProcessAws) -> None:
        product = _provisioned(aws, self.location)
        if product:
            tags = tuple(
                dataclasses.replace(tag, value=self.value) if tag.key == "team" else tag for tag in product.tags
            )
            aws.catalog().store(dataclasses.replace(product, tags=tags))


@dataclass(frozen=True)
class ChangeVersion:
    """Somebody deletes a version, switches it, or says that it is deprecated."""

    product: int
    version: int
    what: str

    def do(self, aws: InProcessAws) -> None:
        catalog, client = aws.offering(), aws.administrator()
        products = list(catalog.products.values())
        versions = catalog.artifacts_of(products[self.product % len(products)].id) if products else []
        if not versions:
            return
        version = versions[self.version % len(versions)]
        keys = {"ProductId": version.product_id, "ProvisioningArtifactId": version.id}
        match self.what:
            case "delete":
                client.delete_provisioning_artifact(**keys)
            case "switch":
                client.update_provisioning_artifact(**keys, Active=not version.active)
            case "deprecate":
                client.update_provisioning_artifact(**keys, Guidance="DEPRECATED")
            case "rename":
                client.update_provisioning_artifact(**keys, Name="renamed")


@dataclass(frozen=True)
class ChangeProduct:
    """Somebody takes a product out of one of its portfolios, renames it, or deletes it."""

    product: int
    what: str

    def do(self, aws: InProcessAws) -> None:
        catalog, client = aws.offering(), aws.administrator()
        products = list(catalog.products.values())
        if not products:
            return
        product = products[self.product % len(products)]
        associations = [known for known in catalog.associations.values() if known.product_id == product.id]
        match self.what:
            case "rename":
                client.update_product(Id=product.id, Name=f"{product.name}-renamed")
            case "dissociate":
                _dissociate(aws, product.id, associations[:1])
            case "delete":
                _dissociate(aws, product.id, associations)
                client.delete_product(Id=product.id)


@dataclass(frozen=True)
class EndShare:
    """The other account stops sharing one of its portfolios."""

    location: int

    def do(self, aws: InProcessAws) -> None:
        shares = list(aws.offering().shares.values())
        if shares:
            share = shares[self.location % len(shares)]
            aws.administrator().delete_portfolio_share(PortfolioId=share.portfolio_id, AccountId=ACCOUNT)


@dataclass(frozen=True)
class Refuse:
    """AWS refuses one of the next calls, in words of its own."""

    operation: str

    def do(self, aws: InProcessAws) -> None:
        fault = {"kind": "error", "code": "InvalidParametersException", "status": 400, "message": f"No: {HOSTILE}"}
        aws.world.faults.add({**fault, "service": "servicecatalog", "operation": self.operation})


@dataclass(frozen=True)
class FailNext:
    """The next operation of a kind goes wrong, of whomever it is."""

    kind: str

    def do(self, aws: InProcessAws) -> None:
        aws.world.faults.add({"kind": "record-fails", "operation": self.kind, "message": f"no capacity {HOSTILE}"})


@dataclass(frozen=True)
class Deny:
    """What the caller may not do from now on; nothing: everything is allowed again."""

    actions: tuple[str, ...]

    def do(self, aws: InProcessAws) -> None:
        aws.set(denied_actions=self.actions)


def _provisioned(aws: InProcessAws, location: int) -> ProvisionedProduct | None:
    result = list(aws.catalog().provisioned.values())
    return result[location % len(result)] if result else None


def _dissociate(aws: InProcessAws, product_id: str, associations: list[Any]) -> None:
    client = aws.administrator()
    for association in associations:
        for constraint in list(aws.offering().constraints.values()):
            if (constraint.product_id, constraint.portfolio_id) == (product_id, association.portfolio_id):
                client.delete_constraint(Id=constraint.id)
        client.disassociate_product_from_portfolio(ProductId=product_id, PortfolioId=association.portfolio_id)
