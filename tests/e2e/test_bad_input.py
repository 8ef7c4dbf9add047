"""Every slip gives one clear line on the resource, no traceback, and changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from support.account import REGION, Account
from support.pulumi_cli import Pulumi, diagnostics, program

GOOD = {
    "physical_id": '"payments"',
    "product_name": '"web-service"',
    "provisioning_artifact_name": '"v1"',
}


@dataclass(frozen=True)
class Slip:
    """What a program says instead of GOOD, and what it is answered. Each is on a stack that no other slip declares."""

    reason: str
    arguments: dict[str, str | None]
    code: str
    message: str

    def declared_as(self, resource: str) -> str:
        arguments = {"name": f'"{resource}"', **GOOD, **self.arguments}
        arguments_text = ", ".join(f"{name}={value}" for name, value in arguments.items() if value is not None)
        return f'ImportedProvisionedProduct("{resource}", {arguments_text})\n'


ADOPTING = Slip("none", {}, "", "").declared_as("payments")
SLIPS = [
    Slip("a misspelt property", {"phsyical_id": '"payments"'}, "UnknownProperty", 'Did you mean "physical_id"?'),
    Slip("a bad name", {"name": '"-payments"'}, "InvalidValue", 'name is "-payments"'),
    Slip("both product id and name", {"product_id": '"prod-abc"'}, "ConflictingProperties", "Remove one of them"),
    Slip("neither product id nor name", {"product_name": None}, "ProductNotNamed", "Set one of them"),
    Slip("a missing property", {"name": None}, "MissingProperty", "name is required"),
    Slip(
        "an ARN of something that is no stack",
        {"physical_id": '"arn:aws:s3:::bucket"'},
        "NotAStack",
        "Set physical_id to the name of the stack or to its ARN",
    ),
    Slip("an unknown stack", {"physical_id": '"paymnets"'}, "StackNotFound", 'Did you mean "payments"?'),
    Slip(
        "a stack of another account",
        {"physical_id": '"arn:aws:cloudformation:eu-west-1:999999999999:stack/payments/1"'},
        "StackInOtherAccount",
        "999999999999",
    ),
    Slip("a template that differs", {"provisioning_artifact_name": '"v2"'}, "TemplateMismatch", "was deployed from"),
    Slip(
        "an unknown product",
        {"physical_id": '"orders"', "product_name": '"web-servise"'},
        "ProductNotFound",
        'Did you mean "web-service"?',
    ),
    Slip(
        "an unknown version",
        {"physical_id": '"search"', "provisioning_artifact_name": '"v9"'},
        "ArtifactNotFound",
        "Its versions are: v1",
    ),
    Slip(
        "an unexpected account",
        {"physical_id": '"nightly-report"', "expected_account_id": '"999999999999"'},
        "UnexpectedAccount",
        "but expected_account_id is 999999999999",
    ),
]


def test_a_preview_tells_each_slip_in_one_line_on_its_resource_and_changes_nothing(
    pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    slips = {f"slip-{number:02}": slip for number, slip in enumerate(SLIPS)}
    pulumi.program = program(tmp_path, "".join(slip.declared_as(resource) for resource, slip in slips.items()))
    pulumi("stack", "init", "dev")
    output = pulumi("preview", ok=False)
    messages = diagnostics(output)
    for resource, slip in slips.items():
        (line,) = messages[resource].split("\n\n")[0].splitlines()
        assert f"[{slip.code}]" in line, slip.reason
        assert slip.message in line, slip.reason
    assert "Traceback" not in output
    assert aws.observed() == {}


def test_a_stack_in_a_wrong_status_is_refused_before_anything_is_changed(
    pulumi: Pulumi, aws: Account, emulator, account: str, tmp_path: Path
) -> None:
    emulator.control.force_stack("payments", account=account, region=REGION, status="UPDATE_ROLLBACK_FAILED")
    pulumi.program = program(tmp_path, ADOPTING)
    pulumi("stack", "init", "dev")
    output = pulumi.up(ok=False)
    assert "[StackStatusNotImportable]" in output
    assert "UPDATE_ROLLBACK_FAILED" in output
    assert "Traceback" not in output
    assert aws.observed() == {}


def test_missing_credentials_are_reported_with_what_to_do(pulumi: Pulumi, aws: Account, tmp_path: Path) -> None:
    pulumi.program = program(tmp_path, ADOPTING)
    pulumi("stack", "init", "dev")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        del pulumi.environment[name]
    pulumi.environment["HOME"] = str(tmp_path)  # where no shared credentials file lies
    output = pulumi.up(ok=False)
    assert "[NoCredentials]" in output
    assert "aws sso login" in output
    assert "Traceback" not in output


def test_an_endpoint_that_does_not_answer_is_named(pulumi: Pulumi, aws: Account, tmp_path: Path) -> None:
    pulumi.program = program(tmp_path, ADOPTING)
    pulumi("stack", "init", "dev")
    pulumi.environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9"
    pulumi.environment["AWS_MAX_ATTEMPTS"] = "1"
    output = pulumi.up(ok=False)
    assert "[Unreachable] http://127.0.0.1:9" in output
    assert "Traceback" not in output
