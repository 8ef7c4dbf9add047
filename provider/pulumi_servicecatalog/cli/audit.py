"""`catalogctl audit`: the rules of the policy pack on files, without an engine."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from pulumi_servicecatalog.cli import exit_codes, layout
from pulumi_servicecatalog.cli.commands.audit import AuditOptions
from pulumi_servicecatalog.cli.layout import Block, Paragraph, Span
from pulumi_servicecatalog.drift.state import StateError
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.policy import audit, configuration, inventory, state, unjudged
from pulumi_servicecatalog.policy.catalog import Catalog
from pulumi_servicecatalog.policy.configuration import ConfigurationError, Configured
from pulumi_servicecatalog.policy.rule import Enforcement, Violation
from pulumi_servicecatalog.policy.state import State
from pulumi_servicecatalog.policy.unjudged import Unjudged
from pulumi_servicecatalog.reporting.headline import count
from pulumi_servicecatalog.reporting.model import merge
from pulumi_servicecatalog.reporting.sources.error import SourceError

_STANDARD_INPUT: Final = Path("-")
_SCHEMA_VERSION: Final = 1


def run(options: AuditOptions) -> int:
    """Judge the files, and print what is against a rule."""
    try:
        configured = _configured(options.config)
        states, catalog = _read(options.files)
        folder = options.config.parent if options.config else Path()
        read = cache(lambda path: inventory.read(folder / path))
        violations = list(audit.judge(states, catalog, configured, read))
        missed = unjudged.of(states, catalog, configured, read)
    except (ConfigurationError, StateError, SourceError) as error:
        layout.complain(error)
        return exit_codes.CONFIGURATION
    lacking = audit.not_applied(catalog, configured)
    if options.json:
        sys.stdout.write(display.as_json(_document(violations, missed, lacking)))
    else:
        layout.show(_blocks(violations, missed, lacking))
        layout.show([layout.line(_judged(states, catalog))])
    if any(violation.enforcement is Enforcement.MANDATORY for violation in violations):
        return exit_codes.BLOCKED
    return exit_codes.ERROR if missed else exit_codes.OK


def _configured(path: Path | None) -> Mapping[str, Configured]:
    if path is None:
        return configuration.configured({})
    try:
        return configuration.parse(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ConfigurationError) as error:
        reason = error.strerror if isinstance(error, OSError) else " ".join(str(error).split())
        raise ConfigurationError(f"{path}: {reason}") from error


def _read(paths: Sequence[Path]) -> tuple[Sequence[State], Catalog | None]:
    """Return the states and what the other files say of the catalog; what a file is, is seen from its content."""
    states, reports = [], []
    for path in paths:
        text = _text(path)
        if state.is_state(text):
            states.append(state.parse(text, str(path)))
        else:
            reports.append(inventory.report(path))
    return states, inventory.of(merge(reports)) if reports else None


def _text(path: Path) -> str:
    if path == _STANDARD_INPUT:
        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise StateError(f"{path}: {reason}") from error


def _judged(states: Sequence[State], catalog: Catalog | None) -> str:
    resources = count(sum(len(known.declared) for known in states), "resource")
    stacks = f", and {count(len(catalog.stacks), 'stack')} of inventories" if catalog else ""
    return f"judged: {resources} of {count(len(states), 'state')}{stacks}"


def _blocks(violations: Sequence[Violation], missed: Sequence[Unjudged], lacking: Mapping[str, str]) -> Iterator[Block]:
    for violation in violations:
        style = layout.BAD if violation.enforcement is Enforcement.MANDATORY else layout.CAREFUL
        first = [Span(f"[{violation.rule.id}]", style), Span(f" {violation.name}: " if violation.name else " ")]
        yield layout.line(*first, violation.message)
        yield Paragraph(text=Span(violation.rule.remedy, layout.ASIDE), first=[Span("  ")], rest="  ")
    for one in missed:
        rule = f" by {one.rule}" if one.rule else ""
        yield layout.line(Span(f"{one.name}: ", layout.CAREFUL), f"not judged{rule}: {one.reason}")
    mandatory = sum(violation.enforcement is Enforcement.MANDATORY for violation in violations)
    number = "1 violation" if len(violations) == 1 else f"{len(violations)} violations"
    yield layout.line(f"{number}, {mandatory} mandatory")
    if lacking:
        yield Paragraph(
            text=Span(", ".join(f"{rule} (needs {name})" for rule, name in lacking.items()), layout.ASIDE),
            first=[Span("not applied: ")],
            rest="  ",
        )


def _document(
    violations: Sequence[Violation], missed: Sequence[Unjudged], lacking: Mapping[str, str]
) -> Mapping[str, Any]:
    return {
        "schemaVersion": _SCHEMA_VERSION,
        "violations": [
            {
                "rule": violation.rule.id,
                "severity": violation.rule.severity.value,
                "enforcement": violation.enforcement.value,
                "message": violation.message,
                "remedy": violation.rule.remedy,
                "urn": violation.urn,
                "name": violation.name,
            }
            for violation in violations
        ],
        "notJudged": [{"name": one.name, "reason": one.reason, "rule": one.rule} for one in missed],
        "notApplied": lacking,
    }
