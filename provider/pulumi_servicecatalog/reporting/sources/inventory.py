"""An inventory of `catalogctl discover`: accounts, stacks, versions, and the families that no version has."""

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Final

from pulumi_servicecatalog.discovery import families
from pulumi_servicecatalog.discovery.families import Links
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.reporting.model import (
    AccountEntry,
    Candidate,
    FamilyEntry,
    FamilyLink,
    Holder,
    Named,
    Outcome,
    ReportedProblem,
    StackEntry,
    VersionEntry,
)
from pulumi_servicecatalog.reporting.sources.error import SourceError

_MOST_LINKED: Final = 50
"""Of how many families it is said which others are one part apart."""


def parts(inventory: Inventory) -> Mapping[str, Any]:
    """Return what an inventory brings to a report, by the members of `Report`.

    Raises:
        SourceError: a line is not as the schema has it.

    """
    try:
        return {
            "accounts": tuple(map(_account, inventory.accounts)),
            "stacks": tuple(map(_stack, inventory.stacks)),
            "versions": tuple(_versions(inventory.versions)),
            "families": tuple(_families(inventory)),
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(f"a line is not as docs/inventory.schema.json has it: {error!r}") from error


def _account(line: Line) -> AccountEntry:
    return AccountEntry(
        account=line["account"],
        region=line["region"],
        outcome=Outcome(line["outcome"]),
        reason=line["reason"],
        problems=_problems(line.get("problems", ())),
        stacks=line.get("stacks", 0),
    )


def _stack(line: Line) -> StackEntry:
    return StackEntry(
        account=line["account"],
        region=line["region"],
        stack=named(line["stack"]),
        status=line["stack"]["status"],
        verdict=line["verdict"],
        reason=line["reason"],
        problems=_problems(line["problems"]),
        family=line["family"],
        governed_by=_holder(line["governedBy"]) if line["governedBy"] else None,
        candidates=tuple(map(_candidate, line["candidates"])),
    )


def _holder(line: Line) -> Holder:
    return Holder(
        provisioned_product=named(line),
        status=line["status"],
        product=named(line["product"]),
        artifact=named(line["provisioningArtifact"]),
        newest=line["newest"],
        deprecated=line["deprecated"],
    )


def _candidate(line: Line) -> Candidate:
    return Candidate(
        product=named(line["product"]),
        artifact=named(line["provisioningArtifact"]),
        match=line["match"],
        alike=line.get("alike", 1.0),
        differences=tuple(line["differences"]),
    )


def _versions(lines: Iterable[Line]) -> Iterator[VersionEntry]:
    """Return versions with their order by the moments at which they were made, or else as AWS lists them."""
    products: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        products.setdefault((line["account"], line["region"], line["product"]["id"]), []).append(line)
    for versions in products.values():
        for order, line in enumerate(sorted(versions, key=lambda version: version.get("created", ""))):
            yield VersionEntry(
                account=line["account"],
                region=line["region"],
                product=named(line["product"]),
                artifact=named(line["provisioningArtifact"]),
                guidance=line.get("guidance", "DEFAULT"),
                order=order,
            )


def _families(inventory: Inventory) -> Iterator[FamilyEntry]:
    unmatched = families.without_version(inventory.stacks)
    links = Links(unmatched, inventory.families)
    for number, family in enumerate(unmatched):
        linked = links.of(family) if number < _MOST_LINKED else ()
        yield FamilyEntry(
            id=family.id,
            links=tuple(FamilyLink(family=link.family.id, how=link.how, path=link.path) for link in linked),
        )


def _problems(lines: Iterable[Line]) -> tuple[ReportedProblem, ...]:
    return tuple(map(problem, lines))


def problem(line: Line) -> ReportedProblem:
    """Return a problem, as the JSON of catalogctl has it."""
    code, severity, property_, message, remedy = _PROBLEM(line)
    return ReportedProblem(code=code, severity=severity, property=property_, message=message, remedy=remedy)


_PROBLEM: Final = itemgetter("code", "severity", "property", "message", "remedy")


def named(line: Line) -> Named:
    """Return an ID and a name."""
    return Named(id=line["id"], name=line["name"])
