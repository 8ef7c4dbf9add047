"""`python -m tools.report_pictures`: the pictures of docs/how-to/report.md, of a report on the emulator's fleet sample.

Some stacks are adopted between two looks, so that the report has a trend. Needs a Chromium (see tools/browser.py).
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import boto3
from playwright.sync_api import Browser
from tools import browser
from tools.demo.expect import succeeds
from tools.demo.offline import Offline

_FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "how-to"
_MANAGEMENT: Final = "999900000000"
_DISCOVER: Final = ("discover", "--organization", "--role-name", "OrganizationAccountAccessRole", "--force")
_SEED: Final = "7"
"""The same IDs in every run, so that a picture changes only where the report does."""
_WIDTH, _HEIGHT = 1360, 1000


def main() -> None:
    """Make the report and take the pictures."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _report(folder)
        with browser.browser() as chromium:
            _take(chromium, folder / "report" / "report.html")


def _take(chromium: Browser, path: Path) -> None:
    with browser.opened(chromium, path) as opened:
        opened.page.set_viewport_size({"width": _WIDTH, "height": _HEIGHT})
        opened.page.screenshot(path=_FOLDER / "report.png")
    with browser.opened(chromium, path, color_scheme="dark") as opened:
        opened.page.set_viewport_size({"width": _WIDTH, "height": _HEIGHT // 2})
        opened.page.get_by_label("Problem", exact=True).select_option("StackStatusNotImportable")
        opened.page.locator("#rows summary").first.click()
        opened.page.locator("#stacks").evaluate("section => section.scrollIntoView()")
        opened.page.screenshot(path=_FOLDER / "report-stacks.png")


def _report(folder: Path) -> None:
    arguments = ("--sample-fleet", "12", "--record-seconds", "0", "--seed", _SEED)
    with Offline(folder, folder, _MANAGEMENT, arguments) as offline:
        succeeds(offline.catalogctl(*_DISCOVER))
        (folder / "inventory.jsonl").rename(folder / "before.jsonl")
        for line in list(_adoptable(folder / "before.jsonl"))[::3]:
            _adopt(line, offline.url)
        succeeds(offline.catalogctl(*_DISCOVER))
        succeeds(offline.catalogctl("report", "inventory.jsonl", "--out", "report", "--baseline", "before.jsonl"))


def _adoptable(path: Path) -> Iterator[Mapping[str, Any]]:
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return (line for line in lines if line.get("verdict") == "adoptable")


def _adopt(line: Mapping[str, Any], url: str) -> None:
    catalog = boto3.client(
        "servicecatalog",
        endpoint_url=url,
        region_name=line["region"],
        aws_access_key_id=line["account"],
        aws_secret_access_key="any",  # noqa: S106 - the emulator checks no signature
    )
    candidate = line["candidates"][0]
    catalog.import_as_provisioned_product(
        ProductId=candidate["product"]["id"],
        ProvisioningArtifactId=candidate["provisioningArtifact"]["id"],
        ProvisionedProductName=line["stack"]["name"],
        PhysicalId=line["stack"]["id"],
        IdempotencyToken=line["stack"]["name"],
    )


if __name__ == "__main__":
    main()
