"""What questions need first: stacks, products, portfolios, provisioned products, plans, roles. All of it is removed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from catalog_emulator.probe import removal
from catalog_emulator.probe.answer import Reply, UnansweredError
from catalog_emulator.probe.templates import TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.probe.account import Account

KIND = "CLOUD_FORMATION_TEMPLATE"
TAG_UPDATES = {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
_ROLE_SECONDS = 10  # until Service Catalog sees a new role
_ENDED = ("_COMPLETE", "_FAILED")


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A stack that was made."""

    name: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of a product, in a portfolio unless that is empty."""

    product_id: str
    artifact_id: str
    portfolio_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Provisioned:
    """A provisioned product, and the reply to the request that made it."""

    id: str
    name: str
    record_id: str
    version: Version
    reply: Reply


def stack(account: Account, template: str = TEMPLATE, **parameters: str) -> Stack:
    """Create a stack, and wait for it; one that fails is rolled back."""
    name = account.name()
    stack_id = account.stacks.create_stack(StackName=name, TemplateBody=template, Parameters=values(parameters))[
        "StackId"
    ]
    account.memory.remember(f"stack {name}", partial(removal.stack, account, stack_id))
    account.until(f"end of the creation of {name}", lambda: _ended(account, stack_id))
    return Stack(name=name, id=stack_id)


def stack_status(account: Account, stack_id: str) -> str:
    """Return a stack's status."""
    return str(described_stack(account, stack_id)["StackStatus"])


def described_stack(account: Account, name_or_id: str) -> dict[str, Any]:
    """Return what DescribeStacks says of a stack."""
    document: dict[str, Any] = account.stacks.describe_stacks(StackName=name_or_id)["Stacks"][0]
    return document


def _ended(account: Account, stack_id: str) -> str | None:
    status = stack_status(account, stack_id)
    return status if status.endswith(_ENDED) else None


def values(parameters: Mapping[str, str]) -> list[dict[str, str]]:
    """Return parameters as CloudFormation takes them."""
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]


def requested(parameters: Mapping[str, str]) -> list[dict[str, str]]:
    """Return parameters as Service Catalog takes them."""
    return [{"Key": key, "Value": value} for key, value in parameters.items()]


def product(account: Account, source: Stack, kind: str = KIND) -> Version:
    """Create a product whose version is made from a stack, in no portfolio."""
    name = account.name()
    document = account.catalog.create_product(
        Name=name,
        Owner="catalog_emulator.probe",
        ProductType=kind,
        ProvisioningArtifactParameters=artifact("v1", source, kind),
    )
    product_id = document["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
    account.memory.remember(f"product {name}", partial(removal.product, account, product_id))
    version = Version(product_id=product_id, artifact_id=document["ProvisioningArtifactDetail"]["Id"])
    await_version(account, version)
    return version


def artifact(name: str, source: Stack, kind: str = KIND) -> dict[str, Any]:
    """Return what a request says of a version that is made from a stack."""
    properties = {"Name": name, "Type": kind, "Info": {"ImportFromPhysicalId": source.id}}
    return properties if kind == KIND else properties | {"DisableTemplateValidation": True}


def another_version(account: Account, version: Version, source: Stack) -> Version:
    """Add a version to a product."""
    made = account.catalog.create_provisioning_artifact(
        ProductId=version.product_id, Parameters=artifact(account.name(), source)
    )
    artifact_id = made["ProvisioningArtifactDetail"]["Id"]
    more = Version(product_id=version.product_id, artifact_id=artifact_id, portfolio_id=version.portfolio_id)
    await_version(account, more)
    return more


def await_version(account: Account, version: Version) -> None:
    """Wait until a version is AVAILABLE."""

    def look() -> bool | None:
        document = account.catalog.describe_provisioning_artifact(
            ProductId=version.product_id, ProvisioningArtifactId=version.artifact_id
        )
        return True if document["Status"] == "AVAILABLE" else None

    account.until(f"version {version.artifact_id}", look)


def published(account: Account, version: Version) -> Version:
    """Put a product into a portfolio of its own, and wait until the caller has a launch path to it."""
    portfolio_id = portfolio_with(account, version, caller_pattern(account))
    await_path(account, version)
    return Version(product_id=version.product_id, artifact_id=version.artifact_id, portfolio_id=portfolio_id)


def await_path(account: Account, version: Version) -> None:
    """Wait until the caller has a launch path to a product: AWS takes a while to see a principal."""
    account.until("a launch path of the caller's", lambda: paths(account, version.product_id) or None)


def portfolio_with(account: Account, version: Version, principal: str) -> str:
    """Create a portfolio that has a product and lets in whom a pattern names; return its ID."""
    catalog, name = account.catalog, account.name()
    made = catalog.create_portfolio(DisplayName=name, ProviderName="catalog_emulator.probe")
    portfolio_id: str = made["PortfolioDetail"]["Id"]
    account.memory.remember(f"portfolio {name}", partial(removal.portfolio, account, portfolio_id))
    catalog.associate_product_with_portfolio(ProductId=version.product_id, PortfolioId=portfolio_id)
    let_in(account, portfolio_id, principal)
    return portfolio_id


def let_in(account: Account, portfolio_id: str, principal: str) -> None:
    """Let into a portfolio whom a pattern names."""
    account.catalog.associate_principal_with_portfolio(
        PortfolioId=portfolio_id, PrincipalARN=principal, PrincipalType="IAM_PATTERN"
    )


def caller_pattern(account: Account) -> str:
    """Return the principal pattern of the caller: for a role its name in any path, for a user the user."""
    _, partition, service, _, _, resource = account.identity()["Arn"].split(":", 5)
    kind, _, name = resource.partition("/")
    if kind == "assumed-role":
        return f"arn:{partition}:iam:::role/*{name.split('/')[0]}"
    return f"arn:{partition}:{service}:::{resource}"


def paths(account: Account, product_id: str) -> list[str]:
    """Return the IDs of the caller's launch paths to a product."""
    reply = account.ask("servicecatalog", "list_launch_paths", ProductId=product_id)
    return [path["Id"] for path in reply.document.get("LaunchPathSummaries", ())]


def constrain(account: Account, version: Version, kind: str, parameters: Mapping[str, Any]) -> None:
    """Put a constraint on a product in its portfolio, with which it goes."""
    account.catalog.create_constraint(
        ProductId=version.product_id, PortfolioId=version.portfolio_id, Type=kind, Parameters=json.dumps(parameters)
    )


def catalog(account: Account) -> tuple[Stack, Version]:
    """Return a stack, and a product that was made from it and that the caller has a launch path to."""
    source = stack(account)
    return source, published(account, product(account, source))


def try_import(account: Account, version: Version, physical_id: str, name: str | None = None) -> Reply:
    """Ask for an import. One that is accepted is waited for by nobody, and removed at the end."""
    name = name or account.name()
    reply = account.ask(
        "servicecatalog",
        "import_as_provisioned_product",
        ProductId=version.product_id,
        ProvisioningArtifactId=version.artifact_id,
        ProvisionedProductName=name,
        PhysicalId=physical_id,
    )
    if reply.accepted:
        _remember(account, name, reply)
    return reply


def succeeded(account: Account, reply: Reply) -> bool:
    """Say whether a request was accepted, and its record succeeded."""
    return reply.accepted and ended(account, reply)["RecordDetail"]["Status"] == "SUCCEEDED"


def must_work(account: Account, reply: Reply) -> None:
    """Check that a request works which differs in one thing from one that was refused.

    Raises:
        UnansweredError: it does not, so that the refusal has another reason.
    """
    if not succeeded(account, reply):
        raise UnansweredError(f"what should work does not work either: {reply}")


def ended(account: Account, reply: Reply) -> dict[str, Any]:
    """Wait until the record of an accepted request is over, and return the answer of DescribeRecord."""
    if not reply.accepted:
        raise UnansweredError(str(reply))
    return removal.record_ended(account, reply.document["RecordDetail"]["RecordId"])


def is_open(account: Account, reply: Reply) -> bool:
    """Say whether the record of an accepted request is still being worked on."""
    record = account.catalog.describe_record(Id=reply.document["RecordDetail"]["RecordId"])["RecordDetail"]
    return record["Status"] not in ("SUCCEEDED", "FAILED")


def imported(account: Account, source: Stack, version: Version) -> Provisioned:
    """Import a stack, and wait for it.

    Raises:
        UnansweredError: AWS refuses it, or it fails.
    """
    return _provisioned(account, version, try_import(account, version, source.id))


def launched(account: Account, version: Version, **parameters: str) -> Provisioned:
    """Launch a product, and wait for it."""
    return _provisioned(account, version, launch(account, version, requested(parameters)))


def launch(account: Account, version: Version, parameters: list[dict[str, str]], **more: Any) -> Reply:
    """Ask for a launch; one that is accepted is removed at the end."""
    name = account.name()
    reply = account.ask(
        "servicecatalog",
        "provision_product",
        ProductId=version.product_id,
        ProvisioningArtifactId=version.artifact_id,
        ProvisionedProductName=name,
        ProvisioningParameters=parameters,
        **more,
    )
    if reply.accepted:
        _remember(account, name, reply)
    return reply


def update(account: Account, provisioned: Provisioned, **more: Any) -> Reply:
    """Ask for an update."""
    return account.ask("servicecatalog", "update_provisioned_product", ProvisionedProductId=provisioned.id, **more)


def describe(account: Account, provisioned: Provisioned) -> dict[str, Any]:
    """Return the ProvisionedProductDetail."""
    document = account.catalog.describe_provisioned_product(Id=provisioned.id)
    detail: dict[str, Any] = document["ProvisionedProductDetail"]
    return detail


def attribute(account: Account, provisioned: Provisioned) -> dict[str, Any]:
    """Return what a search says of a provisioned product, as soon as it is there: its tags, its stack."""

    def look() -> dict[str, Any] | None:
        matches = search(account, f"id:{provisioned.id}").document["ProvisionedProducts"]
        return matches[0] if matches else None

    return account.until(f"{provisioned.id} in a search", look)


def search(account: Account, query: str) -> Reply:
    """Search provisioned products."""
    return account.ask("servicecatalog", "search_provisioned_products", Filters={"SearchQuery": [query]})


def role(account: Account) -> str:
    """Create a launch role that may do nothing but what the stacks of this run need, and return its ARN."""
    iam, name = account.client("iam"), account.name()
    partition = account.identity()["Arn"].split(":")[1]
    trust = {"Effect": "Allow", "Principal": {"Service": "servicecatalog.amazonaws.com"}, "Action": "sts:AssumeRole"}
    may = {
        "Effect": "Allow",
        "Action": ["cloudformation:*"],
        "Resource": [
            f"arn:{partition}:cloudformation:*:*:stack/{account.prefix}-*",
            f"arn:{partition}:cloudformation:*:*:stack/SC-*",
        ],
    }
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=_policy(trust))
    account.memory.remember(f"role {name}", partial(removal.role, account, name))
    iam.put_role_policy(RoleName=name, PolicyName="stacks", PolicyDocument=_policy(may))
    account.clock.pause(_ROLE_SECONDS)
    return str(made["Role"]["Arn"])


def _policy(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _remember(account: Account, name: str, reply: Reply) -> None:
    identifier = reply.document["RecordDetail"]["ProvisionedProductId"]
    account.memory.remember(f"provisioned product {name}", partial(removal.provisioned_product, account, identifier))


def _provisioned(account: Account, version: Version, reply: Reply) -> Provisioned:
    record = ended(account, reply)["RecordDetail"]
    if record["Status"] != "SUCCEEDED":
        errors = "; ".join(f"{e.get('Code')}: {e.get('Description')}" for e in record.get("RecordErrors", ()))
        raise UnansweredError(f"{reply.operation} failed: {errors}")
    return accepted(reply, version)


def accepted(reply: Reply, version: Version) -> Provisioned:
    """Return the provisioned product of a request that may still be in work."""
    if not reply.accepted:
        raise UnansweredError(str(reply))
    record = reply.document["RecordDetail"]
    return Provisioned(
        id=record["ProvisionedProductId"],
        name=record["ProvisionedProductName"],
        record_id=record["RecordId"],
        version=version,
        reply=reply,
    )
