"""The plugin with the real CLI and a YAML program."""

from pathlib import Path

import pytest
from e2e.cli import ROOT, Aws, Pulumi


def test_try(pulumi: Pulumi, aws: Aws, emulator, tmp_path: Path) -> None:
    import shutil
    place = tmp_path / "checkout"
    shutil.copytree(ROOT / "examples/10-yaml", place / "examples/10-yaml")
    (place / "provider").symlink_to(ROOT / "provider")
    pulumi.program = place / "examples/10-yaml"
    pulumi("stack", "init", "dev")
    print(pulumi("preview", "--diff"))
    print(pulumi.up())
    print(pulumi.up("--expect-no-changes"))
    print(pulumi("preview", "--diff", "--expect-no-changes"))
    aws.client("servicecatalog").update_provisioned_product(ProvisionedProductId=aws.governed()["payments"]["Id"], ProductName="web-service", ProvisioningArtifactName="v2", ProvisioningParameters=[{"Key": "VisibilityTimeout", "Value": "44"}])
    import time; time.sleep(1)
    print(pulumi("preview", "--diff"))
    print(pulumi("refresh", "--yes", "--diff"))
    print(pulumi("preview", "--diff"))
    pulumi("config", "set", "version", "v2")
    print(pulumi.up("--expect-no-changes"))
    for each in ("search", aws.stack_ids()["orders"]):
        print(pulumi("import", "servicecatalog:index:ImportedProvisionedProduct", "x", each, "--yes",ok=False))
    print(pulumi("destroy", "--yes"))
