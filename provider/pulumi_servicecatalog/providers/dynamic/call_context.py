"""What the engine sent with a call of the dynamic face, beyond what Pulumi's dynamic API hands on.

The API gives a provider the properties alone. The request and its context are locals of the servicer one frame above,
and from there come the URN, the timeout and the recorded inputs. Where Pulumi changes that frame, `current` gives a
call that knows nothing, and the provider works without: no status lines, the default timeout, resuming by adoption.
"""

import sys
from dataclasses import dataclass
from functools import cache
from typing import Any

_FRAMES = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class CallContext:
    """`timeout` is in seconds, 0 where the program sets none; `context` is grpc's, None where it was not found."""

    urn: str = ""
    timeout: float = 0.0
    request: Any = None
    context: Any = None

    def say(self, message: str) -> None:
        """Show a passing status line on the resource."""
        self._log(message, severity="INFO", ephemeral=True)

    def warn(self, message: str) -> None:
        """Show a lasting warning on the resource."""
        self._log(message, severity="WARNING", ephemeral=False)

    def inform(self, message: str) -> None:
        """Show a lasting remark on the resource."""
        self._log(message, severity="INFO", ephemeral=False)

    def fail(self, message: str) -> None:
        """Show an error on the resource, which by itself ends nothing."""
        self._log(message, severity="ERROR", ephemeral=False)

    def _log(self, message: str, *, severity: str, ephemeral: bool) -> None:
        engine = _engine()
        if engine is None or not self.urn:
            return
        import grpc  # noqa: PLC0415 - present wherever the engine is, and slow to import elsewhere
        from pulumi.runtime.proto import engine_pb2  # noqa: PLC0415

        request = engine_pb2.LogRequest(
            severity=getattr(engine_pb2, severity), message=message, urn=self.urn, ephemeral=ephemeral
        )
        try:
            engine.Log(request, timeout=5)
        except grpc.RpcError:  # an engine that does not listen must not stop an adoption
            return


def current(method: str) -> CallContext:
    """Find the call that is being served by the servicer's method of this name."""
    frame = sys._getframe(1)  # noqa: SLF001 - the way into the servicer's frame; see the module's docstring
    for _ in range(_FRAMES):
        if frame.f_back is None:
            break
        frame = frame.f_back
        request, context = frame.f_locals.get("request"), frame.f_locals.get("context")
        if frame.f_code.co_name == method and request is not None and context is not None:
            return CallContext(
                urn=getattr(request, "urn", ""),
                timeout=float(getattr(request, "timeout", 0.0) or 0.0),
                request=request,
                context=context,
            )
    return CallContext()


@cache
def _engine() -> Any:
    """Open the engine's own service, whose address is the last argument of a dynamic provider's process."""
    address = sys.argv[-1]
    if ":" not in address:
        return None
    import grpc  # noqa: PLC0415
    from pulumi.runtime.proto import engine_pb2_grpc  # noqa: PLC0415

    return engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))
