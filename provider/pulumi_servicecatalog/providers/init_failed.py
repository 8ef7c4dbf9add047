"""How Pulumi's protocol keeps a resource that exists but is not well: its ID and state go along with the failure.

Both providers fail so; the next `up` goes on from what is kept.
"""

from collections.abc import Sequence
from typing import Any

from pulumi_servicecatalog.providers import stubs

METADATA_KEY = "grpc-status-details-bin"


def status(  # noqa: PLR0913 - all that the message has
    *, code: int, id_: str, properties: Any, inputs: Any, reasons: Sequence[str], refresh_before_update: bool
) -> bytes:
    """Return google.rpc.Status with ErrorResourceInitFailed in it.

    Args:
        code: the gRPC status of the call, which has to be the same in both places.
        id_: the ID of the resource.
        properties: the state to keep, as a struct.
        inputs: the inputs to keep, as a struct.
        reasons: why it is not well, a text each.
        refresh_before_update: whether the engine is to read the resource before it is updated.

    """
    detail = stubs.provider_pb2.ErrorResourceInitFailed(
        id=id_,
        properties=properties,
        inputs=inputs,
        reasons=reasons,
        refresh_before_update=refresh_before_update,
    )
    message = stubs.status_pb2.Status(code=code, message=reasons[0])
    message.details.add().Pack(detail)
    encoded: bytes = message.SerializeToString()
    return encoded
