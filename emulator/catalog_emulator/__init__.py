"""An offline AWS for Service Catalog: moto, with its Service Catalog and CloudFormation replaced.

Used by the test suite, by `make demo`, and by people who want to try the provider without an account.
The provider never imports it, and it never imports the provider.

`Emulator` runs it in this process, `Background` runs it in another one, and `control.Control` talks to either.
Names are imported when they are used: moto takes seconds to load, and a test that only needs `Control` should
not wait for it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog_emulator.background import Background
    from catalog_emulator.control import Control, ControlError
    from catalog_emulator.emulator import Emulator

__all__ = ["Background", "Control", "ControlError", "Emulator"]

_HOME = {
    "Background": "background",
    "Control": "control",
    "ControlError": "control",
    "Emulator": "emulator",
}


def __getattr__(name: str) -> Any:
    """Import a public name from the module that it lives in."""
    if name in _HOME:
        return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
