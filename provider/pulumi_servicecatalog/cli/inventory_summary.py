"""Prints what an inventory comes to: a table by account, the coverage, the causes, and what to do next."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.discovery.summary import Summary
from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.model import display

SCHEMA_VERSION: Final = 1
_KINDS: Final = tuple(kind.value for kind in Kind)
_MOST_ROWS: Final = 40
"""How many accounts and Regions the table shows; the inventory has them all."""


def as_text(summary: Summary, inventory: Path) -> str:
    """Return the tables and sentences that a person reads."""
    return (
        "\n".join(
            [
                *_table(summary),
                "",
                f"{summary.coverage()}.",
                *_left_out(summary),
                *_causes(summary),
                "",
                *_next(summary, inventory),
            ]
        )
        + "\n"
    )


def as_json(summary: Summary, inventory: Path) -> str:
    """Return a document whose shape `schemaVersion` names; keys may be added to it, and are never removed."""
    return display.as_json(
        {
            "schemaVersion": SCHEMA_VERSION,
            "inventory": str(inventory),
            "stacks": sum(summary.verdicts.values()),
            "verdicts": {kind: summary.verdicts.get(kind, 0) for kind in _KINDS},
            "coverage": {
                "governed": summary.held,
                "of": summary.countable,
                "share": round(summary.share, 4),
                "adoptable": summary.adoptable,
                "blocked": summary.blocked,
                "leftOut": summary.left_out,
            },
            "causes": [
                {"code": cause.code, "stacks": cause.stacks, "example": cause.example, "remedy": cause.remedy}
                for cause in summary.causes
            ],
            "unread": [
                {"account": row.account, "region": row.region, "reason": row.reason}
                for row in summary.rows
                if row.reason
            ],
        }
    )


def _table(summary: Summary) -> Iterator[str]:
    yield f"{'ACCOUNT':<14}{'REGION':<16}" + "".join(f"{kind.upper():>12}" for kind in _KINDS)
    for row in summary.rows[:_MOST_ROWS]:
        location = f"{row.account or '-':<14}{row.region or '-':<16}"
        if row.reason:
            yield from layout.paragraph(f"not read: {row.reason}", first=f"{location}  ", rest="    ")
        else:
            yield display.line(location + "".join(f"{row.verdicts.get(kind, 0):>12}" for kind in _KINDS))
    if len(summary.rows) > _MOST_ROWS:
        yield f"and {len(summary.rows) - _MOST_ROWS} more, which the inventory has"
    if len(summary.rows) > 1:
        yield f"{'all':<30}" + "".join(f"{summary.verdicts.get(kind, 0):>12}" for kind in _KINDS)


def _left_out(summary: Summary) -> Iterator[str]:
    if summary.left_out:
        yield f"{summary.left_out} more are nested, of stack sets or of tools, and are not counted."
    if summary.unread:
        yield f"{summary.unread} of {len(summary.rows)} accounts and Regions could not be read."


def _causes(summary: Summary) -> Iterator[str]:
    if summary.causes:
        yield ""
        yield "What keeps stacks from being adopted:"
    for cause in summary.causes:
        first = f"  {cause.stacks:>6}  "
        yield from layout.paragraph(f"[{cause.code}] for example: {cause.example}", first=first, rest=" " * 10)
        yield from layout.paragraph(cause.remedy, first=" " * 8 + "> ", rest=" " * 10)


def _next(summary: Summary, inventory: Path) -> Iterator[str]:
    yield f"The inventory is {inventory}."
    if summary.unread:
        yield "Next: allow what is missing, and complete it with `catalogctl discover --resume` and the same options."
    elif summary.adoptable:
        yield f"Next: `catalogctl generate {inventory} --out DIR` writes a Pulumi project that adopts them."
