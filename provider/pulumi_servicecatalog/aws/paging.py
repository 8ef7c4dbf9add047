"""Goes through the pages of Service Catalog's lists, some of which botocore has no paginator for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.aws.translation import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

WHOLE_ACCOUNT = {"Key": "Account", "Value": "self"}
"""The AccessLevelFilter that shows what others made as well."""


def pages(operation: str, call: Callable[..., Any], request: Mapping[str, Any], *, told: str) -> Iterator[Any]:
    """Give the answers, a page at a time. One that lacks the member `told` was cut off on its way."""
    page = dict(request)
    while True:
        with reading(operation):
            answer = call(**page)
            _ = answer[told]
        yield answer
        token = answer.get("NextPageToken")
        if not token:
            return
        page["PageToken"] = token
