"""The formats of a report, and the files that each is."""

from collections.abc import Callable, Mapping
from typing import Final

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting import model
from pulumi_servicecatalog.reporting.overview import Overview
from pulumi_servicecatalog.reporting.render import csv_tables, junit, markdown_page, page, sarif

FORMATS: Final[Mapping[str, Callable[[Overview], Mapping[str, str]]]] = {
    "html": lambda overview: {"report.html": page.page(overview)},
    "markdown": lambda overview: {"report.md": markdown_page.page(overview)},
    "json": lambda overview: {"report.json": display.as_json(model.as_dict(overview.report))},
    "csv": lambda overview: csv_tables.tables(overview.report),
    "junit": lambda overview: {"junit.xml": junit.document(overview.report)},
    "sarif": lambda overview: {"report.sarif": sarif.text(overview)},
}
"""By what is typed after --format: a function that returns the texts of its files, by their names."""
