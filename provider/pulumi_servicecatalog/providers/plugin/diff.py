"""A comparison, as the engine shows it: which property, how it changes, and whether that replaces the resource.

The engine takes the old side from the state and the new side from the inputs. The state is refreshed before every
update (`refresh_before_update`), so the old side is what AWS has.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers.controller import Compared
from pulumi_servicecatalog.providers.inputs import Inputs
from pulumi_servicecatalog.providers.plugin import stubs
from pulumi_servicecatalog.rules.drift import Change

STABLE = ("provisionedProductId", "arn", "stackId", "type", "createdTime")
"""The outputs that no update changes."""


def without(ignored: Iterable[str], compared: Compared) -> Compared:
    """Leave out what the program tells to ignore: a property, or anything inside of it."""
    paths = [_normal(path) for path in ignored]
    return replace(
        compared,
        changes=tuple(change for change in compared.changes if not _covered(change.property, paths)),
        settings=tuple(name for name in compared.settings if not _covered(name, paths)),
    )


def response(compared: Compared, recorded: Inputs, new: Inputs, *, inputs: Collection[str]) -> Any:
    """Give the answer to Diff; `inputs` are the names of the resource's inputs."""
    pb = stubs.provider_pb2
    if not compared.differs:
        return pb.DiffResponse(changes=pb.DiffResponse.DIFF_NONE, stables=STABLE)
    detailed = dict(_entries(compared, recorded, new, inputs))
    replaces = sorted({_top(path) for path, entry in detailed.items() if entry.kind % 2})
    return pb.DiffResponse(
        changes=pb.DiffResponse.DIFF_SOME,
        diffs=sorted({_top(path) for path in detailed}),
        replaces=replaces,
        detailedDiff=detailed,
        hasDetailedDiff=True,
        deleteBeforeReplace=True,  # the name and the stack are taken for as long as the old one exists
        stables=() if replaces else STABLE,
    )


def unseen(compared: Compared, recorded: Inputs) -> list[str]:
    """Tell the differences whose old side the state does not have, where an engine does not refresh before."""
    told = zip(_known(compared.changes), compared.told(), strict=True) if not compared.gone else ()
    return [line for change, line in told if _at(recorded, change.property) != change.actual]


def _known(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if change.declared is not UNKNOWN]


def _entries(compared: Compared, recorded: Inputs, new: Inputs, inputs: Collection[str]) -> Iterator[tuple[str, Any]]:
    pb = stubs.provider_pb2
    if compared.gone:
        yield "provisionedProductId", pb.PropertyDiff(kind=pb.PropertyDiff.DELETE_REPLACE)
        return
    for change in compared.changes:
        declared = change.declared if change.property.split(".")[0] in inputs else None
        known = change.actual if _at(recorded, change.property) is not None else None  # else there is no old side
        yield _path(change.property), pb.PropertyDiff(kind=kind(known, declared, replaces=change.replaces))
    for name in compared.settings:
        differs = kind(recorded.get(name), new.get(name), replaces=False)
        yield name, pb.PropertyDiff(kind=differs, inputDiff=True)


def kind(old: object, new: object, *, replaces: bool) -> Any:
    """Give the kind of a property's change."""
    kinds = stubs.provider_pb2.PropertyDiff
    if old is None and new is not None:
        return kinds.ADD_REPLACE if replaces else kinds.ADD
    if new is None:
        return kinds.DELETE_REPLACE if replaces else kinds.DELETE
    return kinds.UPDATE_REPLACE if replaces else kinds.UPDATE


def _path(prop: str) -> str:
    """Give a property's path as the engine reads it: a key that is no plain word stands in brackets."""
    name, _, key = prop.partition(".")
    if not key:
        return name
    if key.replace("_", "").isalnum() and not key[0].isdigit():
        return f"{name}.{key}"
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}["{quoted}"]'


def _normal(path: str) -> str:
    return path.replace('["', ".").replace('"]', "").replace("[*]", "").removesuffix(".*")


def _covered(prop: str, paths: Iterable[str]) -> bool:
    return any(prop == path or prop.startswith(f"{path}.") for path in paths)


def _top(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _at(values: Inputs, prop: str) -> Any:
    name, _, key = prop.partition(".")
    value = values.get(name)
    return value.get(key) if key and isinstance(value, dict) else value
