"""An endpoint on another machine without TLS is a warning, whichever setting names it."""

from pulumi_servicecatalog import configuration
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.problems.base import Severity
from pulumi_servicecatalog.rules.endpoints import plain_http
from support.tables import table


@table(
    "endpoint warned",
    ("http://198.51.100.7:4566", True, "an address"),
    ("http://emulator:4566/path", True, "a container"),
    ("HTTP://user:pass@emulator", True, "with a user"),
    ("http://127.0.0.1.example:80", True, "a name that looks like an address"),
    ("https://198.51.100.7:4566", False, "with TLS"),
    ("http://localhost:4566", False, "this machine by name"),
    ("http://aws.localhost:4566", False, "a name of this machine"),
    ("http://127.0.0.1:4566", False, "this machine"),
    ("http://[::1]:4566", False, "this machine in IPv6"),
)
def test_only_plain_http_to_another_machine_is_dangerous(endpoint, warned, reason):
    assert bool(plain_http(Connection(endpoint_url=endpoint), {})) is warned, reason


def test_the_setting_is_named_and_no_password():
    connection = Connection(endpoints=(("sts", "http://me:hunter2@emulator"),))
    environment = {"AWS_ENDPOINT_URL": "http://emulator", "AWS_ENDPOINT_URL_S3": "http://s3", "PATH": "http://x"}
    warnings = plain_http(connection, environment)
    assert [warning.setting for warning in warnings] == ["endpoints.sts", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"]
    assert {(warning.code, warning.severity) for warning in warnings} == {("PlainHttp", Severity.WARNING)}
    assert "hunter2" not in str(warnings[0])


def test_the_environment_counts_only_where_the_sdk_reads_it():
    environment = {"AWS_ENDPOINT_URL": "http://emulator"}
    assert plain_http(Connection(endpoint_url="https://x"), environment) == ()
    assert plain_http(Connection(), {**environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}) == ()


def test_an_endpoint_with_a_password_is_encrypted_in_a_state():
    assert configuration.secret({"endpointUrl": "http://127.0.0.1"}) == {"externalId"}
    assert configuration.secret({"endpointUrl": "http://me:hunter2@x"}) == {"externalId", "endpointUrl"}
    assert configuration.secret({"endpoints": {"sts": "http://me:hunter2@x"}}) == {"externalId", "endpoints"}
