"""The sample account with what the sample does not need: constraints, a stack set, and a product with many outputs."""

from dataclasses import dataclass
from typing import Any

from support.account import TAG_UPDATES, Account

OTHER = "444455556666"
REGIONS = ["eu-west-1", "us-east-1"]
QUEUE = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
TOPIC = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
WIDE = {**QUEUE, "Outputs": {f"Url{n}": {"Value": {"Ref": "Queue"}, "Description": "a queue"} for n in range(25)}}


@dataclass(frozen=True)
class FurnishedAccount(Account):
    """`web-service` has a launch role and takes tags, `fleet` is a stack set, `wide` has more outputs than a page."""

    def furnish(self) -> None:
        self.constrain("web-service", "LAUNCH", {"RoleArn": self.role("launch")})
        self.constrain("web-service", "RESOURCE_UPDATE", TAG_UPDATES)
        self.add_product("fleet", QUEUE, TOPIC)
        self.make_stack_set("fleet", *REGIONS, accounts=(self.account, OTHER))
        self.add_product("wide", WIDE)

    def path_id(self) -> str:
        paths = self.catalog.list_launch_paths(ProductId=self.product_id("web-service"))["LaunchPathSummaries"]
        return str(paths[0]["Id"])

    def ids(self) -> dict[str | tuple[str, str], str]:
        """Return the IDs of products by their names, and of versions by those of both."""
        versions = {"web-service": ("v1", "v2"), "fleet": ("v1", "v2"), "wide": ("v1",)}
        products: dict[str | tuple[str, str], str] = {name: self.product_id(name) for name in versions}
        named = [(product, name) for product, names in versions.items() for name in names]
        return {**products, **{(product, name): self.version_id(product, name) for product, name in named}}

    def record(self, provisioned_product_id: str) -> dict[str, Any]:
        """Return the newest record of a provisioned product, as DescribeRecord answers."""
        wanted = {"Key": "provisionedproduct", "Value": provisioned_product_id}
        newest = self.catalog.list_record_history(SearchFilter=wanted)["RecordDetails"][0]
        response: dict[str, Any] = self.catalog.describe_record(Id=newest["RecordId"])
        return response
