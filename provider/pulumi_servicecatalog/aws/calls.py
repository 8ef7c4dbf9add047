"""Makes a call and parses its response, page by page where it lists something: nothing of AWS's leaves without that.

botocore has no paginator for some of Service Catalog's lists, so that all lists are read here.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from pulumi_servicecatalog.aws.sdk_errors import configured
from pulumi_servicecatalog.aws.structure import Structure
from pulumi_servicecatalog.aws.translation import changing, reading
from pulumi_servicecatalog.model.refusal import Denied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

T = TypeVar("T")

_WHOLE_ACCOUNT = {"Key": "Account", "Value": "self"}
"""The AccessLevelFilter that shows what others made as well."""
_OWN = {"Key": "User", "Value": "self"}
"""The one that a caller may use whose policy has a condition on servicecatalog:userLevel, as AWS's for end users."""


def read(
    operation: str, call: Callable[..., Mapping[str, Any]], request: Mapping[str, Any], parse: Callable[[Structure], T]
) -> T:
    """Make a call that changes nothing.

    Args:
        operation: AWS's name of the operation, for refusals.
        call: the method of the SDK's client.
        request: the members of the request.
        parse: makes a value of the response.

    Raises:
        Refusal: AWS gave no result, or a response that lacks a member.
    """
    with reading(operation):
        return parse(Structure(_answer(operation, call, request)))


def change(
    operation: str, call: Callable[..., Mapping[str, Any]], request: Mapping[str, Any], parse: Callable[[Structure], T]
) -> T:
    """Make a call that changes something, once: only the caller knows whether it may be repeated.

    Raises:
        Refusal: AWS gave no result. `OutcomeUnknown` where the response was lost, or lacks a member.
    """
    with changing(operation):
        return parse(Structure(_answer(operation, call, request)))


def read_pages(
    operation: str,
    call: Callable[..., Mapping[str, Any]],
    request: Mapping[str, Any],
    parse: Callable[[Structure], T],
    *,
    token: tuple[str, str] = ("NextPageToken", "PageToken"),
) -> Iterator[T]:
    """Make a call that lists something, once for each page, as far as the pages are taken.

    Args:
        operation: AWS's name of the operation, for refusals.
        call: the method of the SDK's client.
        request: the members of the request for the first page.
        parse: makes a value of each page.
        token: the members that hold the token of the next page, of the response and of the request.

    Raises:
        Refusal: AWS gave no result, or a page that lacks a member.
    """
    of_response, of_request = token
    page = dict(request)
    while True:
        parsed, following = read(
            operation, call, page, lambda response: (parse(response), response.text_or_none(of_response))
        )
        yield parsed
        if following is None:
            return
        page[of_request] = following


def read_items(
    operation: str,
    call: Callable[..., Mapping[str, Any]],
    request: Mapping[str, Any],
    member: str,
    parse: Callable[[Structure], T],
) -> Iterator[T]:
    """Make a call of Service Catalog that lists something, as far as its items are taken.

    Args:
        operation: AWS's name of the operation, for refusals.
        call: the method of the SDK's client.
        request: the members of the request for the first page.
        member: the member of each page that holds the items.
        parse: makes a value of each item.

    Raises:
        Refusal: AWS gave no result, or a page or an item that lacks a member.
    """

    def items(page: Structure) -> list[T]:
        return [parse(item) for item in page.structures(member)]

    return chain.from_iterable(read_pages(operation, call, request, items))


def on_both_levels(pages: Callable[[Mapping[str, str]], Iterator[T]]) -> Iterator[T]:
    """List what is of the whole account, or, where the caller may not see that, what is the caller's own."""
    try:
        yield from pages(_WHOLE_ACCOUNT)
    except Denied:
        yield from pages(_OWN)


def _answer(operation: str, call: Callable[..., Mapping[str, Any]], request: Mapping[str, Any]) -> Mapping[str, Any]:
    """Make the call, the first of which retrieves the credentials. Raises what the SDK raises."""
    with configured(operation):
        return call(**request)
