"""Opens the SDK's clients for a connection: credentials of the SDK's own chain, or of a role that is assumed."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.credentials import CredentialResolver
from botocore.exceptions import NoCredentialsError
from botocore.loaders import create_loader
from botocore.session import Session

from pulumi_servicecatalog.aws import endpoints, sdk_errors
from pulumi_servicecatalog.aws.clock import ServerClock
from pulumi_servicecatalog.aws.pacing import Pacing
from pulumi_servicecatalog.aws.roles import AssumedRole, AssumedRoles, Role
from pulumi_servicecatalog.aws.translation import reading
from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model.arn import account_of
from pulumi_servicecatalog.model.property_types import REGION
from pulumi_servicecatalog.model.refusal import RegionInvalid, RegionMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.loaders import Loader
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_servicecatalog import ServiceCatalogClient
    from mypy_boto3_sts import STSClient

    from pulumi_servicecatalog.model.connection import Connection

# Standard: what is throttled is repeated later and later. How fast anything is sent is `pacing`'s, for all clients.
_CONFIG = Config(
    connect_timeout=5,
    read_timeout=60,
    retries={"mode": "standard", "max_attempts": 5},
    max_pool_connections=64,
    user_agent_extra="pulumi-servicecatalog",
)
_SESSION_NAME = "pulumi-servicecatalog"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Opening:
    """The arguments with which the clients of a connection are created."""

    config: Config
    endpoints: Mapping[str, str]
    endpoint_url: str | None

    @classmethod
    def of_connection(cls, connection: Connection) -> _Opening:
        config = _CONFIG
        if connection.max_retries is not None:
            attempts = 1 + connection.max_retries
            config = config.merge(Config(retries={"mode": "standard", "total_max_attempts": attempts}))
        return cls(config=config, endpoints=dict(connection.endpoints), endpoint_url=connection.endpoint_url)

    def of(self, service: str) -> dict[str, Any]:
        """Return the arguments for a service; without an endpoint the SDK finds its own."""
        arguments: dict[str, Any] = {"config": self.config}
        if service == "s3":
            arguments["config"] = self.config.merge(Config(s3={"addressing_style": "auto"}))
        endpoint = self.endpoints.get(service, self.endpoint_url)
        return {**arguments, "endpoint_url": endpoint} if endpoint else arguments


@dataclass(frozen=True, kw_only=True, slots=True)
class Clients:
    """The clients of one connection; each is safe to share between threads. The clock is Service Catalog's.

    S3 and IAM are opened at first use: only reading templates and preflight need them. `other` opens the client of any
    service by its name, which only looking for accounts and Regions needs.
    """

    region: str
    servicecatalog: ServiceCatalogClient
    cloudformation: CloudFormationClient
    sts: STSClient
    s3: Callable[[], S3Client]
    iam: Callable[[], IAMClient]
    other: Callable[[str], Any]
    clock: ServerClock


def open_clients(connection: Connection, roles: AssumedRoles | None = None, pacing: Pacing | None = None) -> Clients:
    """Open the clients of a connection.

    Args:
        connection: credentials, Region, endpoints and retries; what is left out comes from the SDK's chain.
        roles: those that were assumed for other connections, whose credentials serve here too; None for none.
        pacing: holds calls back, together with those of other connections; None: with those of no other.

    Raises:
        Refusal: there is no Region, no such profile, no credentials to assume the role with, or a setting that the SDK
            cannot work with. Otherwise the first call shows whether there are credentials.
    """
    with reading("GetCallerIdentity"), sdk_errors.configured("GetCallerIdentity"):
        # Of all SDKs only Python's ignores AWS_REGION; Pulumi's own AWS provider reads it.
        region = connection.region or os.environ.get("AWS_REGION")
        opening = _Opening.of_connection(connection)
        pacing = pacing or Pacing()
        own = Session(profile=connection.profile)
        pacing.attach(own, "" if connection.role_arn else connection.expected_account_id or "")
        session = _with_shared_models(own, region)
        if connection.role_arn:
            session = _assume(session, connection.role_arn, connection, opening, Once() if roles is None else roles)
            pacing.attach(session._session, account_of(connection.role_arn))  # noqa: SLF001 - see `_assume`
        if not session.region_name:
            raise RegionMissing(operation="GetCallerIdentity", reason="no Region is configured")
        if not re.fullmatch(str(REGION.pattern), session.region_name):  # botocore lets a line's end pass
            raise RegionInvalid(operation="GetCallerIdentity", reason=session.region_name)
        for service in ("sts", "servicecatalog", "cloudformation", "s3", "iam"):
            endpoints.require_url(service, connection, session._session)  # noqa: SLF001 - see `_assume`
        opener = _Opener(session, opening)
        catalog = opener.client("servicecatalog")
        return Clients(
            region=session.region_name,
            servicecatalog=catalog,
            cloudformation=opener.client("cloudformation"),
            sts=opener.client("sts"),
            s3=partial(opener.client, "s3"),
            iam=partial(opener.client, "iam"),
            other=opener.client,
            clock=ServerClock.of(catalog),
        )


class _Opener:
    """Opens the clients of one connection, each once."""

    def __init__(self, session: boto3.Session, opening: _Opening) -> None:
        self._session = session
        self._opening = opening
        self._making = Lock()
        self._clients: Once[str, Any] = Once()

    def client(self, service: str) -> Any:
        """Return the client of a service. Raises what the SDK raises."""
        return self._clients.get(service, partial(self._make, service))

    def _make(self, service: str) -> Any:
        """Make a client. A session is not safe to share between threads meanwhile.

        The lock is this connection's own, and no call waits under it: the session has its credentials from the first
        client on, before anybody else can see it.
        """
        make: Any = self._session.client  # its type names each service
        with self._making:
            return make(service, **self._opening.of(service))


def _with_shared_models(session: Session, region: str | None) -> boto3.Session:
    """Return boto3's session over one of botocore's that takes the models of the APIs from those of all sessions.

    To read them takes longer than all else of a client, and they are most of what one holds: with hundreds of accounts
    each session would have its own.
    """
    loader = _loader(session.get_config_variable("data_path"))
    session.register_component("data_loader", loader)
    opened = boto3.Session(botocore_session=session, region_name=region)
    loader.search_paths.pop()  # boto3's folder of resources, which each session adds once more
    return opened


@cache
def _loader(data_path: str | None) -> Loader:
    return create_loader(data_path)


def _assume(
    session: boto3.Session, role_arn: str, connection: Connection, opening: _Opening, roles: AssumedRoles
) -> boto3.Session:
    """Return a session of the role, whose credentials renew themselves, since an operation may outlive an hour."""
    base = session._session  # noqa: SLF001 - boto3 offers no other way to its botocore session
    credentials = base.get_credentials()
    if credentials is None:
        raise NoCredentialsError
    role = Role(
        arn=role_arn,
        session_name=connection.session_name or _SESSION_NAME,
        external_id=connection.external_id,
        endpoint_url=opening.of("sts").get("endpoint_url"),
        profile=connection.profile,
        access_key=os.environ.get("AWS_ACCESS_KEY_ID"),
    )
    provider = AssumedRole(role, credentials, partial(base.create_client, endpoint_url=role.endpoint_url), roles)
    assumed = Session()
    assumed.register_component("credential_provider", CredentialResolver([provider]))
    return _with_shared_models(assumed, session.region_name)
