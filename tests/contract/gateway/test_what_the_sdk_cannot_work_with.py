"""Settings that go to the SDK as they are: each that is wrong is a problem that names it, wherever it comes from."""

import re

import pytest

from pulumi_servicecatalog import configuration
from pulumi_servicecatalog.aws.gateway import open_gateway
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.settings import ENDPOINT
from pulumi_servicecatalog.rules import refusals
from support.tables import table

REGION = "eu-west-1"
NO_URLS = [
    *(
        "127.0.0.1:4566",
        "localhost",
        "ftp://127.0.0.1",
        "http:/127.0.0.1",
        "http://",
        "http:///",
        "http://..",
        "http://*",
    ),
    *("http://127.0.0.1:4907x", "http://127.0.0.1:99999", "http://127.0.0.1:65536", "http://127.0.0.1:-1"),
    *("http://127.0.0.1:0", "http://127.0.0.1:", "http://[::1", "http://::1:80", "http://127.0.0.1:4566 "),
    *(" http://127.0.0.1:4566", "http://127.0.0.1:4566\n", "http://a_b:4566", "http://-a", "http://a-", "http://é.x"),
    *("http://127.0.0.1:4566/a b", "http://127.0.0.1:4566?x", "http://127.0.0.1:4566#x", f"http://{'a' * 64}"),
]
KEYS = "aws_access_key_id = x\naws_secret_access_key = y\n"
URLS = [
    *("http://127.0.0.1:4566", "https://localhost", "http://[::1]:4566/", "http://user:pass@10.0.0.1:65535"),
    *("https://sts.eu-west-1.amazonaws.com.", "https://vpce-0a1.sts.eu-west-1.vpce.amazonaws.com/path/"),
]


def problem_at(connection):
    with pytest.raises(refusal.Refusal) as caught:
        open_gateway(connection).identity()
    return refusals.problem(caught.value)


@pytest.mark.parametrize("endpoint", NO_URLS)
def test_an_endpoint_that_is_no_url_is_refused_by_the_configuration_and_named_where_it_comes_from_elsewhere(
    credentials, monkeypatch, endpoint
):
    assert [p.code for p in configuration.problems({"endpointUrl": endpoint})] == ["InvalidValue"]
    assert [p.code for p in configuration.problems({"endpoints": {"sts": endpoint}})] == ["InvalidValue"]
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    problem = problem_at(Connection(region=REGION, max_retries=0))
    assert (problem.code, problem.setting) == ("InvalidEndpoint", "AWS_ENDPOINT_URL")


@pytest.mark.parametrize("endpoint", URLS)
def test_an_endpoint_that_is_a_url_is_taken(endpoint):
    assert configuration.problems({"endpointUrl": endpoint}) == ()
    assert re.fullmatch(ENDPOINT, endpoint)


@table(
    "connection environment setting",
    (Connection(endpoint_url="x"), {}, "endpointUrl", "the configuration"),
    (Connection(endpoints=(("iam", "x"),)), {}, "endpoints.iam", "one service of the configuration"),
    (Connection(), {"AWS_ENDPOINT_URL_SERVICE_CATALOG": "x"}, "AWS_ENDPOINT_URL_SERVICE_CATALOG", "one variable"),
    (Connection(profile="team"), {}, "endpoint_url in the shared AWS configuration files", "a profile"),
    (Connection(), {"HTTPS_PROXY": "http://127.0.0.1:99999", "NO_PROXY": ""}, "HTTPS_PROXY", "a proxy"),
)
def test_the_setting_is_named(credentials, monkeypatch, tmp_path, connection, environment, setting, reason):
    (tmp_path / "config").write_text("[profile team]\nregion = eu-west-1\nendpoint_url = x\n", encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_REGION", REGION)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert problem_at(connection).setting == setting, reason


@table(
    "lines code",
    ("credential_process = /no/such/program", "InvalidSdkConfiguration", "a program that does not exist"),
    ("credential_process = echo hunter2", "InvalidSdkConfiguration", "a program that prints no JSON"),
    ("credential_process = sh -c 'echo hunter2 >&2; exit 1'", "NoCredentials", "a program that fails"),
    ("role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = nobody", "NoCredentials", "an unknown source"),
    (f"{KEYS}defaults_mode = hunter", "InvalidSdkConfiguration", "a value that the SDK does not have"),
    (f"{KEYS}sts_regional_endpoints = hunter", "InvalidSdkConfiguration", "another one"),
)
def test_a_profile_that_cannot_be_used(credentials, monkeypatch, tmp_path, lines, code, reason):
    (tmp_path / "config").write_text(f"[profile team]\nregion = eu-west-1\n{lines}\n", encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    problem = problem_at(Connection(profile="team", max_retries=0))
    assert problem.code == code, reason
    assert "hunter2" not in str(problem), reason


@table(
    "variable value",
    ("AWS_SESSION_TOKEN", "FwoGZXTOKENVALUE\n", "a line's end"),
    ("AWS_SESSION_TOKEN", "FwoGZX\r\nTOKENVALUE", "a line's end in the middle"),
    ("AWS_ACCESS_KEY_ID", "FwoGZXTOKENVALUE\n", "in the Authorization header"),
)
def test_credentials_that_no_header_can_hold_are_not_printed(credentials, monkeypatch, variable, value, reason):
    monkeypatch.setenv(variable, value)
    problem = problem_at(Connection(region=REGION, endpoint_url="http://127.0.0.1:1", max_retries=0))
    assert problem.code == "InvalidHeader", reason
    assert "TOKENVALUE" not in str(problem), reason


@pytest.mark.parametrize("region", ["../../x", "eu-west-1\n", "eu_west_1", "-eu", "x" * 64])
def test_a_text_that_is_no_region(credentials, region):
    assert problem_at(Connection(region=region)).code == "InvalidRegion"
    assert [problem.code for problem in configuration.problems({"region": region})] == ["InvalidValue"]


def test_a_dead_proxy_is_named_without_its_password(credentials, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://me:hunter2@127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    problem = problem_at(Connection(region=REGION, endpoint_url="http://198.51.100.7:4566", max_retries=0))
    assert problem.message() == "The proxy http://****@127.0.0.1:1 cannot be reached."
