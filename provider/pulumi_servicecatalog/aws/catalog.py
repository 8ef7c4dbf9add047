"""What Service Catalog tells, in the terms of `reconcile.door.Catalog`; `writes` has what it is asked to change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.aws import answers, members
from pulumi_servicecatalog.aws.paging import WHOLE_ACCOUNT, pages
from pulumi_servicecatalog.aws.translation import reading
from pulumi_servicecatalog.model.refusal import Absent, Denied

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_servicecatalog import ServiceCatalogClient

    from pulumi_servicecatalog.model.desired import Reference
    from pulumi_servicecatalog.model.product import (
        Artifact,
        ArtifactParameter,
        ArtifactSource,
        LaunchPath,
        Product,
        ProvisioningParameters,
    )
    from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
    from pulumi_servicecatalog.model.record import Record, RecordOutput

_SEARCH_PAGE = 100
_HISTORY_PAGE = 20


class CatalogCalls:
    """Each method makes the calls of its name; those that list go through all pages. Nothing is changed."""

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

    def record_outputs(self, record_id: str) -> Sequence[RecordOutput]:
        """DescribeRecord, through the pages of its outputs."""
        call = self._servicecatalog.describe_record
        found = pages("DescribeRecord", call, {"Id": record_id}, told="RecordDetail")
        return [answers.record_output(each) for page in found for each in page.get("RecordOutputs", ())]

    def record_history(self, provisioned_product_id: str) -> Iterator[Record]:
        """ListRecordHistory of a provisioned product, of all callers, in AWS's order."""
        return self._history("provisionedproduct", provisioned_product_id)

    def product_history(self, product_id: str) -> Iterator[Record]:
        """ListRecordHistory of a product, of all callers, in AWS's order."""
        return self._history("product", product_id)

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

    def provisioning_parameters(
        self, product_id: str, artifact_id: str, path: Reference | None
    ) -> ProvisioningParameters:
        """DescribeProvisioningParameters."""
        asked: dict[str, Any] = {
            "ProductId": product_id,
            "ProvisioningArtifactId": artifact_id,
            **members.path(path),
        }
        with reading("DescribeProvisioningParameters"):
            found = self._servicecatalog.describe_provisioning_parameters(**asked)
            _ = found["ProvisioningArtifactParameters"]  # without it the answer was cut off, and tells of none
            return answers.provisioning_parameters(found)

    def _history(self, key: str, value: str) -> Iterator[Record]:
        request = {
            "AccessLevelFilter": WHOLE_ACCOUNT,
            "SearchFilter": {"Key": key, "Value": value},
            "PageSize": _HISTORY_PAGE,
        }
        call = self._servicecatalog.list_record_history
        for page in pages("ListRecordHistory", call, request, told="RecordDetails"):
            yield from (answers.record(each) for each in page["RecordDetails"])

    def _described(self, key: Mapping[str, str]) -> ProvisionedProduct | None:
        with reading("DescribeProvisionedProduct"):
            try:
                with reading("DescribeProvisionedProduct"):
                    told = self._servicecatalog.describe_provisioned_product(**key)["ProvisionedProductDetail"]
            except Absent:
                return None
        described = answers.described_product(told)
        for found in self._search({"SearchQuery": [f"id:{described.id}"]}):
            if found.id == described.id:
                return replace(found, launch_role_arn=described.launch_role_arn)
        return described

    def _search(self, filters: Mapping[str, list[str]]) -> Iterator[ProvisionedProduct]:
        asked: dict[str, Any] = {"AccessLevelFilter": WHOLE_ACCOUNT, "PageSize": _SEARCH_PAGE}
        if filters:
            asked["Filters"] = filters
        call = self._servicecatalog.search_provisioned_products
        for page in pages("SearchProvisionedProducts", call, asked, told="ProvisionedProducts"):
            yield from (answers.provisioned_product(each) for each in page["ProvisionedProducts"])

    def _visible_products(self) -> list[Product]:
        """SearchProductsAsAdmin; SearchProducts for a caller who is no administrator."""
        try:
            with reading("SearchProductsAsAdmin"):
                return self._products_as_admin()
        except Denied:
            call = self._servicecatalog.search_products
            found = pages("SearchProducts", call, {}, told="ProductViewSummaries")
            return [answers.product(each) for page in found for each in page["ProductViewSummaries"]]

    def _products_as_admin(self) -> list[Product]:
        pages_of = self._servicecatalog.get_paginator("search_products_as_admin").paginate()
        return [answers.product(each["ProductViewSummary"]) for page in pages_of for each in page["ProductViewDetails"]]
