"""Fault rules: which calls go wrong and how, and which records do.

Set through the control endpoint. Call faults are performed by `wire.faulting` and `answering`, record faults by
`servicecatalog.record_life`. A rule counts the calls that match it; it acts from the `nth` on, `times` times (None:
always), each time with its `probability`, drawn from a generator of its own so that a run can be repeated.
"""

from __future__ import annotations

import dataclasses
import random
import threading
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import AwsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.core.call import Call

CALL_FAULTS = {
    "throttle": "the error with which AWS asks a client to slow down",
    "denied": "the error for a missing permission",
    "expired": "the error for credentials that have expired",
    "error": "an AWS error of any `code`, `message` and `status`",
    "html": "an HTTP error (`status`, default 503) with a page of HTML, as load balancers send it",
    "delay": "an answer that takes `seconds` longer, or until the rule is deleted",
    "drop-before": "the connection breaks before anything is done",
    "drop-after": "the work is done, then the connection breaks",
    "truncate": "the work is done, and half of the answer arrives",
    "hold-before": "the call waits, with nothing done, until the rule is deleted or `seconds` (default 30) have passed",
    "hold-after": "the work is done, and the answer waits likewise",
}
RECORD_FAULTS = {
    "record-fails": "a record fails, with `code` and `message` as its RecordErrors",
    "record-hangs": "a record stays IN_PROGRESS until the rule is deleted",
}
KINDS = CALL_FAULTS | RECORD_FAULTS
# code and status in JSON, and in the query and REST protocols
_ERRORS = {
    "throttle": (("ThrottlingException", 400), ("Throttling", 400), "Rate exceeded"),
    "denied": (("AccessDeniedException", 400), ("AccessDenied", 403), "is not authorized to perform: "),
    "expired": (
        ("ExpiredTokenException", 400),
        ("ExpiredToken", 403),
        "The security token included in the request is expired",
    ),
}
RECORDS = ("import", "provision", "update", "terminate", "properties")


class FaultError(ValueError):
    """A fault rule that makes no sense, with every reason."""


@dataclass(kw_only=True)
class Fault:
    """One rule. `operation` is a pattern such as `Describe*`; for record faults it is the kind of record."""

    kind: str
    account: str | None = None
    service: str = "*"
    operation: str = "*"
    nth: int = 1
    times: int | None = 1
    probability: float = 1.0
    seed: int = 0
    seconds: float | None = None
    code: str | None = None
    message: str | None = None
    status: int | None = None
    id: int = 0
    seen: int = 0
    fired: int = 0
    released: threading.Event = field(default_factory=threading.Event, repr=False)
    draws: random.Random = field(default_factory=random.Random, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the rule as the control endpoint shows it."""
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name not in _INTERNAL}

    def concerns(self, account: str, service: str, operation: str) -> bool:
        """Say whether a call or a record matches the rule."""
        return (
            self.account in (None, account)
            and fnmatchcase(service, self.service)
            and fnmatchcase(operation, self.operation)
        )

    def fires(self) -> bool:
        """Count a match, and say whether the rule acts this time."""
        self.seen += 1
        if self.seen < self.nth or (self.times is not None and self.fired >= self.times):
            return False
        if self.draws.random() >= self.probability:
            return False
        self.fired += 1
        return True


_INTERNAL = ("released", "draws")
_SETTABLE = [f.name for f in dataclasses.fields(Fault) if f.name not in (*_INTERNAL, "id", "seen", "fired")]


class Faults:
    """The rules that hold, in the order in which they were made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: list[Fault] = []
        self._count = 0

    def add(self, members: Mapping[str, Any]) -> Fault:
        """Make a rule, or raise FaultError with every reason why it makes no sense."""
        wrong = list(_reasons_against(members))
        if wrong:
            raise FaultError("; ".join(wrong))
        with self._lock:
            self._count += 1
            rule = Fault(**members)
            rule.id = self._count
            rule.draws = random.Random(rule.seed)  # noqa: S311  # repeatable, not secret
            self._rules.append(rule)
            return rule

    def rules(self, account: str | None = None) -> list[Fault]:
        """Return the rules of an account, or all."""
        with self._lock:
            return [rule for rule in self._rules if account in (None, rule.account)]

    def remove(self, *, account: str | None = None, rule_id: int | None = None) -> int:
        """Delete one rule, those of an account, or all; calls that are held go on. Return how many there were."""
        with self._lock:
            gone = [r for r in self._rules if account in (None, r.account) and rule_id in (None, r.id)]
            self._rules = [r for r in self._rules if r not in gone]
        for rule in gone:
            rule.released.set()
        return len(gone)

    def for_call(self, call: Call) -> list[Fault]:
        """Return the rules that act on this call."""
        with self._lock:
            return [
                rule
                for rule in self._rules
                if rule.kind in CALL_FAULTS
                and rule.concerns(call.account, call.service, call.operation)
                and rule.fires()
            ]

    def for_record(self, account: str, record_kind: str) -> Fault | None:
        """Return the rule that acts on a record which is about to end, if there is one."""
        with self._lock:
            for rule in self._rules:
                if rule.kind in RECORD_FAULTS and rule.concerns(account, "*", record_kind) and rule.fires():
                    return rule
            return None


def error_of(rule: Fault, call: Call) -> AwsError:
    """Return the error with which a rule answers a call."""
    if rule.kind == "error":
        return AwsError(rule.message or str(rule.code), code=rule.code, status=rule.status)
    in_json, in_xml, message = _ERRORS[rule.kind]
    code, status = in_json if call.protocol in ("json", "cbor") else in_xml
    if rule.kind == "denied":
        who = f"arn:aws:sts::{call.account}:user/{call.access_key}"
        message = f"User: {who} {message}{call.service}:{call.operation}"
    return AwsError(rule.message or message, code=rule.code or code, status=rule.status or status)


def _reasons_against(members: Mapping[str, Any]) -> list[str]:
    reasons = [
        f"unknown member {name!r}; must be one of {', '.join(_SETTABLE)}" for name in members if name not in _SETTABLE
    ]
    kind = members.get("kind")
    if kind not in KINDS:
        reasons.append(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
    account, operation = members.get("account"), members.get("operation", "*")
    if account is not None and not (isinstance(account, str) and len(account) == 12 and account.isdigit()):
        reasons.append(f"account must be 12 digits, not {account!r}")
    if kind in RECORD_FAULTS and operation not in ("*", *RECORDS):
        reasons.append(f"the operation of a {kind} must be one of {', '.join(RECORDS)}, not {operation!r}")
    reasons += [f"{name} must be a string" for name in _TEXTS if not isinstance(members.get(name, ""), str | None)]
    for name, least in (("nth", 1), ("times", 1), ("seconds", 0), ("status", 400)):
        value = members.get(name)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and (not number or value < least):
            reasons.append(f"{name} must be a number, at least {least}, not {value!r}")
    probability = members.get("probability", 1.0)
    if not isinstance(probability, int | float) or not 0 < probability <= 1:
        reasons.append(f"probability must be more than 0 and at most 1, not {probability!r}")
    if kind == "error" and not members.get("code"):
        reasons.append("an error needs a code")
    if kind == "delay" and members.get("seconds") is None:
        reasons.append("a delay needs seconds")
    return reasons


_TEXTS = ("service", "operation", "code", "message")
