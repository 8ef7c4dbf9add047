"""Templates as they were written: a stack's from CloudFormation, a version's from the URL that the catalog has."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from botocore.handlers import json_decode_template_body

from pulumi_servicecatalog.aws.calls import read
from pulumi_servicecatalog.aws.structure import Structure
from pulumi_servicecatalog.aws.translation import reading
from pulumi_servicecatalog.model.refusal import Absent, Denied, Invalid, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPMessage

    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_s3 import S3Client

MOST_BYTES = 1024 * 1024
"""CloudFormation takes no larger template (quotas of CloudFormation: 1 MB in an S3 object)."""

_SECONDS = 20
_PATH_STYLE = re.compile(r"s3[.-]?[a-z0-9-]*(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?")
_HOST_STYLE = re.compile(r"(?P<bucket>.+)\.s3[.-]?[a-z0-9-]*(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?")


class TemplateCalls:
    """Each method makes the calls of its name; a template is the text that was uploaded, with its comments."""

    def __init__(self, cloudformation: CloudFormationClient, s3: Callable[[], S3Client]) -> None:
        self._templates_of = cloudformation
        self._s3 = s3
        # Without this a JSON template comes back parsed, so that nobody can compare its text.
        cloudformation.meta.events.unregister("after-call.cloudformation.GetTemplate", json_decode_template_body)

    def stack_template(self, stack_id: str) -> str:
        """GetTemplate, as it was before macros changed it."""
        return read(
            "GetTemplate",
            self._templates_of.get_template,
            {"StackName": stack_id, "TemplateStage": "Original"},
            lambda response: response.text("TemplateBody"),
        )

    def template_at(self, url: str) -> str:
        """Read the template at a URL: S3 with our credentials, unless it is signed already; else plain https.

        Raises:
            Refusal: Absent, Denied or Unreachable; Invalid where CloudFormation would not take it as a template.
        """
        try:
            location = s3_location(url)
        except ValueError as error:
            raise Invalid(operation="GetObject", reason="its URL cannot be read") from error
        body = self._from_s3(*location) if location else _from_web(url)
        if len(body) > MOST_BYTES:
            raise Invalid(operation="GetObject", reason="it is larger than CloudFormation's limit of 1 MiB")
        try:
            return body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Invalid(operation="GetObject", reason="it is not UTF-8 text") from error

    def _from_s3(self, bucket: str, key: str) -> bytes:
        with reading("GetObject"):
            response = self._s3().get_object(Bucket=bucket, Key=key)
            announced = Structure(response).integer("ContentLength")
            return _whole(response["Body"].read(MOST_BYTES + 1), announced)


def s3_location(url: str) -> tuple[str, str] | None:
    """Return bucket and key of an S3 URL that needs our own credentials; None for any other URL."""
    parts = urlsplit(url)
    if "X-Amz-Signature" in parts.query or "AWSAccessKeyId" in parts.query:
        return None
    path = unquote(parts.path).lstrip("/")
    if parts.scheme == "s3":
        return parts.netloc, path
    host = parts.hostname or ""
    if _PATH_STYLE.fullmatch(host):
        bucket, _, key = path.partition("/")
        return bucket, key
    match = _HOST_STYLE.fullmatch(host)
    return (match["bucket"], path) if match else None


def _whole(body: bytes, announced: int) -> bytes:
    """Return the body, unless less arrived than was announced: half a template would pass for another one."""
    if len(body) < min(announced, MOST_BYTES):
        raise Unreachable(operation="GetObject", reason=f"only {len(body)} of {announced} bytes arrived")
    return body


class _CheckedRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to what would be read by itself."""

    def redirect_request(  # noqa: PLR0913 - as in urllib
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        _check_scheme(newurl, local=_is_local(req.full_url))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_WEB = urllib.request.build_opener(_CheckedRedirects)


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in {"127.0.0.1", "localhost"}


def _check_scheme(url: str, *, local: bool) -> None:
    """Refuse what is neither https, nor http on this machine, as an emulator has it.

    Raises:
        Refusal: Invalid.
    """
    scheme = urlsplit(url).scheme
    if scheme != "https" and not (scheme == "http" and local and _is_local(url)):
        raise Invalid(
            operation="GetObject", reason=f"its URL is {scheme or 'without a scheme'}, and only https is read"
        )


def _from_web(url: str) -> bytes:
    _check_scheme(url, local=True)
    host = urlsplit(url).hostname
    try:
        with _WEB.open(url, timeout=_SECONDS) as response:
            return _whole(response.read(MOST_BYTES + 1), int(response.headers.get("Content-Length") or 0))
    except urllib.error.HTTPError as error:
        kind = {401: Denied, 403: Denied, 404: Absent}.get(error.code, Unreachable)
        raise kind(operation="GetObject", reason=f"{host} answers {error.code}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(operation="GetObject", reason=f"{host} does not answer") from error
