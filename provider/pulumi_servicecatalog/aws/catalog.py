"""What is read from Service Catalog: `reconcile.observation.gateway.Catalog` without its writes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from pulumi_servicecatalog.aws import members, responses
from pulumi_servicecatalog.aws.calls import on_both_levels, read, read_items, read_pages
from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.refusal import Absent, Denied, Invalid, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from mypy_boto3_servicecatalog import ServiceCatalogClient

    from pulumi_servicecatalog.aws.structure import Structure
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

T = TypeVar("T")

_SEARCH_PAGE = 100
_HISTORY_PAGE = 20
_NOT_FOUND = re.compile(r"not found|not exist|could not find|cannot find|no such", re.IGNORECASE)
"""What a ValidationException says where it means that something does not exist."""


class CatalogCalls:
    """Each method makes the calls of its name; those that list go through all pages. Nothing is changed."""

    def __init__(self, client: ServiceCatalogClient) -> None:
        self._servicecatalog = client

    def provisioned_products(self) -> Iterator[ProvisionedProduct]:
        """SearchProvisionedProducts, which alone has PhysicalId, names and tags."""
        return self._search({})

    def provisioned_product(
        self, provisioned_product_id: str, *, after: Record | None = None
    ) -> ProvisionedProduct | None:
        """DescribeProvisionedProduct for the present state, and the search for what only that has.

        Of what a record has just ended, the search alone, unless that does not show it yet.
        """
        searched = None if after is None else self._searched(provisioned_product_id)
        if after is not None and searched is not None and _shows(searched, after):
            return replace(searched, launch_role_arn=after.launch_role_arn)
        return self._described({"Id": provisioned_product_id})

    def provisioned_product_named(self, name: str) -> ProvisionedProduct | None:
        """DescribeProvisionedProduct by name, and the search."""
        return self._described({"Name": name})

    def record(self, record_id: str) -> Record:
        """DescribeRecord."""
        return read(
            "DescribeRecord",
            self._servicecatalog.describe_record,
            {"Id": record_id},
            lambda response: responses.record(response.structure("RecordDetail")),
        )

    def record_outputs(self, record_id: str) -> Sequence[RecordOutput]:
        """DescribeRecord, through the pages of its outputs."""

        def outputs(page: Structure) -> list[RecordOutput]:
            page.structure("RecordDetail")  # without it the page was cut off, and says nothing of outputs
            return [responses.record_output(output) for output in page.optional_structures("RecordOutputs")]

        pages = read_pages("DescribeRecord", self._servicecatalog.describe_record, {"Id": record_id}, outputs)
        return list(chain.from_iterable(pages))

    def record_history(self, provisioned_product_id: str) -> Iterator[Record]:
        """ListRecordHistory of a provisioned product, of all callers, in AWS's order."""
        return self._history("provisionedproduct", provisioned_product_id)

    def product_history(self, product_id: str) -> Iterator[Record]:
        """ListRecordHistory of a product, of all callers, in AWS's order."""
        return self._history("product", product_id)

    def products_named(self, name: str) -> Sequence[Product]:
        """Search for the name, and keep exact matches only: AWS's search is a full-text one.

        SearchProducts where SearchProductsAsAdmin finds none, as it may of those that another account shares.
        """

        def named(products: Iterable[Product]) -> list[Product]:
            return [product for product in products if product.name == name]

        return _in_either_view(
            lambda: named(self._products_of_administrator()), lambda: named(self._products_of_end_user())
        )

    def product(self, product_id: str) -> Product | None:
        """DescribeProductAsAdmin; DescribeProduct for what that refuses or does not find."""

        def product(response: Structure) -> Product:
            return responses.product(response.structure("ProductViewSummary"))

        client, request = self._servicecatalog, {"Id": product_id}
        try:
            return _in_either_view(
                lambda: read(
                    "DescribeProductAsAdmin",
                    client.describe_product_as_admin,
                    request,
                    lambda response: product(response.structure("ProductViewDetail")),
                ),
                lambda: read("DescribeProduct", client.describe_product, request, product),
            )
        except Absent:
            return None

    def products(self) -> Sequence[Product]:
        """SearchProductsAsAdmin and SearchProducts: what another account shares, the first may not show."""
        views = (self._products_of_administrator, self._products_of_end_user)
        products: dict[str, Product] = {}
        refusals: list[Refusal] = []
        for view in views:
            try:
                products.update((product.id, product) for product in view())
            except (Absent, Denied, Invalid) as refusal:
                refusals.append(refusal)
        if len(refusals) == len(views):
            raise refusals[-1]
        return list(products.values())

    def artifacts(self, product_id: str) -> Sequence[Artifact]:
        """ListProvisioningArtifacts, whose request has no page token.

        DescribeProduct for what that refuses or does not find; it leaves out the inactive ones.
        """

        def artifacts(member: str) -> Callable[[Structure], list[Artifact]]:
            return lambda response: [responses.artifact(detail) for detail in response.structures(member)]

        return _in_either_view(
            lambda: read(
                "ListProvisioningArtifacts",
                self._servicecatalog.list_provisioning_artifacts,
                {"ProductId": product_id},
                artifacts("ProvisioningArtifactDetails"),
            ),
            lambda: read(
                "DescribeProduct",
                self._servicecatalog.describe_product,
                {"Id": product_id},
                artifacts("ProvisioningArtifacts"),
            ),
        )

    def artifact_parameters(self, product_id: str, artifact_id: str) -> Sequence[ArtifactParameter]:
        """DescribeProvisioningArtifact, with its parameters.

        DescribeProvisioningParameters for what that refuses or does not find: every path of a product leads to the same
        parameters.
        """
        return _in_either_view(
            lambda: self._described_artifact(
                {
                    "ProductId": product_id,
                    "ProvisioningArtifactId": artifact_id,
                    "IncludeProvisioningArtifactParameters": True,
                },
                responses.artifact_parameters,
            ),
            lambda: self.provisioning_parameters(product_id, artifact_id, self._any_path(product_id)).parameters,
        )

    def artifact_source(self, product_id: str, artifact_id: str) -> ArtifactSource:
        """DescribeProvisioningArtifact, verbose, which has the source of the version's template."""
        return self._described_artifact(
            {"ProductId": product_id, "ProvisioningArtifactId": artifact_id, "Verbose": True},
            responses.artifact_source,
        )

    def launch_paths(self, product_id: str) -> Sequence[LaunchPath]:
        """ListLaunchPaths, through all pages. A caller without any gets a ResourceNotFoundException."""
        call = self._servicecatalog.list_launch_paths
        request = {"ProductId": product_id}
        try:
            return list(read_items("ListLaunchPaths", call, request, "LaunchPathSummaries", responses.launch_path))
        except Absent:
            return []

    def provisioning_parameters(
        self, product_id: str, artifact_id: str, path: Reference | None
    ) -> ProvisioningParameters:
        """DescribeProvisioningParameters."""
        return read(
            "DescribeProvisioningParameters",
            self._servicecatalog.describe_provisioning_parameters,
            {"ProductId": product_id, "ProvisioningArtifactId": artifact_id, **members.path(path)},
            responses.provisioning_parameters,
        )

    def _history(self, key: str, value: str) -> Iterator[Record]:
        request = {"SearchFilter": {"Key": key, "Value": value}, "PageSize": _HISTORY_PAGE}
        call = self._servicecatalog.list_record_history
        return on_both_levels(
            lambda level: read_items(
                "ListRecordHistory", call, {**request, "AccessLevelFilter": level}, "RecordDetails", responses.record
            )
        )

    def _described(self, key: Mapping[str, str]) -> ProvisionedProduct | None:
        try:
            described = read(
                "DescribeProvisionedProduct",
                self._servicecatalog.describe_provisioned_product,
                key,
                lambda response: responses.described_product(response.structure("ProvisionedProductDetail")),
            )
        except Absent:
            return None
        searched = self._searched(described.id)
        return described if searched is None else replace(searched, launch_role_arn=described.launch_role_arn)

    def _searched(self, provisioned_product_id: str) -> ProvisionedProduct | None:
        products = self._search({"SearchQuery": [f"id:{provisioned_product_id}"]})
        return next((product for product in products if product.id == provisioned_product_id), None)

    def _described_artifact(self, request: Mapping[str, Any], parse: Callable[[Structure], T]) -> T:
        call = self._servicecatalog.describe_provisioning_artifact
        return read("DescribeProvisioningArtifact", call, request, parse)

    def _any_path(self, product_id: str) -> Reference | None:
        """Return a path to name where there are several: without one AWS refuses."""
        paths = self.launch_paths(product_id)
        return ById(paths[0].id) if len(paths) > 1 else None

    def _search(self, filters: Mapping[str, list[str]]) -> Iterator[ProvisionedProduct]:
        request: dict[str, Any] = {"PageSize": _SEARCH_PAGE}
        if filters:
            request["Filters"] = filters
        call = self._servicecatalog.search_provisioned_products
        parse = responses.provisioned_product
        return on_both_levels(
            lambda level: read_items(
                "SearchProvisionedProducts",
                call,
                {**request, "AccessLevelFilter": level},
                "ProvisionedProducts",
                parse,
            )
        )

    def _products_of_administrator(self) -> list[Product]:
        """SearchProductsAsAdmin."""

        def product(detail: Structure) -> Product:
            return responses.product(detail.structure("ProductViewSummary"))

        call = self._servicecatalog.search_products_as_admin
        return list(read_items("SearchProductsAsAdmin", call, {}, "ProductViewDetails", product))

    def _products_of_end_user(self) -> list[Product]:
        """SearchProducts."""
        call = self._servicecatalog.search_products
        return list(read_items("SearchProducts", call, {}, "ProductViewSummaries", responses.product))


def _shows(searched: ProvisionedProduct, after: Record) -> bool:
    """Return whether the search shows what the record has done: it may be late."""
    return searched.last_record_id == after.id and not searched.under_change


def _in_either_view(of_administrator: Callable[[], T], of_end_user: Callable[[], T]) -> T:
    """Ask as an administrator, and as an end user what that refuses, does not find, or has nothing of.

    A caller may be no administrator, and AWS may not show administrators what another account shares with theirs.

    Raises:
        Refusal: what the end user's call is refused with; or the administrator's, where that is about something else.
    """
    try:
        answer = of_administrator()
    except (Absent, Denied, Invalid) as refusal:
        if isinstance(refusal, Invalid) and not _NOT_FOUND.search(refusal.reason):
            raise
        return of_end_user()
    if answer:
        return answer
    try:
        return of_end_user() or answer
    except (Absent, Denied, Invalid):
        return answer
