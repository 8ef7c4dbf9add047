"""The SDK's clients as the gateway uses them, answered by the emulator in this process: no wire, no botocore between.

What the emulator answers has the form in which botocore parses AWS's responses.
"""

import io
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

from botocore import xform_name
from botocore.exceptions import ClientError, ReadTimeoutError

from catalog_emulator.answering import Request, answer
from catalog_emulator.core import api_model
from catalog_emulator.core.world import World
from pulumi_servicecatalog.aws.clients import Clients
from pulumi_servicecatalog.aws.clock import ServerClock
from pulumi_servicecatalog.model.connection import Identity

_OTHERS = {
    "sts": ("GetCallerIdentity",),
    "iam": ("SimulatePrincipalPolicy",),
    "s3": ("GetObject",),
    "ssm": ("GetParameters",),
}


def clients(world: World, identity: Identity, arriving: Callable[[str], None] = lambda _operation: None) -> Clients:
    """Return the clients of somebody in an account and Region; `arriving` sees each call before it is made."""
    clock = ServerClock()

    def client(service: str) -> Any:
        def ask(operation: str, **members: Any) -> dict[str, Any]:
            arriving(operation)
            request = Request(
                account=identity.account,
                region=identity.region,
                service=service,
                operation=operation,
                members=members,
                principal=identity.caller_arn,
            )
            response = _answered(world, request)
            clock.newest = world.clock.now().replace(microsecond=0) if service == "servicecatalog" else clock.newest
            return response

        return _Client(service, ask)

    return Clients(
        region=identity.region,
        servicecatalog=client("servicecatalog"),
        cloudformation=client("cloudformation"),
        sts=client("sts"),
        s3=lambda: client("s3"),
        iam=lambda: client("iam"),
        other=client,
        clock=clock,
    )


class _Client:
    def __init__(self, service: str, ask: Callable[..., dict[str, Any]]) -> None:
        self._service = service
        self._ask = ask
        self.meta = SimpleNamespace(events=SimpleNamespace(unregister=lambda *_: None))

    def __getattr__(self, name: str) -> Callable[..., dict[str, Any]]:
        operation = _operations(self._service)[name]
        return lambda **members: self._ask(operation, **members)


@cache
def _operations(service: str) -> dict[str, str]:
    """Return AWS's names of a service's operations by Python's."""
    return {xform_name(name): name for name in _OTHERS.get(service) or api_model.operations(service)}


def _answered(world: World, request: Request) -> dict[str, Any]:
    answered = answer(world, request)
    if answered.is_lost:
        raise ReadTimeoutError(endpoint_url="in memory")
    if answered.error is not None:
        error = {"Code": answered.error.code, "Message": answered.error.message}
        meta = {"HTTPStatusCode": answered.error.status}
        raise ClientError({"Error": error, "ResponseMetadata": meta}, request.operation)  # type: ignore[typeddict-item]
    if request.operation == "GetObject":
        return {**answered.members, "Body": io.BytesIO(answered.members["Body"])}
    return answered.members
