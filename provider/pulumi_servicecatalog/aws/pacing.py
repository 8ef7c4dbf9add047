"""How fast AWS is asked: the one place that holds calls back. `clients` attaches it to every session of the SDK.

The SDK repeats a call that AWS throttles; how soon any call is sent is decided here, for all connections together.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pulumi_servicecatalog.aws.translation import is_throttle
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.host.paces import OwnPaces
from pulumi_servicecatalog.model.limits import DEFAULTS, LEARNING, Call, Learned, Pace, of_call

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from botocore.session import Session

    from pulumi_servicecatalog.host.paces import Paces
    from pulumi_servicecatalog.model.limits import Limit
    from pulumi_servicecatalog.model.operation import Timer

_SERVICES: Final = {"config-service": "config", "service-catalog": "servicecatalog"}
"""The services that botocore calls otherwise than IAM does."""


class Pacing:
    """Holds calls back as limits and AWS's throttling say. Safe to share between threads."""

    def __init__(
        self, limits: Sequence[Limit] = DEFAULTS, paces: Paces | None = None, timer: Timer | None = None
    ) -> None:
        """Know nothing of AWS yet.

        Args:
            limits: what is known before.
            paces: where the pace of calls is kept; None: in this process alone.
            timer: tells the time, and waits; None: the machine's.

        """
        self._limits = tuple(limits)
        self._paces = paces or OwnPaces()
        self._timer = timer or SystemTimer()

    def attach(self, session: Session, account: str) -> None:
        """Hold back the calls of all clients that a session opens from now on.

        Args:
            session: of the SDK.
            account: whose calls they are; "" for the caller's own.

        """
        session.register("before-send", partial(self._before_send, account=account))
        session.register("response-received", partial(self._after_response, account=account))

    def learned(self) -> list[Learned]:
        """Return what AWS's throttling taught, the most throttled first."""
        taught = [Learned.of(key, pace) for key, pace in self._paces.all() if pace.throttled]
        return sorted(taught, key=lambda learned: (-learned.throttled, learned.account, learned.region))

    def send(self, call: Call) -> None:
        """Wait until a call may be sent."""
        now = self._timer.now()
        limits = of_call(self._limits, call)
        waits = [self._paces.change(limit.key(call), partial(_sent, now=now, limit=limit)) for limit in limits]
        if waits and max(waits) > 0:
            self._timer.sleep(max(waits))

    def throttled(self, call: Call) -> None:
        """Learn that AWS throttled a call."""
        self._paces.change(LEARNING.key(call), partial(_throttled, now=self._timer.now()))

    def _before_send(self, request: Any, event_name: str, account: str, **_others: Any) -> None:
        self.send(_call(event_name, account, request.context))

    def _after_response(
        self, parsed_response: Mapping[str, Any] | None, context: Any, event_name: str, account: str, **_others: Any
    ) -> None:
        error = (parsed_response or {}).get("Error") or {}
        if error and is_throttle(str(error.get("Code", "")), str(error.get("Message", ""))):
            self.throttled(_call(event_name, account, context))


def _call(event_name: str, account: str, context: Mapping[str, Any]) -> Call:
    """Return the call of an event, `before-send.SERVICE.OPERATION`."""
    _, service, operation = event_name.split(".")
    region = str(context.get("client_region") or "")
    return Call(service=_SERVICES.get(service, service), operation=operation, account=account, region=region)


def _sent(pace: Pace, *, now: float, limit: Limit) -> tuple[Pace, float]:
    return pace.with_call(now, limit)


def _throttled(pace: Pace, *, now: float) -> tuple[Pace, None]:
    return pace.with_throttle(now), None
