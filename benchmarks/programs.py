"""The programs that are previewed, one for each provider: COUNT resources and nothing else."""

import shutil
from collections.abc import Mapping
from pathlib import Path

IDLE, WIDE, ONE_BY_ONE, DYNAMIC, PLUGIN = "idle", "wide idle", "one by one", "dynamic", "plugin"
OURS = (DYNAMIC, PLUGIN)

_ADOPTING = """
for n in range(COUNT):
    ImportedProvisionedProduct(
        f"s{n}", name=f"s{n}", physical_id=f"s{n}", product_name="product", provisioning_artifact_name="v1"
    )
"""
_OTHER = """
for n in range(COUNT):
    {cls}({provider}, f"s{{n}}", {{"name": f"s{{n}}", "physicalId": f"s{{n}}", "provisioningArtifactName": "v1"}})
"""
PROGRAMS: Mapping[str, str] = {
    IDLE: "from idle import IDLE, Idle" + _OTHER.format(cls="Idle", provider="IDLE"),
    WIDE: "from idle import WIDE, Idle" + _OTHER.format(cls="Idle", provider="WIDE"),
    ONE_BY_ONE: "from one_by_one import ONE_BY_ONE, OneByOne" + _OTHER.format(cls="OneByOne", provider="ONE_BY_ONE"),
    DYNAMIC: "from pulumi_servicecatalog import ImportedProvisionedProduct" + _ADOPTING,
    PLUGIN: "from pulumi_servicecatalog.plugin import ImportedProvisionedProduct" + _ADOPTING,
}


def write(provider: str, count: int, folder: Path) -> None:
    """Write the program of a provider, over the one that is there."""
    folder.mkdir(exist_ok=True)
    (folder / "Pulumi.yaml").write_text(f"name: {provider.replace(' ', '-')}\nruntime: python\n", encoding="utf-8")
    (folder / "__main__.py").write_text(f"COUNT = {count}\n{PROGRAMS[provider]}", encoding="utf-8")
    for module in Path(__file__).with_name("providers").glob("*.py"):
        shutil.copy(module, folder)
