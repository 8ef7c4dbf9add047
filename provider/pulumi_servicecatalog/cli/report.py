"""`catalogctl report`: what is known of an estate, as pages and files."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pulumi_servicecatalog.cli import exit_codes, layout, whole_files
from pulumi_servicecatalog.cli.commands.report import ReportOptions
from pulumi_servicecatalog.cli.progress import Step, progress
from pulumi_servicecatalog.reporting import model
from pulumi_servicecatalog.reporting.model import Report
from pulumi_servicecatalog.reporting.overview import Overview, overview
from pulumi_servicecatalog.reporting.render.formats import FORMATS
from pulumi_servicecatalog.reporting.sources import file
from pulumi_servicecatalog.reporting.sources.error import SourceError
from pulumi_servicecatalog.version import VERSION

LARGE: Final = 4 * 1024 * 1024
"""From how many bytes on it takes long enough to show how far it is."""


def run(options: ReportOptions) -> int:
    """Read the files, write the report, and print its sentence and where it is."""
    try:
        known, texts = _made(options)
        whole_files.write(options.out, texts)
    except SourceError as error:
        layout.complain(error)
        return exit_codes.CONFIGURATION
    except OSError as error:
        layout.complain(f"{error.filename or options.out}: {error.strerror}")  # a full disk names no file
        return exit_codes.CONFIGURATION
    layout.show([layout.line(known.headline), *(layout.line(f"  {options.out / name}") for name in texts)])
    return exit_codes.OK


def _made(options: ReportOptions) -> tuple[Overview, Mapping[str, str]]:
    """Return what the files come to, and the texts of the formats. Raises SourceError."""
    paths = [*options.results, *([options.baseline] if options.baseline else [])]
    with _progress(paths, len(paths) + len(options.format)) as step:
        created = datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="seconds")
        reports = [_read(path, created, step) for path in options.results]
        baseline = _read(options.baseline, created, step) if options.baseline else None
        known = overview(model.merge(reports), baseline)
        texts: dict[str, str] = {}
        for name in options.format:
            texts |= FORMATS[name](known)
            step(name, failed=False)
    return known, texts


def _read(path: Path, created: str, step: Step) -> Report:
    report = file.read(path, created=created, version=VERSION)
    step(f"{path.name} has {len(report.stacks):,} stacks", failed=False)
    return report


@contextmanager
def _progress(paths: list[Path], steps: int) -> Iterator[Step]:
    """Show how far it is, where that takes long enough to be looked at."""
    if sum(path.stat().st_size for path in paths if path.exists()) < LARGE:
        yield _unseen
        return
    with progress("writing the report", 0, steps) as step:
        yield step


def _unseen(text: str, *, failed: bool, note: str = "") -> None:
    """Show nothing of a step."""
