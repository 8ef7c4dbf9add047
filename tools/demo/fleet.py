"""The third part: a project rolled out in waves, one of which stops. As in the first, docstrings are the text."""

import json
from collections.abc import Callable

from tools.demo import many_accounts
from tools.demo.expect import expect, shows, succeeds
from tools.demo.offline import Offline

ACCOUNT = "999900000000"
"""The management account of the emulator's fleet."""
CANARY, DENIED = "100000000000", "100000000001"
_PROJECT = "adoptions"
_ROLE = ("--role-name", "OrganizationAccountAccessRole")
_IMPORT = "servicecatalog:ImportAsProvisionedProduct"


def generate(offline: Offline) -> None:
    """For many accounts `catalogctl generate` writes a Pulumi stack for each account and Region."""
    succeeds(offline.catalogctl("discover", "--organization", *_ROLE, shows=_nothing))
    written = succeeds(offline.catalogctl("generate", "inventory.jsonl", "--out", _PROJECT, *_ROLE))
    shows(written, "30 adoptions were added")
    (offline.folder / "accounts.yml").write_text(f"- {{id: '{CANARY}', tags: {{ring: canary}}}}\n", encoding="utf-8")


def stopped(offline: Offline) -> None:
    """A rollout begins with a canary. The second account lacks a permission: the wave stops, the third is not begun."""
    offline.emulator.set(account=DENIED, denied_actions=[_IMPORT])
    waves = ("--accounts", "accounts.yml", "--canary", "ring=canary", "--waves", "2,100%")
    done = offline.catalogctl("rollout", _PROJECT, "--yes", *waves)
    expect(done.returncode == 4, f"exit code {done.returncode}: {done.stderr}")
    shows(done.stdout + done.stderr, "stopped after wave 2: 1 of 1 failed in this wave, and the tolerance is 0")
    expect(_statuses(offline) == {CANARY: "done", DENIED: "failed"}, f"the ledger says {_statuses(offline)}")


def resumed(offline: Offline) -> None:
    """With the permission `--resume` goes on: what is done is passed over, and the others are done side by side."""
    offline.emulator.set(account=DENIED, denied_actions=[])
    again = ("--yes", "--resume", "--accounts", "accounts.yml", "--waves", "100%")
    shows(succeeds(offline.catalogctl("rollout", _PROJECT, *again)), "2 done, 1 fresh")


def merged(offline: Offline) -> None:
    """No account is missing: plan and results are compared."""
    succeeds(offline.catalogctl("fleet", "plan", _PROJECT, "--accounts", "accounts.yml", "--out", "plan.jsonl"))
    shows(succeeds(offline.catalogctl("fleet", "merge", "plan.jsonl", "rollout.jsonl")), "3 done")


def reported(offline: Offline) -> None:
    """The report shows the rollout over time, beside what was there before it."""
    written = ("report", "inventory.jsonl", "rollout.jsonl", "--out", str(many_accounts.REPORT))
    shows(succeeds(offline.catalogctl(*written)), "governed")


STEPS: tuple[Callable[[Offline], None], ...] = (generate, stopped, resumed, merged, reported)


def _statuses(offline: Offline) -> dict[str, str]:
    """Return what the ledger says of each account's update."""
    lines = map(json.loads, (offline.folder / "rollout.jsonl").read_text(encoding="utf-8").splitlines())
    return {line["account"]: line["status"] for line in lines if line.get("mode") == "update"}


def _nothing(_: str) -> bool:
    return False
