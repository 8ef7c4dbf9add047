"""Every Pulumi program of the documents is one whose preview has no error, as it stands."""

from pathlib import Path
from typing import Any

import pytest

import catalog_emulator.sample
from support.documents import DOCUMENTS, programs
from support.pulumi_cli import Pulumi

CASES = [
    pytest.param(
        program,
        id=f"{document}: {number}",
        marks=() if document == "README.md" else pytest.mark.left_to_test_all,
    )
    for document in DOCUMENTS
    if document.endswith(".md")
    for number, program in enumerate(programs(document), 1)
]
OTHER = "444455556666"
"""The account whose role the documents assume."""


@pytest.fixture(scope="session")
def other_account(emulator: Any) -> None:
    """The sample in both Regions that the documents name."""
    for region in ("eu-west-1", "us-east-1"):
        catalog_emulator.sample.fill(emulator.url, account=OTHER, region=region)


@pytest.mark.usefixtures("other_account", "aws")
@pytest.mark.parametrize("program", CASES)
def test_a_program_of_the_documents_previews_without_an_error(program: str, pulumi: Pulumi, tmp_path: Path) -> None:
    pulumi.program = tmp_path / "program"
    pulumi.program.mkdir()
    (pulumi.program / "Pulumi.yaml").write_text("name: documents\nruntime: python\n", encoding="utf-8")
    (pulumi.program / "__main__.py").write_text(program, encoding="utf-8")
    pulumi("stack", "init", "dev")
    pulumi("config", "set", "--secret", "token", "45")
    pulumi("preview")
