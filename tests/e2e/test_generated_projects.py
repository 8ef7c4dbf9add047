"""discover, generate, preview, up: the preview is what can be adopted, and then nothing is left to adopt."""

import json
import subprocess
import sys

import pytest

from catalog_emulator import Background
from catalog_emulator.sample_fleet import plan
from pulumi_servicecatalog.discovery import inventory_file
from support.pulumi_cli import Pulumi

SIZE = plan.Size(accounts=1)
SHARDS = list(plan.shards(SIZE))
ACCOUNT = SHARDS[0].account.id
ADOPTABLE = {(shard.region, stack.name) for shard in SHARDS for stack in shard.stacks if stack.verdict == "adoptable"}
REGIONS = ["--region", "eu-west-1", "--region", "us-east-1"]


@pytest.fixture
def pulumi(tmp_path):
    """In the management account of a fleet, which enters the others by a role."""
    with Background("--sample-fleet", str(SIZE.accounts), "--record-seconds", "0") as fleet:
        yield Pulumi.at(tmp_path, url=fleet.url, account=plan.MASTER)


def catalogctl(pulumi, *arguments):
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


def adoptable(pulumi):
    lines = inventory_file.read(pulumi.program / "i.jsonl").stacks
    return {(line["region"], line["stack"]["name"]) for line in lines if line["verdict"] == "adoptable"}


def created(pulumi):
    """Return what a preview creates, by Region and stack."""
    steps = json.loads(pulumi("preview", "--json"))["steps"]
    news = [step["newState"] for step in steps if step["op"] == "create" and "pulumi:pulumi:Stack" not in step["urn"]]
    return {(news["inputs"].get("region"), news["inputs"]["physicalId"]) for news in news}


@pytest.mark.parametrize(
    ("provider", "layout"),
    [("plugin", "account"), pytest.param("dynamic", "one", marks=pytest.mark.left_to_test_all)],
)
def test_the_preview_is_what_is_adoptable_and_after_up_nothing_is(pulumi, tmp_path, provider, layout):
    role = ["--role-name", "OrganizationAccountAccessRole"]
    discover = ["discover", "--organization", *role, *REGIONS, "--out", "i.jsonl"]
    catalogctl(pulumi, *discover)
    assert adoptable(pulumi) == ADOPTABLE
    generate = ["generate", "i.jsonl", "--out", "project", "--provider", provider, "--layout", layout, *role]
    assert f"{len(ADOPTABLE)} adoptions were added to project." in catalogctl(pulumi, *generate)
    project = Pulumi(program=tmp_path / "project", environment=pulumi.environment)
    stacks = ["all"] if layout == "one" else [f"{ACCOUNT}-{region}" for region in ("eu-west-1", "us-east-1")]
    previewed = set()
    for stack in stacks:
        project("stack", "select", "--create", stack)
        previewed |= created(project)
        project.up()
        project("preview", "--expect-no-changes")
    assert previewed == ADOPTABLE
    catalogctl(pulumi, *discover, "--force")
    assert adoptable(pulumi) == set()
    assert "0 adoptions were added" in catalogctl(pulumi, *generate)
