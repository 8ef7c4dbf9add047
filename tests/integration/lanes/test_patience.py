"""Imports of somebody else, of whom only AWS knows; and other accounts and Regions, which are in nobody's way."""

from typing import Any

import catalog_emulator.sample
from integration.lanes.conftest import REGIONS
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy
from support.account import Account
from support.adopter import Adopter


def import_by_hand(aws: Account, name: str) -> None:
    catalog = aws.client("servicecatalog")
    product = catalog.describe_product_as_admin(Name="web-service")
    version = next(version for version in product["ProvisioningArtifactSummaries"] if version["Name"] == "v1")
    catalog.import_as_provisioned_product(
        ProductId=product["ProductViewDetail"]["ProductViewSummary"]["ProductId"],
        ProvisioningArtifactId=version["Id"],
        ProvisionedProductName=name,
        PhysicalId=aws.stack(name)["StackId"],
    )


def test_an_import_of_somebody_else_is_waited_for(aws: Account, emulator: Any, account: str) -> None:
    control = emulator.control
    control.add_fault("record-hangs", account=account, operation="import", times=None)
    import_by_hand(aws, "payments")
    here = Adopter().begin("orders")
    here.wait_for("waiting for another operation, which AWS says is running")
    control.remove_faults(account=account)
    assert isinstance(here.end()["orders"], Done)
    assert sorted(aws.observed()) == ["orders", "payments"]
    requested = [
        item["parameters"]["IdempotencyToken"]
        for item in control.journal(account=account)
        if item["operation"].startswith("Import") and item["parameters"]["ProvisionedProductName"] == "orders"
    ]
    assert len(requested) > 1
    assert len(set(requested)) == 1


def test_another_region_does_not_wait(aws: Account, emulator: Any, account: str) -> None:
    emulator.control.add_fault("record-hangs", account=account, operation="import", times=1_000_000)
    first = Adopter(region=REGIONS[0]).begin("payments")
    first.wait_for("rec-")
    second = Adopter(region=REGIONS[1], sessions=first.sessions).begin("payments")
    second.wait_for("rec-")
    first.cancel()
    second.cancel()
    assert isinstance(first.end()["payments"], MadeButUnhealthy)
    assert isinstance(second.end()["payments"], MadeButUnhealthy)
    assert not [line for line in [*first.said, *second.said] if "waiting for" in line]


def test_another_account_does_not_wait(
    aws: Account, emulator: Any, account: str, accounts: Any, monkeypatch: Any
) -> None:
    emulator.control.add_fault("record-hangs", account=account, operation="import", times=None)
    first = Adopter().begin("payments")
    first.wait_for("rec-")
    other = next(accounts)
    catalog_emulator.sample.fill(emulator.url, account=other)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", other)
    second = Adopter().begin("payments")
    assert isinstance(second.end()["payments"], Done)
    first.cancel()
    assert isinstance(first.end()["payments"], MadeButUnhealthy)
    assert not [line for line in second.said if "waiting for" in line]
