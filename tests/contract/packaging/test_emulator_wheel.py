"""The emulator is a distribution of its own: it installs and runs without the provider."""

import ast
import importlib.metadata
import json
import re
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from support.expect import present

EMULATOR = Path(__file__).resolve().parents[3] / "emulator"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel's file, built without isolation from what is installed here."""
    folder = tmp_path_factory.mktemp("emulator-wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=EMULATOR,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("servicecatalog_emulator-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The Python of an environment with nothing but the wheel and the packages that are installed here."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--offline", "--no-index", "--no-deps", "--python", python, wheel], check=True
    )
    (packages,) = home.glob("lib/python*/site-packages")
    # Python does not follow the .pth files of a folder that a .pth file names: no editable package is seen by this.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return python


def test_it_serves_from_the_wheel_alone(python):
    command = [python, "-m", "catalog_emulator", "--sample"]
    with subprocess.Popen(command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        url = json.loads(present(process.stdout).readline())["url"]
        assert urllib.request.urlopen(f"{url}/_emulator/health").status == 200
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30) == ("", "")
    assert process.returncode == 0


def test_the_installed_package_is_the_wheels(python):
    command = [python, "-c", "import catalog_emulator; print(catalog_emulator.__file__)"]
    shown = subprocess.run(command, cwd="/", check=True, capture_output=True, text=True).stdout
    assert Path(shown.strip()).is_relative_to(Path(python).parents[1])


def test_it_says_its_version(python):
    shown = subprocess.run(
        [python, "-m", "catalog_emulator", "--version"], cwd="/", check=True, capture_output=True, text=True
    ).stdout
    assert shown == f"servicecatalog-emulator {importlib.metadata.version('servicecatalog-emulator')}\n"


def test_nothing_else_is_installed_and_nothing_is_missing(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {
        path.relative_to(EMULATOR).as_posix()
        for path in (EMULATOR / "catalog_emulator").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert names == sources


def test_every_package_that_is_imported_is_declared(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        declared = {
            re.split(r"[^A-Za-z0-9_.-]", line.removeprefix("Requires-Dist: "))[0].lower()
            for line in archive.read(metadata).decode().splitlines()
            if line.startswith("Requires-Dist: ")
        }
        sources = [archive.read(name) for name in archive.namelist() if name.endswith(".py")]
    imported = {top for source in sources for top in _imported(source)} - sys.stdlib_module_names - {"catalog_emulator"}
    distributions = importlib.metadata.packages_distributions()
    assert {distributions[top][0].lower() for top in imported} == declared


def _imported(source):
    """Every top-level package that a module imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield present(node.module).partition(".")[0]
