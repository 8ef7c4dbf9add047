"""Takes secrecy off values before the core sees them, and puts it back on what comes out.

The core compares and sends plain values. What was secret in the inputs is secret in the state as well; a secret
parameter is secret among the stack's live parameters, too.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.providers.plugin.wire import Secret

Path = tuple[str, ...]

_SHOWN_IN = {prop.name: prop.shown_in for prop in properties.PROPERTIES if prop.shown_in}
"""Where the values of an input show up again in the outputs."""


def revealed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without secrecy, and without nulls, which mean the same as leaving them out."""
    return {name: _plain(value) for name, value in values.items() if _plain(value) is not None}


def secret_paths(values: Mapping[str, Any]) -> frozenset[Path]:
    """Return the paths at which something is secret."""
    return frozenset(_paths(values, ()))


def concealed(values: Mapping[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """Return the values with secrecy at the paths, as far as they lead anywhere."""
    kept = dict(values)
    for path in paths:
        for start in {path[0], _SHOWN_IN.get(path[0], path[0])}:
            if start in kept:
                kept[start] = _wrapped(kept[start], path[1:])
    return kept


def _plain(value: Any) -> Any:
    match value:
        case Secret():
            return _plain(value.value)
        case Mapping():
            return revealed(value)
        case list():
            return [_plain(item) for item in value]
        case _:
            return value


def _paths(value: Any, path: Path) -> Iterable[Path]:
    match value:
        case Secret():
            yield path
        case Mapping():
            for name, member in value.items():
                yield from _paths(member, (*path, name))
        case list() if any(True for item in value for _ in _paths(item, ())):
            yield path  # a list is secret as a whole, since its order may change
        case _:
            return


def _wrapped(value: Any, path: Path) -> Any:
    if isinstance(value, Secret):
        return value
    if not path:
        return Secret(value)
    if not isinstance(value, Mapping) or path[0] not in value:
        return value
    return {**value, path[0]: _wrapped(value[path[0]], path[1:])}
