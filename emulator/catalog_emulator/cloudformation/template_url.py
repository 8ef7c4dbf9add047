"""Templates in S3, as TemplateURL of CloudFormation and LoadTemplateFromURL of Service Catalog name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlparse

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stacks import Stacks

_PATH_STYLE_HOST = re.compile(r"^s3[.-]([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$|^s3\.amazonaws\.com$")
_VIRTUAL_HOST = re.compile(r"^(?P<bucket>.+?)\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$")


class TemplateUrlError(ValueError):
    """The URL names no object that could be read; the text says why."""


def read(url: str, stacks: Stacks) -> str:
    """Return the text of a template in the account's buckets, or raise TemplateUrlError."""
    bucket, key = _bucket_and_key(url, stacks.world.url)
    stored = stacks.world.services.object(stacks.account, stacks.partition, bucket, key)
    if stored is None:
        raise TemplateUrlError(f"Template URL {url} could not be read: no object {key} in bucket {bucket}.")
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        raise TemplateUrlError(f"Template URL {url} could not be read: object {key} is not UTF-8.") from None


def _bucket_and_key(url: str, endpoint: str) -> tuple[str, str]:
    """Read an S3 URL in any of its styles: virtual-hosted, path, `s3://`, or on the emulator's own address."""
    try:
        parts = urlparse(url)
        host, path = parts.hostname or "", unquote(parts.path.lstrip("/"))
    except ValueError:
        raise TemplateUrlError(f"{url} is not a URL.") from None
    virtual = _VIRTUAL_HOST.match(host)
    if parts.scheme not in ("https", "http", "s3"):
        raise TemplateUrlError(f"{url} is not the URL of an S3 object.")
    if parts.scheme == "s3":
        bucket, key = host, path
    elif virtual and not _PATH_STYLE_HOST.match(host):
        bucket, key = virtual["bucket"], path
    elif _PATH_STYLE_HOST.match(host) or parts.netloc == urlparse(endpoint).netloc or _is_local(host):
        bucket, _, key = path.partition("/")
    else:
        raise TemplateUrlError(f"{url} is not the URL of an S3 object.")
    if not bucket or not key:
        raise TemplateUrlError(f"{url} names no bucket and key.")
    return bucket, key


def _is_local(host: str) -> bool:
    return host in ("localhost", "127.0.0.1")
