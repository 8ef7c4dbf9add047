"""The programs that noop_preview runs, one for each provider: COUNT resources and nothing else."""

from collections.abc import Mapping
from pathlib import Path

IDLE = "idle"
"""The provider that the others are compared with: a dynamic one that does nothing."""

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
PROGRAMS: Mapping[str, str] = {
    IDLE: _IDLE,
    "dynamic": "from pulumi_servicecatalog import ImportedProvisionedProduct" + _ADOPTING,
    "plugin": "from pulumi_servicecatalog.plugin import ImportedProvisionedProduct" + _ADOPTING,
}


def write(provider: str, count: int, folder: Path) -> None:
    """Write the program of a provider."""
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text(f"name: {provider}\nruntime: python\n", encoding="utf-8")
    (folder / "__main__.py").write_text(f"COUNT = {count}\n{PROGRAMS[provider]}", encoding="utf-8")
    (folder / "idle.py").write_text(_IDLE_PROVIDER, encoding="utf-8")
