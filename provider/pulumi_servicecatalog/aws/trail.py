"""CloudTrail: `reconcile.observation.gateway.Trail`."""

from __future__ import annotations

import json
from itertools import chain, islice
from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws.calls import read_pages
from pulumi_servicecatalog.model.trail import TrailEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import Any

    from pulumi_servicecatalog.aws.structure import Structure

_MOST_PAGES = 5
"""AWS answers two of these calls a second, for the whole account."""


class TrailCalls:
    """Each method makes the calls of its name."""

    def __init__(self, cloudtrail: Callable[[], Any]) -> None:
        self._cloudtrail = cloudtrail

    def events(self, source: str, start: datetime, end: datetime) -> Iterator[TrailEvent]:
        """LookupEvents, by the source, a few pages; what only reads is left out."""
        request = {
            "LookupAttributes": [{"AttributeKey": "EventSource", "AttributeValue": source}],
            "StartTime": start,
            "EndTime": end,
        }
        pages = read_pages(
            "LookupEvents", self._cloudtrail().lookup_events, request, _events, token=("NextToken", "NextToken")
        )
        return chain.from_iterable(islice(pages, _MOST_PAGES))


def _events(page: Structure) -> list[TrailEvent]:
    changing = [event for event in page.structures("Events") if event.optional_text("ReadOnly") != "true"]
    return [_event(event) for event in changing]


def _event(event: Structure) -> TrailEvent:
    text = event.optional_text("CloudTrailEvent")
    return TrailEvent(
        id=event.text("EventId"),
        name=event.optional_text("EventName"),
        time=event.optional_time("EventTime"),
        caller=_caller(text) or event.optional_text("Username"),
        text=text,
    )


def _caller(text: str) -> str:
    """Return the ARN of who made it; "" where the event has none, as one of AWS's own services."""
    try:
        identity = json.loads(text).get("userIdentity")
    except (ValueError, AttributeError):
        return ""
    return str(identity.get("arn") or identity.get("invokedBy") or "") if isinstance(identity, dict) else ""
