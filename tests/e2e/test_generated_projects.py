"""discover, generate, preview, up: the preview is what can be adopted, and then nothing is left to adopt."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog_emulator import Background
from catalog_emulator.sample_fleet import plan
from e2e.languages import TypeScript, needs_node
from pulumi_servicecatalog.discovery import inventory_file
from support.pulumi_cli import Pulumi

SIZE = plan.Size(accounts=1)
SHARDS = list(plan.shards(SIZE))
ACCOUNT = SHARDS[0].account.id
ADOPTABLE = {(shard.region, stack.name) for shard in SHARDS for stack in shard.stacks if stack.verdict == "adoptable"}
REGIONS = ["--region", "eu-west-1", "--region", "us-east-1"]
ROLE = ["--role-name", "OrganizationAccountAccessRole"]
DISCOVER = ["discover", "--organization", *ROLE, *REGIONS, "--out", "i.jsonl"]


@pytest.fixture
def pulumi(tmp_path: Path) -> Iterator[Pulumi]:
    """In the management account of a fleet, which enters the others by a role."""
    with Background("--sample-fleet", str(SIZE.accounts), "--record-seconds", "0") as fleet:
        yield Pulumi.at(tmp_path, url=fleet.url, account=plan.MASTER)


def catalogctl(pulumi: Pulumi, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *arguments],
        cwd=pulumi.program,
        env=pulumi.environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def verdicts(pulumi: Pulumi, verdict: str) -> set[tuple[str, str]]:
    lines = inventory_file.read(pulumi.program / "i.jsonl").stacks
    return {(line["region"], line["stack"]["name"]) for line in lines if line["verdict"] == verdict}


def steps(pulumi: Pulumi, *operations: str) -> set[tuple[str, str]]:
    """Return what a preview does with resources, by Region and stack; components are none."""
    previewed = json.loads(pulumi("preview", "--json"))["steps"]
    news = [step["newState"] for step in previewed if step["op"] in operations and step["newState"].get("custom")]
    return {(new["inputs"]["region"], new["inputs"]["physicalId"]) for new in news if "physicalId" in new["inputs"]}


def stacks_of(layout: str) -> list[str]:
    return ["all"] if layout == "one" else [f"{ACCOUNT}-{region}" for region in ("eu-west-1", "us-east-1")]


# The tutorial runs what is generated in Python; test_sdks.py runs TypeScript.
left = pytest.mark.left_to_test_all


@pytest.mark.parametrize(
    ("language", "provider", "layout"),
    [
        pytest.param("python", "dynamic", "account", marks=left),
        pytest.param("python", "dynamic", "one", marks=left),
        pytest.param("python", "plugin", "account", marks=left),
        pytest.param("python", "plugin", "one", marks=left),
        pytest.param("yaml", "plugin", "account", marks=left),
        pytest.param("yaml", "plugin", "one"),
        pytest.param("typescript", "plugin", "account", marks=[left, needs_node]),
        pytest.param("typescript", "plugin", "one", marks=[left, needs_node]),
    ],
)
def test_the_preview_is_what_is_adoptable_and_after_up_nothing_is(
    pulumi: Pulumi, tmp_path: Path, request: pytest.FixtureRequest, language: str, provider: str, layout: str
) -> None:
    catalogctl(pulumi, *DISCOVER)
    assert verdicts(pulumi, "adoptable") == ADOPTABLE
    options = ["--language", language, "--provider", provider, "--layout", layout]
    generate = ["generate", "i.jsonl", "--out", "project", *options, *ROLE]
    assert f"{len(ADOPTABLE)} adoptions were added to project." in catalogctl(pulumi, *generate)
    project = Pulumi(program=tmp_path / "project", environment=pulumi.environment)
    if language == "typescript":
        typescript: TypeScript = request.getfixturevalue("typescript")
        (project.program / "node_modules").symlink_to(typescript.modules)
    previewed = set()
    for stack in stacks_of(layout):
        project("stack", "select", "--create", stack)
        previewed |= steps(project, "create")
        project.up()
        project("preview", "--expect-no-changes")
    assert previewed == ADOPTABLE
    catalogctl(pulumi, *DISCOVER, "--force")
    assert verdicts(pulumi, "adoptable") == set()
    again = catalogctl(pulumi, *generate)
    assert "Nothing was added" in again
    assert "kept" not in again


@left  # what is written for `pulumi import` has unit tests
def test_what_is_governed_already_is_imported_and_the_preview_is_still_what_is_adoptable(
    pulumi: Pulumi, tmp_path: Path
) -> None:
    catalogctl(pulumi, *DISCOVER)
    region = "eu-west-1"
    file = f"imports/{ACCOUNT}/{region}.json"
    shown = catalogctl(pulumi, "generate", "i.jsonl", "--out", "project", "--language", "yaml", "--import-file", *ROLE)
    assert f"pulumi import --protect=false --generate-code=false --file {file}" in shown
    project = Pulumi(program=tmp_path / "project", environment=pulumi.environment)
    project("stack", "select", "--create", f"{ACCOUNT}-{region}")
    project("import", "--yes", "--protect=false", "--generate-code=false", "--skip-preview", "--file", file)
    ids = {resource["id"] for resource in json.loads((project.program / file).read_text())["resources"][1:]}
    assert ids
    assert ids == {resource["id"] for resource in project.state() if resource.get("custom")}
    assert steps(project, "create") == {(at, name) for at, name in ADOPTABLE if at == region}
    assert steps(project, "update", "replace", "delete") == set()
    project.up()
    project("preview", "--expect-no-changes")
