"""Downloads a release from Pulumi's own site, as the script at get.pulumi.com does: over TLS, no more checks.

One attempt with a short time-out, since many machines that build things reach no such site.
"""

import platform
import queue
import tarfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from http.client import HTTPException
from pathlib import Path
from typing import IO

from tools.pulumi import components, installed
from tools.pulumi.components import CLI, Component
from tools.pulumi.machine import Machine
from tools.pulumi.running import duration

SYSTEMS = {"Linux": "linux", "Darwin": "darwin"}
PROCESSORS = {"x86_64": "x64", "amd64": "x64", "arm64": "arm64", "aarch64": "arm64"}
CHUNK = 2**20
LONGEST_DOWNLOAD = 600.0  # seconds; a slower line builds faster than it downloads


def fetch(machine: Machine, parts: Sequence[Component], *, scratch: Path, folder: Path) -> bool:
    """Install a release into `folder`; where that is not possible, say why and return False."""
    url = f"{machine.installer}/{release()}"
    try:
        archive = _download(machine, url, scratch / "release.tar.gz")
        staged = scratch / "release"
        _unpack(archive, staged)
    except (OSError, HTTPException, tarfile.TarError, EOFError) as problem:
        machine.say(f"Pulumi's installer is not used: {url}: {problem}")
        return False
    if not all(installed.complete(staged, part) for part in parts):
        machine.say(f"Pulumi's installer is not used: {url} lacks executables that are needed.")
        return False
    installed.move(staged, folder, [path.name for path in sorted(staged.iterdir())])
    return True


def release() -> str:
    """Return the name of the release for this machine, also where there is none: a message then shows it."""
    system = SYSTEMS.get(platform.system(), platform.system())
    processor = PROCESSORS.get(platform.machine(), platform.machine())
    return f"pulumi-v{components.pinned_version(CLI)}-{system}-{processor}.tar.gz"


def _download(machine: Machine, url: str, target: Path) -> Path:
    began = spoken = time.monotonic()
    with closing(_open(url, machine.patience)) as source, target.open("wb") as file:
        machine.say(f"Downloading {url}")
        while chunk := source.read(CHUNK):
            file.write(chunk)
            now = time.monotonic()
            if now - began > LONGEST_DOWNLOAD:
                raise TimeoutError(f"not finished after {duration(LONGEST_DOWNLOAD)}")
            if now - spoken > machine.heartbeat:
                spoken = now
                machine.say(f"  {file.tell() // CHUNK} MiB, {duration(now - began)}")
    return target


def _open(url: str, patience: float) -> IO[bytes]:
    """Open the address in a thread: no time-out of urllib's covers a resolver that does not answer."""
    answers: queue.SimpleQueue[IO[bytes] | Exception] = queue.SimpleQueue()

    def attempt() -> None:
        try:
            answers.put(urllib.request.urlopen(url, timeout=patience))  # noqa: S310 - our own constant
        except (OSError, HTTPException, ValueError) as problem:
            answers.put(problem)

    threading.Thread(target=attempt, daemon=True).start()
    try:
        answer = answers.get(timeout=patience)
    except queue.Empty:
        raise TimeoutError(f"no answer in {patience:g} s") from None
    if isinstance(answer, Exception):
        raise OSError(str(getattr(answer, "reason", answer))) from answer
    return answer


def _unpack(archive: Path, staged: Path) -> None:
    """Write the files of the archive by their bare names, so that none can land elsewhere."""
    staged.mkdir()
    with tarfile.open(archive) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is not None:
                target = staged / Path(member.name).name
                target.write_bytes(content.read())
                target.chmod(0o755)
