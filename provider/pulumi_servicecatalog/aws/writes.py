"""What Service Catalog is asked to change, in the terms of `reconcile.door.Catalog`; each answer is a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.aws import answers, members
from pulumi_servicecatalog.aws.translation import changing
from pulumi_servicecatalog.model.refusal import OutcomeUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mypy_boto3_servicecatalog import ServiceCatalogClient

    from pulumi_servicecatalog.model.record import Record
    from pulumi_servicecatalog.model.request import (
        ImportRequest,
        PropertiesRequest,
        ProvisionRequest,
        TerminateRequest,
        UpdateRequest,
    )


class WriteCalls:
    """Each method makes the call of its name, once: only who asks knows whether it may be repeated."""

    def __init__(self, client: ServiceCatalogClient) -> None:
        self._servicecatalog = client

    def import_as_provisioned_product(self, request: ImportRequest) -> Record:
        """ImportAsProvisionedProduct."""
        return _record_of(
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

    def provision_product(self, request: ProvisionRequest) -> Record:
        """ProvisionProduct."""
        target = {
            "ProvisionedProductName": request.name,
            "ProductId": request.product_id,
            "ProvisioningArtifactId": request.artifact_id,
            "ProvisioningParameters": members.values(request.parameters),
            "ProvisionToken": request.token,
            "AcceptLanguage": request.language,
            **members.path(request.path),
            **members.tags(request.tags or None),
            **members.inputs(request.plain),
        }
        if request.notification_arns:
            target["NotificationArns"] = list(request.notification_arns)
        if request.preferences is not None:
            target["ProvisioningPreferences"] = members.preferences(request.preferences)
        return _record_of("ProvisionProduct", self._servicecatalog.provision_product, target)

    def update_provisioned_product(self, request: UpdateRequest) -> Record:
        """UpdateProvisionedProduct."""
        target = {
            "ProvisionedProductId": request.provisioned_product_id,
            "ProductId": request.product_id,
            "ProvisioningArtifactId": request.artifact_id,
            "ProvisioningParameters": members.settings(request.parameters),
            "UpdateToken": request.token,
            "AcceptLanguage": request.language,
            **members.path(request.path),
            **members.tags(request.tags),
            **members.inputs(request.plain),
        }
        if request.preferences is not None:
            target["ProvisioningPreferences"] = members.update_preferences(request.preferences)
        return _record_of("UpdateProvisionedProduct", self._servicecatalog.update_provisioned_product, target)

    def update_properties(self, request: PropertiesRequest) -> Record:
        """UpdateProvisionedProductProperties, whose answer tells of its record only what is asked next anyway."""
        operation = "UpdateProvisionedProductProperties"
        target: dict[str, Any] = {
            "ProvisionedProductId": request.provisioned_product_id,
            "ProvisionedProductProperties": members.inputs(request.values),
            "IdempotencyToken": request.token,
            "AcceptLanguage": request.language,
        }
        with changing(operation):
            answer = self._servicecatalog.update_provisioned_product_properties(**target)
        if not answer.get("RecordId"):
            raise OutcomeUnknown(operation=operation, reason="the answer held no record")
        return answers.record(answer)

    def terminate_provisioned_product(self, request: TerminateRequest) -> Record:
        """TerminateProvisionedProduct."""
        return _record_of(
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


def _record_of(operation: str, call: Callable[..., Any], request: Mapping[str, Any]) -> Record:
    """Make a call that changes something. An answer without a record is one that was cut off on its way."""
    with changing(operation):
        answer = call(**request)
    if not answer.get("RecordDetail", {}).get("RecordId"):
        raise OutcomeUnknown(operation=operation, reason="the answer held no record")
    return answers.record(answer["RecordDetail"])
