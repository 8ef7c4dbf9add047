"""Reads what a rule knows of the catalog from a file: an inventory, or a report that was made of one."""

from pathlib import Path

from pulumi_servicecatalog.policy.catalog import Catalog
from pulumi_servicecatalog.reporting.model import Report
from pulumi_servicecatalog.reporting.sources import file
from pulumi_servicecatalog.version import VERSION


def read(path: Path) -> Catalog:
    """Return the versions and the stacks of a file.

    Raises:
        SourceError: it cannot be read.

    """
    return of(file.read(path, created="", version=VERSION))


def of(report: Report) -> Catalog:
    """Return the versions and the stacks of a report."""
    return Catalog(versions=report.versions, stacks=report.stacks)
