"""A workflow of GitHub Actions as a runner runs it: the steps of a job that type something, one shell for each."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from support.pulumi_cli import ROOT

_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
_FILE = re.compile(r"hashFiles\('(.*?)'\)")
_INSTALLS = "pip install "


@dataclass(frozen=True, kw_only=True)
class Run:
    """What became of a job: its folder, the exit code of each step that was typed, and what was printed."""

    folder: Path
    codes: Mapping[str, int]
    printed: str

    @property
    def failed(self) -> list[str]:
        """Return the steps that failed."""
        return [name for name, code in self.codes.items() if code]

    @property
    def summary(self) -> str:
        return (self.folder / "summary.md").read_text(encoding="utf-8")


@dataclass(frozen=True, kw_only=True)
class Runner:
    """A checkout of `repository` for each run; `values` are those of expressions, as `github.token`."""

    repository: Path
    environment: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)

    def runs(
        self, workflow: str, job: str, folder: Path, matrix: Mapping[str, str] | None = None, *, fresh: bool = True
    ) -> Run:
        """Run a job of a workflow of ci/github. What installs packages is left out."""
        if fresh:
            shutil.copytree(self.repository, folder)
        (steps, environment) = _job(workflow, job)
        values = {**self.values, **{f"matrix.{name}": value for name, value in (matrix or {}).items()}}
        codes: dict[str, int] = {}
        printed = ""
        for step in steps:
            if "run" not in step or step["run"].startswith(_INSTALLS) or not _applies(step, folder, codes):
                continue
            declared = {**environment, **step.get("env", {})}
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=folder,
                env={
                    **self.environment,
                    **{name: _resolved(str(value), values) for name, value in declared.items()},
                    "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
                },
                check=False,
                capture_output=True,
                text=True,
            )
            codes[step["name"]] = done.returncode
            printed += done.stdout + done.stderr
        return Run(folder=folder, codes=codes, printed=printed)


def _job(workflow: str, job: str) -> tuple[list[dict[str, Any]], dict[str, str]]:
    document = yaml.safe_load((ROOT / "ci" / "github" / workflow).read_text(encoding="utf-8"))
    declared = document["jobs"][job]
    return declared["steps"], declared.get("env", {})


def _applies(step: Mapping[str, Any], folder: Path, codes: Mapping[str, int]) -> bool:
    """Return whether a step runs: after a failure only one that says so, and one on a file if that is there."""
    condition = step.get("if", "")
    files = _FILE.findall(condition)
    return ("!cancelled()" in condition or not any(codes.values())) and all((folder / name).exists() for name in files)


def _resolved(text: str, values: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda match: values[match[1]], text)
