"""CloudTrail's LookupEvents, made of the journal: every call that changed something, with who made it.

As AWS documents it: one attribute, the newest first, 50 a page. AWS shows events some minutes late; here at once.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import AwsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from catalog_emulator.core.journal import Entry
    from catalog_emulator.core.world import World

OPERATION = "LookupEvents"
_PAGE = 50
_READS = ("BatchGet", "Describe", "Get", "Head", "List", "Lookup", "Scan", "Search", "Simulate", "Validate")


def look_up(
    world: World, account: str, region: str, members: Mapping[str, Any], caller: Callable[[Entry], str]
) -> dict[str, Any]:
    """Return a page of the events of an account and Region.

    Args:
        world: whose journal it is.
        account: the account.
        region: the Region.
        members: of the request; times are datetimes.
        caller: returns the ARN of who made a call.

    """
    events = [
        _event(entry, caller(entry))
        for entry in reversed(world.journal.entries(account=account))
        if entry.region == region and entry.status is not None
    ]
    wanted = [event for event in events if _is_wanted(event, members)]
    size, first = int(members.get("MaxResults") or _PAGE), _first(members.get("NextToken"))
    more = {"NextToken": str(first + size)} if first + size < len(wanted) else {}
    return {"Events": wanted[first : first + size], **more}


def _first(token: str | None) -> int:
    if token is None:
        return 0
    if not token.isdecimal():
        raise AwsError("Invalid token.", code="InvalidNextTokenException")
    return int(token)


def _is_wanted(event: Mapping[str, Any], members: Mapping[str, Any]) -> bool:
    start, end = members.get("StartTime"), members.get("EndTime")
    if (start and event["EventTime"] < start) or (end and event["EventTime"] > end):
        return False
    return all(_value(event, pair["AttributeKey"]) == pair["AttributeValue"] for pair in _attributes(members))


def _attributes(members: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    attributes = members.get("LookupAttributes") or []
    if len(attributes) > 1:
        raise AwsError("Only one lookup attribute can be specified.", code="InvalidLookupAttributesException")
    yield from attributes


def _value(event: Mapping[str, Any], key: str) -> str:
    return str(event.get(key, ""))


def _event(entry: Entry, caller: str) -> dict[str, Any]:
    at = datetime.fromisoformat(entry.at)
    id_ = f"00000000-0000-4000-8000-{entry.seq:012}"
    source = f"{entry.service}.amazonaws.com"
    reads = entry.operation.startswith(_READS)
    document = {
        "eventVersion": "1.08",
        "userIdentity": {"arn": caller, "accountId": entry.account},
        "eventTime": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "eventSource": source,
        "eventName": entry.operation,
        "awsRegion": entry.region,
        "requestParameters": entry.parameters,
        "errorCode": entry.error,
        "requestID": entry.request_id,
        "eventID": id_,
        "readOnly": reads,
    }
    return {
        "EventId": id_,
        "EventName": entry.operation,
        "ReadOnly": "true" if reads else "false",
        "EventTime": at,
        "EventSource": source,
        "Username": caller.rpartition("/")[2],
        "Resources": [],
        "CloudTrailEvent": json.dumps({name: value for name, value in document.items() if value is not None}),
    }
