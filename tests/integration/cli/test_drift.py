"""`catalogctl drift` as a shell sees it: by-hand changes at AWS, and accounts that cannot be asked."""

import json
from pathlib import Path
from typing import Any

import pytest

from integration.cli.conftest import Cli
from pulumi_servicecatalog.model.properties import IMPORTED
from support.account import Account
from support.pulumi_state import PLUGIN, document, entry, type_of

URN = "urn:pulumi:dev::shop::servicecatalog:index:ImportedProvisionedProduct::payments"


@pytest.fixture
def state(aws: Account, tmp_path: Path) -> Path:
    """A state that has the adoption of payments at v1."""
    aws.set(record_seconds=0)
    id_ = aws.adopt("payments")
    inputs = {
        "name": "payments",
        "physicalId": "payments",
        "productName": "web-service",
        "provisioningArtifactName": "v1",
        "region": aws.region,
    }
    observed = aws.observed()["payments"]
    outputs = {**inputs, "arn": observed["Arn"], "stackId": aws.stack_id("payments"), "provisionedProductId": id_}
    path = tmp_path / "state.json"
    path.write_text(document([entry(URN, id_, type_of(IMPORTED, PLUGIN), inputs, outputs)]), encoding="utf-8")
    return path


def of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_change_by_hand_differs_until_it_is_taken_back(
    catalogctl: Cli, aws: Account, state: Path, tmp_path: Path
) -> None:
    out = tmp_path / "drift.json"
    clean = catalogctl("drift", "--file", str(state))
    assert (clean.returncode, clean.stdout) == (0, "Nothing differs in 1 resource in 1 Pulumi stack.\n"), clean.stderr

    id_ = aws.observed()["payments"]["Id"]
    for version, code in (("v2", 7), ("v1", 0)):
        version_id = aws.version_id("web-service", version)
        aws.catalog.update_provisioned_product(ProvisionedProductId=id_, ProvisioningArtifactId=version_id)
        done = catalogctl("drift", "--file", str(state), "--out", str(out))
        assert done.returncode == code, done.stdout + done.stderr
        differs = [(one["kind"], one["declared"], one["actual"], one["operation"]) for one in of(out)["drift"]]
        expected = [("catalog", "v1", "v2", "UPDATE_PROVISIONED_PRODUCT")]
        assert differs == (expected if code else []), version


def test_an_account_whose_caller_may_read_nothing_could_not_be_asked(
    catalogctl: Cli, aws: Account, state: Path
) -> None:
    aws.set(denied_actions=["servicecatalog:*", "cloudformation:*"])
    done = catalogctl("drift", "--file", str(state))
    assert done.returncode == 1
    assert "not asked: [MissingPermission]" in done.stdout
    assert "servicecatalog:SearchProvisionedProducts" in done.stdout


def test_a_role_that_cannot_be_assumed_could_not_be_asked(catalogctl: Cli, aws: Account, state: Path) -> None:
    role = ("--role-name", "Reader")
    aws.control.add_fault(
        "error", account=aws.account, operation="AssumeRole", code="AccessDenied", message="not authorized", status=403
    )
    done = catalogctl("drift", "--file", str(state), *role, "--json")
    assert done.returncode == 1
    (of_account,) = json.loads(done.stdout)["accounts"]
    assert (of_account["account"], of_account["outcome"]) == (aws.account, "denied")
    aws.control.remove_faults(account=aws.account)
    assert catalogctl("drift", "--file", str(state), *role).returncode == 0


def test_credentials_of_another_account_are_said(catalogctl: Cli, state: Path) -> None:
    done = catalogctl("drift", "--file", str(state), "--json", AWS_ACCESS_KEY_ID="999988887777")
    assert done.returncode == 1
    (one,) = json.loads(done.stdout)["drift"]
    assert (one["kind"], one["problem"]["code"]) == ("unasked", "RecordedElsewhere")


def test_a_stack_that_pulumi_cannot_export_is_named_with_where_it_is(catalogctl: Cli, tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: yaml\n", encoding="utf-8")
    settings = 'config:\n  servicecatalog:expectedAccountId: "111122223333"\n  servicecatalog:region: eu-west-1\n'
    (tmp_path / "Pulumi.prod.yaml").write_text(settings, encoding="utf-8")
    done = catalogctl("drift", str(tmp_path), "--json", PATH=str(tmp_path))
    assert done.returncode == 1
    (of_account,) = json.loads(done.stdout)["accounts"]
    assert (of_account["account"], of_account["region"]) == ("111122223333", "eu-west-1")
    assert "the Pulumi CLI is not on PATH" in of_account["reason"]
