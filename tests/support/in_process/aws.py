"""The emulator in this process, which boto3 calls without a wire: for tests that make thousands of calls.

A handler of botocore's `before-call` event answers each request once its members are validated, by the emulator as a
function (`catalog_emulator.answering`); the errors are the SDK's own. What goes over the wire, other tests compare.
`InProcessAws.begin` makes the next world, which is empty.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cached_property
from typing import Any

import boto3
from botocore import handlers
from botocore.exceptions import ConnectionClosedError
from botocore.response import StreamingBody

from catalog_emulator.answering import Request, answer
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.stacks import Stacks
from catalog_emulator.core.clock import ManualClock
from catalog_emulator.core.ids import Ids, partition_of
from catalog_emulator.core.settings import SettingsBook
from catalog_emulator.core.world import World
from catalog_emulator.servicecatalog.accounts import catalog_of, catch_up
from catalog_emulator.servicecatalog.catalog import Catalog
from pulumi_servicecatalog.aws.clients import Clients, open_clients
from pulumi_servicecatalog.aws.gateway import AwsGateway
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.timer import FakeTimer

URL = "http://127.0.0.1:9"  # nobody is asked there
ACCOUNT = "900000000001"
HUB = "900000000002"
"""An account that shares its portfolios with the other."""
REGION = "eu-west-1"
_MEMBERS = "members of the request"


class InProcessAws:
    """One account and Region. The clients are opened once; what the emulator has begins again with each world.

    `home` is the account whose products the other one uses: the same, or one that shares its portfolios.
    """

    def __init__(self) -> None:
        self._clients: Clients | None = None
        self._boto: dict[tuple[str, str], Any] = {}
        self.calls = 0
        self.begin()

    def begin(self, seed: int = 0, **settings: Any) -> None:
        """Begin an empty world, in which what somebody asks for is done as soon as somebody looks."""
        self.home = ACCOUNT
        self.world = World(
            clock=ManualClock(), ids=Ids(seed), settings=SettingsBook({"record_seconds": 0, **settings}), url=URL
        )

    @cached_property
    def _session(self) -> Any:
        """One for all clients, since it keeps the models of services; boto3's own may have been opened before."""
        return boto3.Session()

    def client(self, service: str, account: str = ACCOUNT) -> Any:
        """Return a client for what happens past the provider."""
        key = (account, service)
        if key not in self._boto:
            self._boto[key] = self._session.client(
                service,
                endpoint_url=URL,
                region_name=REGION,
                aws_access_key_id=account,
                aws_secret_access_key="any",
            )
        return self._boto[key]

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

    def offering(self) -> Catalog:
        """Return the catalog that the products are from."""
        return self.catalog() if self.home == ACCOUNT else catalog_of(self.world, self.home, REGION)

    def administrator(self) -> Any:
        """Return a client of Service Catalog for who manages the products."""
        return self.client("servicecatalog", self.home)

    def stacks(self) -> Stacks:
        """Return what CloudFormation has."""
        return stacks_of(self.world, ACCOUNT, REGION)

    def keep_template(self, bucket: str, key: str, text: str) -> None:
        """Keep a template in S3, where both accounts read it."""
        for account in {ACCOUNT, self.home}:
            self.world.services.keep_template(
                account=account, partition=partition_of(REGION), region=REGION, bucket=bucket, key=key, text=text
            )

    def set(self, **settings: Any) -> None:
        """Change how the emulator behaves."""
        self.world.settings.change(settings)

    def remember(self, params: Any, context: Any, **_: Any) -> None:
        """Keep the members of a request, which others of botocore's handlers may add to."""
        context[_MEMBERS] = params

    def answer(self, model: Any, request_signer: Any, context: Any, **_: Any) -> tuple[Any, dict[str, Any]]:
        """Answer a request, as botocore has read the answer."""
        self.calls += 1
        account = request_signer._credentials.access_key
        request = Request(
            account=account,
            region=REGION,
            service=model.service_model.service_name,
            operation=model.name,
            members=context[_MEMBERS],
        )
        answered = answer(self.world, request)
        if answered.is_lost:
            raise ConnectionClosedError(endpoint_url=URL)
        return self._read(answered.members, answered.error)

    def _read(self, members: dict[str, Any], error: Any) -> tuple[Any, dict[str, Any]]:
        http = _Http(
            status_code=error.status if error else 200,
            headers={"Date": format_datetime(self.world.clock.now(), usegmt=True)},
        )
        meta = {"HTTPStatusCode": http.status_code, "RequestId": self.world.ids.uuid(), "RetryAttempts": 0}
        if error:
            return http, {"Error": {"Code": error.code, "Message": error.message}, "ResponseMetadata": meta}
        if isinstance(body := members.get("Body"), bytes):
            members = {**members, "Body": StreamingBody(io.BytesIO(body), len(body))}
        return http, {**members, "ResponseMetadata": meta}

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
    added = [("before-parameter-build", aws.remember), ("before-call", aws.answer)]
    handlers.BUILTIN_HANDLERS.extend(added)
    try:
        yield aws
    finally:
        for handler in added:
            handlers.BUILTIN_HANDLERS.remove(handler)


@dataclass(frozen=True, kw_only=True)
class _Http:
    """What botocore's handlers look at of a response."""

    status_code: int
    headers: dict[str, str]


class _ClockTimer(FakeTimer):
    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def sleep(self, seconds: float) -> bool:
        assert isinstance(self._world.clock, ManualClock)
        self._world.clock.advance(seconds)
        return super().sleep(seconds)
