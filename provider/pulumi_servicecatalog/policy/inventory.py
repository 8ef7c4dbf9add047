"""Reads what a rule knows of the catalog from a file: an inventory, or a report that was made of one."""

from pathlib import Path

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.policy.catalog import Catalog
from pulumi_servicecatalog.reporting.model import Mode, Report
from pulumi_servicecatalog.reporting.sources import file
from pulumi_servicecatalog.reporting.sources.error import SourceError
from pulumi_servicecatalog.version import VERSION


def read(path: Path) -> Catalog:
    """Return the versions and the stacks of a file.

    Raises:
        SourceError: it cannot be read.

    """
    return of(report(path))


def report(path: Path) -> Report:
    """Return a file that says something of accounts, stacks or versions.

    Raises:
        SourceError: it cannot be read, or says nothing of them, as what a rollout or `drift` has written.

    """
    read_ = file.read(path, created="", version=VERSION)
    scanned = any(entry.mode is Mode.DISCOVER for entry in read_.accounts)
    if not (scanned or read_.stacks or read_.versions):
        raise SourceError(display.line(f"{path}: it says nothing of stacks or versions, which the rules could judge"))
    return read_


def of(known: Report) -> Catalog:
    """Return the versions and the stacks of a report."""
    unread = tuple(entry for entry in known.accounts if entry.mode is Mode.DISCOVER and entry.outcome.bad)
    return Catalog(versions=known.versions, stacks=known.stacks, unread=unread)
