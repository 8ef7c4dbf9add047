"""What this tool takes from the machine it runs on: gathered once by `__main__`, replaced whole in tests."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str], None]

INSTALLER = "https://get.pulumi.com/releases/sdk"


class UnobtainableError(Exception):
    """There is no Pulumi CLI to be had. The message is for the person at the keyboard."""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """The environment, the folder to keep things in, and the way to tell a person what is going on."""

    environ: Mapping[str, str]
    cache: Path
    say: Say
    installer: str = INSTALLER
    patience: float = 5.0  # seconds in which the installer must start to answer
    heartbeat: float = 15.0  # seconds between two signs of life

    def find(self, program: str) -> Path | None:
        """Return where PATH has an executable of this name."""
        path = shutil.which(program, path=self.environ.get("PATH", ""))
        return Path(path).absolute() if path else None


def this_machine(say: Say) -> Machine:
    """Describe the machine that runs this."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Machine(environ=os.environ, cache=Path(base) / "pulumi-servicecatalog", say=say)
