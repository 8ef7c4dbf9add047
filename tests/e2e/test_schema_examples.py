"""The examples in schema.json: one of each resource in each language, and right as far as this language can tell.

Those in TypeScript and Go are compiled in test_sdks.py. There is no compiler for C# and Java here.
"""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from e2e import schema_examples
from support.pulumi_cli import ROOT

TOKENS = sorted(schema_examples.RESOURCES)


@pytest.mark.parametrize("token", TOKENS)
def test_a_resource_has_an_example_in_each_language(token: str) -> None:
    examples = schema_examples.of(token)
    assert tuple(examples) == schema_examples.LANGUAGES
    assert {language for language, text in examples.items() if schema_examples.name(token) not in text} == set()


def test_the_python_examples_have_the_types_of_the_classes(tmp_path: Path) -> None:
    files = []
    for token in TOKENS:
        file = tmp_path / f"{schema_examples.name(token)}.py"
        file.write_text(schema_examples.of(token)["python"], encoding="utf-8")
        files.append(str(file))
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), *files]
    done = subprocess.run(
        command, cwd=ROOT, env={"PATH": "", "MYPYPATH": "provider"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("token", TOKENS)
def test_a_yaml_example_names_what_the_resource_has(token: str) -> None:
    described = schema_examples.RESOURCES[token]
    program = yaml.safe_load(schema_examples.of(token)["yaml"])
    (resource,) = program["resources"].values()
    assert resource["type"] == token.replace(":index:", ":")
    assert resource["properties"].keys() <= described["inputProperties"].keys()
    assert resource["properties"].keys() >= set(described["requiredInputs"])
    assert program["outputs"].keys() <= described["properties"].keys()
