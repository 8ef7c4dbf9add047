"""How fast AWS may be asked: named limits, which calls each counts together, and the pace that throttling teaches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import cbrt
from typing import Any, Final, Self

SERVICES: Final = ("cloudformation", "config", "ec2", "iam", "organizations", "s3", "servicecatalog", "ssm", "sts")
"""Whose calls there are, by the names of IAM."""
MEMBERS: Final = ("service", "operation", "account", "region")
"""What a call is known by, and what a limit can count apart."""

_KEPT: Final = 0.7
"""To how much of the pace at which AWS throttled it is brought down."""
_CURVE: Final = 0.4
"""How soon the pace rises again. Both are those of the SDK's adaptive retries (CUBIC)."""
_LEAST: Final = 0.5
"""Calls a second that are sent however much AWS throttles: their retries are what ends the wait."""
_WINDOW: Final = 10.0
"""Over how many seconds the pace of calls is measured."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A request to AWS; `account` is "" for the caller's own, before AWS has said which that is."""

    service: str
    operation: str
    account: str
    region: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A named limit.

    Attributes:
        name: by which a file replaces it.
        where: which calls it is of: for a member of `MEMBERS` the values that count. All calls have the others.
        per: members of `MEMBERS` whose values are counted apart. Without any, all calls are counted together.
        rate: calls a second; None for as many as AWS answers.
        burst: how many may be sent at once, after a pause.

    """

    name: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    per: tuple[str, ...] = ()
    rate: float | None = None
    burst: int = 1

    def counts(self, call: Call) -> bool:
        """Return whether a call is one of those that it is of."""
        return all(getattr(call, member) in values for member, values in self.where.items())

    def key(self, call: Call) -> tuple[str, ...]:
        """Return what a call is counted under."""
        return (self.name, *(getattr(call, member) for member in self.per))

    def as_dict(self) -> Mapping[str, Any]:
        """Return it as another process reads it."""
        where = {member: list(values) for member, values in self.where.items()}
        return {"name": self.name, "where": where, "per": list(self.per), "rate": self.rate, "burst": self.burst}

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> Self:
        """Return what `as_dict` came from."""
        where = {member: tuple(values) for member, values in document["where"].items()}
        return cls(**{**document, "where": where, "per": tuple(document["per"])})


DEFAULTS: Final = (
    Limit(name="assume-role", where={"service": ("sts",), "operation": ("AssumeRole",)}, rate=100, burst=100),
    Limit(name="organizations", where={"service": ("organizations",)}, rate=5, burst=10),
)
"""Those of the hub, whose quotas the work on all accounts shares."""
LEARNING: Final = Limit(name="learned", per=("service", "account", "region"))
"""How AWS itself counts: what one account is throttled for holds no other back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """What is known of the calls that are counted together; moments are seconds on one clock.

    Attributes:
        free: the moment from which the next call is on time. Those before it draw on the burst.
        calls: how many were sent.
        throttled: how many of them AWS throttled.
        since: the moment from which the present pace is measured.
        sent: how many calls were sent since.
        peak: calls a second at which AWS throttled last; 0 where it never did.
        throttled_at: when that was.

    """

    free: float = 0.0
    calls: int = 0
    throttled: int = 0
    since: float = 0.0
    sent: int = 0
    peak: float = 0.0
    throttled_at: float = 0.0

    def with_call(self, now: float, limit: Limit) -> tuple["Pace", float]:
        """Count a call that is about to be sent.

        Returns:
            The pace after it, and for how many seconds the call has to wait.

        """
        fresh = self if self.sent and now - self.since < _WINDOW else replace(self, since=now, sent=0)
        counted = replace(fresh, calls=fresh.calls + 1, sent=fresh.sent + 1)
        learned = self.learned(now)
        rates = [rate for rate in (limit.rate, learned) if rate is not None]
        if not rates:
            return counted, 0.0
        between = 1 / min(rates)
        reserve = 0.0 if learned is not None and min(rates) == learned else (limit.burst - 1) * between
        free = max(self.free, now)
        return replace(counted, free=free + between), max(0.0, free - reserve - now)

    def with_throttle(self, now: float) -> "Pace":
        """Count that AWS throttled a call. What comes back of one burst teaches once."""
        counted = replace(self, throttled=self.throttled + 1)
        if self.throttled and now - self.throttled_at < 1:
            return counted
        measured = self.sent / max(now - self.since, 1.0)
        peak = max(min(rate for rate in (measured, self.learned(now)) if rate is not None), _LEAST)
        return replace(counted, peak=peak, throttled_at=now)

    def learned(self, now: float) -> float | None:
        """Return how many calls a second AWS is expected to answer; None as long as it has never throttled."""
        if not self.throttled:
            return None
        back = cbrt(self.peak * (1 - _KEPT) / _CURVE)  # the seconds after which the peak is reached again
        return max(_CURVE * (now - self.throttled_at - back) ** 3 + self.peak, _LEAST)

    def as_dict(self) -> Mapping[str, Any]:
        """Return it as it is kept."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, kw_only=True, slots=True)
class Learned:
    """What AWS's throttling taught of a service in an account and Region.

    Attributes:
        service: whose calls.
        account: of which account; "" for the caller's own.
        region: in which Region.
        calls: how many were sent.
        throttled: how many of them AWS throttled.
        rate: calls a second that AWS answered.

    """

    service: str
    account: str
    region: str
    calls: int
    throttled: int
    rate: float

    @classmethod
    def of(cls, key: Sequence[str], pace: Pace) -> Self:
        """Return what a pace has learned, whose key is of `LEARNING`."""
        _, service, account, region = key
        rate = max(_KEPT * pace.peak, _LEAST)
        counts = {"calls": pace.calls, "throttled": pace.throttled}
        return cls(service=service, account=account, region=region, rate=rate, **counts)


def over_defaults(limits: Sequence[Limit]) -> tuple[Limit, ...]:
    """Return limits with those of the defaults that they do not replace."""
    names = {limit.name for limit in limits}
    return (*limits, *(limit for limit in DEFAULTS if limit.name not in names))


def of_call(limits: Sequence[Limit], call: Call) -> Iterator[Limit]:
    """Return the limits of a call, and what learns its pace."""
    yield from (limit for limit in limits if limit.counts(call))
    yield LEARNING
