"""Provisioned product plans: `reconcile.observation.gateway.Plans`."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.aws import members, responses
from pulumi_servicecatalog.aws.calls import change, on_both_levels, read_items, read_pages
from pulumi_servicecatalog.aws.translation import changing
from pulumi_servicecatalog.model.refusal import Absent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_servicecatalog import ServiceCatalogClient

    from pulumi_servicecatalog.aws.structure import Structure
    from pulumi_servicecatalog.model.plan import Plan
    from pulumi_servicecatalog.model.request import PlanRequest


class PlanCalls:
    """Each method makes the calls of its name; those that list go through all pages."""

    def __init__(self, client: ServiceCatalogClient) -> None:
        self._servicecatalog = client

    def create_plan(self, request: PlanRequest) -> Plan:
        """CreateProvisionedProductPlan, whose response does not have the plan's status yet."""
        target: dict[str, Any] = {
            "PlanName": request.plan_name,
            "PlanType": "CLOUDFORMATION",
            "ProvisionedProductName": request.name,
            "ProductId": request.product_id,
            "ProvisioningArtifactId": request.artifact_id,
            "ProvisioningParameters": members.settings(request.parameters),
            "IdempotencyToken": request.token,
            "AcceptLanguage": request.language,
            **members.tags(request.tags),
        }
        if request.path_id is not None:
            target["PathId"] = request.path_id
        call = self._servicecatalog.create_provisioned_product_plan
        return change("CreateProvisionedProductPlan", call, target, responses.plan)

    def plan(self, plan_id: str) -> Plan:
        """DescribeProvisionedProductPlan, through the pages of its changes; the newest page has its status."""

        def parsed(page: Structure) -> Plan:
            changes = tuple(map(responses.resource_change, page.optional_structures("ResourceChanges")))
            return replace(responses.plan(page.structure("ProvisionedProductPlanDetails")), changes=changes)

        call = self._servicecatalog.describe_provisioned_product_plan
        pages = list(read_pages("DescribeProvisionedProductPlan", call, {"PlanId": plan_id}, parsed))
        return replace(pages[-1], changes=tuple(chain.from_iterable(page.changes for page in pages)))

    def plans(self, provisioned_product_id: str) -> Sequence[Plan]:
        """ListProvisionedProductPlans, those of other callers too."""
        call = self._servicecatalog.list_provisioned_product_plans
        request = {"ProvisionProductId": provisioned_product_id}

        def listed(level: Mapping[str, str]) -> Iterator[Plan]:
            target = {**request, "AccessLevelFilter": level}
            return read_items("ListProvisionedProductPlans", call, target, "ProvisionedProductPlans", responses.plan)

        try:
            return list(on_both_levels(listed))
        except Absent:
            return []

    def delete_plan(self, plan_id: str) -> None:
        """DeleteProvisionedProductPlan. IgnoreErrors: AWS forgets the plan although its change set stays behind."""
        try:
            with changing("DeleteProvisionedProductPlan"):
                self._servicecatalog.delete_provisioned_product_plan(PlanId=plan_id, IgnoreErrors=True)
        except Absent:
            return
