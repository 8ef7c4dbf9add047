"""The pipelines of ci/, each step as it stands: a pull request that adopts, one that would fail, drift and its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from support.account import Account
from support.fakes.github_server import REPOSITORY, TOKEN, FakeGitHub
from support.fleet_project import FleetProject
from support.pulumi_cli import ROOT
from support.workflow import Runner


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[FleetProject]:
    """A repository that adopts a stack in one account and Region."""
    with FleetProject.opened(tmp_path / "repository", accounts=1, adoptions=1) as opened:
        for stack in opened.stacks[1:]:
            (opened.folder / "adoptions" / f"Pulumi.{stack}.yaml").unlink()
        yield opened


@pytest.fixture
def github() -> Iterator[FakeGitHub]:
    with FakeGitHub.opened() as fake:
        yield fake


@pytest.fixture
def runner(fleet: FleetProject, github: FakeGitHub) -> Runner:
    """A runner for pull request 5."""
    environment = {
        **fleet.environment,
        "GITHUB_API_URL": github.url,
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_REF": "refs/pull/5/merge",
    }
    values = {
        "github.token": TOKEN,
        "vars.PULUMI_BACKEND_URL": fleet.environment["PULUMI_BACKEND_URL"],
        "secrets.PULUMI_CONFIG_PASSPHRASE": fleet.environment["PULUMI_CONFIG_PASSPHRASE"],
    }
    return Runner(repository=fleet.folder, environment=environment, values=values)


def test_a_pull_request_is_previewed_merged_and_watched(
    fleet: FleetProject, github: FakeGitHub, runner: Runner, tmp_path: Path
) -> None:
    (location, names), *_ = fleet.declared.items()
    (name,) = names
    adoptions = fleet.folder / "adoptions" / "adoptions" / location.account / f"{location.region}.yaml"
    right = adoptions.read_text(encoding="utf-8")
    aws = Account(fleet.emulator.url, location.account, location.region)

    adoptions.write_text(right.replace(f"physicalId: {name}", "physicalId: nowhere"), encoding="utf-8")
    failing = runner.runs("preview.yml", "preview", tmp_path / "failing")
    assert failing.codes == {"Preview": 4, "Say it in the pull request": 0, "Say it in the run": 0}
    assert "### 1 failed\n" in github.bodies(5)[0]
    assert "StackNotFound" in github.bodies(5)[0]
    assert "::error title=" in failing.printed

    adoptions.write_text(right, encoding="utf-8")
    adopting = runner.runs("preview.yml", "preview", tmp_path / "adopting")
    assert adopting.failed == []
    (comment,) = github.bodies(5)
    assert "### 1 would change (" in comment
    assert "### 1 would change (" in adopting.summary
    assert name not in {product["Name"] for product in aws.provisioned_products()}

    assert runner.runs("up.yml", "up", tmp_path / "up").failed == []
    assert name in {product["Name"] for product in aws.provisioned_products()}

    assert runner.runs("drift.yml", "drift", tmp_path / "clean").failed == []
    assert github.issues == []
    aws.catalog.terminate_provisioned_product(
        ProvisionedProductName=name, RetainPhysicalResources=True, TerminateToken="by-hand"
    )
    assert name not in aws.observed()
    drifted = runner.runs("drift.yml", "drift", tmp_path / "drifted")
    assert drifted.failed == []
    (issue,) = github.issues
    assert (issue["state"], issue["labels"]) == ("open", ["drift"])
    assert location.account in issue["title"]
    assert name in drifted.summary

    assert runner.runs("up.yml", "up", tmp_path / "mended").failed == []
    assert runner.runs("drift.yml", "drift", tmp_path / "in-order").failed == []
    assert github.issues[0]["state"] == "closed"


@pytest.mark.left_to_test_all
def test_waves_adopt_each_part_once_and_are_merged(fleet: FleetProject, runner: Runner, tmp_path: Path) -> None:
    merge = tmp_path / "merge"
    merge.mkdir()
    rollout = yaml.safe_load((ROOT / "ci" / "github" / "rollout.yml").read_text(encoding="utf-8"))
    for wave in rollout["jobs"]["wave"]["strategy"]["matrix"]["include"]:
        matrix = {name: str(value) for name, value in wave.items()}
        run = runner.runs("rollout.yml", "wave", tmp_path / f"wave-{matrix['wave']}", matrix)
        assert run.failed == [], run.printed
        (merge / f"wave-{matrix['wave']}").symlink_to(run.folder)
    merged = runner.runs("rollout.yml", "merge", merge, fresh=False)
    assert merged.failed == [], merged.printed
    assert "1 done" in merged.printed


def test_what_is_typed_on_gitlab_is_what_is_typed_on_github() -> None:
    """What is run here for the one is then known to work for the other."""
    github = " ".join(
        " ".join(path.read_text(encoding="utf-8").split()) for path in (ROOT / "ci" / "github").glob("*.yml")
    )
    gitlab = yaml.safe_load((ROOT / "ci" / "gitlab" / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    scripts = [job["script"] for job in gitlab.values() if isinstance(job, dict) and "script" in job]
    typed = {" ".join(command.split()) for script in scripts for command in script}
    assert len(typed) == 5
    assert {command for command in typed if command not in github} == set()
