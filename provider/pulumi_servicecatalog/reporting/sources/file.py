"""A file that a command has written, as a report: which kind it is of is seen from its content."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pulumi_servicecatalog.discovery import inventory_file
from pulumi_servicecatalog.discovery.inventory_file import InventoryError
from pulumi_servicecatalog.fleet import json_lines
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting import model
from pulumi_servicecatalog.reporting.model import Report, ReportError, Source
from pulumi_servicecatalog.reporting.sources import check, inventory, results
from pulumi_servicecatalog.reporting.sources.error import SourceError

_INVENTORY: Final = frozenset({"discovery", "account", "product", "version", "family", "stack"})
_DAY: Final = len("2027-01-31")
_RESULTS: Final = frozenset({"begun", "result"})


def read(path: Path, *, created: str, version: str) -> Report:
    """Read an inventory, the results or the ledger of a rollout, what `check --json` has printed, or a report.

    Args:
        path: the file.
        created: when, in ISO 8601, for what does not say it itself, and for known differences that expire.
        version: the version of catalogctl, likewise.

    Raises:
        SourceError: it cannot be read, is cut off, is another file, or is of another version; one line that names it.

    """
    try:
        kind, parts = _parts(path)
    except (InventoryError, JsonLinesError) as error:  # they name the file
        raise SourceError(display.line(str(error))) from error
    except (SourceError, ReportError) as error:
        raise SourceError(display.line(f"{path}: {error}")) from error
    source = Source(kind=kind, name=path.name)
    if isinstance(parts, Report):
        present = model.expired(parts, created[:_DAY])
        return present if present.sources else replace(present, sources=(source,))
    return Report(created=created, version=version, sources=(source,), **parts)


def _parts(path: Path) -> tuple[str, Report | Mapping[str, Any]]:
    kind = _first(path).get("kind")
    if kind in _INVENTORY:
        return "inventory", inventory.parts(inventory_file.read(path))
    if kind in _RESULTS:
        return "results", results.parts(json_lines.read(path))
    document = _document(path)
    if "verdicts" in document:
        return "check", check.parts(document)
    if document.get("kind") == model.KIND:
        return model.KIND, model.parse(document)
    raise SourceError(
        "this is no inventory, no results of a rollout, no output of `catalogctl check --json` and no report"
    )


def _first(path: Path) -> Mapping[str, Any]:
    """Return the first line of a file of lines; nothing where it begins with something else."""
    try:
        with path.open(encoding="utf-8") as file:
            line = file.readline()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(_reason(error)) from error
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return first if isinstance(first, Mapping) else {}


def _document(path: Path) -> Mapping[str, Any]:
    text = _text(path)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        whole = text[error.pos :].strip() if error.pos < len(text) else ""
        if text.lstrip().startswith("{") and (not whole or "Unterminated" in error.msg):
            raise SourceError("it ends within its JSON document: it was cut off") from error
        raise SourceError("this is no JSON") from error
    except RecursionError as error:
        raise SourceError("this is no JSON that can be read: it is nested too deeply") from error
    return document if isinstance(document, Mapping) else {}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(_reason(error)) from error


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or "it cannot be read" if isinstance(error, OSError) else "it is not UTF-8 text"
