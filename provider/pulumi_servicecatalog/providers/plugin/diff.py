"""A comparison, as the engine shows it: which property, how it changes, and whether that replaces the resource.

The engine takes the old side from the state and the new side from the inputs. What AWS has is on the old side only
where the state was refreshed before, as by the setting `refreshBeforeUpdate`; else `drift_lines` tells it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.codec import Values
from pulumi_servicecatalog.model import outputs, properties
from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.providers import drift_lines, stubs
from pulumi_servicecatalog.reconcile.controller import DiffResult
from pulumi_servicecatalog.rules import drift, ignored_changes


def without(ignored: Iterable[str], result: DiffResult) -> DiffResult:
    """Leave out what the program tells the engine to ignore."""
    return replace(result, changes=ignored_changes.without(ignored, result.changes))


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
