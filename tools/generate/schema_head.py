"""What schema.json says of the package and other files say first: the version, and where the project is published."""

import tomllib
from pathlib import Path

from pulumi_servicecatalog.version import VERSION

_PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def values() -> dict[str, str]:
    """Return the values by their keys in schema.json."""
    repository = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))["project"]["urls"]["Repository"]
    return {
        "version": VERSION,
        "homepage": repository,
        "repository": repository,
        "logoUrl": f"{repository}/raw/main/docs/logo.svg",
        "pluginDownloadURL": f"{repository}/releases/download/v${{VERSION}}",
    }
