"""A YAML program on the plugin, in a folder that looks like a checkout; its resource may be changed by a test."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.fork_server import servers
from support.pulumi_cli import ROOT, Pulumi

TYPE = "servicecatalog:index:ImportedProvisionedProduct"
PROPERTIES = {
    "name": "payments",
    "physicalId": "payments",
    "productName": "web-service",
    "provisioningArtifactName": "v1",
}


def checkout(pulumi: Pulumi, folder: Path, example: str) -> None:
    """Copy an example to where it finds the provider as it does in the checkout, and run commands there."""
    checkout_folder = folder / "checkout"
    pulumi.program = Path(shutil.copytree(ROOT / "examples" / example, checkout_folder / "examples" / example))
    (checkout_folder / "provider").symlink_to(ROOT / "provider")


def write(pulumi: Pulumi, *, options: Mapping[str, Any] | None = None, **changes: Any) -> None:
    """Write a program of one resource; a property that is None is left out. JSON is YAML."""
    properties = {name: value for name, value in {**PROPERTIES, **changes}.items() if value is not None}
    resource = {"type": TYPE, "properties": properties, "options": dict(options or {})}
    declare(pulumi, payments=resource)


def declare(pulumi: Pulumi, **resources: Any) -> None:
    """Write a program of these resources."""
    program = {
        "name": "test",
        "runtime": "yaml",
        "plugins": {"providers": [{"name": "servicecatalog", "path": str(servers.programs())}]},
        "resources": resources,
    }
    pulumi.program.mkdir(exist_ok=True)
    (pulumi.program / "Pulumi.yaml").write_text(json.dumps(program), encoding="utf-8")
