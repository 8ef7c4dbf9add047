"""AWS errors in the wire shape of the caller's protocol.

Used by the middleware for everything that never reaches a service: unknown operations, bugs of the emulator, faults.
CBOR callers get the JSON shape, which `wire.cbor` then translates.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from catalog_emulator.wire.answer import Answer

if TYPE_CHECKING:
    from catalog_emulator.core.aws_error import AwsError
    from catalog_emulator.core.call import Call

JSON_TYPE = "application/x-amz-json-1.1"


def refusal(call: Call, error: AwsError, request_id: str) -> Answer:
    """Return an error as the caller's protocol spells it."""
    if call.protocol in ("json", "cbor"):
        return json_refusal(error, request_id)
    template = _REST if call.protocol == "rest" else _QUERY
    body = template.format(
        kind="Receiver" if error.status >= 500 else "Sender",
        code=escape(error.code),
        message=escape(error.message),
        request_id=request_id,
    )
    headers = (("Content-Type", "text/xml"), ("x-amzn-RequestId", request_id))
    return Answer(status=error.status, headers=headers, body=body.encode())


def json_refusal(error: AwsError, request_id: str) -> Answer:
    """Return an error in AWS JSON 1.1."""
    headers = (
        ("Content-Type", JSON_TYPE),
        ("x-amzn-ErrorType", error.code),
        ("x-amzn-RequestId", request_id),
    )
    body = json.dumps({"__type": error.code, "message": error.message}).encode()
    return Answer(status=error.status, headers=headers, body=body)


_QUERY = (
    "<ErrorResponse><Error><Type>{kind}</Type><Code>{code}</Code><Message>{message}</Message></Error>"
    "<RequestId>{request_id}</RequestId></ErrorResponse>"
)
_REST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    "<Error><Code>{code}</Code><Message>{message}</Message><RequestId>{request_id}</RequestId></Error>"
)
