"""The typed SDKs of `python -m tools.sdks`, and the TypeScript and Go examples on them with the real CLI."""

import shutil
from pathlib import Path

import pytest

from e2e import schema_examples
from e2e.languages import Go, TypeScript, needs_node
from e2e.plugin_program import checkout
from support.account import Account
from support.pulumi_cli import Pulumi


def adopts_once_and_releases(pulumi: Pulumi, aws: Account) -> None:
    pulumi("stack", "init", "dev")
    pulumi.up()
    assert pulumi.outputs()["provisionedProductId"] == aws.observed()["payments"]["Id"]
    assert pulumi.outputs()["status"] == "AVAILABLE"
    assert pulumi.outputs()["jobsUrl"].startswith("https://sqs.")
    pulumi.up("--expect-no-changes")
    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}


@needs_node
def test_the_typescript_example_changes_nothing_the_second_time(
    pulumi: Pulumi, aws: Account, typescript: TypeScript, tmp_path: Path
) -> None:
    checkout(pulumi, tmp_path, "12-typescript")
    typescript.ready(pulumi.program)
    adopts_once_and_releases(pulumi, aws)


@pytest.mark.left_to_test_all
def test_the_go_example_changes_nothing_the_second_time(
    pulumi: Pulumi, aws: Account, golang: Go, tmp_path: Path
) -> None:
    checkout(pulumi, tmp_path, "13-go")
    golang.ready(pulumi.program)
    adopts_once_and_releases(pulumi, aws)


@needs_node
def test_the_typescript_examples_of_the_schema_compile(typescript: TypeScript, tmp_path: Path) -> None:
    for token in schema_examples.RESOURCES:
        program = tmp_path / schema_examples.name(token)
        program.mkdir()
        shutil.copy(typescript.modules.parent / "tsconfig.json", program)
        (program / "index.ts").write_text(schema_examples.of(token)["typescript"], encoding="utf-8")
        typescript.ready(program)


@pytest.mark.left_to_test_all
def test_the_go_examples_of_the_schema_compile(pulumi: Pulumi, golang: Go, tmp_path: Path) -> None:
    for token in schema_examples.RESOURCES:
        folder = tmp_path / schema_examples.name(token)
        checkout(pulumi, folder, "13-go")
        (pulumi.program / "main.go").write_text(schema_examples.of(token)["go"], encoding="utf-8")
        golang.ready(pulumi.program)


@needs_node
@pytest.mark.parametrize(
    ("path", "language"), [("nodejs/{camel}.ts", "typescript"), ("go/servicecatalog/{camel}.go", "go")]
)
def test_a_generated_sdk_shows_the_example_of_its_own_language_alone(sdks: Path, path: str, language: str) -> None:
    for token in schema_examples.RESOURCES:
        name = schema_examples.name(token)
        text = (sdks / path.format(camel=name[0].lower() + name[1:])).read_text(encoding="utf-8")
        shown = {shown_language for shown_language in schema_examples.LANGUAGES if f"```{shown_language}\n" in text}
        assert shown == {language}, name
        assert "Example Usage" in text
        assert "{{%" not in text
