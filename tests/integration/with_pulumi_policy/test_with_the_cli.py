"""The policy pack under the real CLI: a preview, an update and a look at the state, with both providers."""

import json
from pathlib import Path

from support.account import Account
from support.pulumi_cli import Pulumi

PACK = ("--policy-pack", "../policy-pack")


def configured(folder: Path, **rules: object) -> tuple[str, ...]:
    """Write a configuration, and return the options that name it and the pack."""
    path = folder / "policies.json"
    path.write_text(json.dumps({name.replace("_", "-"): value for name, value in rules.items()}), encoding="utf-8")
    return (*PACK, "--policy-pack-config", str(path))


def test_a_pack_stops_a_preview_lets_an_update_through_and_judges_the_state(
    pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    pulumi("stack", "init", "dev")
    pulumi("config", "set", "retain", "false")
    refused = pulumi("preview", *PACK, ok=False)
    assert "retainPhysicalResources is false" in refused
    assert aws.observed() == {}
    pulumi("config", "rm", "retain")
    shown = pulumi.up(*PACK)
    assert shown.count("no account is named") == 2
    assert shown.count("no launch role") == 2
    assert sorted(aws.observed()) == ["orders", "payments"]
    pulumi("stack", "export", "--file", str(tmp_path / "state.json"))
    roles = configured(tmp_path, launch_role_set="mandatory", all="disabled")
    judged = pulumi("policy", "analyze", "--file", str(tmp_path / "state.json"), *roles, ok=False)
    assert judged.count("it has no launch role") == 2
    assert "no account is named" not in judged
