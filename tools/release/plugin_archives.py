"""The archives that Pulumi's engines download.

They are what `pluginDownloadURL` of schema.json leads to. Each holds provider/, which an engine installs with Python;
nothing in it depends on the platform, but engines ask by name for that of theirs.
"""

import gzip
import io
import tarfile
from pathlib import Path

from pulumi_servicecatalog.version import VERSION

ROOT = Path(__file__).resolve().parents[2]

PLATFORMS = ("darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64", "windows-arm64")


def write(folder: Path) -> None:
    """Write an archive for each platform."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = _archive()
    for platform in PLATFORMS:
        (folder / f"pulumi-resource-servicecatalog-v{VERSION}-{platform}.tar.gz").write_bytes(archive)


def _archive() -> bytes:
    """Return an archive that is the same for the same sources, whenever it is made."""
    packed = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as compressed,
        tarfile.open(fileobj=compressed, mode="w", dereference=True) as archive,
    ):
        for name, path in sorted(_files().items()):
            archive.add(path, name, filter=anonymous)
    return packed.getvalue()


def _files() -> dict[str, Path]:
    """Return what an engine needs, by its place in the archive."""
    provider = ROOT / "provider"
    names = ["PulumiPlugin.yaml", "__main__.py", "pulumi-resource-servicecatalog", "requirements.txt"]
    sources = {name: provider / name for name in names}
    package = [path for path in (provider / "pulumi_servicecatalog").rglob("*") if path.is_file()]
    sources |= {path.relative_to(provider).as_posix(): path for path in package if path.suffix != ".pyc"}
    return sources | {name: ROOT / name for name in ("LICENSE", "NOTICE")}


def anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who made it, and when."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o755 if member.mode & 0o100 else 0o644
    return member
