"""The operations of the API, grouped by what they are about.

Each module enters its functions into `operation.OPERATIONS` when it is imported; `load` imports them all.
"""

from __future__ import annotations

import importlib
import pkgutil


def load() -> None:
    """Import every module here, so that the table of operations is complete."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
