"""What makes a distribution one that others may use: its licence, its metadata, and one version in all places."""

import email
import json
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from pulumi_servicecatalog.version import VERSION
from support.expect import present

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SCHEMA = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Both distributions, built without isolation from what is installed here."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    """The files of the wheel, by name."""
    with zipfile.ZipFile(next(dist.glob("*.whl"))) as archive:
        yield {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def sdist(dist):
    """The files of the sdist, by their path in the repository."""
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        files = {member.name.partition("/")[2]: archive.extractfile(member) for member in archive if member.isfile()}
        yield {name: present(file).read() for name, file in files.items()}


@pytest.fixture(scope="module")
def described(wheel):
    """The metadata that an index shows."""
    return email.message_from_bytes(wheel[f"pulumi_servicecatalog-{VERSION}.dist-info/METADATA"])


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_the_wheel_and_the_sdist_carry_the_licence_and_the_notice(wheel, sdist, name):
    text = (ROOT / name).read_bytes()
    assert wheel[f"pulumi_servicecatalog-{VERSION}.dist-info/licenses/{name}"] == text
    assert sdist[name] == text


def test_the_licence_is_the_whole_of_apache_2():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text
    assert "9. Accepting Warranty or Additional Liability." in text
    assert "APPENDIX: How to apply the Apache License to your work." in text
    assert PROJECT["license"] == SCHEMA["license"] == "Apache-2.0"


def test_the_metadata_names_authors_licence_and_every_python(described):
    assert described["Author"] == "The pulumi-servicecatalog authors"
    assert described["License-Expression"] == "Apache-2.0"
    assert described.get_all("License-File") == ["LICENSE", "NOTICE"]
    classifiers = described.get_all("Classifier")
    assert "Typing :: Typed" in classifiers
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13, 14)} <= set(classifiers)


def test_what_developers_need_is_no_extra_of_the_distribution(described):
    assert described.get_all("Provides-Extra") == ["fleet", "policy"]  # a Dask cluster and a policy pack, if asked for


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_the_emulator_has_the_same_licence_notice_and_authors(name):
    emulator = tomllib.loads((ROOT / "emulator" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert name in emulator["license-files"]
    assert (ROOT / "emulator" / name).read_bytes() == (ROOT / name).read_bytes()
    assert [emulator[key] for key in ("license", "authors")] == [PROJECT[key] for key in ("license", "authors")]


def test_one_address_serves_pyproject_and_schema(described):
    address = PROJECT["urls"]["Repository"]
    assert described.get_all("Project-URL") == [f"Repository, {address}"]
    assert (SCHEMA["homepage"], SCHEMA["repository"]) == (address, address)
    assert SCHEMA["pluginDownloadURL"] == f"{address}/releases/download/v${{VERSION}}"
    assert SCHEMA["logoUrl"].startswith(address)
    assert (ROOT / SCHEMA["logoUrl"].removeprefix(f"{address}/raw/main/")).is_file()


def test_the_sdks_are_in_no_scope_of_pulumi():
    assert not SCHEMA["language"]["nodejs"]["packageName"].startswith("@pulumi/")


def test_the_version_is_said_once(described):
    assert PROJECT["dynamic"] == ["version"]
    assert described["Version"] == metadata.version("pulumi-servicecatalog") == SCHEMA["version"] == VERSION


def test_no_other_code_says_the_version():
    folders = ("provider", "emulator", "tools", "tests", "examples")
    saying = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if f'"{VERSION}"' in path.read_text(encoding="utf-8")
    }
    assert saying == {"provider/pulumi_servicecatalog/version.py"}


def test_the_changelog_names_the_version():
    assert f"\n## [{VERSION}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
