"""The one place that gives the core its gateway to AWS. Used by the providers and by catalogctl."""

import json
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pulumi_servicecatalog.fleet.estate import Estate
from pulumi_servicecatalog.fleet.ledger_object import ObjectStore
from pulumi_servicecatalog.fleet.target import Shard
from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.host.paces import OwnPaces, SharedPaces
from pulumi_servicecatalog.host.shared_claims import SharedClaims
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.limits import Limit
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.session_pool import SessionPool

if TYPE_CHECKING:
    from pulumi_servicecatalog.aws.pacing import Pacing

LIMITS_VARIABLE: Final = "SERVICECATALOG_LIMITS"
"""Where the processes of a fleet's work find its limits, and the folder of the paces that they share."""


def limits_variable(limits: Sequence[Limit], folder: Path | None) -> str:
    """Return the value of the variable by which a process, and those that it starts, keep to limits.

    Args:
        limits: all of them.
        folder: where the processes of this machine keep their paces together; None: each for itself.

    """
    return json.dumps(
        {"limits": [limit.as_dict() for limit in limits], "folder": str(folder) if folder is not None else None}
    )


def pacing(variable: str | None = None) -> "Pacing":
    """Return what holds the calls of this process back: one for all of its connections.

    Args:
        variable: the limits, as `limits_variable` writes them; None for those of the environment.

    """
    text = os.environ.get(LIMITS_VARIABLE, "") if variable is None else variable
    return _PACINGS.get(text, partial(_pacing, text))


def forget_pacing() -> None:
    """Let what is opened next begin again."""
    _PACINGS.forget(os.environ.get(LIMITS_VARIABLE, ""))


_PACINGS: Final[Once[str, "Pacing"]] = Once()


def _pacing(variable: str) -> "Pacing":
    from pulumi_servicecatalog.aws.pacing import Pacing  # noqa: PLC0415 - as in `Gateways.open`

    if not variable:
        return Pacing()
    document = json.loads(variable)
    limits = [Limit.parse(limit) for limit in document["limits"]]
    folder = document["folder"]
    return Pacing(limits, SharedPaces(Path(folder)) if folder else OwnPaces())


class Gateways:
    """Opens gateways to AWS. Those of one role share its credentials, so that an account is entered once."""

    def __init__(self, limits: str | None = None) -> None:
        """Open nothing yet.

        Args:
            limits: how fast AWS may be asked, as `limits_variable` writes it; None for that of the environment.

        """
        self._roles: Once[Any, Any] = Once()
        self._limits = limits

    def open(self, connection: Connection) -> Gateway:
        """Open the gateway of a connection. Raises Refusal where it cannot be opened."""
        from pulumi_servicecatalog.aws.gateway import open_gateway  # noqa: PLC0415 - boto3 takes 0.3 s; a schema needs none

        return open_gateway(connection, self._roles, pacing(self._limits))


@dataclass(frozen=True, kw_only=True, slots=True)
class Opener:
    """Opens the sessions of shards, here or on the worker of a cluster that it is sent to.

    Attributes:
        base: what every connection has.
        limits: how fast AWS may be asked, as `limits_variable` writes it; None for that of the environment.
        run: the command that it is of; another one of the same process enters the accounts again.

    """

    base: Connection
    limits: str | None = None
    run: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __call__(self, shard: Shard) -> AccountSession:
        """Open the session of a shard. Raises Refusal where it cannot be entered."""
        gateways = _GATEWAYS.get(self, partial(Gateways, self.limits))
        return session_pool(gateways=gateways).at(shard.connection(self.base))


_GATEWAYS: Final[Once[Opener, Gateways]] = Once()
"""Those of this process, so that an account is entered once for all of its Regions."""


def session_pool(
    scope: Scope = Scope.ACCOUNT_REGION, claims: SharedClaims | None = None, gateways: Gateways | None = None
) -> SessionPool:
    """Return a pool of sessions through which a process works with AWS.

    Args:
        scope: within what imports take turns.
        claims: what the processes of the engine's operation claim; None where there is no engine.
        gateways: what opens them, where several pools share it.

    """
    return SessionPool((gateways or Gateways()).open, scope, claims)


def credentials_source(connection: Connection) -> str:
    """Return where the caller's own credentials come from; "" where there are none."""
    from pulumi_servicecatalog.aws import credentials  # noqa: PLC0415 - as in `Gateways.open`

    return credentials.source(connection)


def estate(connection: Connection) -> Estate:
    """Return what tells which accounts and Regions there are. Raises Refusal where the connection cannot be opened."""
    from pulumi_servicecatalog.aws.estate import open_estate  # noqa: PLC0415 - as in `Gateways.open`

    return open_estate(connection, pacing())


def objects(connection: Connection) -> ObjectStore:
    """Return the objects of S3. Raises Refusal where the connection cannot be opened."""
    from pulumi_servicecatalog.aws.objects import open_objects  # noqa: PLC0415 - as in `Gateways.open`

    return open_objects(connection, pacing())
