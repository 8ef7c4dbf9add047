"""The emulator in a process of its own: for the test suite, the demo and the benchmarks. Standard library only.

with Background("--record-seconds", "0") as emulator:
os.environ["AWS_ENDPOINT_URL"] = emulator.url
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

from catalog_emulator.control import Control

if TYPE_CHECKING:
    from types import TracebackType

_STOP_SECONDS = 10


class Background:
    """Starts `python -m catalog_emulator` with some arguments, and waits until it is ready."""

    def __init__(self, *arguments: str, log: Path | None = None) -> None:
        command = [sys.executable, "-m", "catalog_emulator", *arguments]
        with (log or Path(os.devnull)).open("ab") as errors:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors)  # noqa: S603
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            code = self._process.wait()
            raise RuntimeError(f"the emulator did not start: exit status {code}, see {log or 'its stderr'}")
        self.url: str = json.loads(line)["url"]
        self.control = Control(self.url)

    @property
    def pid(self) -> int:
        """Return the id of the emulator's process."""
        return self._process.pid

    def stop(self) -> int:
        """Ask it to end, wait for it, and return its exit status."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            return self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            if self._process.stdout is not None:
                self._process.stdout.close()

    def __enter__(self) -> Self:
        """Return itself: it serves already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        self.stop()
