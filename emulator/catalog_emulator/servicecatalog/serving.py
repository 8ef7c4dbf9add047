"""How an operation of Service Catalog is served: checked against the API's model, and once for each token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.core import api_model, validation
from catalog_emulator.core.aws_error import UnknownOperationError
from catalog_emulator.servicecatalog import operations
from catalog_emulator.servicecatalog.operation import OPERATIONS, OperationRequest, Result

if TYPE_CHECKING:
    from catalog_emulator.servicecatalog.caller import Caller
    from catalog_emulator.servicecatalog.catalog import Catalog

operations.load()


def check(name: str, members: dict[str, Any]) -> None:
    """Refuse an operation that is not served, and members that break a constraint of the API's model."""
    if name not in OPERATIONS:
        known = name in api_model.operations("servicecatalog")
        why = "this emulator does not serve it" if known else "there is no such operation"
        raise UnknownOperationError(f"servicecatalog {name}: {why}")
    validation.validate("servicecatalog", name, members)


def serve(catalog: Catalog, caller: Caller, name: str, members: dict[str, Any]) -> Result:
    """Perform an operation, unless its token says that it was performed already; members must have been checked."""
    token_name = api_model.idempotency_token("servicecatalog", name)
    token = members.get(token_name) if token_name else None
    request = {member: value for member, value in members.items() if member != token_name}
    if token is not None:
        earlier = catalog.tokens.earlier_response(name, token, request)
        if earlier is not None:
            return earlier
    result = OPERATIONS[name](OperationRequest(catalog=catalog, caller=caller, parameters=members))
    if token is not None:
        catalog.tokens.remember(name, token, request, result)
    return result
