"""`pulumi preview` knows which adoptions will work, names every reason at once, and changes nothing."""

import re
from pathlib import Path
from typing import Any

from support.account import REGION, Account
from support.pulumi_cli import Pulumi, diagnostics, program

_READS = re.compile(r"(Describe|Get|List|Search|Simulate).*")

NINE = """
def adopt(name, **declared):
    usual = {"name": name, "physical_id": name, "product_name": "web-service", "provisioning_artifact_name": "v1"}
    return ImportedProvisionedProduct(name, **{**usual, **declared})

adopt("payments")
adopt("misspelt", physical_id="paymnets")
adopt("elsewhere", physical_id="arn:aws:cloudformation:us-east-1:ACCOUNT:stack/payments/1")
adopt("unknown-product", physical_id="orders", product_name="web-servise")
adopt("unknown-version", physical_id="search", provisioning_artifact_name="v9")
adopt("other-template", physical_id="nightly-report")
adopt("busy")
adopt("governed")
adopt("invalid", phsyical_id="payments")
"""

EXPECTED = {
    "misspelt": "StackNotFound",
    "elsewhere": "StackInOtherRegion",
    "unknown-product": "ProductNotFound",
    "unknown-version": "ArtifactNotFound",
    "other-template": "TemplateMismatch",
    "busy": "StackStatusNotImportable",
    "governed": "AlreadyGoverned",
    "invalid": "UnknownProperty",
}


def _prepare(aws: Account, emulator: Any) -> None:
    """Add a stack that is being updated, and one that is governed under another name."""
    stacks, catalog = aws.client("cloudformation"), aws.client("servicecatalog")
    body = stacks.get_template(StackName="payments")["TemplateBody"]
    made = {name: stacks.create_stack(StackName=name, TemplateBody=body)["StackId"] for name in ("busy", "governed")}
    emulator.control.force_stack("busy", account=aws.account, region=REGION, status="UPDATE_IN_PROGRESS")
    product_details = catalog.search_products_as_admin()["ProductViewDetails"]
    products = {
        product["ProductViewSummary"]["Name"]: product["ProductViewSummary"]["ProductId"] for product in product_details
    }
    artifacts = catalog.list_provisioning_artifacts(ProductId=products["web-service"])["ProvisioningArtifactDetails"]
    catalog.import_as_provisioned_product(
        ProductId=products["web-service"],
        ProvisioningArtifactId=next(artifact["Id"] for artifact in artifacts if artifact["Name"] == "v1"),
        ProvisionedProductName="billing",
        PhysicalId=made["governed"],
    )


def _calls(emulator: Any, account: str, since: int = 0) -> list[str]:
    return [call["operation"] for call in emulator.control.journal(account=account, since=since)]


def _last(emulator: Any, account: str) -> int:
    return int(emulator.control.journal(account=account)[-1]["seq"])


def test_one_preview_gives_nine_verdicts_and_changes_nothing(
    pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    _prepare(aws, emulator)
    pulumi.program = program(tmp_path, NINE.replace("ACCOUNT", aws.account))
    pulumi("stack", "init", "dev")
    before, observed = _last(emulator, aws.account), aws.observed()

    process = pulumi.start("preview")
    output = "".join(process.communicate())

    assert process.returncode == 1  # as Pulumi says that a preview fails
    assert "Traceback" not in output
    messages = diagnostics(output)
    for resource, code in EXPECTED.items():
        assert f"[{code}]" in messages[resource], resource
    assert "error" not in messages.get("payments", "")
    assert re.search(r"\+ .*ImportedProvisionedProduct payments create", output)
    assert "8 of 9 resources cannot be made as declared" in messages["test-dev"]
    calls = _calls(emulator, aws.account, before)
    assert [call for call in calls if not _READS.match(call)] == []
    assert aws.observed() == observed


def test_an_update_without_a_preview_stops_at_the_first_problem_and_imports_nothing(
    pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    two = (
        NINE.partition('adopt("payments")')[0]
        + 'adopt("a", physical_id="paymnets")\nadopt("b", physical_id="odrers")\n'
    )
    pulumi.program = program(tmp_path, two)
    pulumi("stack", "init", "dev")
    output = pulumi.up(ok=False)
    assert output.count("has a problem: [StackNotFound]") >= 1
    assert pulumi.state() == []
    assert "ImportAsProvisionedProduct" not in _calls(emulator, aws.account)


def test_a_preview_can_warn_instead_or_not_look_and_an_adopted_stack_is_not_looked_at_again(
    pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    declared = NINE.partition('adopt("payments")')[0]
    warned = 'adopt("orders", provisioning_artifact_name="v2", preflight="warn")\n'
    unseen = 'adopt("search", provisioning_artifact_name="v2", preflight="off")\n'
    pulumi.program = program(tmp_path, declared + warned + unseen)
    pulumi("stack", "init", "dev")
    messages = diagnostics(pulumi("preview"))
    assert "warning: [TemplateMismatch]" in messages["orders"]
    assert "warning: [PreflightOff]" in messages["search"]

    program(tmp_path, declared + 'adopt("payments")\n')
    pulumi.up()
    before = _last(emulator, aws.account)
    pulumi("preview", "--expect-no-changes")
    assert "GetTemplate" not in _calls(emulator, aws.account, before)

    program(tmp_path, declared + 'adopt("payments", provisioning_artifact_name="v9")\nadopt("odrers")\n')
    messages = diagnostics(pulumi("preview", ok=False))  # an update that would fail, beside an adoption
    assert "[ArtifactNotFound]" in messages["payments"]
    assert "[StackNotFound]" in messages["odrers"]
    program(tmp_path, declared + 'adopt("payments")\n')
    pulumi("preview", "--expect-no-changes")
