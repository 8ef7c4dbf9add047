"""Prints what an inventory comes to: a table by account, the coverage, the causes, and what to do next."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.cli.layout import ASIDE, BAD, CAREFUL, GOOD, NAME, Block, Column, Paragraph, Row, Span, Table
from pulumi_servicecatalog.discovery import summary as summaries
from pulumi_servicecatalog.discovery.summary import SharedTemplate, Summary
from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.model import display

SCHEMA_VERSION: Final = 1
_KINDS: Final = tuple(kind.value for kind in Kind)
_STYLES: Final = {
    Kind.HELD.value: GOOD,
    Kind.ADOPTABLE.value: "cyan",
    Kind.ALIKE.value: CAREFUL,
    Kind.UNREADABLE.value: BAD,
}
_MOST_ROWS: Final = 40
"""How many accounts and Regions the table shows; the inventory has them all."""


def as_text(summary: Summary, inventory: Path) -> list[Block]:
    """Return the tables and sentences that a person reads."""
    return [
        *_table(summary),
        layout.line(),
        layout.line(Span(f"{summary.coverage()}.", NAME)),
        *map(layout.line, _left_out(summary)),
        *_causes(summary),
        *_shared(summary),
        layout.line(),
        *map(layout.line, _next(summary, inventory)),
    ]


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
            "templatesWithoutVersion": summary.families,
            "sharedTemplates": [_shared_template(template) for template in summary.shared],
            "unread": [
                {"account": row.account, "region": row.region, "reason": row.reason}
                for row in summary.rows
                if row.reason
            ],
        }
    )


def _shared_template(template: SharedTemplate) -> Mapping[str, Any]:
    links = [
        {"family": link.family.id, "stacks": len(link.family.stacks), "path": link.path, "how": link.how}
        for link in template.links
    ]
    return {
        "family": template.family,
        "stacks": template.stacks,
        "example": template.example,
        "onePartApart": links,
    }


def _table(summary: Summary) -> Iterator[Block]:
    kinds = [Column(heading=kind.upper(), width=12, numbers=True, style=_STYLES.get(kind, "")) for kind in _KINDS]
    columns = [Column(heading="ACCOUNT", width=14), Column(heading="REGION", width=16), *kinds]
    rows = [_row(row) for row in summary.rows[:_MOST_ROWS]]
    if len(summary.rows) > 1:
        rows.append(Row(values=["all", "", *_counts(summary.verdicts)]))
    yield Table(columns=columns, rows=rows)
    if len(summary.rows) > _MOST_ROWS:
        yield layout.line(f"The inventory has {len(summary.rows) - _MOST_ROWS} more accounts and Regions.")


def _row(row: summaries.Row) -> Row:
    location = [row.account or "-", row.region or "-"]
    if row.reason:
        return Row(values=location, note=f"not read: {row.reason}")
    return Row(values=[*location, *_counts(row.verdicts)])


def _counts(verdicts: Mapping[str, int]) -> list[str]:
    return [str(verdicts.get(kind, 0)) for kind in _KINDS]


def _left_out(summary: Summary) -> Iterator[str]:
    if summary.left_out:
        yield f"{summary.left_out} more are nested, of stack sets or of tools, and are not counted."
    if summary.unread:
        yield f"{summary.unread} of {len(summary.rows)} accounts and Regions could not be read."


def _causes(summary: Summary) -> Iterator[Block]:
    if summary.causes:
        yield layout.line()
        yield layout.line("What keeps stacks from being adopted:")
    for cause in summary.causes:
        first = Span(f"  {cause.stacks:>6}  ", BAD)
        yield Paragraph(text=Span(f"[{cause.code}] for example: {cause.example}"), first=[first], rest=" " * 10)
        yield Paragraph(text=Span(cause.remedy, ASIDE), first=[Span(" " * 8 + "> ")], rest=" " * 10)


def _shared(summary: Summary) -> Iterator[Block]:
    if summary.shared:
        yield layout.line()
        yield layout.line(f"Of {summary.families} templates that no version has, most stacks share these:")
    for template in summary.shared:
        yield Paragraph(text=Span(str(template)), first=[Span("  ")], rest=" " * 10)


def _next(summary: Summary, inventory: Path) -> Iterator[str]:
    yield f"The inventory is {inventory}."
    if summary.unread:
        yield "Next: fix what kept them from being read, and repeat the command with the same options and `--resume`."
    elif summary.adoptable:
        yield f"Next: `catalogctl generate {inventory} --out DIR` writes a Pulumi project that adopts them."
    if summary.families and not summary.unread:
        yield f"`catalogctl propose {inventory} --out DIR` writes products for stacks that no version matches."
