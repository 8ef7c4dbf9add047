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
def errors(name: str, operation: str) -> frozenset[str]:
    """Return the codes of the errors that AWS documents for an operation; none for one that it does not have."""
    if operation not in operations(name):
        return frozenset()
    return frozenset(shape.name for shape in service(name).operation_model(operation).error_shapes)


@cache
def regions(name: str) -> frozenset[str]:
    """Return the Regions that have a service; of a global service, or one that AWS does not have, all Regions."""
    session = botocore.session.get_session()

    def having(service_name: str) -> frozenset[str]:
        partitions = session.get_available_partitions()
        return frozenset(r for p in partitions for r in session.get_available_regions(service_name, p))

    return having(name) or having("cloudformation")


@cache
def idempotency_token(name: str, operation: str) -> str | None:
    """Return the name of an operation's idempotency token, if it has one."""
    shape = service(name).operation_model(operation).input_shape
    for member, member_shape in shape.members.items() if shape else ():
        if member_shape.metadata.get("idempotencyToken"):
            return str(member)
    return None
