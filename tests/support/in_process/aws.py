"""The emulator in this process, which boto3 calls without a socket: for tests that make thousands of calls.

A handler of botocore's `before-send` event answers each request that is ready to be sent. Everything before and after
it is the real one: signing, retries, parsing, errors. moto keeps its state in module globals, so there is one world at
a time; `InProcessAws.begin` makes the next one, which is empty.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import boto3
from botocore import handlers
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.stacks import Stacks
from catalog_emulator.core.clock import ManualClock
from catalog_emulator.core.ids import Ids
from catalog_emulator.core.settings import SettingsBook
from catalog_emulator.core.world import World
from catalog_emulator.servicecatalog.accounts import catalog_of, catch_up
from catalog_emulator.servicecatalog.catalog import Catalog
from catalog_emulator.wire.answer import Answer
from catalog_emulator.wire.app import App
from catalog_emulator.wire.moto_seam.install import install
from catalog_emulator.wire.request import Request
from pulumi_servicecatalog.aws.clients import Clients, open_clients
from pulumi_servicecatalog.aws.gateway import AwsGateway
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.timer import FakeTimer

URL = "http://127.0.0.1:9"  # an address, so that botocore leaves buckets in the path; nobody is asked there
ACCOUNT = "900000000001"
REGION = "eu-west-1"


class InProcessAws:
    """One account and Region. The clients are opened once; what the emulator has begins again with each world."""

    def __init__(self) -> None:
        self._clients: Clients | None = None
        self._boto: dict[str, Any] = {}
        self.calls = 0
        self.begin()

    def begin(self, seed: int = 0, **settings: Any) -> None:
        """Begin an empty world, in which what somebody asks for is done as soon as somebody looks."""
        self.uploaded: set[str] = set()
        self.world = World(
            clock=ManualClock(), ids=Ids(seed), settings=SettingsBook({"record_seconds": 0, **settings}), url=URL
        )
        install(self.world)
        self._app = App(self.world)
        self._boto.pop("s3", None)  # it remembers the Regions of buckets

    def client(self, service: str) -> Any:
        """Return a client for what happens past the provider."""
        if service not in self._boto:
            session: Any = boto3.Session()  # boto3's own may have been opened before
            self._boto[service] = session.client(
                service,
                endpoint_url=URL,
                region_name=REGION,
                aws_access_key_id=ACCOUNT,
                aws_secret_access_key="any",
            )
        return self._boto[service]

    def connect(self, scope: Scope) -> SessionPool:
        """Return what a process of the provider opens; it has observed nothing yet."""
        return SessionPool(self._gateway, scope)

    def timer(self, _cancelled: object = None) -> FakeTimer:
        """Return a timer whose sleeps move the emulator's clock."""
        return _ClockTimer(self.world)

    def catalog(self) -> Catalog:
        """Return what Service Catalog has."""
        catch_up(self.world, ACCOUNT)
        return catalog_of(self.world, ACCOUNT, REGION)

    def stacks(self) -> Stacks:
        """Return what CloudFormation has."""
        return stacks_of(self.world, ACCOUNT, REGION)

    def set(self, **settings: Any) -> None:
        """Change how the emulator behaves."""
        self.world.settings.change(settings)

    def send(self, request: Any, **_: Any) -> AWSResponse | None:
        """Answer a prepared request of botocore's; one that is for somebody else is left alone."""
        if not request.url.startswith(URL):
            return None
        self.calls += 1
        answer = self._app.answer(_request(request))
        return AWSResponse(request.url, answer.status, _headers(answer), _Body(answer.body))

    def _gateway(self, connection: Connection) -> AwsGateway:
        if self._clients is None:
            self._clients = open_clients(Connection(region=REGION, endpoint_url=URL, max_retries=0))
        gateway = AwsGateway(self._clients, expected_account_id=connection.expected_account_id)
        gateway.identity()
        return gateway


@contextmanager
def in_process_aws() -> Iterator[InProcessAws]:
    """Have all sessions of boto3 that are opened meanwhile ask the emulator of this process."""
    aws = InProcessAws()
    handler = ("before-send", aws.send)
    handlers.BUILTIN_HANDLERS.append(handler)
    try:
        yield aws
    finally:
        handlers.BUILTIN_HANDLERS.remove(handler)


class _ClockTimer(FakeTimer):
    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def sleep(self, seconds: float) -> bool:
        assert isinstance(self._world.clock, ManualClock)
        self._world.clock.advance(seconds)
        return super().sleep(seconds)


class _Body(io.BytesIO):
    """The body of a response, as urllib3 hands it to botocore."""

    def stream(self, amt: int = 1 << 16, **_: Any) -> Iterator[bytes]:
        while chunk := self.read(amt):
            yield chunk


def _headers(answer: Answer) -> HTTPHeaders:
    headers = HTTPHeaders()
    for name, value in (*answer.headers, ("Content-Length", str(len(answer.body)))):
        if headers.get(name) is None:
            headers[name] = value
    return headers


def _request(prepared: Any) -> Request:
    """Return what a server makes of the request."""
    parts, body = urlsplit(prepared.url), _bytes(prepared.body)
    headers = {name.lower(): _text(value) for name, value in prepared.headers.items()}
    environ: dict[str, Any] = {
        "REQUEST_METHOD": prepared.method,
        "PATH_INFO": unquote(parts.path) or "/",
        "QUERY_STRING": parts.query,
        "RAW_URI": parts.path or "/",
        "SERVER_NAME": parts.hostname,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": headers.get("content-type", ""),
        "HTTP_HOST": parts.netloc,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
    }
    taken = {"content-type", "content-length", "host"}
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": headers[name] for name in headers.keys() - taken}
    return Request.from_environ(environ)


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    return bytes(body) if isinstance(body, bytes | bytearray) else bytes(body.read())


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
