"""What the engine sent with a call of the dynamic provider, beyond what Pulumi's dynamic API hands on.

The API gives a provider the properties alone. The request and its context are locals of the servicer one frame above,
and from there come the URN, the timeout and the recorded inputs. Where Pulumi changes that frame, `current` gives a
call that knows nothing, and the provider works without: no status lines, the default timeout, resuming by adoption.
"""

import sys
from dataclasses import dataclass
from functools import cache
from typing import Any

from pulumi_servicecatalog.host.shared_claims import SharedClaims
from pulumi_servicecatalog.model import python_names
from pulumi_servicecatalog.providers.engine_log import EngineLog, ResourceLog

_FRAMES = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class CallContext:
    """`timeout` is in seconds, 0 where the program sets none; `context` is grpc's, None where it was not found."""

    urn: str = ""
    timeout: float = 0.0
    request: Any = None
    context: Any = None
    engine_log: EngineLog | None = None

    @property
    def log(self) -> ResourceLog:
        """Return what shows lines on the resource; without a URN nothing is shown."""
        log = self.engine_log if self.urn else None
        return ResourceLog(log or EngineLog(None), self.urn, python_names.in_text)


def current(method: str, engine_log: EngineLog) -> CallContext:
    """Return the call that is being served by the servicer's method of this name, and shows its lines there."""
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
                engine_log=engine_log,
            )
    return CallContext()


@cache
def engine_log() -> EngineLog:
    """Open the engine's own service."""
    return EngineLog(_engine_address() or None)


@cache
def claims() -> SharedClaims:
    """Return what the processes of the engine's operation claim, of which this is one."""
    return SharedClaims(_engine_address)


def _engine_address() -> str:
    """Return the last argument of a dynamic provider's process; "" in another one."""
    address = sys.argv[-1]
    return address if ":" in address else ""
