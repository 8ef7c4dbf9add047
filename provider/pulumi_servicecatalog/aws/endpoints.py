"""Where the AWS SDK goes, and by which setting: so that one which is no URL is reported by the name of its setting."""

import os
import re
from collections.abc import Mapping

from botocore.session import Session
from botocore.utils import get_environ_proxies

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.settings import ENDPOINT

_VARIABLES = {
    "cloudformation": "AWS_ENDPOINT_URL_CLOUDFORMATION",
    "iam": "AWS_ENDPOINT_URL_IAM",
    "s3": "AWS_ENDPOINT_URL_S3",
    "servicecatalog": "AWS_ENDPOINT_URL_SERVICE_CATALOG",
    "sts": "AWS_ENDPOINT_URL_STS",
}
"""By service. The SDK ignores them where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true."""

_ALL = "AWS_ENDPOINT_URL"


def require_url(service: str, connection: Connection, session: Session) -> None:
    """Raise a refusal where the endpoint that is set for a service, or the proxy on the way there, is no URL.

    Args:
        service: the SDK's name of the service.
        connection: what the program says.
        session: what the environment and the shared AWS configuration files say.

    Raises:
        EndpointInvalid: an endpoint or a proxy is no URL.

    """
    setting, endpoint = configured(service, connection, session)
    if endpoint is not None and not re.fullmatch(ENDPOINT, endpoint):
        raise refusal.EndpointInvalid(
            operation="GetCallerIdentity", reason="no URL", setting=setting, endpoint=endpoint
        )
    for scheme, proxy in _proxies(endpoint or "https://sts.amazonaws.com").items():
        if not re.fullmatch(ENDPOINT, proxy if "://" in proxy else f"http://{proxy}"):
            raise refusal.EndpointInvalid(
                operation="GetCallerIdentity", reason="no URL", setting=f"{scheme.upper()}_PROXY", endpoint=proxy
            )


def configured(service: str, connection: Connection, session: Session) -> tuple[str, str | None]:
    """Return the setting that decides the endpoint of a service, and its value: None where the SDK finds its own."""
    own = dict(connection.endpoints).get(service)
    if own is not None:
        return f"endpoints.{service}", own
    if connection.endpoint_url is not None:
        return "endpointUrl", connection.endpoint_url
    if session.get_config_variable("ignore_configured_endpoint_urls"):
        return "", None
    for variable in (_VARIABLES[service], _ALL):
        if variable in os.environ:
            return variable, os.environ[variable]
    return _of_profile(service, session)


def _of_profile(service: str, session: Session) -> tuple[str, str | None]:
    profile = session.get_scoped_config()
    services = session.full_config.get("services", {}).get(profile.get("services"), {})
    key = _VARIABLES[service].removeprefix(f"{_ALL}_").lower()
    own = services.get(key, {}).get("endpoint_url") if isinstance(services.get(key), Mapping) else None
    return "endpoint_url in the shared AWS configuration files", own or profile.get("endpoint_url")


def _proxies(endpoint: str) -> Mapping[str, str]:
    """Return the proxies of the environment by scheme, as far as they are used for an endpoint."""
    proxies: Mapping[str, str] = get_environ_proxies(endpoint)
    used = endpoint.partition("://")[0].lower()
    return {scheme: proxy for scheme, proxy in proxies.items() if scheme == used and proxy}
