"""What an engine was asked to show."""

from dataclasses import dataclass
from threading import Condition
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

_PATIENCE = 60


@dataclass(frozen=True)
class Said:
    """A line that the provider asked the engine to show."""

    severity: str
    message: str
    urn: str
    passing: bool


class Screen(engine_pb2_grpc.EngineServicer):
    """What the engine was asked to show."""

    def __init__(self) -> None:
        self._said: list[Said] = []
        self._changed = Condition()

    def Log(self, request: Any, _context: Any) -> empty_pb2.Empty:  # noqa: N802 - gRPC's name
        severity = engine_pb2.LogSeverity.Name(request.severity)
        with self._changed:
            self._said.append(Said(severity, request.message, request.urn, request.ephemeral))
            self._changed.notify_all()
        return empty_pb2.Empty()

    def said(self) -> list[Said]:
        with self._changed:
            return list(self._said)

    def wait_for(self, part: str, urn: str = "") -> None:
        """Wait until a line with this part was shown, on any resource or on the one that is named."""
        with self._changed:
            shown = self._changed.wait_for(
                lambda: any(part in item.message and urn in {"", item.urn} for item in self._said), _PATIENCE
            )
        assert shown, f"nobody said {part!r} on {urn or 'any resource'}, but {self._said}"
