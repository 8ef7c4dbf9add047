"""What HTTP clients of AWS rely on: bodies of any size, headers as they were sent, names and Regions that there are."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit

import pytest

from integration.emulator.caller import refusal

BODIES = {
    "no body": b"",
    "an empty body": b"Content-Length: 0",
    "one byte": b"Content-Length: 1",
    "chunks": b"Transfer-Encoding: chunked",
}
CONTENT = {"one byte": b"x", "chunks": b"1\r\nx\r\n0\r\n\r\n"}


def request(name, *, expects, key="key"):
    head = [b"PUT /bodies/%s HTTP/1.1" % key.encode(), b"Host: localhost", BODIES[name]]
    head += [b"Expect: 100-continue"] if expects else []
    return b"\r\n".join(line for line in head if line) + b"\r\n\r\n", CONTENT.get(name, b"")


def statuses(connection, count):
    """The final statuses of the next answers; whatever is late is no answer."""
    provisioned, received = list[bytes](), b""
    while len(provisioned) < count:
        chunk = connection.recv(65536)
        assert chunk, received
        received += chunk
        provisioned = [line.split()[1] for line in received.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
        provisioned = [status for status in provisioned if status != b"100"]
    return provisioned


@pytest.fixture
def connect(aws):
    url = urlsplit(aws.url)
    aws.client("s3").create_bucket(Bucket="bodies")
    yield lambda: socket.create_connection((url.hostname, url.port), timeout=10)
    for stored in aws.client("s3").list_objects_v2(Bucket="bodies").get("Contents", []):
        aws.client("s3").delete_object(Bucket="bodies", Key=stored["Key"])
    aws.client("s3").delete_bucket(Bucket="bodies")


@pytest.mark.parametrize("expects", [False, True], ids=["at once", "after 100 Continue"])
@pytest.mark.parametrize("name", BODIES)
def test_a_request_is_answered_whatever_its_body(connect, name, expects):
    head, body = request(name, expects=expects)
    with connect() as connection:
        for _ in ("new", "kept"):
            connection.sendall(head)
            if expects and body:
                assert connection.recv(65536).startswith(b"HTTP/1.1 100 ")
            connection.sendall(body)
            assert len(statuses(connection, 1)) == 1
        connection.sendall((head + body) * 3)
        assert len(statuses(connection, 3)) == 3


def test_metadata_keeps_its_names(aws):
    aws.client("s3").create_bucket(Bucket=f"meta-{aws.account}")
    metadata = {"some-key": "a", "under_score": "b"}
    aws.client("s3").put_object(Bucket=f"meta-{aws.account}", Key="k", Body=b"x", Metadata=metadata)
    assert aws.client("s3").head_object(Bucket=f"meta-{aws.account}", Key="k")["Metadata"] == metadata


@pytest.mark.parametrize("path", ["/_emulator/health", "/moto-api/data.json", "/", "/bucket/key"])
@pytest.mark.parametrize("header", ["Host", "Origin"])
def test_whoever_comes_from_elsewhere_is_refused_at_every_endpoint(aws, path, header):
    url = urlsplit(aws.url)
    connection = http.client.HTTPConnection(url.hostname, url.port)
    connection.request("GET", path, headers={header: "http://evil.example" if header == "Origin" else "evil.example"})
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Access-Control-Allow-Origin")) == (403, None)
    assert b"evil.example is not allowed" in answer.read()


@pytest.mark.parametrize("region", ["mars-1", "mx-central-1x"])
def test_a_region_that_there_is_not_is_told(aws, region):
    there = aws.elsewhere(region)
    words = f"Credential should be scoped to a valid region, not '{region}'."
    assert there.refusal("list_portfolios") == ("InvalidSignatureException", words)
    assert refusal(there.cloudformation.describe_stacks) == ("SignatureDoesNotMatch", words)


@pytest.mark.parametrize("scope", ["//servicecatalog/aws4_request", "/x/y/z/q", ""])
def test_a_broken_credential_scope_is_no_bug(aws, scope):
    url = urlsplit(aws.url)
    connection = http.client.HTTPConnection(url.hostname, url.port)
    headers = {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={aws.account}/20260101{scope}, SignedHeaders=a, Signature=b",
        "X-Amz-Target": "AWS242ServiceCatalogService.ListPortfolios",
    }
    connection.request("POST", "/", body=b"{}", headers=headers)
    assert connection.getresponse().status < 500
