"""The files of ci/: nothing of an event gets into a script, and no job may more than it needs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

CI = Path(__file__).resolve().parents[3] / "ci"
WORKFLOWS = sorted((CI / "github").glob("*.yml"))
MAY_WRITE = {
    "preview.yml": {"id-token", "pull-requests"},
    "up.yml": {"id-token"},
    "rollout.yml": {"id-token"},
    "drift.yml": {"id-token", "issues"},
}


def jobs(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_expression_stands_in_a_script(path: Path) -> None:
    scripts = [step["run"] for job in jobs(path) for step in job["steps"] if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_their_commits(path: Path) -> None:
    uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert uses
    assert [action for action in uses if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_may_write_only_what_it_posts(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {}
    written = {name for job in jobs(path) for name, level in job.get("permissions", {}).items() if level == "write"}
    assert written == MAY_WRITE[path.name]


def test_the_operator_previews_and_its_end_releases() -> None:
    stack = yaml.safe_load((CI / "kubernetes" / "stack.yaml").read_text(encoding="utf-8"))
    assert (stack["apiVersion"], stack["kind"]) == ("pulumi.com/v1", "Stack")
    assert stack["spec"]["preview"] is stack["spec"]["destroyOnFinalize"] is True


def test_the_role_trusts_one_environment_of_one_repository() -> None:
    (statement,) = json.loads((CI / "aws" / "trust.json").read_text(encoding="utf-8"))["Statement"]
    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    (subject,) = [value for key, value in statement["Condition"]["StringEquals"].items() if key.endswith(":sub")]
    assert "*" not in subject
