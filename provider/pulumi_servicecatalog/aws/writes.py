"""What is changed in Service Catalog: the writes of `reconcile.observation.gateway.Catalog`. Each returns a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.aws import members, responses
from pulumi_servicecatalog.aws.calls import change

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
    """Each method makes the call of its name, once: only the caller knows whether it may be repeated."""

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
        """UpdateProvisionedProductProperties, whose response is the beginning of its record."""
        target = {
            "ProvisionedProductId": request.provisioned_product_id,
            "ProvisionedProductProperties": members.inputs(request.values),
            "IdempotencyToken": request.token,
            "AcceptLanguage": request.language,
        }
        call = self._servicecatalog.update_provisioned_product_properties
        return change("UpdateProvisionedProductProperties", call, target, responses.record)

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
    return change(operation, call, request, lambda response: responses.record(response.structure("RecordDetail")))
