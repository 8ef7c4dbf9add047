"""The inventory: what was discovered, a line of JSON for each thing, as docs/inventory.schema.json describes it.

The lines of a shard are written together, and its account's line comes last: a shard without it was not read whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pulumi_servicecatalog.discovery.scan import CatalogVersion, Scan
from pulumi_servicecatalog.discovery.verdict import AlikeVersion, Candidate, Governor, Kind, StackVerdict, Version
from pulumi_servicecatalog.fleet import json_lines
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.rules.templates import Parts

SCHEMA_VERSION: Final = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """The account and the Region of a line; a Region of "" is one that is not known, since nothing answered."""

    account: str
    region: str


def begun(shards: int) -> Line:
    """Return the line that is written first, so that an inventory of a killed run does not look whole.

    Args:
        shards: how many accounts and Regions are to be in it.

    """
    return {"schemaVersion": SCHEMA_VERSION, "kind": "discovery", "shards": shards}


def of_scan(scan: Scan, location: Location, families: set[str]) -> Iterator[Line]:
    """Return the lines of a shard that was read.

    Args:
        scan: what was read.
        location: where.
        families: those that were written before; those of this shard are added.

    """
    products = {version.version.product.id: version.version.product for version in scan.versions}
    for product in products.values():
        yield _line("product", location, {"product": _named(product.id, product.name), "owner": product.owner})
    for version in scan.versions:
        yield _line("version", location, _version(version))
    for family, parts in scan.families.items():
        if family not in families:
            families.add(family)
            yield {"schemaVersion": SCHEMA_VERSION, "kind": "family", "family": family, "parts": _parts(parts)}
    for verdict in scan.verdicts:
        yield _line("stack", location, _stack(verdict))
    yield _line("account", location, {"outcome": "read", "reason": "", "stacks": len(scan.verdicts)})


def of_failure(problem: Problem, location: Location, *, denied: bool) -> Line:
    """Return the line of a shard that could not be read."""
    outcome = "denied" if denied else "failed"
    return _line("account", location, {"outcome": outcome, "reason": str(problem), "problems": [problem.as_dict()]})


def text(lines: Iterable[Line]) -> str:
    """Return lines as they are written."""
    return "".join(map(json_lines.text, lines))


def _line(kind: str, location: Location, members: Mapping[str, Any]) -> Line:
    at = {"account": location.account, "region": location.region}
    return {"schemaVersion": SCHEMA_VERSION, "kind": kind, **at, **members}


def _version(version: CatalogVersion) -> Mapping[str, Any]:
    return {
        **_of_version(version.version),
        "guidance": version.version.artifact.guidance,
        "created": version.version.artifact.created_time.isoformat() if version.version.artifact.created_time else "",
        "family": version.family,
        "unreadable": version.unreadable,
    }


def _stack(verdict: StackVerdict) -> Mapping[str, Any]:
    stack = verdict.stack
    return {
        "stack": {**_named(stack.id, stack.name), "status": stack.status},
        "verdict": verdict.kind.value,
        "reason": reason(verdict),
        "problems": [problem.as_dict() for problem in verdict.problems],
        "family": verdict.family,
        "governedBy": _governor(verdict.governor) if verdict.governor else None,
        "candidates": [
            *(_candidate(candidate) for candidate in verdict.candidates),
            *(_alike(version) for version in verdict.alike),
        ],
        "because": verdict.because,
    }


def reason(verdict: StackVerdict) -> str:
    """Return in a few words why a stack has its verdict."""
    match verdict.kind:
        case Kind.HELD if verdict.governor is not None:
            return _of_governor(verdict.governor)
        case Kind.ADOPTABLE:
            return "identical" if verdict.candidates[0].identical else "equivalent"
        case _:
            return verdict.problems[0].code if verdict.problems else ""


def _of_governor(governor: Governor) -> str:
    if governor.tainted:
        return governor.provisioned_product.status
    if governor.deprecated:
        return "deprecated"
    return "behind" if governor.newest else "current"


def _governor(governor: Governor) -> Mapping[str, Any]:
    held = governor.provisioned_product
    return {
        **_named(held.id, held.name),
        "status": held.status,
        "product": _named(held.product_id, held.product_name),
        "provisioningArtifact": _named(held.artifact_id, held.artifact_name),
        "newest": governor.newest,
        "deprecated": governor.deprecated,
    }


def _candidate(candidate: Candidate) -> Mapping[str, Any]:
    match = "identical" if candidate.identical else "equivalent"
    return {**_of_version(candidate.version), "match": match, "alike": 1.0, "differences": list(candidate.masked)}


def _alike(version: AlikeVersion) -> Mapping[str, Any]:
    return {
        **_of_version(version.version),
        "match": "near",
        "alike": version.alike,
        "differences": list(version.differences),
    }


def _of_version(version: Version) -> Mapping[str, Any]:
    return {
        "product": _named(version.product.id, version.product.name),
        "provisioningArtifact": _named(version.artifact.id, version.artifact.name),
    }


def _named(id_: str, name: str) -> Mapping[str, str]:
    return {"id": id_, "name": name}


def _parts(parts: Parts) -> Mapping[str, Sequence[Any]]:
    return {path: [f"{part.digest:024x}", part.weight] for path, part in parts.items()}
