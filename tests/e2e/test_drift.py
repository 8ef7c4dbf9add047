"""`catalogctl drift` over the stacks of a fleet that Pulumi has rolled out, with its own exports of the states."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.account import Account
from support.by_hand import go_over_to_another_version
from support.fleet_project import FleetProject


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[FleetProject]:
    """One adoption in each of two Regions of two accounts."""
    with FleetProject.opened(tmp_path, accounts=2, adoptions=1) as opened:
        yield opened


def drift(fleet: FleetProject, code: int) -> Any:
    return json.loads(fleet.catalogctl("drift", "adoptions", "--json", exit_code=code))


def test_a_change_by_hand_in_one_account_differs_and_another_one_is_denied(
    fleet: FleetProject,
) -> None:
    assert fleet.rollout("--waves", "100%", "--workers", "2").code == 0
    clean = drift(fleet, 0)
    read = [(account["pulumiStack"], account["outcome"], account["stacks"]) for account in clean["accounts"]]
    assert (sorted(read), clean["drift"]) == ([(stack, "read", 1) for stack in fleet.stacks], [])

    location, (name,) = next(iter(fleet.declared.items()))
    aws = Account(fleet.emulator.url, location.account, location.region)
    for status, code in (("TAINTED", 7), ("AVAILABLE", 0)):
        aws.control.force_provisioned_product(name, account=aws.account, region=aws.region, status=status)
        statuses = [(entry["property"], entry["actual"]) for entry in drift(fleet, code)["drift"]]
        assert statuses == ([("status", "TAINTED")] if code else [])

    before = go_over_to_another_version(aws, name)
    other = next(stack for stack in fleet.stacks if not stack.startswith(location.account))[:12]
    aws.control.set(account=other, denied_actions=["servicecatalog:*"])
    partly = drift(fleet, 1)
    (differs,) = partly["drift"]
    where = (differs["account"], differs["region"], differs["name"])
    assert where == (location.account, location.region, f"adoptions-{name}")
    assert (differs["kind"], differs["property"]) == ("catalog", "provisioningArtifactName")
    assert (differs["declared"], differs["operation"]) == (before, "UPDATE_PROVISIONED_PRODUCT")
    assert differs["then"] == "updates the provisioned product"
    assert {account["account"]: account["outcome"] for account in partly["accounts"]} == {
        location.account: "read",
        other: "denied",
    }
