"""The system's Chromium, driven by Playwright: pages of a report, and what they asked for while they were open."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MISSING = (
    "There is no Chromium on PATH. Install it (on Debian: apt-get install chromium; on Ubuntu: snap install chromium), "
    "or name one in CHROMIUM."
)


@dataclass
class Opened:
    """A page that is open: what it has asked for, and what it has complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def executable() -> str:
    """Return the path of the browser.

    Raises:
        FileNotFoundError: there is none; its text says how to get it.

    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        raise FileNotFoundError(_MISSING)
    return path


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the browser, and end it with the block."""
    path = executable()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])  # it runs as root in CI
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def opened(chromium: Browser, path: Path, *, color_scheme: Scheme = "light") -> Iterator[Opened]:
    """Open a file, and close it with the block."""
    page = chromium.new_page(color_scheme=color_scheme, viewport={"width": 1280, "height": 900})
    seen = Opened(page=page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
    try:
        page.goto(path.as_uri())
        yield seen
    finally:
        page.close()
