"""What becomes of a move between products whose second half fails: the way back, and the next run."""

from pathlib import Path
from typing import Any

import pytest

from e2e.test_examples import DYNAMIC, PLUGIN
from support.account import Account
from support.pulumi_cli import Pulumi, copied_example


def begin(provider: str, pulumi: Pulumi, aws: Account, emulator: Any, folder: Path) -> dict[str, Any]:
    """Adopt the stack, and declare another product, to which AWS takes no update."""
    aws.make_product_like("search", "team-web-service")
    emulator.control.set(account=aws.account, product_change="refused")
    pulumi.program = copied_example("22-move-between-products", folder)
    program = pulumi.program / "__main__.py"
    program.write_text(program.read_text(encoding="utf-8").replace(DYNAMIC, provider), encoding="utf-8")
    pulumi("stack", "init", "dev")
    pulumi.up()
    pulumi("config", "set", "product", "team-web-service")
    return aws.observed()["search"]


def refuse_imports(emulator: Any, aws: Account, times: int) -> None:
    code, message = "InvalidParametersException", "no import today"
    emulator.control.add_fault(
        "error", account=aws.account, operation="ImportAsProvisionedProduct", code=code, message=message, times=times
    )


def refuse_one_import(emulator: Any, aws: Account) -> None:
    refuse_imports(emulator, aws, times=1)


def fail_the_import(emulator: Any, aws: Account) -> None:
    emulator.control.add_fault("record-fails", account=aws.account, operation="import", message="no import today")


def assert_moved(pulumi: Pulumi, aws: Account, before: dict[str, Any]) -> None:
    """See that the stack is under the other product, still the same, and that a destroy releases it."""
    after = aws.observed()["search"]
    assert (after["ProductName"], after["PhysicalId"]) == ("team-web-service", before["PhysicalId"])
    assert pulumi.outputs()["provisionedProductId"] == after["Id"]
    pulumi("preview", "--expect-no-changes")
    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}
    assert aws.stack("search")["StackId"] == before["PhysicalId"]


@pytest.mark.parametrize(
    ("provider", "hinder"),
    [
        pytest.param(DYNAMIC, refuse_one_import, id="dynamic-refused", marks=pytest.mark.left_to_test_all),
        pytest.param(PLUGIN, fail_the_import, id="plugin-begun-and-failed"),
    ],
)
def test_a_stack_that_cannot_be_adopted_there_is_adopted_under_the_old_product_again(
    provider: str, hinder: Any, pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    before = begin(provider, pulumi, aws, emulator, tmp_path)
    hinder(emulator, aws)
    output = pulumi.up(ok=False)
    assert "[MovedBack]" in output
    assert "no import today" in output
    back = aws.observed()["search"]
    assert (back["ProductName"], back["PhysicalId"]) == ("web-service", before["PhysicalId"])
    assert pulumi.state()[-1]["outputs"]["provisionedProductId"] == back["Id"]

    assert "search moves from product web-service to team-web-service" in pulumi("preview")
    pulumi.up()
    assert_moved(pulumi, aws, before)


@pytest.mark.parametrize(
    "provider",
    [
        pytest.param(DYNAMIC, id="dynamic"),
        pytest.param(PLUGIN, id="plugin", marks=pytest.mark.left_to_test_all),
    ],
)
def test_a_stack_that_can_be_adopted_nowhere_keeps_running_and_the_next_run_adopts_it(
    provider: str, pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    before = begin(provider, pulumi, aws, emulator, tmp_path)
    refuse_imports(emulator, aws, times=2)
    assert "[LeftReleased]" in pulumi.up(ok=False)
    assert aws.observed() == {}
    assert aws.stack("search")["StackStatus"] == "CREATE_COMPLETE"

    pulumi.up()
    assert_moved(pulumi, aws, before)
