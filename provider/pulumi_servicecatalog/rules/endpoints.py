"""What is dangerous about the endpoints that a program or its environment sets."""

import re
from collections.abc import Iterator, Mapping

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.problems.connection import PlainHttp

_VARIABLE = "AWS_ENDPOINT_URL"
_THIS_MACHINE = re.compile(r"localhost|[^/]*[.]localhost|127[.][0-9.]+|0[.]0[.]0[.]0|\[::1\]", re.IGNORECASE)


def plain_http(connection: Connection, environment: Mapping[str, str]) -> tuple[PlainHttp, ...]:
    """Return a warning for each endpoint on another machine that is reached without TLS.

    Args:
        connection: what the program says.
        environment: the variables of the process, of which the AWS SDK reads AWS_ENDPOINT_URL and its likes.

    """
    return tuple(
        PlainHttp(setting=setting, endpoint=endpoint)
        for setting, endpoint in _set(connection, environment)
        if _is_plain_and_elsewhere(endpoint)
    )


def _set(connection: Connection, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for service, endpoint in connection.endpoints:
        yield f"endpoints.{service}", endpoint
    if connection.endpoint_url is not None:
        yield "endpointUrl", connection.endpoint_url
    elif environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() != "true":
        for name in sorted(environment):
            if name == _VARIABLE or name.startswith(f"{_VARIABLE}_"):
                yield name, environment[name]


def _is_plain_and_elsewhere(endpoint: str) -> bool:
    scheme, _, rest = endpoint.partition("://")
    host = rest.partition("/")[0].rpartition("@")[2]
    return scheme.lower() == "http" and not _THIS_MACHINE.fullmatch(re.sub(r":[0-9]+$", "", host))
