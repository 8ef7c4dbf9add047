"""The same program in each language gives the same state: types, options, inputs and outputs of every resource."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import catalog_emulator.sample
from e2e import schema_examples
from e2e.languages import Go, TypeScript, needs_node
from e2e.plugin_program import checkout
from support.pulumi_cli import Pulumi

PROGRAMS = Path(__file__).parent / "one_program"
EXAMPLES = {
    "yaml": ("10-yaml", "Pulumi.yaml"),
    "python": ("11-python-plugin", "__main__.py"),
    "typescript": ("12-typescript", "index.ts"),
    "go": ("13-go", "main.go"),
}

# What each run has of its own: account, project, AWS's IDs and times, and the tails of the names that AWS gives.
_OWN = re.compile(
    r"\b\d{12}\b"
    r"|\b(pp|rec|prod|pa)-\w+"
    r"|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|\b\d{4}-\d\d-\d\dT[\d:.]+Z"
    r"|(?<=-)([0-9A-Z]{12}|[0-9a-z]{12})\b"
    r"|(?<=urn:pulumi:dev::)[\w-]+"
    r"|(?<=pulumi:pulumi:Stack::)[\w-]+"
)
_OF_THE_ENGINE = {"created", "modified", "id", "provider", "sourcePosition", "stackTrace"}

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(emulator: Any, accounts: Iterator[str], tmp_path: Path) -> Run:
    """Bring the program of a language up, in an account of its own, and give what Pulumi has of it."""

    def up(language: str, ready: Callable[[Path], None] = lambda _program: None) -> dict[str, Any]:
        account, (example, file) = next(accounts), EXAMPLES[language]
        catalog_emulator.sample.fill(emulator.url, account=account)
        pulumi = Pulumi.at(tmp_path / language, url=emulator.url, account=account)
        checkout(pulumi, tmp_path / language, example)
        shutil.copy(PROGRAMS / file, pulumi.program)
        ready(pulumi.program)
        pulumi("stack", "init", "dev")
        pulumi.up()
        pulumi.up("--expect-no-changes")
        return _comparable(json.loads(pulumi("stack", "export", "--show-secrets"))["deployment"]["resources"])

    return up


def test_python_gives_the_state_that_yaml_gives(run: Run) -> None:
    state = run("yaml")
    assert len(state) == 5  # the stack, payments, orders, reports and the one within it
    assert run("python") == state


@pytest.mark.left_to_test_all  # test_sdks.py runs TypeScript in `make test`
@needs_node
def test_typescript_gives_the_state_that_yaml_gives(run: Run, typescript: TypeScript) -> None:
    assert run("typescript", typescript.ready) == run("yaml")


@pytest.mark.left_to_test_all
def test_go_gives_the_state_that_yaml_gives(run: Run, golang: Go) -> None:
    assert run("go", golang.ready) == run("yaml")


def _comparable(resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what is recorded of the resources and of the stack by URN, without what is another for each run."""
    kept = [resource for resource in resources if not resource["type"].startswith("pulumi:providers:")]
    text = json.dumps({resource["urn"]: _recorded(resource) for resource in kept})
    comparable: dict[str, Any] = json.loads(_OWN.sub("*", text))
    return comparable


def _recorded(resource: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the SDKs of some languages write down and others do not: the schema's defaults."""
    described = schema_examples.RESOURCES.get(resource["type"], {"inputProperties": {}})["inputProperties"]
    defaults = {name: prop["default"] for name, prop in described.items() if "default" in prop}
    recorded = {key: value for key, value in resource.items() if key not in _OF_THE_ENGINE}
    for group in ("inputs", "outputs"):
        values = recorded.get(group, {})
        recorded[group] = {name: value for name, value in values.items() if value != defaults.get(name)}
    dependencies = recorded.get("propertyDependencies", {})
    recorded["propertyDependencies"] = {name: urns for name, urns in dependencies.items() if urns}
    return recorded
