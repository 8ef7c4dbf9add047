"""Who may talk to the emulator: clients on this machine, by a name of this machine or of AWS.

Any web page that a developer visits can send requests to the loopback interface, and a name whose address was
changed to it (DNS rebinding) can read the answers. Browsers say where a request comes from, and by which name.
Asked by `wire.app` before anything is served.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog_emulator.wire.request import Request

_LOCAL = re.compile(r"127\.0\.0\.1|\[::1\]|localhost|([\w-]+\.)+localhost")
_AWS = re.compile(r"([\w-]+\.)+amazonaws\.com(\.cn)?")


def reason_against(request: Request, allowed: Iterable[str] = ()) -> str | None:
    """Return why a request is refused, or None where it is not.

    Args:
        request: its Host must be local, AWS's, or allowed, also where the request names a whole URL. Its Origin, which
            browsers send, must be local or allowed: pages can be served from names of AWS, too.
        allowed: further names, as `--allow-host` gives them.

    """
    names = {name.lower() for name in allowed}
    uri = str(request.environ.get("REQUEST_URI", "/"))
    scheme, authority = ("", "") if uri.startswith("/") else _scheme_and_authority(uri)
    if scheme not in ("", "http", "https"):
        return f"requests for {scheme}: are not served"
    for host in (request.headers.get("host"), authority):
        if host and not (_is_local(host, names) or _AWS.fullmatch(_name(host))):
            return f"the host {host} is not allowed; start the emulator with --allow-host {_name(host)}"
    return _reason_against_origin(request, names)


def _reason_against_origin(request: Request, names: set[str]) -> str | None:
    origin = request.headers.get("origin")
    if origin is None:
        return "cross-site requests are not served" if request.headers.get("sec-fetch-site") == "cross-site" else None
    scheme, authority = _scheme_and_authority(origin)
    allowed = scheme in ("http", "https") and _is_local(authority, names)
    return None if allowed else f"the origin {origin} is not allowed"


def _scheme_and_authority(url: str) -> tuple[str, str]:
    scheme, _, rest = url.partition(":")
    return scheme.lower(), rest.removeprefix("//").partition("/")[0] if rest.startswith("//") else ""


def _is_local(host: str, allowed: set[str]) -> bool:
    return _LOCAL.fullmatch(_name(host)) is not None or _name(host) in allowed


def _name(host: str) -> str:
    """Return a host without its port."""
    return re.sub(r":\d*$", "", host.strip().lower())
