"""What List answers: a page of provisioned products, and how to ask for the next one."""

from collections.abc import Callable, Sequence
from typing import Any

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.providers import stubs
from pulumi_servicecatalog.providers.plugin import secrets, wire
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def responses(request: Any, open_session: Callable[[Connection], AccountSession]) -> list[Any]:
    """Return what List answers; nothing can be told where the query is not known yet. Raises Refusal."""
    query = secrets.revealed(wire.decode(request.query))
    connection = codec.connection(query)
    if codec.has_unknown(query) or not isinstance(connection, Connection):
        pb = stubs.provider_pb2
        return [pb.ListResponse(computed=pb.ListResponse.Computed())]
    return page(open_session(connection).snapshot.all_provisioned_products(), request)


def page(products: Sequence[ProvisionedProduct], request: Any) -> list[Any]:
    """Return the responses of a page.

    Args:
        products: All of them, in an order that does not change between two pages.
        request: The ListRequest; its token is the number of those that earlier pages had, its limit the most that all
            pages have together. 0 means none of each.

    """
    pb = stubs.provider_pb2
    first = int(request.continuation_token or 0)
    last = min(request.limit or len(products), len(products))
    shown = products[first : min(last, first + request.page_size) if request.page_size > 0 else last]
    results = [pb.ListResponse(result=pb.ListResponse.Result(id=product.id, name=product.name)) for product in shown]
    following = first + len(shown)
    token = str(following) if following < last else ""
    return [*results, pb.ListResponse(continuation=pb.ListResponse.Continuation(continuation_token=token))]
