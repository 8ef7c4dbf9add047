"""Service Catalog, in the terms of `reconcile.door.Catalog`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.aws import answers
from pulumi_servicecatalog.aws.translation import changing, reading
from pulumi_servicecatalog.model.desired import ById, ByName, Reference
from pulumi_servicecatalog.model.refusal import Absent, Denied, OutcomeUnknown
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    ParameterSetting,
    SetValue,
    TerminateRequest,
    UpdateRequest,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mypy_boto3_servicecatalog import ServiceCatalogClient

    from pulumi_servicecatalog.model.product import (
        Artifact,
        ArtifactParameter,
        ArtifactSource,
        LaunchPath,
        Product,
    )
    from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
    from pulumi_servicecatalog.model.record import Record

_WHOLE_ACCOUNT: Any = {"Key": "Account", "Value": "self"}
_SEARCH_PAGE = 100


class CatalogCalls:
    """Each method makes the calls of its name; those that list go through all pages."""

    def __init__(self, client: ServiceCatalogClient) -> None:
        self._servicecatalog = client

    def provisioned_products(self) -> Iterator[ProvisionedProduct]:
        """SearchProvisionedProducts, which alone tells PhysicalId, names and tags. botocore has no paginator for it."""
        return self._search({})

    def provisioned_product(self, provisioned_product_id: str) -> ProvisionedProduct | None:
        """DescribeProvisionedProduct for what is so now, and the search for what only that tells."""
        return self._described({"Id": provisioned_product_id})

    def provisioned_product_named(self, name: str) -> ProvisionedProduct | None:
        """DescribeProvisionedProduct by name, and the search."""
        return self._described({"Name": name})

    def record(self, record_id: str) -> Record:
        """DescribeRecord."""
        with reading("DescribeRecord"):
            return answers.record(self._servicecatalog.describe_record(Id=record_id)["RecordDetail"])

    def record_outputs(self, record_id: str) -> Mapping[str, str]:
        """DescribeRecord, through the pages of its outputs."""
        found: dict[str, str] = {}
        page: dict[str, Any] = {"Id": record_id}
        while True:
            with reading("DescribeRecord"):
                answer = self._servicecatalog.describe_record(**page)
            found |= {each["OutputKey"]: each.get("OutputValue", "") for each in answer.get("RecordOutputs", ())}
            token = answer.get("NextPageToken")
            if not token:
                return found
            page["PageToken"] = token

    def products_named(self, name: str) -> Sequence[Product]:
        """Search for the name, and keep exact matches only: AWS's search is a full-text one."""
        return [each for each in self._visible_products() if each.name == name]

    def product(self, product_id: str) -> Product | None:
        """DescribeProductAsAdmin; DescribeProduct for a caller who is no administrator."""
        try:
            try:
                with reading("DescribeProductAsAdmin"):
                    told = self._servicecatalog.describe_product_as_admin(Id=product_id)
                    return answers.product(told["ProductViewDetail"]["ProductViewSummary"])
            except Denied:
                with reading("DescribeProduct"):
                    seen = self._servicecatalog.describe_product(Id=product_id)
                    return answers.product(seen["ProductViewSummary"])
        except Absent:
            return None

    def product_names(self) -> Sequence[str]:
        """Give the names of all products that the caller sees."""
        return sorted({each.name for each in self._visible_products()})

    def artifacts(self, product_id: str) -> Sequence[Artifact]:
        """ListProvisioningArtifacts, whose request has no page token.

        DescribeProduct for a caller who is no administrator; it leaves out the inactive ones.
        """
        try:
            with reading("ListProvisioningArtifacts"):
                found = self._servicecatalog.list_provisioning_artifacts(ProductId=product_id)
                return [answers.artifact(each) for each in found["ProvisioningArtifactDetails"]]
        except Denied:
            with reading("DescribeProduct"):
                seen = self._servicecatalog.describe_product(Id=product_id)
                return [answers.artifact(each) for each in seen["ProvisioningArtifacts"]]

    def artifact_parameters(self, product_id: str, artifact_id: str) -> Sequence[ArtifactParameter]:
        """DescribeProvisioningArtifact, with its parameters."""
        with reading("DescribeProvisioningArtifact"):
            found = self._servicecatalog.describe_provisioning_artifact(
                ProductId=product_id,
                ProvisioningArtifactId=artifact_id,
                IncludeProvisioningArtifactParameters=True,
            )
            _ = found["ProvisioningArtifactDetail"]  # without it the answer was cut off, and tells of no parameters
            return [answers.artifact_parameter(each) for each in found.get("ProvisioningArtifactParameters", ())]

    def artifact_source(self, product_id: str, artifact_id: str) -> ArtifactSource:
        """DescribeProvisioningArtifact, verbose, which tells where the version's template came from."""
        with reading("DescribeProvisioningArtifact"):
            found = self._servicecatalog.describe_provisioning_artifact(
                ProductId=product_id, ProvisioningArtifactId=artifact_id, Verbose=True
            )
            return answers.artifact_source(found)

    def launch_paths(self, product_id: str) -> Sequence[LaunchPath]:
        """ListLaunchPaths, through all pages. A caller without any gets a ResourceNotFoundException."""
        try:
            with reading("ListLaunchPaths"):
                pages = self._servicecatalog.get_paginator("list_launch_paths").paginate(ProductId=product_id)
                return [answers.launch_path(each) for page in pages for each in page["LaunchPathSummaries"]]
        except Absent:
            return []

    def import_as_provisioned_product(self, request: ImportRequest) -> Record:
        """ImportAsProvisionedProduct."""
        return self._record_of(
            "ImportAsProvisionedProduct",
            self._servicecatalog.import_as_provisioned_product,
            {
                "ProvisionedProductName": request.name,
                "PhysicalId": request.stack_id,
                "ProductId": request.product_id,
                "ProvisioningArtifactId": request.artifact_id,
                "IdempotencyToken": request.token,
                "AcceptLanguage": request.language,
            },
        )

    def update_provisioned_product(self, request: UpdateRequest) -> Record:
        """UpdateProvisionedProduct."""
        return self._record_of(
            "UpdateProvisionedProduct",
            self._servicecatalog.update_provisioned_product,
            {
                "ProvisionedProductId": request.provisioned_product_id,
                "ProductId": request.product_id,
                "ProvisioningArtifactId": request.artifact_id,
                "ProvisioningParameters": [_setting(each) for each in request.parameters],
                "UpdateToken": request.token,
                "AcceptLanguage": request.language,
                **_path(request.path),
                **_tags(request.tags),
            },
        )

    def terminate_provisioned_product(self, request: TerminateRequest) -> Record:
        """TerminateProvisionedProduct."""
        return self._record_of(
            "TerminateProvisionedProduct",
            self._servicecatalog.terminate_provisioned_product,
            {
                "ProvisionedProductId": request.provisioned_product_id,
                "RetainPhysicalResources": request.retain_physical_resources,
                "IgnoreErrors": request.ignore_errors,
                "TerminateToken": request.token,
                "AcceptLanguage": request.language,
            },
        )

    def _record_of(self, operation: str, call: Callable[..., Any], request: Mapping[str, Any]) -> Record:
        """Make a call that changes something. An answer without a record is one that was cut off on its way."""
        with changing(operation):
            answer = call(**request)
        if not answer.get("RecordDetail", {}).get("RecordId"):
            raise OutcomeUnknown(operation=operation, reason="the answer held no record")
        return answers.record(answer["RecordDetail"])

    def _described(self, key: Mapping[str, str]) -> ProvisionedProduct | None:
        with reading("DescribeProvisionedProduct"):
            try:
                with reading("DescribeProvisionedProduct"):
                    told = self._servicecatalog.describe_provisioned_product(**key)["ProvisionedProductDetail"]
            except Absent:
                return None
        for found in self._search({"SearchQuery": [f"id:{told['Id']}"]}):
            if found.id == told["Id"]:
                return found
        return answers.provisioned_product(told)

    def _search(self, filters: Mapping[str, list[str]]) -> Iterator[ProvisionedProduct]:
        page: dict[str, Any] = {"AccessLevelFilter": _WHOLE_ACCOUNT, "PageSize": _SEARCH_PAGE}
        if filters:
            page["Filters"] = filters
        while True:
            with reading("SearchProvisionedProducts"):
                answer = self._servicecatalog.search_provisioned_products(**page)
                found = answer["ProvisionedProducts"]
            yield from (answers.provisioned_product(each) for each in found)
            token = answer.get("NextPageToken")
            if not token:
                return
            page["PageToken"] = token

    def _visible_products(self) -> list[Product]:
        """SearchProductsAsAdmin; SearchProducts for a caller who is no administrator."""
        try:
            with reading("SearchProductsAsAdmin"):
                return self._products_as_admin()
        except Denied:
            with reading("SearchProducts"):
                return self._products_as_user()

    def _products_as_admin(self) -> list[Product]:
        pages = self._servicecatalog.get_paginator("search_products_as_admin").paginate()
        return [answers.product(each["ProductViewSummary"]) for page in pages for each in page["ProductViewDetails"]]

    def _products_as_user(self) -> list[Product]:
        found: list[Product] = []
        page: dict[str, Any] = {}
        while True:
            answer = self._servicecatalog.search_products(**page)
            found += [answers.product(each) for each in answer["ProductViewSummaries"]]
            token = answer.get("NextPageToken")
            if not token:
                return found
            page["PageToken"] = token


def _setting(setting: ParameterSetting) -> dict[str, Any]:
    if isinstance(setting, SetValue):
        return {"Key": setting.key, "Value": setting.value}
    return {"Key": setting.key, "UsePreviousValue": True}


def _tags(tags: Mapping[str, str] | None) -> dict[str, Any]:
    return {} if tags is None else {"Tags": [{"Key": key, "Value": value} for key, value in sorted(tags.items())]}


def _path(path: Reference | None) -> dict[str, str]:
    match path:
        case ById():
            return {"PathId": path.id}
        case ByName():
            return {"PathName": path.name}
        case None:
            return {}
