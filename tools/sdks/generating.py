"""Makes the SDKs once for each schema.json and generator, and keeps them in the user's cache.

Called by `__main__`, and by the tests of the languages.
"""

import hashlib
import subprocess
import tempfile
from pathlib import Path

from tools.pulumi.machine import Machine, UnobtainableError

SCHEMA = Path(__file__).resolve().parents[2] / "schema.json"
LANGUAGES = ("nodejs", "go")
_GENERATOR = Path(__file__).resolve().parent
_SOURCES = tuple(_GENERATOR / name for name in ("main.go", "go.mod", "go.sum"))


def obtain(machine: Machine, schema: Path = SCHEMA) -> Path:
    """Return the folder that has a folder for each of `LANGUAGES`; UnobtainableError if they cannot be made."""
    folder = machine.cache / f"sdks-{_fingerprint(schema, *_SOURCES)}"
    if not folder.exists():
        _make(machine, schema, folder)
    return folder


def _fingerprint(*files: Path) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _make(machine: Machine, schema: Path, folder: Path) -> None:
    """Fill another folder and rename it, so that this one is complete as soon as it exists."""
    machine.cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="making-sdks-", dir=machine.cache) as scratch:
        made = Path(scratch) / "sdks"
        machine.say("Making the SDKs for TypeScript and Go: seconds, or two minutes where Go's caches are empty.")
        _generate(machine, schema, made)
        try:
            made.rename(folder)
        except OSError:
            if not folder.exists():  # another run has not made the same just now
                raise


def _generate(machine: Machine, schema: Path, folder: Path) -> None:
    go = machine.find("go")
    if go is None:
        raise UnobtainableError("Install Go (go.dev/dl): the SDKs are made by Pulumi's generators, which are Go.")
    own = {"CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly -buildvcs=false", "GOTOOLCHAIN": "local", "GOWORK": "off"}
    done = subprocess.run(
        [go, "run", ".", schema, folder],
        cwd=_GENERATOR,
        env={**machine.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UnobtainableError(f"The SDKs could not be made:\n{done.stderr.strip()}")
