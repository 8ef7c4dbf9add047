"""What an update depends on and is unknown in the preview, as the real engine hands it on: it is a change, and told."""

from pathlib import Path
from typing import Any

import pytest

from e2e.test_examples import DYNAMIC, PLUGIN
from support.account import Account
from support.pulumi_cli import Pulumi, program

_FIRST = """
def launch(resource, **more):
    common = dict(product_name="web-service", provisioning_artifact_name="v1")
    return ProvisionedProduct(resource, **common, **more)

launch("checkout", name="l1")
launch("basket", name="basket", retain_physical_resources=True)
"""
_SECOND = (
    _FIRST.partition('launch("checkout"')[0]
    + """
made = launch("made", name="made").arn
launch("checkout", name="l2", expected_account_id=made.apply(lambda arn: arn.split(":")[4]))
launch("basket", name="basket", retain_physical_resources=made.apply(bool))
"""
)


@pytest.mark.parametrize(
    "provider",
    [pytest.param(DYNAMIC, id="dynamic"), pytest.param(PLUGIN, id="plugin", marks=pytest.mark.left_to_test_all)],
)
def test_an_unknown_connection_hides_no_replacement_and_an_unknown_setting_is_no_default(
    provider: str, pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    def declared(text: str) -> Any:
        return program(tmp_path, f"{provider} ProvisionedProduct\n{text}")

    pulumi.program = declared(_FIRST)
    pulumi("stack", "init", "dev")
    pulumi.up()
    declared(_SECOND)
    shown = pulumi("preview")
    assert [line for line in ("1 to create", "1 to update", "1 to replace") if line not in shown] == []
    codes = ("ConnectionNotKnown", "StackDeletedByReplacement", "RetentionNotKnown")
    diagnostics = shown.partition("Diagnostics:")[2]
    assert [diagnostics.count(f"[{code}]") for code in codes] == [1, 1, 1]
    pulumi.up()
    assert set(aws.observed()) >= {"l2", "basket", "made"}
    pulumi("preview", "--expect-no-changes")
