"""The second part: from accounts to a project that adopts what they hold. As in the first, docstrings are the text."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools.demo.expect import expect, shows, succeeds
from tools.demo.offline import Offline

ACCOUNT = "999900000000"
"""The management account of the emulator's fleet."""
PROJECT = "adoptions"
REPORT: Final = Path(__file__).resolve().parents[2] / "build" / "demo"
"""Where the report stays; all else is in a temporary folder."""
_BEFORE: Final = "before.jsonl"
_SUMMARY = re.compile(r"\+ \d+ created|\d+ unchanged|Duration: .+")
_ROLE = ("--role-name", "OrganizationAccountAccessRole")


def discover(offline: Offline) -> None:
    """An organization has three accounts. `catalogctl discover` reads them, and says of each stack what can be done."""
    succeeds(offline.catalogctl("discover", "--organization", *_ROLE))
    expect(len(_adoptable(offline)) == 30, "other stacks can be adopted")
    shutil.copy(offline.folder / "inventory.jsonl", offline.folder / _BEFORE)


def generate(offline: Offline) -> None:
    """`catalogctl generate` writes a Pulumi project with an entry for each stack that can be adopted."""
    written = ("generate", "inventory.jsonl", "--out", PROJECT, "--layout", "one", *_ROLE)
    shows(succeeds(offline.catalogctl(*written)), "30 adoptions were added")
    entries = sorted((offline.program / PROJECT).glob("*/*.yaml"))
    for line in entries[0].read_text(encoding="utf-8").splitlines()[2:6]:
        print(f"   | {line}")


def preview(offline: Offline) -> None:
    """The preview is exactly what the inventory calls adoptable, compared stack by stack."""
    succeeds(offline.pulumi("stack", "init", "all"))
    steps = json.loads(succeeds(offline.pulumi("preview", "--json", shows=_nothing)))["steps"]
    created = [step["newState"].get("inputs", {}) for step in steps if step["op"] == "create"]
    adoptable = _adoptable(offline)
    previewed = {(inputs["expectedAccountId"], inputs["physicalId"]) for inputs in created if "physicalId" in inputs}
    expect(previewed == adoptable, f"it is something else: {sorted(previewed ^ adoptable)}")
    print(f"     {len(previewed)} to create")


def up(offline: Offline) -> None:
    """`pulumi up` adopts them, one at a time in each account, and the accounts side by side."""
    succeeds(offline.pulumi("up", "--yes", "--skip-preview", shows=_summary))


def nothing_is_left(offline: Offline) -> None:
    """A second look at AWS finds nothing that is left to adopt, and the preview nothing to do."""
    succeeds(offline.catalogctl("discover", "--organization", *_ROLE, "--force"))
    expect(not _adoptable(offline), "something can still be adopted")
    succeeds(offline.pulumi("preview", "--expect-no-changes", shows=_summary))


def report(offline: Offline) -> None:
    """`catalogctl report` says on one page how far it is, and what has changed since the first look."""
    written = ("report", "inventory.jsonl", "--out", str(REPORT), "--baseline", _BEFORE)
    shows(succeeds(offline.catalogctl(*written)), "governed")


STEPS: tuple[Callable[[Offline], None], ...] = (discover, generate, preview, up, nothing_is_left, report)


def _adoptable(offline: Offline) -> set[tuple[str, str]]:
    """Return the account and the name of each stack that can be adopted."""
    lines = map(json.loads, (offline.folder / "inventory.jsonl").read_text(encoding="utf-8").splitlines())
    return {(line["account"], line["stack"]["name"]) for line in lines if line.get("verdict") == "adoptable"}


def _nothing(_: str) -> bool:
    return False


def _summary(line: str) -> bool:
    return _SUMMARY.fullmatch(line.strip()) is not None
