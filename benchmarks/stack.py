"""A Pulumi stack: a program, a backend and an account of the emulator of its own."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import emulated, measure, programs

from catalog_emulator.control import Control
from pulumi_servicecatalog.model.moment import iso

_ONE_CHECKPOINT = {"PULUMI_EXPERIMENTAL": "true", "PULUMI_SKIP_CHECKPOINTS": "true"}
"""The state is written at the end alone: after each resource it takes minutes for 3,000."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What one command took, and the AWS calls that it made."""

    usage: measure.Usage
    calls: Counter[str]


@dataclass(frozen=True, kw_only=True)
class Stack:
    provider: str
    folder: Path
    environment: dict[str, str]
    control: Control
    account: str

    @classmethod
    def adopted(cls, provider: str, count: int, account: str, parent: Path, control: Control) -> "Stack":
        """Return one whose state is that of an `up`, so that a preview changes nothing.

        The first resource is adopted by `pulumi up`. The state of the others is made after it, of what AWS has of them,
        since adopting 1,000 in turn is measured elsewhere.
        """
        stack = cls.empty(provider, account, parent, control)
        if provider in programs.OURS:
            emulated.fill(control.url, account, count)
            programs.write(provider, 1, stack.folder)
            stack.run("up", "--yes", "--skip-preview")
            stack.replace_state(list(emulated.adopt(control.url, account, range(1, count))))
        else:
            if provider == programs.ONE_BY_ONE:
                emulated.fill(control.url, account, count)
                list(emulated.adopt(control.url, account, range(count)))
            programs.write(provider, count, stack.folder)
            stack.run("up", "--yes", "--skip-preview")
        programs.write(provider, count, stack.folder)
        return stack

    @classmethod
    def empty(cls, provider: str, account: str, parent: Path, control: Control) -> "Stack":
        """Return one without resources."""
        folder = parent / provider.replace(" ", "-")
        folder.mkdir()
        environment = {
            **emulated.environment(control.url, account, parent),
            "PULUMI_HOME": str(folder),
            "PULUMI_BACKEND_URL": folder.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "any",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1",
        }
        stack = cls(provider=provider, folder=folder, environment=environment, control=control, account=account)
        programs.write(provider, 0, folder)
        stack.run("stack", "init", "dev")
        return stack

    def measured(self, *arguments: str) -> Ran:
        """Run a command of the Pulumi CLI, and measure all processes that come of it."""
        with measure.calls(self.control, self.account) as calls:
            usage = measure.tree(_command(*arguments), folder=self.folder, environment=self.environment)
        return Ran(usage=usage, calls=calls)

    def run(self, *arguments: str, text: str | None = None) -> str:
        """Run a command of the Pulumi CLI that is not measured; its failure ends the benchmark."""
        command, environment = _command(*arguments), {**self.environment, **_ONE_CHECKPOINT}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, input=text
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def replace_state(self, others: list[dict[str, Any]]) -> None:
        """Add resources to the state that are like the one in it, for other provisioned products."""
        exported = json.loads(self.run("stack", "export"))
        resources = exported["deployment"]["resources"]
        first = next(resource for resource in resources if resource["urn"].endswith("::s0"))
        resources.extend(_like(first, product) for product in others)
        self.run("stack", "import", text=json.dumps(exported))


def _command(*arguments: str) -> list[str]:
    return [shutil.which("pulumi") or "pulumi", *arguments, "--non-interactive", "--color", "never"]


def _like(first: dict[str, Any], product: dict[str, Any]) -> dict[str, Any]:
    """Return the state of a resource that adopted another provisioned product than the first."""
    name = product["Name"]
    declared = {"name": name, "physicalId": name}
    reported = {
        "provisionedProductId": product["Id"],
        "arn": product["Arn"],
        "stackId": product["PhysicalId"],
        "lastRecordId": product["LastRecordId"],
        "createdTime": iso(product["CreatedTime"]),
    }
    return {
        **first,
        "urn": first["urn"].removesuffix("s0") + name,
        "id": product["Id"],
        "inputs": {**first["inputs"], **declared},
        "outputs": {**first["outputs"], **declared, **reported},
    }


def most(runs: list[Ran]) -> Iterator[tuple[str, int]]:
    """Return the calls of the run that made most of them, by operation."""
    yield from max((ran.calls for ran in runs), key=lambda calls: calls.total()).most_common()
