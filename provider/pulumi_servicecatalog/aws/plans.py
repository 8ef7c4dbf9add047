"""Provisioned product plans, in the terms of `reconcile.door.Plans`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.aws import answers, members
from pulumi_servicecatalog.aws.paging import WHOLE_ACCOUNT, pages
from pulumi_servicecatalog.aws.translation import changing
from pulumi_servicecatalog.model.refusal import Absent, OutcomeUnknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_servicecatalog import ServiceCatalogClient

    from pulumi_servicecatalog.model.plan import Plan
    from pulumi_servicecatalog.model.request import PlanRequest


class PlanCalls:
    """Each method makes the calls of its name; those that list go through all pages."""

    def __init__(self, client: ServiceCatalogClient) -> None:
        self._servicecatalog = client

    def create_plan(self, request: PlanRequest) -> Plan:
        """CreateProvisionedProductPlan, whose answer does not tell the plan's status yet."""
        operation = "CreateProvisionedProductPlan"
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
        with changing(operation):
            answer = self._servicecatalog.create_provisioned_product_plan(**target)
        if not answer.get("PlanId"):
            raise OutcomeUnknown(operation=operation, reason="the answer held no plan")
        return answers.plan(answer)

    def plan(self, plan_id: str) -> Plan:
        """DescribeProvisionedProductPlan, through the pages of its changes; the newest page tells its status."""
        found = list(
            pages(
                "DescribeProvisionedProductPlan",
                self._servicecatalog.describe_provisioned_product_plan,
                {"PlanId": plan_id},
                told="ProvisionedProductPlanDetails",
            )
        )
        changes = [answers.resource_change(each) for page in found for each in page.get("ResourceChanges", ())]
        return replace(answers.plan(found[-1]["ProvisionedProductPlanDetails"]), changes=tuple(changes))

    def plans(self, provisioned_product_id: str) -> Sequence[Plan]:
        """ListProvisionedProductPlans, those of other callers too."""
        try:
            found = pages(
                "ListProvisionedProductPlans",
                self._servicecatalog.list_provisioned_product_plans,
                {"ProvisionProductId": provisioned_product_id, "AccessLevelFilter": WHOLE_ACCOUNT},
                told="ProvisionedProductPlans",
            )
            return [answers.plan(each) for page in found for each in page["ProvisionedProductPlans"]]
        except Absent:
            return []

    def delete_plan(self, plan_id: str) -> None:
        """DeleteProvisionedProductPlan. IgnoreErrors: AWS forgets the plan although its change set stays behind."""
        try:
            with changing("DeleteProvisionedProductPlan"):
                self._servicecatalog.delete_provisioned_product_plan(PlanId=plan_id, IgnoreErrors=True)
        except Absent:
            return
