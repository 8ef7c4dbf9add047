"""What is installed: the wheel holds what the provider needs at run time, as real files."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel as its users get it, built without isolation from what is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        yield archive


def test_schema_json_is_the_one_at_the_root_and_no_link_to_it(wheel):
    info = wheel.getinfo("pulumi_servicecatalog/schema.json")
    assert (info.external_attr >> 16) & 0o170000 != 0o120000
    assert wheel.read(info) == (ROOT / "schema.json").read_bytes()


def test_pulumi_learns_that_there_is_no_plugin_to_install(wheel):
    """Without this file Pulumi would look for a plugin of the package's name, and fail to find one."""
    assert json.loads(wheel.read("pulumi_servicecatalog/pulumi-plugin.json")) == {"resource": False}


def test_type_checkers_may_use_the_types(wheel):
    assert wheel.read("pulumi_servicecatalog/py.typed") == b""


def test_the_package_is_whole(wheel):
    folder = ROOT / "provider" / "pulumi_servicecatalog"
    sources = [*folder.rglob("*.py"), *folder.glob("reporting/render/templates/*")]
    assert {path.relative_to(ROOT / "provider").as_posix() for path in sources} <= {*wheel.namelist()}


def test_nothing_else_is_installed(wheel):
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pulumi_servicecatalog"}
