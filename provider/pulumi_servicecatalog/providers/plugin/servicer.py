"""Pulumi's provider protocol: what comes over gRPC goes to `Requests` in a pool of threads, or to the components.

Served by `serve.main`. Calls block for as long as AWS takes; Cancel and the calls that ask no AWS do not wait for them.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc

from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.host.shared_claims import SharedClaims
from pulumi_servicecatalog.providers import schema, stubs
from pulumi_servicecatalog.providers.engine_log import EngineLog
from pulumi_servicecatalog.providers.plugin import failures
from pulumi_servicecatalog.providers.plugin.requests import Requests

if TYPE_CHECKING:
    from pulumi.runtime.proto.provider_pb2_grpc import ResourceProviderServicer
else:
    ResourceProviderServicer = stubs.provider_pb2_grpc.ResourceProviderServicer

WORKERS = 64
"""The number of operations that may wait for AWS at once, and of calls beside them that wait for none of those."""


class Servicer(ResourceProviderServicer):
    """The methods have the names of the protocol (provider.proto), where each is documented."""

    def __init__(self, engine_address: str | None) -> None:
        self._engine_address = engine_address or ""
        self._claims = SharedClaims(lambda: self._engine_address)
        self._requests = Requests(EngineLog(engine_address), connect=lambda scope: session_pool(scope, self._claims))
        self._changing = ThreadPoolExecutor(WORKERS, thread_name_prefix="changing")
        self._asking = ThreadPoolExecutor(WORKERS, thread_name_prefix="asking")

    def cancel(self) -> None:
        """End every wait, so that what is under way ends soon, with its ID kept."""
        self._requests.cancel()

    def close(self) -> None:
        """Claim nothing any more, at the end of the process."""
        self._claims.close()

    async def Handshake(self, request: Any, _context: Any) -> Any:
        self._attach(request.engine_address)
        return stubs.provider_pb2.ProviderHandshakeResponse(
            accept_secrets=True, accept_resources=True, accept_outputs=True
        )

    async def Attach(self, request: Any, _context: Any) -> Any:
        self._attach(request.address)
        return stubs.empty()

    async def GetPluginInfo(self, _request: Any, _context: Any) -> Any:
        return stubs.plugin_pb2.PluginInfo(version=schema.package()["version"])

    async def GetMapping(self, _request: Any, _context: Any) -> Any:
        return stubs.provider_pb2.GetMappingResponse()

    async def GetMappings(self, _request: Any, _context: Any) -> Any:
        return stubs.provider_pb2.GetMappingsResponse()

    async def Parameterize(self, _request: Any, context: Any) -> Any:
        await context.abort(grpc.StatusCode.UNIMPLEMENTED, "the package servicecatalog takes no parameters")

    async def Cancel(self, _request: Any, _context: Any) -> Any:
        self.cancel()
        return stubs.empty()

    async def GetSchema(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.get_schema, request, context)

    async def CheckConfig(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.check_config, request, context)

    async def DiffConfig(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.diff_config, request, context)

    async def Configure(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.configure, request, context)

    async def Check(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.check, request, context)

    async def Diff(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.diff, request, context)

    async def Create(self, request: Any, context: Any) -> Any:
        call = self._requests.preview_create if request.preview else self._requests.create
        return await self._answer(call, request, context, self._changing)

    async def Read(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.read, request, context)

    async def Update(self, request: Any, context: Any) -> Any:
        call = self._requests.preview_update if request.preview else self._requests.update
        return await self._answer(call, request, context, self._changing)

    async def Delete(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.delete, request, context, self._changing)

    async def Invoke(self, request: Any, context: Any) -> Any:
        return await self._answer(self._requests.invoke, request, context)

    async def List(self, request: Any, context: Any) -> AsyncIterator[Any]:
        for response in await self._answer(self._requests.list, request, context):
            yield response

    async def Construct(self, request: Any, context: Any) -> Any:
        from pulumi_servicecatalog.providers.plugin import components  # noqa: PLC0415 - it loads the whole SDK

        await self._answer(self._requests.check_component, request, context)
        return await components.servicer(self._engine_address).Construct(request, context)

    async def Call(self, request: Any, context: Any) -> Any:
        await context.abort(grpc.StatusCode.UNIMPLEMENTED, f"no component has a method {request.tok}")

    def _attach(self, engine_address: str) -> None:
        self._engine_address = engine_address
        self._requests.log = EngineLog(engine_address)

    async def _answer(
        self, call: Callable[[Any], Any], request: Any, context: Any, pool: ThreadPoolExecutor | None = None
    ) -> Any:
        """Run the call in a pool; where it fails, end the RPC with what the failure tells."""
        try:
            return await asyncio.get_running_loop().run_in_executor(pool or self._asking, call, request)
        except asyncio.CancelledError:  # the engine has hung up
            raise
        except BaseException as error:  # noqa: BLE001 - a SystemExit would leave the engine waiting for good
            failure = failures.of(error)
        context.set_trailing_metadata(failure.metadata)
        return await context.abort(failure.code, failure.message)
