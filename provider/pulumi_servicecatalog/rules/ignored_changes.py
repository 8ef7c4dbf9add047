"""What a program tells the engine to ignore: ignoreChanges, as the engine hands it on and as a state keeps it."""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.properties import PropertyPath, SentBy
from pulumi_servicecatalog.rules.drift import Change

_KEPT_BY_AWS = properties.sent_by(SentBy.UPDATE | SentBy.UPDATE_PROPERTIES) - {"productId", "productName"}
"""What an update may leave as it is."""


def without(ignored: Iterable[str], changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Leave out what the program tells the engine to ignore: a property, or anything inside of it."""
    paths = [parsed(path) for path in ignored]
    return tuple(change for change in changes if not any(covers(path, change.path) for path in paths))


def undeclared(ignored: Iterable[str], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values without what ignoreChanges names, as far as AWS has something in its place, which it then keeps.

    The engine puts what the state has in the place of an ignored input, which may be out of date. So neither the inputs
    nor what was declared before tell of it. Settings stay, since the state alone has them, and the product does.
    """
    paths = [path for path in map(parsed, ignored) if path.name in _KEPT_BY_AWS]
    whole = {path.name for path in paths if path.key is None}
    kept = {name: value for name, value in values.items() if name not in whole}
    for path in paths:
        value = kept.get(path.name)
        if path.key is not None and isinstance(value, Mapping):
            kept[path.name] = {key: member for key, member in value.items() if key != path.key}
    return kept


def parsed(path: str) -> PropertyPath:
    """Return a path as people write it: `tags`, `tags.team`, `tags["team"]`, `tags.*` or `tags[*]`."""
    plain = path.replace('["', ".").replace('"]', "").replace("[*]", "").removesuffix(".*")
    name, _, key = plain.partition(".")
    return PropertyPath(name, key or None)


def covers(ignored: PropertyPath, path: PropertyPath) -> bool:
    """Return whether a path is one that is ignored, or inside of it."""
    return ignored.name == path.name and ignored.key in {None, path.key}
