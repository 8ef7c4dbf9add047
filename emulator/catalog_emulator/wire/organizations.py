"""Who may ask AWS Organizations for what. moto answers with empty lists instead, in an account without an organization.

Called by `moto_app` before moto sees a request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.core import api_model
from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.wire.moto_seam.organization import organization_of

if TYPE_CHECKING:
    from catalog_emulator.core.call import Call

_NOT_IN_USE = "AWSOrganizationsNotInUseException"
_FOR_ADMINISTRATORS = frozenset({"ListAccounts", "ListAccountsForParent", "ListOrganizationalUnitsForParent"})
"""What only the management account and delegated administrators may call, of what discovery asks."""


def check(call: Call) -> None:
    """Refuse a request of an account that is in no organization, or that administers none."""
    if call.service != "organizations" or _NOT_IN_USE not in api_model.errors(call.service, call.operation):
        return
    organization = organization_of(call.account)
    if organization is None:
        raise AwsError("Your account is not a member of an organization.", code=_NOT_IN_USE)
    if call.operation in _FOR_ADMINISTRATORS and not (organization.is_managed_here or organization.is_delegated):
        raise AwsError("You don't have permissions to access this resource.", code="AccessDeniedException")


def answering_account(call: Call) -> str:
    """Return the account in which moto has what is asked for: of an organization, the management account."""
    if call.service == "organizations" and call.operation in _FOR_ADMINISTRATORS:
        organization = organization_of(call.account)
        if organization is not None:
            return organization.management_account
    return call.account
