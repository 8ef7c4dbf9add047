"""What a program may do with the outputs of a resource: before they are known, once they are, and where it fails."""

from pathlib import Path

import pytest

from support.account import Account
from support.pulumi_cli import Pulumi, program

PROVIDERS = pytest.mark.parametrize("package", ["pulumi_servicecatalog", "pulumi_servicecatalog.plugin"])
PROGRAM = """\
from {package} import ImportedProvisionedProduct as Adopted

def adopted(name, **more):
    return Adopted(
        name, name=name, physical_id=name, product_name="web-service", provisioning_artifact_name="v1", **more
    )

def show(url):
    print("the queue is", url)
    return url

payments = adopted("payments", parameters={{"VisibilityTimeout": pulumi.Output.secret("30")}})
pulumi.export("url", payments.outputs["JobsUrl"].apply(show))
pulumi.export("later", payments.arn.apply(lambda arn: payments.status.apply(lambda status: [bool(arn), status])))
pulumi.export("hidden", payments.live_parameters)
pulumi.export("whole", payments)
"""
FAILING = """
orders = adopted("orders", opts=pulumi.ResourceOptions(depends_on=payments))
pulumi.export("orders", orders.status)
pulumi.export("as it is", orders.status.apply(lambda status: f"orders is {status}"))
"""


@PROVIDERS
def test_a_program_reads_outputs_as_of_any_resource(
    pulumi: Pulumi, aws: Account, emulator, account: str, tmp_path: Path, package: str
) -> None:
    text = PROGRAM.format(package=package)
    pulumi.program = program(tmp_path, text)
    pulumi("stack", "init", "dev")
    assert "the queue is" not in pulumi("preview")  # what is not known yet runs nothing
    assert "the queue is http" in pulumi.up()
    outputs = pulumi.outputs()
    assert outputs["url"].startswith("http")
    assert outputs["later"] == [True, "AVAILABLE"]
    assert outputs["hidden"] == "[secret]"
    assert outputs["whole"].keys() >= {"urn", "id", "name", "physicalId", "provisionedProductId", "status", "arn"}
    assert outputs["whole"]["status"] == "AVAILABLE"
    emulator.control.add_fault("denied", account=account, operation="ImportAsProvisionedProduct")

    program(tmp_path, text + FAILING)
    failed = pulumi.up(ok=False)
    assert "ImportAsProvisionedProduct" in failed
    assert "Traceback" not in failed
    assert "never retrieved" not in failed
    assert [resource["urn"].rpartition("::")[2] for resource in pulumi.state()] == ["payments"]
    assert aws.observed().keys() == {"payments"}
    assert pulumi.outputs() == outputs


@PROVIDERS
def test_an_error_in_what_a_program_does_with_an_output_is_the_programs(
    pulumi: Pulumi, aws: Account, tmp_path: Path, package: str
) -> None:
    text = PROGRAM.format(package=package) + 'payments.name.apply(lambda name: {}["no such key"])\n'
    pulumi.program = program(tmp_path, text)
    pulumi("stack", "init", "dev")
    assert "KeyError: 'no such key'" in pulumi("preview", ok=False)
