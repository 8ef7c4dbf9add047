"""Service Catalog's access to AWS Organizations, which shares with nodes of an organization need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import AwsError, ResourceNotFoundError
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

if TYPE_CHECKING:
    from catalog_emulator.core.other_services import Organization


@operation("EnableAWSOrganizationsAccess")
def enable_access(request: OperationRequest) -> Result:
    """Let Service Catalog have access; only the management account can."""
    _managed(request).enable_access()
    return {}


@operation("DisableAWSOrganizationsAccess")
def disable_access(request: OperationRequest) -> Result:
    """Take the access away; shares stay, and there can be no new ones."""
    _managed(request).disable_access()
    return {}


@operation("GetAWSOrganizationsAccessStatus")
def access_status(request: OperationRequest) -> Result:
    """Say whether Service Catalog has access."""
    organization = _organization(request)
    if not organization.may_share:
        message = "Only the management account of an organization or a delegated administrator can do this."
        raise AwsError(message, code="OperationNotSupportedException")
    return {"AccessStatus": "ENABLED" if organization.access_is_enabled else "DISABLED"}


def _managed(request: OperationRequest) -> Organization:
    organization = _organization(request)
    if not organization.is_managed_here:
        raise AwsError(
            "Only the management account of an organization can do this.", code="OperationNotSupportedException"
        )
    return organization


def _organization(request: OperationRequest) -> Organization:
    organization = request.catalog.world.services.organization_of(request.catalog.account)
    if organization is None:
        raise ResourceNotFoundError(f"Account {request.catalog.account} is not in an organization.")
    return organization
