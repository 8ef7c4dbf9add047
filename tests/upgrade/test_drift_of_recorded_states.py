"""`catalogctl drift` reads states that released versions wrote, of both providers, and says what a preview says.

A preview shows an update of what has init errors in the state; so it differs here as well. One update that was not
awaited has come to its end since: the state has the version before, and only the program has the one that AWS has now.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pulumi_servicecatalog.cli import exit_codes, main
from support import aws_environment
from support.account import REGION, Account
from upgrade import identifiers
from upgrade.recording import Recording, recordings
from upgrade.test_upgrade import TO_UPDATE

DIFFERING = {**TO_UPDATE, ("timeout", "plugin"): {"update"}}


@pytest.mark.parametrize("recording", recordings(), ids=str)
def test_a_recorded_state_differs_where_a_preview_shows_an_update(
    recording: Recording,
    emulator: Any,
    account: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    aws = Account(emulator.url, account)
    aws.set(record_seconds=0)
    recording.world["prepare"](aws.client)
    recording.world["HISTORY"][recording.case](aws.client)
    state = tmp_path / "state.json"
    state.write_text(recording.state(identifiers.of(aws.client)), encoding="utf-8")
    aws_environment.lead(monkeypatch, account, tmp_path, url=emulator.url, region=REGION)

    code = main.main(["drift", "--file", str(state), "--json"])
    report = json.loads(capsys.readouterr().out)
    differing = {entry["name"] for entry in report["drift"]}
    assert differing == DIFFERING.get((recording.case, recording.provider), set()), report["drift"]
    assert code == (exit_codes.DIFFERS if differing else exit_codes.OK), report
    (read,) = report["accounts"]
    assert (read["account"], read["region"], read["pulumiStack"]) == (account, REGION, "dev")
    assert read["stacks"] > 0
