"""What of a template no message may show: the values that a NoEcho parameter declares. `difference` asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from pulumi_servicecatalog.rules.templates.mask import Path
    from pulumi_servicecatalog.rules.templates.template import Value

_SECTION: Final = "Parameters"
_VALUES: Final = frozenset({"AllowedPattern", "AllowedValues", "Default"})
_LEVELS: Final = 3
"""Section, name, and what is declared of the parameter."""


def is_secret(path: Path, no_echo: Collection[str]) -> bool:
    """Tell whether the path leads to such a value, or into it."""
    return len(path) >= _LEVELS and path[0] == _SECTION and path[1] in no_echo and path[2] in _VALUES


def without(value: Value, path: Path, no_echo: Collection[str]) -> Value:
    """Return what is at a path with each such value masked."""
    if isinstance(value, dict) and path[:1] in {(), (_SECTION,)} and len(path) < _LEVELS:
        return {key: without(item, (*path, key), no_echo) for key, item in value.items()}
    return "****" if is_secret(path, no_echo) else value
