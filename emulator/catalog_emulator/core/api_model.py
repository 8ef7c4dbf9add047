"""botocore's description of the AWS APIs: shapes, constraints, which member is the idempotency token.

Read by validation, by the JSON writer and by the CBOR translation.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session


@cache
def service(name: str) -> Any:
    """Return botocore's model of a service."""
    return botocore.session.get_session().get_service_model(name)


@cache
def operations(name: str) -> frozenset[str]:
    """Return the names of all operations that AWS has for a service."""
    return frozenset(service(name).operation_names)


@cache
def idempotency_token(name: str, operation: str) -> str | None:
    """Return the name of an operation's idempotency token, if it has one."""
    shape = service(name).operation_model(operation).input_shape
    for member, member_shape in shape.members.items() if shape else ():
        if member_shape.metadata.get("idempotencyToken"):
            return str(member)
    return None
