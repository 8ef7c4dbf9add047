"""What a provider shows while it works: lines in the engine's display, on the resource that they belong to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.providers import stubs

_TIMEOUT = 5.0
"""Seconds that the engine has to take a line."""


class EngineLog:
    """The engine's own service. Without an address, as where a debugger starts the plugin, nothing is shown."""

    def __init__(self, address: str | None) -> None:
        self._engine: Any = None
        if address:
            import grpc  # noqa: PLC0415 - a Python program loads this module too, and shows nothing through it

            self._engine = stubs.engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def write(self, severity: str, message: str, urn: str, *, ephemeral: bool) -> None:
        """Show a line. An engine that does not listen must not stop an operation."""
        if self._engine is None:
            return
        import grpc  # noqa: PLC0415

        pb = stubs.engine_pb2
        text = display.shown(message)
        line = pb.LogRequest(severity=getattr(pb, severity), message=text, urn=urn, ephemeral=ephemeral)
        try:
            self._engine.Log(line, timeout=_TIMEOUT)
        except grpc.RpcError:
            return


@dataclass(frozen=True, slots=True)
class ResourceLog:
    """The lines of one resource, or of none where the URN is empty.

    `names` spells properties as a program does; `withheld` leaves out the values that are secret.
    """

    log: EngineLog
    urn: str
    names: Callable[[str], str] = str
    withheld: Callable[[str], str] = str

    def status(self, message: str) -> None:
        """Show a passing status line."""
        self._write("INFO", message, ephemeral=True)

    def info(self, message: str) -> None:
        """Show a lasting remark."""
        self._write("INFO", message)

    def warning(self, message: str) -> None:
        """Show a lasting warning."""
        self._write("WARNING", message)

    def error(self, message: str) -> None:
        """Show an error, which by itself ends nothing."""
        self._write("ERROR", message)

    def remark(self, problems: Iterable[Problem]) -> None:
        """Show problems that stop nothing."""
        for problem in problems:
            (self.info if problem.severity is Severity.INFORMATION else self.warning)(str(problem))

    def _write(self, severity: str, message: str, *, ephemeral: bool = False) -> None:
        public = self.withheld(message)
        text = display.Block(public) if isinstance(message, display.Block) else self.names(public)
        self.log.write(severity, text, self.urn, ephemeral=ephemeral)
