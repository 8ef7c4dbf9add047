"""Makes all that a release uploads, and uploads nothing: `python -m tools.release FOLDER`.

Wheel and sdist of both distributions, the archives that Pulumi's engines download, the SDKs where Go is there to make
them, an SBOM of what the provider installs, the interface that later versions keep, and SHA256SUMS. From the same
commit it makes the same bytes.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from tools.pulumi.machine import UnobtainableError, this_machine
from tools.release import plugin_archives
from tools.sdks import generating

from pulumi_servicecatalog.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTIONS = (ROOT, ROOT / "emulator")


def main() -> int:
    """Make a release; return the exit status."""
    parser = argparse.ArgumentParser(prog="tools/release", description=__doc__, allow_abbrev=False)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="is emptied first")
    folder: Path = parser.parse_args().folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for distribution in DISTRIBUTIONS:
        _say(f"building {distribution.name if distribution != ROOT else 'the provider'}")
        _build(distribution, folder.resolve() / "dist")
    plugin_archives.write(folder / "plugins")
    _sdks(folder / "sdks")
    _sbom(folder / "sbom.cdx.json")
    interface = ["-m", "tools.interface", "--record", str(folder / "interface.json")]
    subprocess.run([sys.executable, *interface], cwd=ROOT, check=True)
    (folder / "SHA256SUMS").write_text("".join(_sums(folder)), encoding="utf-8")
    _say(f"{VERSION} is in {folder}")
    return 0


def _build(distribution: Path, folder: Path) -> None:
    """Build both forms with the pinned hatchling; the time in them is that of the commit."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": _commit_time()}
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=distribution, env=environment, check=True, stdout=subprocess.DEVNULL)


def _commit_time() -> str:
    """Return when the commit was made, in seconds since 1970; of an unpacked sdist it is not known."""
    command = ["git", "log", "-1", "--format=%ct"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return answer.stdout.strip() or "315532800"  # 1980, the first year of a ZIP file


def _sdks(folder: Path) -> None:
    try:
        made = generating.obtain(this_machine(_say))
    except UnobtainableError as problem:
        _say(f"the SDKs are left out: {problem}")
        return
    folder.mkdir()
    for language in generating.LANGUAGES:
        name = f"sdk-{language}-v{VERSION}.tar.gz"
        (folder / name).write_bytes(_packed(made / language))


def _packed(source: Path) -> bytes:
    packed = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as compressed,
        tarfile.open(fileobj=compressed, mode="w") as archive,
    ):
        for path in sorted(source.rglob("*")):
            archive.add(path, path.relative_to(source), recursive=False, filter=plugin_archives.anonymous)
    return packed.getvalue()


def _sbom(file: Path) -> None:
    """Write what the provider installs, as CycloneDX has it."""
    requirements = str(ROOT / "provider" / "requirements.txt")
    options = ["--output-reproducible", "--pyproject", str(ROOT / "pyproject.toml")]
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", requirements, *options]
    written = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    bill = json.loads(written)
    bill["metadata"]["component"]["version"] = VERSION  # which pyproject.toml leaves to the build
    file.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")


def _sums(folder: Path) -> Iterator[str]:
    """Return the lines that `sha256sum --check` reads."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
