"""Who may talk to the emulator: what a request says of its Host, its Origin and its target."""

from catalog_emulator.wire.request import Request
from catalog_emulator.wire.trust import reason_against
from support.tables import table


def refusal(headers: dict[str, str], uri: str = "/", *allowed: str) -> str | None:
    request = Request(method="POST", path="/", query_string="", headers=headers, body=b"", environ={"REQUEST_URI": uri})
    return reason_against(request, allowed)


@table(
    "headers uri",
    ({"host": "127.0.0.1:4566"}, "/", "the address"),
    ({"host": "LOCALHOST"}, "/", "the name, in any case and without a port"),
    ({"host": "[::1]:4566"}, "/", "the address of IPv6"),
    ({"host": "bucket.s3.localhost:4566"}, "/", "a name below localhost"),
    ({"host": "bucket.s3.eu-west-1.amazonaws.com"}, "/", "a name of AWS"),
    ({"host": "sts.cn-north-1.amazonaws.com.cn"}, "/", "a name of AWS in China"),
    ({}, "/", "no Host, as in HTTP/1.0"),
    ({"host": "localhost", "origin": "http://localhost:3000"}, "/", "a page of this machine"),
    ({"host": "localhost"}, "http://localhost:4566/bucket/key", "a whole URL of this machine"),
    ({"host": "localhost"}, "//evil.example/key", "a path that begins with two slashes is no URL"),
    ({"host": "localhost", "sec-fetch-site": "none"}, "/", "a person who types the address into a browser"),
)
def test_clients_on_this_machine_are_served(headers, uri, reason):
    assert refusal(headers, uri) is None, reason


@table(
    "headers uri",
    ({"host": "evil.example"}, "/", "another name, whose address may have been changed"),
    ({"host": "localhost.evil.example:4566"}, "/", "a name that begins like one of this machine"),
    ({"host": "amazonaws.com.evil.example"}, "/", "a name that begins like one of AWS"),
    ({"host": "evilamazonaws.com"}, "/", "a name that ends like one of AWS"),
    ({"host": "127.0.0.1.evil.example"}, "/", "a name that begins like an address"),
    ({"host": "localhost", "origin": "http://evil.example"}, "/", "a page from elsewhere"),
    ({"host": "localhost", "origin": "http://evil.s3.amazonaws.com"}, "/", "a page in a bucket of anybody"),
    ({"host": "localhost", "origin": "null"}, "/", "a page from a file, or in a sandbox"),
    ({"host": "localhost", "origin": "file://localhost"}, "/", "a page from a file that says so"),
    ({"host": "localhost", "origin": "chrome-extension://localhost"}, "/", "an extension"),
    ({"host": "localhost", "sec-fetch-site": "cross-site"}, "/", "a page from elsewhere that sends no Origin"),
    ({"host": "localhost"}, "http://evil.example/", "a whole URL of another host, as sent to a proxy"),
    ({"host": "localhost"}, "file:///etc/passwd", "a file"),
    ({"host": "localhost"}, "ftp://localhost/x", "a foreign scheme"),
)
def test_whoever_else_is_refused(headers, uri, reason):
    assert refusal(headers, uri) is not None, reason


def test_a_name_that_is_allowed_is_served_and_so_are_its_pages() -> None:
    headers = {"host": "emulator.test:4566", "origin": "https://emulator.test"}
    assert refusal(headers, "/", "Emulator.test") is None
    assert refusal({"host": "other.test"}, "/", "emulator.test") == (
        "the host other.test is not allowed; start the emulator with --allow-host other.test"
    )
