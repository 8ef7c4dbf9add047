"""What a provider tells while it works: lines in the engine's display, on the resource that they belong to."""

from dataclasses import dataclass
from typing import Any

import grpc

from pulumi_servicecatalog.model.problem import Problem, Severity
from pulumi_servicecatalog.providers.plugin import stubs

_PATIENCE = 5.0


class EngineLog:
    """The engine's own service. Without an address, as where a debugger starts the plugin, nothing is told."""

    def __init__(self, address: str | None) -> None:
        self._engine: Any = None
        if address:
            self._engine = stubs.engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def write(self, severity: str, message: str, urn: str, *, passing: bool) -> None:
        """Show a line. An engine that does not listen must not stop an adoption."""
        if self._engine is None:
            return
        pb = stubs.engine_pb2
        line = pb.LogRequest(severity=getattr(pb, severity), message=message, urn=urn, ephemeral=passing)
        try:
            self._engine.Log(line, timeout=_PATIENCE)
        except grpc.RpcError:
            return


@dataclass(frozen=True, slots=True)
class Progress:
    """The lines of one resource, or of a function where the URN is empty."""

    log: EngineLog
    urn: str

    def say(self, message: str) -> None:
        """Show a passing status line."""
        self.log.write("INFO", message, self.urn, passing=True)

    def inform(self, message: str) -> None:
        """Show a lasting remark."""
        self.log.write("INFO", message, self.urn, passing=False)

    def warn(self, message: str) -> None:
        """Show a lasting warning."""
        self.log.write("WARNING", message, self.urn, passing=False)

    def tell(self, problem: Problem) -> None:
        """Show a problem that stops nothing."""
        (self.inform if problem.severity is Severity.INFORMATION else self.warn)(str(problem))
