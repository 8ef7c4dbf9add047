"""The plugin with the real CLI and YAML programs, from the first preview to the end."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml as reader

from e2e.plugin_program import PROPERTIES, TYPE, checkout, declare, write
from support.account import Account
from support.pulumi_cli import Pulumi


@pytest.fixture
def yaml(pulumi: Pulumi, tmp_path: Path) -> Pulumi:
    """A stack whose program a test writes."""
    pulumi.program = tmp_path / "program"
    write(pulumi)
    pulumi("stack", "init", "dev")
    return pulumi


def moved(aws: Account, version: str, **values: str) -> None:
    """Change the version past Pulumi, as somebody does in the console."""
    aws.client("servicecatalog").update_provisioned_product(
        ProvisionedProductId=aws.observed()["payments"]["Id"],
        ProductName="web-service",
        ProvisioningArtifactName=version,
        ProvisioningParameters=[{"Key": key, "Value": value} for key, value in values.items()],
    )


@pytest.fixture
def at_once(emulator: Any, account: str) -> None:
    emulator.control.set(account=account, record_seconds=0)


def test_the_yaml_example_changes_nothing_the_second_time_and_leaves_its_stack_running(
    pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    checkout(pulumi, tmp_path, "10-yaml")
    pulumi("stack", "init", "dev")
    before = aws.stack_ids()
    shown = pulumi("preview", "--diff")
    assert "provisionedProductId: [unknown]" in shown
    assert aws.observed() == {}
    pulumi.up()
    assert pulumi.outputs()["status"] == "AVAILABLE"
    assert pulumi.outputs()["jobsUrl"].startswith("https://sqs.")
    pulumi.up("--expect-no-changes")
    pulumi("preview", "--expect-no-changes")
    pulumi("refresh", "--yes", "--expect-no-changes")
    pulumi("config", "set", "version", "v2")
    assert '~ provisioningArtifactName: "v1" => "v2"' in pulumi("preview", "--diff")
    pulumi.up()
    assert aws.observed()["payments"]["ProvisioningArtifactName"] == "v2"
    pulumi.up("--expect-no-changes")
    output = pulumi("destroy", "--yes", "--skip-preview")
    assert "the stack payments is still there" in output
    assert (aws.observed(), aws.stack_ids()) == ({}, before)


def test_a_preview_says_what_aws_has_and_with_a_setting_shows_it_on_the_old_side(
    yaml: Pulumi, aws: Account, at_once: None
) -> None:
    write(yaml, parameters={"VisibilityTimeout": "30"})
    yaml.up()
    moved(aws, "v2", VisibilityTimeout="44")
    shown = yaml("preview", "--diff")
    assert "provisioningArtifactName: AWS has v2, and v1 is declared." in shown
    assert "parameters.VisibilityTimeout" in shown
    assert "1 to update" in shown
    yaml("config", "set", "servicecatalog:refreshBeforeUpdate", "true")
    yaml.up()
    moved(aws, "v2", VisibilityTimeout="44")
    shown = yaml("preview", "--diff")
    assert '~ provisioningArtifactName: "v2" => "v1"' in shown
    assert '~ VisibilityTimeout: "44" => "30"' in shown
    assert "1 to update" in shown


def test_a_refresh_takes_over_what_aws_has(yaml: Pulumi, aws: Account, at_once: None) -> None:
    yaml.up()
    moved(aws, "v2", VisibilityTimeout="30")
    assert '~ provisioningArtifactName: "v1" => "v2"' in yaml("refresh", "--yes", "--diff")
    write(yaml, provisioningArtifactName="v2")
    yaml.up("--expect-no-changes")


def test_what_was_ended_elsewhere_is_adopted_again(yaml: Pulumi, aws: Account, at_once: None) -> None:
    yaml.up()
    gone = aws.observed()["payments"]["Id"]
    aws.client("servicecatalog").terminate_provisioned_product(ProvisionedProductId=gone, RetainPhysicalResources=True)
    assert aws.observed() == {}
    yaml.up()
    assert aws.observed()["payments"]["Id"] != gone
    yaml.up("--expect-no-changes")


@pytest.mark.parametrize(
    "named",  # tests/integration/plugin/test_resource.py reads by each
    [
        "stack",
        pytest.param("id", marks=pytest.mark.left_to_test_all),
        pytest.param("name", marks=pytest.mark.left_to_test_all),
    ],
)
def test_an_import_is_followed_by_a_preview_without_a_change(
    pulumi: Pulumi, aws: Account, tmp_path: Path, at_once: None, named: str
) -> None:
    adopter, importer = tmp_path / "adopter", tmp_path / "importer"
    pulumi.program = adopter
    write(pulumi)
    pulumi("stack", "init", "adopter")
    pulumi.up()
    provisioned_product = aws.observed()["payments"]
    id_ = {"id": provisioned_product["Id"], "name": "payments", "stack": provisioned_product["PhysicalId"]}[named]

    pulumi.program = importer
    declare(pulumi)
    pulumi("stack", "init", "importer")
    generated = importer / "generated.yaml"
    pulumi("import", TYPE, "payments", id_, "--yes", "--out", str(generated), "--protect=false")
    assert [resource["id"] for resource in pulumi.state()] == [provisioned_product["Id"]]
    (importer / "Pulumi.yaml").write_text(
        (importer / "Pulumi.yaml")
        .read_text("utf-8")
        .replace('"resources": {}', f'"resources": {_resources(generated)}'),
        encoding="utf-8",
    )
    pulumi("preview", "--expect-no-changes", "--diff")
    pulumi.up("--expect-no-changes")


def _resources(generated: Path) -> str:
    return json.dumps(reader.safe_load(generated.read_text("utf-8"))["resources"])


def test_an_import_of_what_is_not_governed_says_so(yaml: Pulumi, aws: Account) -> None:
    said = yaml("import", TYPE, "x", "nowhere", "--yes", ok=False)
    assert "[NothingToImport] There is no provisioned product nowhere." in said
    assert "Traceback" not in said


def test_what_is_not_done_in_time_is_kept_and_resumed_by_the_next_up(
    yaml: Pulumi, aws: Account, emulator: Any, account: str
) -> None:
    emulator.control.add_fault("record-hangs", account=account, operation="import", times=None)
    write(yaml, options={"customTimeouts": {"create": "2s"}})
    said = yaml.up(ok=False)
    assert "[NotInTime]" in said
    assert "Traceback" not in said
    kept = yaml.state()[0]
    assert kept["id"] == aws.observed()["payments"]["Id"]
    assert "[NotInTime]" in kept["initErrors"][0]
    emulator.control.remove_faults(account=account)
    yaml.up()
    resumed = yaml.state()[0]
    assert (resumed["id"], resumed["outputs"]["status"]) == (kept["id"], "AVAILABLE")
    assert "initErrors" not in resumed
    yaml.up("--expect-no-changes")
    calls = [call["operation"] for call in emulator.control.journal(account=account)]
    assert calls.count("ImportAsProvisionedProduct") == 1
    assert "UpdateProvisionedProduct" not in calls


def test_what_is_to_be_ignored_is_left_as_it_is(yaml: Pulumi, aws: Account, at_once: None) -> None:
    options = {"ignoreChanges": ["provisioningArtifactName"]}
    write(yaml, options=options)
    yaml.up()
    moved(aws, "v2", VisibilityTimeout="30")
    yaml.up("--expect-no-changes")
    write(yaml, options=options, parameters={"VisibilityTimeout": "31"})
    yaml.up()
    assert aws.observed()["payments"]["ProvisioningArtifactName"] == "v2"


def test_retain_on_delete_leaves_it_governed(yaml: Pulumi, aws: Account, at_once: None) -> None:
    write(yaml, options={"retainOnDelete": True})
    yaml.up()
    yaml("destroy", "--yes", "--skip-preview")
    assert list(aws.observed()) == ["payments"]


def test_what_is_protected_is_not_released(yaml: Pulumi, aws: Account, at_once: None) -> None:
    write(yaml, options={"protect": True})
    yaml.up()
    assert "protect" in yaml("destroy", "--yes", "--skip-preview", ok=False)
    assert list(aws.observed()) == ["payments"]


def test_a_replacement_releases_before_it_adopts_and_the_stack_keeps_running(
    yaml: Pulumi, aws: Account, at_once: None, emulator: Any, account: str
) -> None:
    yaml.up()
    stack = aws.stack("payments")["StackId"]
    write(yaml, name="pay")
    shown = yaml("preview", "--diff")
    assert "+-servicecatalog:index:ImportedProvisionedProduct: (replace)" in shown
    assert '~ name: "payments" => "pay"' in shown
    yaml.up()
    assert list(aws.observed()) == ["pay"]
    assert aws.stack("payments")["StackId"] == stack
    changes = [call["operation"] for call in emulator.control.journal(account=account) if _changes(call["operation"])]
    assert changes[-2:] == ["TerminateProvisionedProduct", "ImportAsProvisionedProduct"]


def _changes(operation: str) -> bool:
    return operation.endswith("ProvisionedProduct") and not operation.startswith(("Describe", "Search"))


def test_replace_on_changes_is_heeded(yaml: Pulumi, aws: Account, at_once: None) -> None:
    options = {"replaceOnChanges": ["ignoreErrors"]}
    write(yaml, options=options)
    yaml.up()
    write(yaml, options=options, ignoreErrors=True)
    assert "1 to replace" in yaml("preview")


def test_another_name_in_the_program_with_an_alias_changes_nothing(yaml: Pulumi, aws: Account, at_once: None) -> None:
    yaml.up()
    resource = {"type": TYPE, "properties": PROPERTIES, "options": {"aliases": [{"name": "payments"}]}}
    declare(yaml, pay=resource)
    yaml.up("--expect-no-changes")


def test_a_secret_parameter_is_in_no_state_in_clear(yaml: Pulumi, aws: Account, at_once: None) -> None:
    secret = "000000004711"  # so long that no time of day in the state contains it
    write(yaml, parameters={"VisibilityTimeout": {"fn::secret": secret}})
    yaml.up()
    assert secret not in yaml("stack", "export")
    assert secret in str(aws.stack("payments")["Parameters"])
    assert secret not in yaml("preview", "--diff")


@pytest.mark.parametrize("options", [{}, {"deleteBeforeReplace": True}], ids=["create first", "delete first"])
def test_a_replacement_that_is_forced_takes_what_it_replaces(
    yaml: Pulumi, aws: Account, at_once: None, options: dict[str, Any]
) -> None:
    write(yaml, options=options, retainPhysicalResources=False)
    yaml.up()
    before = aws.observed()["payments"]["Id"]
    yaml.up("--replace", f"urn:pulumi:dev::test::{TYPE}::payments")
    assert aws.observed()["payments"]["Id"] == before
    assert aws.stack("payments")["StackStatus"] == "CREATE_COMPLETE"
    yaml.up("--expect-no-changes")
    write(yaml, options=options)
    yaml.up()
    yaml("destroy", "--yes", "--run-program")
    assert aws.observed() == {}


def test_an_explicit_provider_leads_to_its_own_region(yaml: Pulumi, aws: Account, at_once: None) -> None:
    provider = {"type": "pulumi:providers:servicecatalog", "properties": {"region": "us-east-1"}}
    resource = {"type": TYPE, "properties": PROPERTIES, "options": {"provider": "${elsewhere}"}}
    declare(yaml, elsewhere=provider, payments=resource)
    assert "us-east-1" in yaml.up(ok=False)
    assert aws.observed() == {}


def test_bad_configuration_is_reported_on_its_property(yaml: Pulumi, aws: Account) -> None:
    yaml("config", "set", "servicecatalog:expectedAccountId", "12")
    said = yaml.up(ok=False)
    assert "expectedAccountId" in said
    assert "[InvalidValue]" in said
    assert "Traceback" not in said
