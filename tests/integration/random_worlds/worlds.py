"""Worlds as values, and how one is made in the emulator: a catalog, stacks, and who governs which."""

import contextlib
import json
from dataclasses import dataclass
from enum import Enum
from typing import Any

from botocore.exceptions import ClientError

from support.in_process.aws import ACCOUNT, HUB, REGION, InProcessAws

KIND = "CLOUD_FORMATION_TEMPLATE"
BUCKET = "templates"
HOSTILE = "\x1b[2J<{%reset%}>\u202egnp\u2028\r\n::error::no ##[error]no"
"""What could act on a terminal, on Pulumi's display or on a pipeline, wherever AWS takes any text."""
SECRETS = ("s3cret-alpha-91", "s3cret-beta-17", "s3cret-gamma-55")
"""Values that no message may show."""


class Shape(Enum):
    """Templates that differ. The name of one says what its parameters are."""

    PLAIN = "plain"
    LARGER = "larger"
    STRICT = "strict"
    SECRET = "secret"
    LIST = "list"
    OTHER = "other"
    REQUIRED = "required"


_SIZE = {"Type": "String", "Default": "small", "AllowedValues": ["small", "medium", "large"]}
_PARAMETERS: dict[Shape, dict[str, Any]] = {
    Shape.PLAIN: {"Size": _SIZE},
    Shape.LARGER: {"Size": _SIZE, "Count": {"Type": "Number", "Default": 2, "MinValue": 1, "MaxValue": 5}},
    Shape.STRICT: {"Size": {**_SIZE, "AllowedValues": ["small", "medium"], "AllowedPattern": "[a-z]+"}},
    Shape.SECRET: {"Size": _SIZE, "Token": {"Type": "String", "Default": "unset", "NoEcho": True}},
    Shape.LIST: {"Size": _SIZE, "Zones": {"Type": "CommaDelimitedList", "Default": "a,b"}},
    Shape.OTHER: {"Colour": {"Type": "String", "Default": "red", "MinLength": 2}},
    Shape.REQUIRED: {"Size": _SIZE, "Team": {"Type": "String", "MinLength": 1}},
}


def parameters_of(shape: Shape) -> dict[str, Any]:
    """Return the parameters of a template."""
    return _PARAMETERS[shape]


def body(shape: Shape) -> str:
    """Return the text of a template. Its resource depends on every parameter."""
    parameters = _PARAMETERS[shape]
    properties = {name: {"Ref": name} for name in parameters}
    return json.dumps(
        {
            "Description": shape.value,
            "Parameters": parameters,
            "Resources": {"Thing": {"Type": "Custom::Thing", "Properties": properties}},
            "Outputs": {name: {"Value": {"Ref": name}} for name in parameters if name in {"Size", "Colour"}},
        }
    )


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of a product; its name follows from its place: v1, v2, ..."""

    shape: Shape
    active: bool = True
    deprecated: bool = False


@dataclass(frozen=True, kw_only=True)
class Product:
    """A product in some portfolios. `tags`, `launch` and `rule` are constraints of those types."""

    versions: tuple[Version, ...]
    portfolios: tuple[int, ...] = (0,)
    tags: bool = False
    launch: bool = False
    rule: bool = False


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A stack. `adopted` is who governs it: product and version by their positions, and whether under another name."""

    shape: Shape
    parameters: tuple[tuple[str, str], ...] = ()
    status: str = "CREATE_COMPLETE"
    adopted: tuple[int, int, bool] | None = None


@dataclass(frozen=True, kw_only=True)
class WorldSpec:
    """What there is at the beginning.

    `portfolios` says of each whether it lets somebody in; where principals count, that is the caller of the first one
    alone. `shared`: they are another account's, which shares them. `denied` are actions that the caller may not do.
    """

    portfolios: tuple[bool, ...] = (True,)
    products: tuple[Product, ...] = ()
    stacks: tuple[Stack, ...] = ()
    settings: tuple[tuple[str, Any], ...] = ()
    shared: bool = False
    denied: tuple[str, ...] = ()


def portfolio_name(location: int) -> str:
    return ("portfolio-0", f"portfolio-1 {HOSTILE}")[location]


def product_name(location: int) -> str:
    return ("web", f"database {HOSTILE}")[location]


def stack_name(location: int) -> str:
    return ("payments", "orders", "search")[location]


def version_name(location: int) -> str:
    return ("v1", f"v2 {HOSTILE}", "v3")[location]


def make(aws: InProcessAws, spec: WorldSpec) -> None:
    """Begin a new world, and make in it what is specified."""
    aws.begin(**dict(spec.settings))
    aws.home = HUB if spec.shared else ACCOUNT
    _Builder(aws).make(spec)
    aws.set(denied_actions=spec.denied)


class _Builder:
    def __init__(self, aws: InProcessAws) -> None:
        self._aws = aws
        self._catalog, self._user = aws.administrator(), aws.client("servicecatalog")

    def make(self, spec: WorldSpec) -> None:
        portfolios = [self._portfolio(location, lets_in=lets_in) for location, lets_in in enumerate(spec.portfolios)]
        for location, product in enumerate(spec.products):
            self._product(location, product, portfolios)
        for location, stack in enumerate(spec.stacks):
            self._stack(location, stack)

    def _portfolio(self, location: int, *, lets_in: bool) -> str:
        made = self._catalog.create_portfolio(DisplayName=portfolio_name(location), ProviderName="Platform team")
        portfolio_id = str(made["PortfolioDetail"]["Id"])
        if self._aws.home != ACCOUNT:
            self._catalog.create_portfolio_share(PortfolioId=portfolio_id, AccountId=ACCOUNT)
            self._user.accept_portfolio_share(PortfolioId=portfolio_id)
        if lets_in:
            principal = self._caller() if location == 0 else f"arn:aws:iam::{ACCOUNT}:root"
            self._user.associate_principal_with_portfolio(
                PortfolioId=portfolio_id, PrincipalARN=principal, PrincipalType="IAM"
            )
        return portfolio_id

    def _caller(self) -> str:
        return str(self._aws.client("sts").get_caller_identity()["Arn"])

    def _product(self, location: int, product: Product, portfolios: list[str]) -> None:
        first, *rest = [self._version(number, of.shape) for number, of in enumerate(product.versions)]
        made = self._catalog.create_product(
            Name=product_name(location),
            Owner=f"Platform team {HOSTILE}",
            ProductType=KIND,
            ProvisioningArtifactParameters=first,
        )
        product_id = made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
        ids = [made["ProvisioningArtifactDetail"]["Id"]]
        for parameters in rest:
            added = self._catalog.create_provisioning_artifact(ProductId=product_id, Parameters=parameters)
            ids.append(added["ProvisioningArtifactDetail"]["Id"])
        for artifact_id, shown in zip(ids, product.versions, strict=True):
            if not shown.active or shown.deprecated:
                self._catalog.update_provisioning_artifact(
                    ProductId=product_id,
                    ProvisioningArtifactId=artifact_id,
                    Active=shown.active,
                    Guidance="DEPRECATED" if shown.deprecated else "DEFAULT",
                )
        for portfolio_id in {portfolios[number % len(portfolios)]: None for number in product.portfolios if portfolios}:
            self._publish(product, product_id, portfolio_id)

    def _publish(self, product: Product, product_id: str, portfolio_id: str) -> None:
        self._catalog.associate_product_with_portfolio(ProductId=product_id, PortfolioId=portfolio_id)
        role = f"arn:aws:iam::{ACCOUNT}:role/launch"
        contains = {
            "Assert": {"Fn::Contains": [["small", "medium"], {"Ref": "Size"}]},
            "AssertDescription": f"not large {HOSTILE}",
        }
        updates = {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
        has_size = all("Size" in parameters_of(version.shape) for version in product.versions)
        constraints: dict[str, tuple[bool, dict[str, Any]]] = {
            "RESOURCE_UPDATE": (product.tags, updates),
            "LAUNCH": (product.launch, {"RoleArn": role}),
            "TEMPLATE": (product.rule and has_size, {"Rules": {"size": {"Assertions": [contains]}}}),
        }
        for kind, (wanted, parameters) in constraints.items():
            if wanted:
                self._catalog.create_constraint(
                    ProductId=product_id, PortfolioId=portfolio_id, Type=kind, Parameters=json.dumps(parameters)
                )

    def _version(self, location: int, shape: Shape) -> dict[str, Any]:
        self._aws.keep_template(BUCKET, shape.value, body(shape))
        url = f"https://{BUCKET}.s3.{REGION}.amazonaws.com/{shape.value}"
        return {"Name": version_name(location), "Type": KIND, "Info": {"LoadTemplateFromURL": url}}

    def _stack(self, location: int, stack: Stack) -> None:
        name = stack_name(location)
        stack_id = create_stack(self._aws, name, stack.shape, dict(stack.parameters))
        catalog = self._aws.offering()
        if stack.adopted is not None and catalog.products:
            product_place, version_place, other_name = stack.adopted
            product = list(catalog.products.values())[product_place % len(catalog.products)]
            versions = catalog.artifacts_of(product.id)
            version = versions[version_place % len(versions)]
            with contextlib.suppress(ClientError):
                self._user.import_as_provisioned_product(
                    ProductId=product.id,
                    ProvisioningArtifactId=version.id,
                    ProvisionedProductName=f"{name}-of-another" if other_name else name,
                    PhysicalId=stack_id,
                    IdempotencyToken=f"by-hand-{location}",
                )
            self._aws.catalog()
        if stack.status != "CREATE_COMPLETE":
            self._aws.stacks().living(stack_id).move(stack.status)


def create_stack(aws: InProcessAws, name: str, shape: Shape, parameters: dict[str, str]) -> str:
    """Make a stack, with a value for each parameter that has no default; return its ID."""
    known = parameters_of(shape)
    values = {key: "platform" for key, described in known.items() if "Default" not in described}
    values |= {key: value for key, value in parameters.items() if key in known}
    made = aws.client("cloudformation").create_stack(
        StackName=name,
        TemplateBody=body(shape),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()],
    )
    return str(made["StackId"])
