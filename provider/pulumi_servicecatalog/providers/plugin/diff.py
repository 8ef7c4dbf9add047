"""A comparison, as the engine shows it: which property, how it changes, and whether that replaces the resource.

The engine takes the old side from the state and the new side from the inputs. What AWS has is on the old side only
where the state was refreshed before, as by the setting `refreshBeforeUpdate`; else `drift_lines` tells it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model import outputs, properties
from pulumi_servicecatalog.model.properties import PropertyPath, SentBy
from pulumi_servicecatalog.providers import drift_lines, stubs
from pulumi_servicecatalog.providers.codec import Values
from pulumi_servicecatalog.reconcile.controller import DiffResult
from pulumi_servicecatalog.rules import drift

_KEPT_BY_AWS = properties.sent_by(SentBy.UPDATE | SentBy.UPDATE_PROPERTIES) - {"productId", "productName"}
"""What an update may leave as it is."""


def without(ignored: Iterable[str], result: DiffResult) -> DiffResult:
    """Leave out what the program tells the engine to ignore: a property, or anything inside of it."""
    paths = [_parsed(path) for path in ignored]
    kept = tuple(change for change in result.changes if not any(_covers(path, change.path) for path in paths))
    return replace(result, changes=kept)


def undeclared(ignored: Iterable[str], values: Values) -> Values:
    """Return values without what ignoreChanges names, as far as AWS has something in its place, which it then keeps.

    The engine puts what the state has in the place of an ignored input, which may be out of date. So neither the inputs
    nor what was declared before tell of it. Settings stay, since the state alone has them, and the product does.
    """
    paths = [path for path in map(_parsed, ignored) if path.name in _KEPT_BY_AWS]
    whole = {path.name for path in paths if path.key is None}
    kept = {name: value for name, value in values.items() if name not in whole}
    for path in paths:
        value = kept.get(path.name)
        if path.key is not None and isinstance(value, Mapping):
            kept[path.name] = {key: member for key, member in value.items() if key != path.key}
    return kept


def also(changes: tuple[drift.Change, ...], result: DiffResult) -> DiffResult:
    """Add changes of the state alone, where nothing else changes the same."""
    known = {change.path for change in result.changes}
    return replace(result, changes=(*result.changes, *(change for change in changes if change.path not in known)))


def response(result: DiffResult, recorded: Values, new: Values) -> Any:
    """Return the answer to Diff."""
    pb = stubs.provider_pb2
    if not result.differs:
        return pb.DiffResponse(changes=pb.DiffResponse.DIFF_NONE, stables=outputs.STABLE)
    entries = dict(_entries(result, recorded, new))
    detailed = {_written(path): entry for path, entry in entries.items()}
    replaces = sorted({path.name for path, entry in entries.items() if entry.kind % 2})
    return pb.DiffResponse(
        changes=pb.DiffResponse.DIFF_SOME,
        diffs=sorted({path.name for path in entries}),
        replaces=replaces,
        detailedDiff=detailed,
        hasDetailedDiff=True,
        deleteBeforeReplace=True,  # the name and the stack are taken for as long as the old one exists
        stables=() if replaces else outputs.STABLE,
    )


def _entries(result: DiffResult, recorded: Values, new: Values) -> Iterator[tuple[PropertyPath, Any]]:
    pb = stubs.provider_pb2
    if result.gone:
        yield PropertyPath("provisionedProductId"), pb.PropertyDiff(kind=pb.PropertyDiff.DELETE_REPLACE)
        return
    live = {change.path.name for change in result.changes if not change.setting}
    for change in result.changes:
        name = change.path.name
        if not change.setting:
            declared = change.declared if name in properties.BY_NAME else None
            has_old_side = drift_lines.at(recorded, change.path) is not None
            known = change.actual if has_old_side else None
            yield change.path, pb.PropertyDiff(kind=kind(known, declared, replaces=change.replaces))
        elif name not in live:
            differs = kind(recorded.get(name), new.get(name), replaces=False)
            yield change.path, pb.PropertyDiff(kind=differs, inputDiff=True)


def kind(old: object, new: object, *, replaces: bool) -> Any:
    """Return the kind of a property's change."""
    kinds = stubs.provider_pb2.PropertyDiff
    if old is None and new is not None:
        return kinds.ADD_REPLACE if replaces else kinds.ADD
    if new is None:
        return kinds.DELETE_REPLACE if replaces else kinds.DELETE
    return kinds.UPDATE_REPLACE if replaces else kinds.UPDATE


def _written(path: PropertyPath) -> str:
    """Return a path as the engine reads it: a key that is no plain word stands in brackets."""
    if path.key is None:
        return path.name
    if path.key.replace("_", "").isalnum() and not path.key[0].isdigit():
        return f"{path.name}.{path.key}"
    quoted = path.key.replace("\\", "\\\\").replace('"', '\\"')
    return f'{path.name}["{quoted}"]'


def _parsed(path: str) -> PropertyPath:
    """Return a path of ignoreChanges: `tags`, `tags.team`, `tags["team"]`, `tags.*` or `tags[*]`."""
    plain = path.replace('["', ".").replace('"]', "").replace("[*]", "").removesuffix(".*")
    name, _, key = plain.partition(".")
    return PropertyPath(name, key or None)


def _covers(ignored: PropertyPath, path: PropertyPath) -> bool:
    return ignored.name == path.name and ignored.key in {None, path.key}
