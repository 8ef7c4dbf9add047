"""Smithy RPC v2 CBOR for clients that prefer it: translated to AWS JSON 1.1 and back.

botocore's model lists this protocol first for Service Catalog since 1.44.1; moto does not speak it. A JSON
answer to a CBOR request is never negotiated, so everything, errors too, goes back as CBOR with the
`smithy-protocol` header.
"""

from __future__ import annotations

import base64
import dataclasses
import io
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import cbor2
from botocore.model import OperationNotFoundError

from catalog_emulator.core import api_model
from catalog_emulator.wire.identify import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.core.call import Call
    from catalog_emulator.wire.answer import Answer
    from catalog_emulator.wire.request import Request

    Handler = Callable[[Request, Call], Answer]

SERVICES = {"AWS242ServiceCatalogService": "servicecatalog"}
_PATH = re.compile(r"^/service/([^/]+)/operation/([^/]+)$")


class UnreadableBodyError(ValueError):
    """A body that is not CBOR, or not a map."""


def to_json_request(request: Request, call: Call) -> tuple[Request, Call]:
    """Return the same request as AWS JSON 1.1, and its call with the parameters that the body holds.

    Raises UnreadableBodyError where the body cannot be read.
    """
    match = _PATH.match(request.path)
    service = match[1] if match else ""
    parameters = _to_json(_loaded(request.body)) if request.body else {}
    if not isinstance(parameters, dict):
        raise UnreadableBodyError("the body is not a CBOR map")
    body = json.dumps(parameters).encode()
    target = f"{service}.{call.operation}"
    environ = dict(request.environ) | {
        "PATH_INFO": "/",
        "RAW_URI": "/",
        "REQUEST_URI": "/",
        "CONTENT_TYPE": "application/x-amz-json-1.1",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_AMZ_TARGET": target,
        "wsgi.input": io.BytesIO(body),
    }
    environ.pop("HTTP_SMITHY_PROTOCOL", None)
    headers = dict(request.headers) | {"x-amz-target": target, "content-type": "application/x-amz-json-1.1"}
    translated = dataclasses.replace(request, path="/", headers=headers, body=body, environ=environ)
    return translated, dataclasses.replace(call, parameters=shorten(parameters))


def from_json_answer(answer: Answer, call: Call) -> Answer:
    """Return an AWS JSON 1.1 answer as CBOR."""
    if "json" not in (answer.header("Content-Type") or ""):
        return answer  # an injected fault: a page of HTML, or a broken connection
    document = json.loads(answer.body or b"{}")
    if "__type" not in document:
        document = _typed(document, _output_shape(call.operation))
    kept = tuple(h for h in answer.headers if h[0].lower() not in ("content-type", "content-length"))
    return dataclasses.replace(
        answer,
        headers=(*kept, ("Content-Type", "application/cbor"), ("smithy-protocol", "rpc-v2-cbor")),
        body=cbor2.dumps(document, datetime_as_timestamp=True),
    )


def _loaded(body: bytes) -> Any:
    try:
        return cbor2.loads(body)
    except (cbor2.CBORError, ValueError, EOFError) as error:
        raise UnreadableBodyError(f"the body is not CBOR: {error}") from error


def _output_shape(operation: str) -> Any:
    try:
        return api_model.service("servicecatalog").operation_model(operation).output_shape
    except OperationNotFoundError:
        return None


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {key: _to_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_to_json(item) for item in value]
    return value


def _typed(value: Any, shape: Any) -> Any:
    """Turn timestamps and blobs, which JSON writes as numbers and text, into their own CBOR types."""
    kind = None if value is None or shape is None else shape.type_name
    match kind:
        case "timestamp":
            value = datetime.fromtimestamp(value, UTC)
        case "blob":
            value = base64.b64decode(value)
        case "structure":
            value = {key: _typed(item, shape.members.get(key)) for key, item in value.items() if item is not None}
        case "list":
            value = [_typed(item, shape.member) for item in value]
        case "map":
            value = {key: _typed(item, shape.value) for key, item in value.items()}
    return value
