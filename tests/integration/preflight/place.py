"""An account at the emulator with what adoptions and launches need, the provider's own door, and what goes through."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from catalog_emulator.control import Control
from pulumi_servicecatalog.aws.gateway import open_gateway
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.providers.controllers import Controllers
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import imported, provisioned
from support.fakes.by_values import Checked, impatient, of_inputs
from support.sessions import unshared

REGION = "eu-west-1"
CFN = "CLOUD_FORMATION_TEMPLATE"
URN = "urn:pulumi:dev::test::servicecatalog:index:ProvisionedProduct::shop"
"""The resource that declares a launch."""

_session = boto3.Session()  # shared, since it keeps the models of the APIs
_config = Config(retries={"total_max_attempts": 1})


def template(*queues: str, **sections: Any) -> str:
    """Give a template with these queues, and a parameter that takes small or large."""
    size = {"Type": "String", "Default": "small", "AllowedValues": ["small", "large"]}
    resources = {name: {"Type": "AWS::SQS::Queue"} for name in queues or ("Jobs",)}
    return json.dumps({"Parameters": {"Size": size}, "Resources": resources} | sections)


V1, V2 = template("Jobs"), template("Jobs", "DeadLetters")


@dataclass
class Place:
    """`seen` are the calls that went through the provider's door."""

    url: str
    account: str
    seen: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Any = field(default_factory=itertools.count)

    # AWS past the provider

    @cached_property
    def control(self) -> Control:
        return Control(self.url)

    def client(self, service: str) -> Any:
        return _session.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=self.account,
            aws_secret_access_key="any",
            config=_config,
        )

    @cached_property
    def catalog(self) -> Any:
        return self.client("servicecatalog")

    @cached_property
    def stacks(self) -> Any:
        return self.client("cloudformation")

    @cached_property
    def s3(self) -> Any:
        return self.client("s3")

    def set(self, **settings: Any) -> None:
        self.control.set(account=self.account, **settings)

    def force(self, stack: str, **forced: Any) -> None:
        self.control.force_stack(stack, account=self.account, region=REGION, **forced)

    def stack(self, name: str = "payments", body: str = V1, **more: Any) -> str:
        """Make a stack, and give its ARN."""
        return str(self.stacks.create_stack(StackName=name, TemplateBody=body, **more)["StackId"])

    def stack_id(self, name: str = "payments") -> str:
        return str(self.stacks.describe_stacks(StackName=name)["Stacks"][0]["StackId"])

    def product(self, name: str = "web-service", body: str = V1, kind: str = CFN) -> tuple[str, str]:
        """Make a product with a version v1, and give both IDs."""
        made = self.catalog.create_product(
            Name=name,
            Owner="platform",
            ProductType=kind,
            ProvisioningArtifactParameters=self._version("v1", body, kind),
        )
        return (
            made["ProductViewDetail"]["ProductViewSummary"]["ProductId"],
            made["ProvisioningArtifactDetail"]["Id"],
        )

    def version(self, name: str, body: str, product_id: str | None = None) -> str:
        """Add a version to web-service, and give its ID."""
        made = self.catalog.create_provisioning_artifact(
            ProductId=product_id or self.product_id, Parameters=self._version(name, body, CFN)
        )
        return str(made["ProvisioningArtifactDetail"]["Id"])

    @property
    def product_id(self) -> str:
        """The ID of web-service."""
        found = self.catalog.search_products_as_admin()["ProductViewDetails"]
        named = [each["ProductViewSummary"] for each in found]
        return str(next(each["ProductId"] for each in named if each["Name"] == "web-service"))

    def version_id(self, name: str = "v1") -> str:
        found = self.catalog.list_provisioning_artifacts(ProductId=self.product_id)["ProvisioningArtifactDetails"]
        return str(next(each["Id"] for each in found if each["Name"] == name))

    def change_version(self, name: str, **changes: Any) -> None:
        self.catalog.update_provisioning_artifact(
            ProductId=self.product_id, ProvisioningArtifactId=self.version_id(name), **changes
        )

    def portfolio(self, name: str = "platform", product_id: str | None = None) -> str:
        """Put web-service into a portfolio that lets everybody in."""
        portfolio_id = self.catalog.create_portfolio(DisplayName=name, ProviderName="platform")["PortfolioDetail"]["Id"]
        self.catalog.associate_product_with_portfolio(ProductId=product_id or self.product_id, PortfolioId=portfolio_id)
        self.catalog.associate_principal_with_portfolio(
            PortfolioId=portfolio_id, PrincipalARN=f"arn:aws:iam::{self.account}:root", PrincipalType="IAM"
        )
        return str(portfolio_id)

    def constrain(self, kind: str, parameters: dict[str, Any]) -> None:
        """Put a constraint on web-service, in the first of its portfolios."""
        portfolio = self.catalog.list_portfolios_for_product(ProductId=self.product_id)["PortfolioDetails"][0]
        self.catalog.create_constraint(
            PortfolioId=portfolio["Id"], ProductId=self.product_id, Type=kind, Parameters=json.dumps(parameters)
        )

    def stack_set(self, *regions: str) -> None:
        """Have web-service launched as stack sets, in this account and in these Regions."""
        properties = {
            "AccountList": [self.account],
            "RegionList": list(regions),
            "AdminRole": f"arn:aws:iam::{self.account}:role/admin",
            "ExecutionRole": "execution",
        }
        self.constrain("STACKSET", {"Version": "1", "Properties": properties})

    def tag_options(self, key: str, *values: str) -> None:
        """Allow these values of a tag, and no others, for web-service."""
        for value in values:
            made = self.catalog.create_tag_option(Key=key, Value=value)["TagOptionDetail"]
            self.catalog.associate_tag_option_with_resource(ResourceId=self.product_id, TagOptionId=made["Id"])

    def no_portfolio(self) -> None:
        """Take web-service out of its portfolios."""
        for each in self.catalog.list_portfolios_for_product(ProductId=self.product_id)["PortfolioDetails"]:
            self.catalog.disassociate_product_from_portfolio(ProductId=self.product_id, PortfolioId=each["Id"])

    def lose_template(self, version: str) -> None:
        """Delete the object that the version's TemplateUrl names."""
        self.s3.delete_object(
            Bucket=f"sc-templates-{self.account}-{REGION}", Key=f"{self.version_id(version)}.template"
        )

    def adopt(self, stack: str = "payments", name: str | None = None, **ids: str) -> str:
        """Import a stack, let the import end, and give the ID of the provisioned product."""
        self.set(import_seconds=0)
        record = self.catalog.import_as_provisioned_product(
            ProvisionedProductName=name or stack,
            PhysicalId=self.stack_id(stack),
            **{"ProductId": self.product_id, "ProvisioningArtifactId": self.version_id(), **ids},
        )["RecordDetail"]
        self.catalog.describe_record(Id=record["RecordId"])
        return str(record["ProvisionedProductId"])

    def refused(self, **asked: str) -> str | None:
        """Try the import, and give the code of AWS's error; None where it was accepted."""
        try:
            self.catalog.import_as_provisioned_product(**asked)
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        return None

    def _version(self, name: str, body: str, kind: str) -> dict[str, Any]:
        bucket, key = f"made-{self.account}", f"{next(self._numbers)}.json"
        if key == "0.json":
            self.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.s3.put_object(Bucket=bucket, Key=key, Body=body.encode())
        url = f"https://{bucket}.s3.{REGION}.amazonaws.com/{key}"
        return {"Name": name, "Type": kind, "Info": {"LoadTemplateFromURL": url}}

    # AWS through the provider

    def desired(self, **target: Any) -> DesiredImport:
        """Give the declaration that the stack payments is governed by version v1 of web-service."""
        usual = {
            "name": "payments",
            "physical_id": "payments",
            "product": ByName("web-service"),
            "artifact": ByName("v1"),
        }
        return DesiredImport(**{**usual, **target})

    def session(self, **connection: Any) -> AccountSession:
        """Open the door as a process does that has observed nothing yet."""
        return unshared(open_gateway(Connection(region=REGION, **connection)))

    def launch_draft(self, **target: Any) -> DesiredLaunch:
        """Give the declaration that version v1 of web-service is launched under the name shop."""
        usual = {"name": "shop", "product": ByName("web-service"), "artifact": ByName("v1")}
        return DesiredLaunch(**{**usual, **target})

    def examine(self, desired: DesiredImport | DesiredLaunch, session: AccountSession | None = None) -> Verdict:
        """Preflight, as the preview does it."""
        before = self.last()
        try:
            if isinstance(desired, DesiredLaunch):
                return provisioned.examine(desired, session or self.session(), declared_by=URN)
            return imported.examine(desired, session or self.session())
        finally:
            self.seen += self.control.journal(account=self.account, since=before)

    def check(self, *declared: dict[str, Any], old: dict[str, Any] | None = None) -> Checked:
        """Have resources checked by one process, as the engine does, and give what the last one is told.

        What has a physicalId is an adoption, and what has none a launch.
        """
        before = self.last()
        controllers = self.controllers()
        try:
            for number, inputs in enumerate(declared, 1):
                resource = of_inputs(inputs, controllers)
                checked = resource.check(old or {}, inputs, urn=f"urn:pulumi:dev::test::x::resource-{number}")
            return checked
        finally:
            self.seen += self.control.journal(account=self.account, since=before)

    def controllers(self) -> Controllers:
        """Return the controllers of a process that has observed nothing yet."""
        return impatient()

    def inputs(self, **declared: Any) -> dict[str, Any]:
        """Give the same declaration as `draft`, as the engine sends it."""
        usual = {
            "name": "payments",
            "physicalId": "payments",
            "productName": "web-service",
            "provisioningArtifactName": "v1",
        }
        return {**usual, **declared}

    def launch_inputs(self, **declared: Any) -> dict[str, Any]:
        """Give the same declaration as `launch_draft`, as the engine sends it."""
        return {"name": "shop", "productName": "web-service", "provisioningArtifactName": "v1", **declared}

    def last(self) -> int:
        calls = self.control.journal(account=self.account)
        return int(calls[-1]["seq"]) if calls else 0


def codes(verdict: Verdict) -> Sequence[str]:
    return [problem.code for problem in verdict.problems]


def blocking(verdict: Verdict) -> Sequence[str]:
    return [problem.code for problem in verdict.problems if problem.severity.value == "error"]
