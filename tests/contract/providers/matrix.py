"""The update matrix: what is changed, from which status, and what AWS has of it afterwards.

The rows of one kind of resource and one status share an account and the operations of an engine, as the resources of
one program do. They are made past the provider, since here it is updates that are asked about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from support.account import TAG_UPDATES, Account
from support.providers import ADOPTED, REGION, Kind

ELSEWHERE = "us-east-1"

_FIRST: dict[str, Any] = {
    "Parameters": {
        "Size": {"Type": "String", "Default": "small"},
        "Password": {"Type": "String", "NoEcho": True, "Default": "at-first"},
    },
    "Resources": {"Jobs": {"Type": "AWS::SQS::Queue"}},
    "Outputs": {"Size": {"Value": {"Ref": "Size"}}, "Password": {"Value": {"Ref": "Password"}}},
}
"""The outputs show what a caller who reads the parameters does not see."""
_SECOND = {**_FIRST, "Resources": {**_FIRST["Resources"], "Alarms": {"Type": "AWS::SNS::Topic"}}}


@dataclass(frozen=True)
class Change:
    """What the program declares instead, under which name a diff shows it, and what is so in AWS afterwards.

    `{account}` stands for the account. A property that is None is left out.
    """

    declared: Mapping[str, Any]
    shown: str
    seen: Mapping[str, Any]


CHANGES = {
    "product": Change({"productName": "other-service"}, "productName", {"product": "other-service"}),
    "version": Change({"provisioningArtifactName": "v2"}, "provisioningArtifactName", {"version": "v2"}),
    "version policy": Change(
        {"provisioningArtifactName": None, "versionPolicy": "latest-active"},
        "provisioningArtifactName",
        {"version": "v2"},
    ),
    "parameter": Change({"parameters": {"Size": "large"}}, "parameters", {"Size": "large"}),
    "NoEcho parameter": Change({"parameters": {"Password": "later"}}, "parameters", {"Password": "later"}),
    "tag": Change({"tags": {"team": "shop"}}, "tags", {"team": "shop"}),
    "path": Change({"pathName": "second"}, "pathName", {"path": "second"}),
    "launch role": Change(
        {"launchRoleArn": "arn:aws:iam::{account}:role/launch"},
        "launchRoleArn",
        {"launch role": "arn:aws:iam::{account}:role/launch"},
    ),
    "owner": Change(
        {"owner": "arn:aws:iam::{account}:role/team/shop"}, "owner", {"owner": "arn:aws:iam::{account}:role/team/shop"}
    ),
}
PREFERENCES = {
    "preferences": Change(
        {"provisioningPreferences": {"stackSetRegions": [REGION, ELSEWHERE], "stackSetAccounts": ["{account}"]}},
        "provisioningPreferences",
        {"regions": f"{REGION} {ELSEWHERE}"},
    )
}
REMOVED_TAG = {"removed tag": Change({"tags": None}, "tags", {})}
_CONTRADICT = {"version", "version policy"}
"""These two exclude each other: a version is either named or chosen."""


def singles(changes: Mapping[str, Change] = CHANGES) -> list[tuple[str, ...]]:
    return [(name,) for name in changes]


def pairs(changes: Mapping[str, Change] = CHANGES) -> list[tuple[str, ...]]:
    return [pair for pair in combinations(changes, 2) if set(pair) != _CONTRADICT]


@dataclass(frozen=True)
class Row:
    """A resource with what is to change of it, and the status from which. `base` is declared before, `target` after."""

    names: tuple[str, ...]
    status: str
    resource: str
    id: str
    base: Mapping[str, Any]
    target: Mapping[str, Any]
    seen: Mapping[str, Any]
    shown: frozenset[str]

    def __str__(self) -> str:
        return f"{' and '.join(self.names)} from {self.status}"


@dataclass
class Resource:
    """An account with two products of two versions each, in two portfolios whose names are those of the paths."""

    aws: Account
    control: Any
    kind: Kind
    stack_sets: bool = False
    changes: Mapping[str, Change] = field(default_factory=lambda: {**CHANGES, **REMOVED_TAG})

    def __post_init__(self) -> None:
        self.control.set(account=self.aws.account, record_seconds=0, import_path_id="first")
        for name in ("platform", "second"):
            self.aws.make_portfolio(name)
        for name in ("service", "other-service"):
            self.aws.add_product(name, _FIRST, _SECOND)
            self.aws.constrain(name, "RESOURCE_UPDATE", TAG_UPDATES)
            if self.stack_sets:
                self.aws.make_stack_set(name, REGION, ELSEWHERE)

    @property
    def _catalog(self) -> Any:
        return self.aws.catalog

    @property
    def _cloudformation(self) -> Any:
        return self.aws.cloudformation

    # What there is before

    def rows(self, combined: list[tuple[str, ...]], status: str = "AVAILABLE") -> list[Row]:
        """Make a provisioned product for each combination, and bring it into the status."""
        kept = status.lower().replace("_", "-")  # a stack's name has no underscores
        made = [self._row(f"{kept}-{number}", names, status) for number, names in enumerate(combined)]
        self.aws.provisioned_products()  # the last record ends with the call that follows it
        for row in made:
            self._bring(row)
        return made

    def _row(self, resource: str, names: tuple[str, ...], status: str) -> Row:
        base = self._base(resource)
        if "removed tag" in names:
            base["tags"] = {"cost": "12"}
        id_ = self._adopted(resource) if self.kind is ADOPTED else self._launched(resource)
        if "tags" in base:
            self._catalog.update_provisioned_product(
                ProvisionedProductId=id_, PathName="platform", Tags=[{"Key": "cost", "Value": "12"}]
            )
        changes = [self.changes[name] for name in names]
        target, seen = dict(base), self._seen_at_first()
        for change in changes:
            target = _merged(target, _of_account(change.declared, self.aws.account))
            seen |= _of_account(change.seen, self.aws.account)
        return Row(names, status, resource, id_, base, target, seen, frozenset(change.shown for change in changes))

    def _base(self, resource: str) -> dict[str, Any]:
        base: dict[str, Any] = {
            "name": resource,
            "productName": "service",
            "provisioningArtifactName": "v1",
            "pathName": "platform",
            "region": REGION,
        }
        if self.kind is ADOPTED:
            return {**base, "physicalId": resource}
        if self.stack_sets:
            base |= {"provisioningPreferences": {"stackSetRegions": [REGION], "stackSetAccounts": [self.aws.account]}}
        return {**base, "retainPhysicalResources": False}

    def _seen_at_first(self) -> dict[str, Any]:
        seen = {
            "product": "service",
            "version": "v1",
            "status": "AVAILABLE",
            "path": "platform",
            "owner": f"arn:aws:iam::{self.aws.account}:user/moto",
            "Size": "small",
            "Password": "at-first",
        }
        return {**seen, "regions": REGION} if self.stack_sets else seen

    def _adopted(self, resource: str) -> str:
        record = self._catalog.import_as_provisioned_product(
            ProvisionedProductName=resource, PhysicalId=self.aws.make_stack(resource, _FIRST), **self._product
        )
        return str(record["RecordDetail"]["ProvisionedProductId"])

    def _launched(self, resource: str) -> str:
        chosen = {"StackSetRegions": [REGION], "StackSetAccounts": [self.aws.account]}
        record = self._catalog.provision_product(
            ProvisionedProductName=resource,
            PathName="platform",
            **self._product,
            **({"ProvisioningPreferences": chosen} if self.stack_sets else {}),
        )
        return str(record["RecordDetail"]["ProvisionedProductId"])

    @cached_property
    def _product(self) -> dict[str, str]:
        version_id = self.aws.version_id("service", "v1")
        return {"ProductId": self.aws.product_id("service"), "ProvisioningArtifactId": version_id}

    # What somebody has done to it since

    def _bring(self, row: Row) -> None:
        match row.status:
            case "AVAILABLE":
                return
            case "UNDER_CHANGE":
                self._catalog.update_provisioned_product(ProvisionedProductId=row.id, PathName="platform")
            case "PLAN_IN_PROGRESS":
                self._catalog.create_provisioned_product_plan(
                    PlanName=f"pulumi-preview-{row.resource}",
                    PlanType="CLOUDFORMATION",
                    ProvisionedProductName=row.resource,
                    PathId=self._paths["platform", self._product["ProductId"]],
                    **self._product,
                )
            case status:
                self.force(row, status)

    def force(self, row: Row, status: str) -> None:
        self.control.force_provisioned_product(row.id, account=self.aws.account, region=REGION, status=status)

    # What there is afterwards

    @cached_property
    def _paths(self) -> dict[tuple[str, str], str]:
        path_ids = {}
        for name in ("service", "other-service"):
            product_id = self.aws.product_id(name)
            for path in self._catalog.list_launch_paths(ProductId=product_id)["LaunchPathSummaries"]:
                path_ids[path["Name"], product_id] = path["Id"]
        return path_ids

    def seen(self, rows: list[Row]) -> dict[str, dict[str, Any]]:
        """Return what AWS has of each row, as far as the row says what that is to be."""
        provisioned_products = {
            provisioned_product["Id"]: provisioned_product for provisioned_product in self.aws.provisioned_products()
        }
        stacks = {} if self.stack_sets else self._outputs()
        return {str(row): self._seen(row, provisioned_products[row.id], stacks) for row in rows}

    def _seen(
        self, row: Row, provisioned_product: Mapping[str, Any], stacks: Mapping[str, dict[str, str]]
    ) -> dict[str, Any]:
        record = self._catalog.describe_record(Id=provisioned_product["LastRecordId"])["RecordDetail"]
        names = {path_id: name for (name, _), path_id in self._paths.items()}
        seen = {
            "product": provisioned_product["ProductName"],
            "version": provisioned_product["ProvisioningArtifactName"],
            "status": provisioned_product["Status"],
            "path": names.get(record.get("PathId", ""), ""),
            "owner": provisioned_product["UserArn"].replace(":sts:", ":iam:"),
            **{tag["Key"]: tag["Value"] for tag in provisioned_product["Tags"] if tag["Key"] == "team"},
            **(self._instances(provisioned_product) if self.stack_sets else stacks[provisioned_product["PhysicalId"]]),
        }
        if "launch role" in row.seen:
            described = self._catalog.describe_provisioned_product(Id=row.id)["ProvisionedProductDetail"]
            seen["launch role"] = described.get("LaunchRoleArn")
        return seen

    def _instances(self, provisioned_product: Mapping[str, Any]) -> dict[str, str]:
        name = f"SC-{self.aws.account}-{provisioned_product['Id']}"
        instances = self._cloudformation.list_stack_instances(StackSetName=name)["Summaries"]
        (here,) = [instance for instance in instances if instance["Region"] == REGION]
        stack = self._cloudformation.describe_stacks(StackName=here["StackId"])["Stacks"][0]
        return {"regions": " ".join(sorted(instance["Region"] for instance in instances)), **_outputs(stack)}

    def _outputs(self) -> dict[str, dict[str, str]]:
        pages = self._cloudformation.get_paginator("describe_stacks").paginate()
        return {described["StackId"]: _outputs(described) for page in pages for described in page["Stacks"]}


def _outputs(stack: Mapping[str, Any]) -> dict[str, str]:
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", ())}


def _merged(before: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    target = dict(before)
    for name, value in declared.items():
        if name == "parameters":
            target[name] = {**target.get(name, {}), **value}
        elif value is None:
            target.pop(name, None)
        else:
            target[name] = value
    return target


def _of_account(value: Any, account: str) -> Any:
    match value:
        case str():
            return value.replace("{account}", account)
        case Mapping():
            return {key: _of_account(item, account) for key, item in value.items()}
        case list():
            return [_of_account(item, account) for item in value]
        case _:
            return value
