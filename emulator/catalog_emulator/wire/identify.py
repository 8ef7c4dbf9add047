"""Which AWS operation a request is: service, operation, account, region, caller and protocol.

Made once per request by `wire.server`; the journal, fault rules and the CBOR translation go by it. The service
comes from the credential scope, as in moto; the operation from `X-Amz-Target`, from `Action=` or from the CBOR
path.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

from catalog_emulator.core.call import Call

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.wire.request import Request

DEFAULT_ACCOUNT = "123456789012"

_SCOPE = re.compile(r"Credential=([^/,\s]+)/\d{8}/([^/]*)/([^/]+)/")
_ACCOUNT_KEY = re.compile(r"\d{12}")
_CBOR_PATH = re.compile(r"^/service/([^/]+)/operation/([^/]+)$")
_VALUE_LIMIT = 512  # templates and other long values are cut in the journal


def identify(request: Request, account_of_key: Callable[[str], str]) -> Call:
    """Say which call a request is. `account_of_key` knows the accounts of assumed roles and IAM users."""
    credential = request.headers.get("authorization") or ""
    presigned = request.query("X-Amz-Credential")
    scope = _SCOPE.search(credential) or (_SCOPE.search(f"Credential={presigned}/") if presigned else None)
    access_key, region, service = scope.groups() if scope else ("", "us-east-1", "s3")
    account = access_key if _ACCOUNT_KEY.fullmatch(access_key) else account_of_key(access_key)
    protocol, operation, parameters = _operation(request)
    return Call(
        service=service,
        operation=operation,
        account=account,
        region=region,
        access_key=access_key,
        protocol=protocol,
        parameters=shorten(parameters),
    )


def _operation(request: Request) -> tuple[str, str, dict[str, Any]]:
    cbor = _CBOR_PATH.match(request.path)
    if cbor and request.headers.get("smithy-protocol") == "rpc-v2-cbor":
        return "cbor", cbor[2], {}
    target = request.headers.get("x-amz-target")
    if target:
        return "json", target.rsplit(".", 1)[-1], _json_object(request.body)
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        if "Action" in form:
            operation = form.pop("Action")
            form.pop("Version", None)
            return "query", operation, form
    return "rest", _s3_operation(request), {"path": unquote(request.path)}


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


_S3_OBJECT = {"GET": "GetObject", "PUT": "PutObject", "HEAD": "HeadObject", "DELETE": "DeleteObject"}
_S3_BUCKET = {"GET": "ListObjectsV2", "PUT": "CreateBucket", "HEAD": "HeadBucket", "DELETE": "DeleteBucket"}


def _s3_operation(request: Request) -> str:
    """Name the common S3 operations; others are called by their method and path."""
    bucket, _, key = request.path.lstrip("/").partition("/")
    if not bucket:
        return "ListBuckets" if request.method == "GET" else f"{request.method} /"
    names = _S3_OBJECT if key else _S3_BUCKET
    return names.get(request.method, f"{request.method} {request.path}")


def shorten(value: Any) -> Any:
    """Return parameters with long values cut, so that the journal stays readable."""
    if isinstance(value, dict):
        return {key: shorten(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shorten(item) for item in value]
    if isinstance(value, str) and len(value) > _VALUE_LIMIT:
        return f"{value[:_VALUE_LIMIT]}... ({len(value)} characters)"
    return value
