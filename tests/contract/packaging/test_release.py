"""What `make release` makes: the same bytes each time, and an archive that an engine can start."""

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from pulumi_servicecatalog.version import VERSION

ROOT = Path(__file__).resolve().parents[3]
ARCHIVE = f"plugins/pulumi-resource-servicecatalog-v{VERSION}-linux-amd64.tar.gz"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release(tmp_path_factory.mktemp("release"))


def release(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "tools.release", str(folder)], cwd=ROOT, check=True)
    return folder


def test_two_releases_of_one_commit_are_equal_byte_by_byte(made, tmp_path):
    assert contents(release(tmp_path / "again")) == contents(made)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_release_has_all_that_is_uploaded(made):
    names = set(contents(made))
    assert names >= {
        f"dist/pulumi_servicecatalog-{VERSION}-py3-none-any.whl",
        f"dist/pulumi_servicecatalog-{VERSION}.tar.gz",
        f"dist/servicecatalog_emulator-{VERSION}-py3-none-any.whl",
        f"dist/servicecatalog_emulator-{VERSION}.tar.gz",
        ARCHIVE,
        "sbom.cdx.json",
        "interface.json",
        "SHA256SUMS",
    }


def test_the_sums_are_those_of_every_other_file(made):
    lines = (made / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    others = {name: content for name, content in contents(made).items() if name != "SHA256SUMS"}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in others.items()}


def test_the_sbom_names_each_pinned_package(made):
    bill = json.loads((made / "sbom.cdx.json").read_text(encoding="utf-8"))
    pinned = (ROOT / "provider/requirements.txt").read_text(encoding="utf-8").splitlines()
    names = {line.partition("==")[0] for line in pinned if "==" in line}
    assert {component["name"] for component in bill["components"]} == names
    assert bill["metadata"]["component"]["version"] == VERSION


def test_nothing_of_a_machine_is_in_a_release(made):
    with zipfile.ZipFile(made / f"dist/pulumi_servicecatalog-{VERSION}-py3-none-any.whl") as wheel:
        assert not [name for name in wheel.namelist() if str(ROOT).encode() in wheel.read(name)]


def test_the_archive_of_the_plugin_holds_what_an_engine_starts(made, tmp_path):
    with tarfile.open(made / ARCHIVE) as archive:
        archive.extractall(tmp_path / "plugin", filter="data")
    python = tmp_path / "plugin" / "bin" / "python"  # where an engine has installed the requirements
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    command = [str(tmp_path / "plugin" / "pulumi-resource-servicecatalog"), "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said == f"pulumi-resource-servicecatalog {VERSION}\n"
    schema = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))
    assert json.loads((tmp_path / "plugin/pulumi_servicecatalog/schema.json").read_text(encoding="utf-8")) == schema
