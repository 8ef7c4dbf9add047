"""The emulator in this process, in a thread: for tests that want to reach in, and for `__main__`.

    with Emulator(settings={"record_seconds": 0}) as emulator:
        boto3.client("servicecatalog", endpoint_url=emulator.url, ...)

moto keeps its state in module globals, so a process has one emulator at a time; a new one starts empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from catalog_emulator.control import Control
from catalog_emulator.core.clock import ManualClock, SystemClock
from catalog_emulator.core.ids import Ids
from catalog_emulator.core.settings import SettingsBook
from catalog_emulator.core.world import World
from catalog_emulator.wire.app import App
from catalog_emulator.wire.moto_seam.install import install
from catalog_emulator.wire.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType


class Emulator:
    """An emulator that listens as soon as it is made, and serves once it is entered or started."""

    def __init__(
        self,
        *,
        port: int = 0,
        settings: Mapping[str, Any] | None = None,
        manual_clock: bool = False,
        seed: int | None = None,
        allowed_hosts: Iterable[str] = (),
    ) -> None:
        clock = ManualClock() if manual_clock else SystemClock()
        self.world = World(clock=clock, ids=Ids(seed), settings=SettingsBook(settings))
        install(self.world)
        self._server = Server(App(self.world, allowed_hosts=allowed_hosts).answer, port=port)
        self.url = self.world.url = self._server.url
        self.control = Control(self.url)

    def start(self) -> Self:
        """Begin to serve."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Stop to serve; calls that are held or delayed go on at once."""
        self.world.faults.remove()
        self._server.stop()

    def __enter__(self) -> Self:
        """Begin to serve."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop to serve."""
        self.stop()
