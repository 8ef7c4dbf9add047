"""What the documents tell a reader to type works as it stands; only `...` and names in capitals are filled in."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import pytest

from catalog_emulator import Background
from e2e.languages import needs_node
from pulumi_servicecatalog.fleet import json_lines
from support import aws_environment
from support.account import REGION, TAG_UPDATES, Account
from support.by_hand import go_over_to_another_version
from support.documents import DOCUMENTS, Block, shell_blocks
from support.fleet import of_size, result
from support.pulumi_cli import ROOT, Pulumi

ONE_SESSION = {
    "docs/tutorial.md",
    "docs/tutorial/adopt-your-estate.md",
    "docs/how-to/drift.md",
    "docs/how-to/roll-out.md",
    "docs/how-to/report.md",
}
"""Documents whose blocks are typed one after another into the same shell."""

BLOCKS = [block for document in DOCUMENTS for block in shell_blocks(document)]
CANNOT = {
    ("docs/with-pulumi-aws.md", "cd examples/23-with-pulumi-aws"): "its last command needs pulumi-aws' own plugin, "
    "which no package registry has; tests/integration/with_pulumi_aws runs the program",
    ("docs/how-to/policies.md", "pulumi preview"): "pulumi-policy has an environment of its own; "
    "tests/integration/with_pulumi_policy types it",
    ("docs/languages.md", "pulumi package gen-sdk"): "there is no language host for .NET in Pulumi's Go modules",
}
"""What is not run here, and why."""


@dataclass(frozen=True)
class Reader:
    """A person with a checkout, an account with the sample in it, and a shell."""

    checkout: Path
    aws: Account
    environment: dict[str, str]
    folder: Path
    fills: dict[str, str] = field(default_factory=dict)

    def at(self, folder: str) -> "Reader":
        return replace(self, folder=self.checkout / folder)

    def knowing(self, **environment: str) -> "Reader":
        return replace(self, environment={**self.environment, **environment})

    def filling(self, **fills: str) -> "Reader":
        """Fill in what the document leaves to the reader: a placeholder, by its text without the dots."""
        return replace(self, fills={**self.fills, **fills})

    def types(self, text: str, *, exit_code: int = 0) -> str:
        """Type commands, and return what is shown."""
        for placeholder, value in self.fills.items():
            text = re.sub(rf"\b{placeholder}(\.\.\.)?(?![\w-])|\b{placeholder}\.\.\.", value, text)
        assert "..." not in text, f"what stands for ... in {text}"
        done = subprocess.run(
            ["sh", "-ec", text], cwd=self.folder, env=self.environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == exit_code, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def reader(tmp_path: Path, emulator: Any, aws: Account) -> Reader:
    """One whose examples may be written to, as Pulumi does with a stack's configuration."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for path in ROOT.iterdir():
        if path.name not in {"examples", ".git", "sdks"}:
            (checkout / path.name).symlink_to(path)
    (checkout / "sdks").symlink_to(ROOT / "sdks")  # where `make sdks` writes, which finds the checkout by itself
    shutil.copytree(ROOT / "examples", checkout / "examples", ignore=shutil.ignore_patterns("node_modules"))
    emulator.control.set(account=aws.account, record_seconds=0)
    made = Pulumi.at(tmp_path, url=emulator.url, account=aws.account).environment
    environment = {name: value for name, value in made.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    environment |= {"PULUMI_SKIP_CONFIRMATIONS": "true", "TMPDIR": str(tmp_path)}
    return Reader(checkout=checkout, aws=aws, environment=environment, folder=checkout)


@contextmanager
def terminal(commands: str, reader: Reader) -> Iterator[IO[str]]:
    """Run commands, and end what they have started when the block ends."""
    shell = subprocess.Popen(
        ["sh", "-ec", commands],
        cwd=reader.folder,
        env=reader.environment,
        start_new_session=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert shell.stdout is not None
    try:
        yield shell.stdout
    finally:
        os.killpg(shell.pid, signal.SIGTERM)
        shell.communicate()


def free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def as_shown(text: str) -> str:
    """Return a text without line breaks, and without what every run has of its own: accounts, IDs and times."""
    own = r"\b\d{12}\b|\b(?:pp|prod|pa|rec|lpv2)-\w+|\d{4}-\d\d-\d\dT[\d:]+Z"
    return " ".join(re.sub(own, "#", text).split())


def in_an_environment(reader: Reader) -> Reader:
    """Make a virtual environment in which what we depend on is there already, so that nothing is downloaded."""
    folder = reader.checkout.parent / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    there = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "there.pth").write_text(there, encoding="utf-8")
    path = f"{folder / 'bin'}{os.pathsep}{reader.environment['PATH']}"
    return reader.knowing(PATH=path, PIP_NO_INDEX="1", PIP_NO_BUILD_ISOLATION="0", PIP_DISABLE_PIP_VERSION_CHECK="1")


def with_a_stack(reader: Reader, example: str) -> Reader:
    """Make a stack of Pulumi's for an example."""
    there = reader.at(f"examples/{example}")
    there.types("pulumi stack init dev")
    return there


def types(reader: Reader, block: Block) -> None:
    """Type it as it is, and compare what is shown where the document shows it."""
    shown = reader.types(block.typed)
    if block.is_session:
        assert as_shown(shown) == as_shown(block.shown)


def dry(reader: Reader, block: Block) -> None:
    """`make` targets that are themselves what runs this test: make says what it would do."""
    reader.knowing(MAKEFLAGS="n").types(block.typed)


def starts_the_emulator(reader: Reader, block: Block) -> None:
    """The example adopts its stack: the second terminal is the next block of the document."""
    port = free_port()
    first, second = (
        candidate.typed.replace("4566", port)
        for candidate in BLOCKS
        if candidate.document == block.document and candidate.first == 'eval "$(make -s env)"'
    )
    own = {name: value for name, value in reader.environment.items() if not name.startswith(("AWS_", "PULUMI_BACK"))}
    new = replace(reader, environment=own)
    with terminal(first, new) as lines:
        assert f"http://127.0.0.1:{port}" in next((line for line in lines if line.startswith("{")), "")
        assert "+ 2 created" in new.types(second)


def emulator_alone(reader: Reader, block: Block) -> None:
    """The emulator in the background of the same shell, ended with it."""
    own = {name: value for name, value in reader.environment.items() if not name.startswith("AWS_")}
    new = replace(reader, environment=own)
    there = in_an_environment(new) if "pip install" in block.typed else new
    text = block.typed.replace("4566", free_port())
    start = next(line for line in text.splitlines() if line.endswith("&"))
    ready = "for wait in $(seq 300); do grep -q url ready && break; sleep 0.1; done"
    before, after = text.split(start)
    script = f"{before}{start.removesuffix('&')} > ready &\ntrap 'kill %1' EXIT\n{ready}\n{after}"
    shown = subprocess.run(
        ["bash", "-ec", script], cwd=there.folder, env=there.environment, check=False, capture_output=True, text=True
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert "web-service" in shown.stdout or '"verdict"' in shown.stdout


def package_add(reader: Reader, block: Block) -> None:
    """In a YAML program, whose language needs no host of its own."""
    folder = reader.checkout.parent / "program"
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: new\nruntime: yaml\n", encoding="utf-8")
    replace(reader, folder=folder).types(block.typed)
    assert "servicecatalog" in (folder / "Pulumi.yaml").read_text(encoding="utf-8")


def in_your_account(reader: Reader, block: Block) -> None:
    there = with_a_stack(in_an_environment(reader), "01-adopt-a-stack")
    pip, *rest = block.typed.splitlines(keepends=True)
    in_an_environment(reader).types(pip)
    there.types("".join(rest))


def sdks(reader: Reader, block: Block) -> None:
    """The Node.js example, whose stack its own `pulumi up` needs."""
    reader.types(block.typed)
    assert reader.aws.observed()


def check(reader: Reader, block: Block) -> None:
    reader.aws.control.force_stack("orders", account=reader.aws.account, region=REGION, status="UPDATE_IN_PROGRESS")
    shown = reader.types(block.typed, exit_code=4)
    assert as_shown(shown) == as_shown(block.shown)


def discover(reader: Reader, block: Block) -> None:
    """From the management account of the fleet that the emulator can make."""
    with Background("--sample-fleet", "1") as fleet:
        led = aws_environment.variables("999900000000", url=fleet.url, region="eu-west-1")
        shown = reader.knowing(**led).types(block.typed.replace("Reader", "OrganizationAccountAccessRole"))
    assert "governed 7 of 25 stacks (28%); 10 adoptable now" in shown
    assert shown.count("\tservice-") == 10


def generate(reader: Reader, block: Block) -> None:
    """From the inventory that the section before has made."""
    with Background("--sample-fleet", "1") as fleet:
        led = aws_environment.variables("100000000000", url=fleet.url, region="eu-west-1")
        reader.knowing(**led).types("catalogctl discover")
    assert reader.types(block.typed).count("physicalId: team-") == 10


def propose(reader: Reader, block: Block) -> None:
    """From an inventory in which two stacks share a template that no version has."""
    with Background("--sample-fleet", "1") as fleet:
        led = aws_environment.variables("100000000000", url=fleet.url, region="eu-west-1")
        reader.knowing(**led).types("catalogctl discover --region eu-west-1 --region us-east-1")
    assert "## 1. service-1: 2 stacks, coverage from" in reader.types(block.typed)


def completion(reader: Reader, block: Block) -> None:
    """In a home that has the folders of the three shells."""
    home = reader.checkout.parent
    scripts = [home / Path(line.partition("> ~/")[2]) for line in block.typed.splitlines()]
    for script in scripts:
        script.parent.mkdir(parents=True)
    reader.knowing(HOME=str(home)).types(block.typed)
    assert all("_CATALOGCTL_COMPLETE" in script.read_text(encoding="utf-8") for script in scripts)


def check_many(reader: Reader, block: Block) -> None:
    (reader.folder / "stacks.txt").write_text("payments\norders\n", encoding="utf-8")
    assert reader.types(block.typed).split() == ["payments", "orders"]


def history(reader: Reader, block: Block) -> None:
    """The records that the document shows: a launch, an update by a role, and one that fails."""
    aws = reader.aws
    aws.catalog.import_as_provisioned_product(
        ProductId=aws.product_id("web-service"),
        ProvisioningArtifactId=aws.version_id("web-service", "v1"),
        ProvisionedProductName="payments",
        PhysicalId=aws.stack("payments")["StackId"],
        IdempotencyToken="import",
    )
    aws.constrain("web-service", "LAUNCH", {"RoleArn": aws.role("catalog-launch")})
    assert aws.observed()["payments"]["Status"] == "AVAILABLE"
    for version, failure in (("v1", None), ("v2", "UPDATE_ROLLBACK_COMPLETE: Jobs: the queue has messages")):
        if failure:
            aws.control.add_fault(
                "record-fails", account=aws.account, operation="update", code="CloudFormationError", message=failure
            )
        aws.catalog.update_provisioned_product(
            ProvisionedProductName="payments",
            ProductId=aws.product_id("web-service"),
            ProvisioningArtifactId=aws.version_id("web-service", version),
        )
        assert aws.observed()["payments"]["Status"] == ("TAINTED" if failure else "AVAILABLE")
    shown = reader.types(block.typed)
    if block.is_session:
        assert as_shown(shown) == as_shown(block.shown)
    else:
        assert "the queue has messages" in shown


def adopted_stack(reader: Reader) -> Reader:
    there = with_a_stack(reader, "01-adopt-a-stack")
    there.types("pulumi up")
    return there


def moves_to_the_plugin(reader: Reader, block: Block) -> None:
    """The URN is one of those that the first command shows."""
    there = adopted_stack(reader)
    shown = there.types("pulumi stack --show-urns")
    urn = next(word for word in shown.split() if word.endswith("::payments"))
    there.filling(URN=urn).types(block.typed)
    assert "payments" not in there.types("pulumi stack --show-urns").partition("OUTPUT")[0].replace("01-", "")


def imports(reader: Reader, block: Block) -> None:
    """The command imports, and then the Python host of the CLI that is built here writes no program (see languages)."""
    aws = reader.aws
    launched = aws.catalog.provision_product(
        ProductId=aws.product_id("web-service"),
        ProvisioningArtifactId=aws.version_id("web-service", "v1"),
        ProvisionedProductName="checkout",
        ProvisionToken="launch",
    )["RecordDetail"]
    folder = reader.checkout.parent / "program"
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: new\nruntime: yaml\n", encoding="utf-8")
    there = replace(reader, folder=folder)
    there.types("pulumi stack init dev")
    there.filling(NAME="checkout", **{"pp-": launched["ProvisionedProductId"]}).types(block.typed)
    assert "checkout" in there.types("pulumi stack --show-urns")


def with_constraints(reader: Reader, block: Block) -> None:
    """After the command of the block below, which the sample account needs."""
    there = with_a_stack(reader, "20-update-with-constraints")
    reader.aws.constrain("web-service", "RESOURCE_UPDATE", TAG_UPDATES)
    there.types("pulumi config set version v1")
    assert "DeadLetters" in there.types(block.typed)


def at_the_catalog(reader: Reader, block: Block) -> None:
    """IDs are those of the sample account."""
    aws = reader.aws
    (portfolio,) = aws.portfolio_ids()
    stack_id = aws.stack("search")["StackId"]
    text = block.typed.replace("arn:aws:cloudformation:...:stack/search/...", stack_id).replace("port-...", portfolio)
    first, _, last = text.rpartition("aws servicecatalog associate-product-with-portfolio")
    if first:
        reader.types(first)
        last = "export AWS_DEFAULT_REGION=eu-west-1\naws servicecatalog associate-product-with-portfolio" + last
        reader.types(last.replace("prod-...", aws.product_id("team-web-service")))
        return
    reader.types(text.replace("prod-...", aws.product_id("web-service")))


def in_one_shell(reader: Reader, block: Block) -> str:
    """Type all blocks of the page into one shell, in which the emulator is awaited as the page says."""
    port = free_port()
    texts = [other.typed.replace("4566", port) for other in BLOCKS if other.document == block.document]
    start = "python -m catalog_emulator"
    ready = "\ntrap 'kill %1' EXIT\nfor wait in $(seq 300); do grep -q url ready && break; sleep 0.1; done\n"
    script = re.sub(rf"({start}.*) &\n", r"\1 > ready &" + ready, "\n".join(texts))
    own = {name: value for name, value in reader.environment.items() if not name.startswith(("AWS_", "PULUMI_BACK"))}
    shown = subprocess.run(
        ["bash", "-ec", script], cwd=reader.folder, env=own, check=False, capture_output=True, text=True
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr
    return shown.stdout


def tutorial(reader: Reader, block: Block) -> None:
    shown = in_one_shell(reader, block)
    assert shown.rstrip().endswith("UPDATE_COMPLETE")
    assert "provisioning_artifact_name: AWS has v2, and v1 is declared." in shown
    assert "+ DeadLetters  AWS::SQS::Queue  is added" in shown


def estate_tutorial(reader: Reader, block: Block) -> None:
    """`diff` in it compares the preview with what can be adopted."""
    shown = in_one_shell(reader, block)
    assert "governed 14 of 50 stacks (28%); 20 adoptable now" in shown
    assert "+ 12 to create" in shown
    assert "governed 34 of 50 stacks (68%); 0 adoptable now" in shown
    assert "Nothing was added: adoptions has every stack that can be adopted." in shown.rpartition("governed 34")[2]


def rolls_out(reader: Reader, block: Block) -> None:
    """All blocks of the page, in the project of a fleet of one account."""
    with Background("--sample-fleet", "1", "--record-seconds", "0") as fleet:
        led = reader.knowing(**aws_environment.variables("999900000000", url=fleet.url, region="eu-west-1"))
        role = "--role-name OrganizationAccountAccessRole"
        led.types(f"catalogctl discover --organization {role} --region eu-west-1 --region us-east-1")
        led.types(f"catalogctl generate inventory.jsonl --out adoptions {role}")
        shown = led.types("".join(other.typed for other in BLOCKS if other.document == block.document))
    assert "2 done; 24 resources to change" in shown
    assert "2 done; 24 resources changed" in shown
    assert "2 fresh" in shown
    assert shown.rstrip().endswith("2 unchanged; 0 resources changed")


def with_results(reader: Reader) -> Reader:
    """Make what a report is made of: the inventory of a fleet of one account, and the ledger of a rollout."""
    with Background("--sample-fleet", "1") as fleet:
        led = aws_environment.variables("100000000000", url=fleet.url, region="eu-west-1")
        reader.knowing(**led).types("catalogctl discover")
    lines = (json_lines.text(result(shard).as_dict()) for shard in of_size(3).shards)
    (reader.folder / "rollout.jsonl").write_text("".join(lines), encoding="utf-8")
    return reader


def report(reader: Reader, block: Block) -> None:
    assert "can be adopted now" in with_results(reader).types(block.typed)


def reports(reader: Reader, block: Block) -> None:
    """All blocks of the page."""
    summary = reader.folder / "summary.md"
    there = with_results(reader).knowing(GITHUB_STEP_SUMMARY=str(summary))
    assert "3 of 3 shards rolled out" in there.types(
        "".join(other.typed for other in BLOCKS if other.document == block.document)
    )
    assert "0 new, 0 fixed" in summary.read_text(encoding="utf-8")


def finds_drift(reader: Reader, block: Block) -> None:
    """All blocks of the page, in the rolled out project of a fleet of one account, after somebody has updated one."""
    with Background("--sample-fleet", "1", "--record-seconds", "0") as fleet:
        led = reader.knowing(**aws_environment.variables("999900000000", url=fleet.url, region="eu-west-1"))
        role = "--role-name OrganizationAccountAccessRole"
        led.types(f"catalogctl discover --organization {role} --region eu-west-1")
        led.types(f"catalogctl generate inventory.jsonl --out adoptions {role}")
        led.types("catalogctl rollout adoptions --yes")
        look, *others, job = [other.typed for other in BLOCKS if other.document == block.document]
        assert "Nothing differs in 10 resources in 1 Pulumi stack." in led.types(look)
        adopted = (reader.folder / "adoptions" / "adoptions" / "100000000000" / "eu-west-1.yaml").read_text(
            encoding="utf-8"
        )
        name = re.findall(r"^- name: (\S+)", adopted, re.MULTILINE)[0]
        go_over_to_another_version(Account(fleet.url, "100000000000"), name)
        *differing, known = others
        for text in differing:
            assert "provisioningArtifactName: declared is" in led.types(text, exit_code=7)
        assert "1 known difference is ignored." in led.types(known)
        assert "drift: see drift.json" in led.types(job)


def with_a_default_region(reader: Reader, block: Block) -> None:
    """The AWS CLI looks for another variable than the SDKs of Pulumi's providers do."""
    reader.knowing(AWS_DEFAULT_REGION=REGION).types(block.typed)


def in_a_repository(reader: Reader, block: Block) -> None:
    """In the one whose folder adoptions is a project of one account and Region."""
    with Background("--sample-fleet", "1", "--record-seconds", "0") as fleet:
        led = reader.knowing(**aws_environment.variables("100000000000", url=fleet.url, region="eu-west-1"))
        led.types("catalogctl discover --region eu-west-1\ncatalogctl generate inventory.jsonl --out adoptions")
        led.types(block.typed)
    assert "### 1 would change (" in (reader.folder / "comment.md").read_text(encoding="utf-8")


def in_a_project(reader: Reader, block: Block) -> None:
    """In the folder of an example whose stack is up."""
    adopted_stack(reader).types(block.typed)


def in_a_new_project(reader: Reader, block: Block) -> None:
    reader.at("examples/01-adopt-a-stack").types(block.typed)


WAYS: dict[tuple[str, str], Callable[[Reader, Block], None]] = {
    ("README.md", "make demo"): dry,
    ("README.md", "pulumi package add"): package_add,
    ("README.md", "eval"): starts_the_emulator,
    ("README.md", "pip install"): in_your_account,
    ("CONTRIBUTING.md", "make"): dry,
    ("emulator/README.md", "pip install"): emulator_alone,
    ("emulator/README.md", "python -m catalog_emulator --port 4566 --sample-fleet"): emulator_alone,
    ("docs/accounts-and-regions.md", "pulumi stack init"): in_a_new_project,
    ("docs/pipelines.md", "pulumi"): in_a_project,
    ("docs/pipelines.md", "catalogctl fleet plan"): in_a_repository,
    ("docs/pipelines.md", "catalogctl iam-policy"): with_a_default_region,
    ("docs/how-to/policies.md", "pulumi stack export"): in_a_project,
    ("docs/recovery.md", "catalogctl history"): history,
    ("docs/recovery.md", "pulumi stack export"): in_a_project,
    ("docs/secrets.md", "pulumi config set"): in_a_project,
    ("docs/tutorial.md", "eval"): tutorial,
    ("docs/tutorial/adopt-your-estate.md", "eval"): estate_tutorial,
    ("docs/how-to/roll-out.md", "catalogctl rollout"): rolls_out,
    ("docs/how-to/report.md", "catalogctl report"): reports,
    ("docs/catalogctl.md", "catalogctl report"): report,
    ("docs/how-to/drift.md", "catalogctl drift"): finds_drift,
    ("docs/catalogctl.md", "catalogctl discover"): discover,
    ("docs/catalogctl.md", "catalogctl generate"): generate,
    ("docs/catalogctl.md", "catalogctl propose"): propose,
    ("docs/catalogctl.md", "catalogctl check payments"): check,
    ("docs/catalogctl.md", "catalogctl check $("): check_many,
    ("docs/catalogctl.md", "catalogctl history payments"): history,
    ("docs/catalogctl.md", "catalogctl completion"): completion,
    ("docs/languages.md", "pulumi package add"): package_add,
    ("docs/languages.md", "make sdks"): sdks,
    ("docs/moving-between-providers.md", "pulumi stack"): moves_to_the_plugin,
    ("docs/moving-between-providers.md", "pulumi import"): imports,
    ("examples/20-update-with-constraints/__main__.py", "pulumi config"): with_constraints,
    ("examples/20-update-with-constraints/__main__.py", "export"): at_the_catalog,
    ("examples/22-move-between-products/__main__.py", "export"): at_the_catalog,
}
"""How a block is run, by its document and how it begins. What is not here is typed as it is."""

IN_MAKE_TEST = {
    "README.md",
    "CONTRIBUTING.md",
    "emulator/README.md",
    "docs/catalogctl.md",
    *(ONE_SESSION - {"docs/how-to/drift.md", "docs/how-to/roll-out.md"}),
}
"""What a reader types first. The other documents are typed by `make test-all`, since each block starts Pulumi twice."""


def marks(block: Block) -> list[pytest.MarkDecorator]:
    """Return what decides when a block is typed."""
    node = [needs_node] if block.first == "make sdks" else []
    return node if block.document in IN_MAKE_TEST else [*node, pytest.mark.left_to_test_all]


def key(block: Block) -> tuple[str, str]:
    """Return the longest beginning that is known of a block, or its first line."""
    known = [k for k in (*WAYS, *CANNOT) if k[0] == block.document and block.first.startswith(k[1])]
    return max(known, key=lambda k: len(k[1]), default=(block.document, block.first))


def cases() -> list[Any]:
    return [
        pytest.param(block, marks=marks(block), id=f"{block.document}: {block.first[:40]}")
        for number, block in enumerate(BLOCKS)
        if block.document not in ONE_SESSION or BLOCKS[number - 1].document != block.document
    ]


@pytest.mark.parametrize("block", cases())
def test_the_commands_of_a_document_work_as_they_stand(block: Block, reader: Reader) -> None:
    if key(block) in CANNOT:
        pytest.skip(CANNOT[key(block)])
    WAYS.get(key(block), types)(reader, block)


def test_no_way_is_kept_for_a_block_that_is_gone() -> None:
    assert {key(block) for block in BLOCKS} >= {*WAYS, *CANNOT}
