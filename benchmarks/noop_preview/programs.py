"""The programs that noop_preview runs, one for each face: COUNT resources and nothing else."""

from collections.abc import Mapping
from pathlib import Path

IDLE = "idle"
"""The face that the others are compared with: a dynamic provider that does nothing."""

_ADOPTING = """
for n in range(COUNT):
    ImportedProvisionedProduct(
        f"s{n}", name=f"s{n}", physical_id=f"s{n}", product_name="product", provisioning_artifact_name="v1"
    )
"""
_IDLE = """
from pulumi import dynamic
from idle import IDLE
class Idle(dynamic.Resource, name="Idle"):
    pass
for n in range(COUNT):
    Idle(IDLE, f"s{n}", {"name": f"s{n}", "physicalId": f"s{n}", "provisioningArtifactName": "v1"})
"""
_IDLE_PROVIDER = """
from pulumi import dynamic
class Provider(dynamic.ResourceProvider):
    serialize_as_secret_always = False
    def __reduce__(self): return "IDLE"  # by reference, as ours: by value it fails from 300 resources on
    def create(self, props): return dynamic.CreateResult(props["name"], props)
    def diff(self, id, olds, news): return dynamic.DiffResult(changes=False)
IDLE = Provider()
"""
FACES: Mapping[str, str] = {
    IDLE: _IDLE,
    "dynamic": "from pulumi_servicecatalog import ImportedProvisionedProduct" + _ADOPTING,
    "plugin": "from pulumi_servicecatalog.plugin import ImportedProvisionedProduct" + _ADOPTING,
}


def write(face: str, count: int, folder: Path) -> None:
    """Write the program of a face."""
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text(f"name: {face}\nruntime: python\n", encoding="utf-8")
    (folder / "__main__.py").write_text(f"COUNT = {count}\n{FACES[face]}", encoding="utf-8")
    (folder / "idle.py").write_text(_IDLE_PROVIDER, encoding="utf-8")
