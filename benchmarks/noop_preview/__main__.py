"""A preview in which nothing changes: AWS calls and seconds, beside a dynamic provider that does nothing.

    python -m benchmarks.noop_preview --resources 1 100 1000

Starts an emulator and Pulumi backends in a temporary folder, adopts that many stacks, and previews both in turn.
The difference of the two is what this provider costs; the rest is the engine's own.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import boto3

from catalog_emulator.control import Control

ACCOUNT, REGION = "123456789012", "eu-west-1"
TEMPLATE = '{"Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}'
ADOPTING = """
from pulumi_servicecatalog import ImportedProvisionedProduct
for n in range({count}):
    ImportedProvisionedProduct(
        f"s{{n}}", name=f"s{{n}}", physical_id=f"s{{n}}",
        product_name="product", provisioning_artifact_name="v1",
    )
"""
IDLE = """
from pulumi import dynamic
from idle import IDLE
class Idle(dynamic.Resource, name="Idle"):
    pass
for n in range({count}):
    Idle(IDLE, f"s{{n}}", {{"name": f"s{{n}}", "physicalId": f"s{{n}}", "provisioningArtifactName": "v1"}})
"""
IDLE_PROVIDER = """
from pulumi import dynamic
class Provider(dynamic.ResourceProvider):
    serialize_as_secret_always = False
    def __reduce__(self): return "IDLE"  # by reference, as ours: by value it fails from 300 resources on
    def create(self, props): return dynamic.CreateResult(props["name"], props)
    def diff(self, id, olds, news): return dynamic.DiffResult(changes=False)
IDLE = Provider()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resources", type=int, nargs="+", default=[1, 100, 1000], metavar="N")
    parser.add_argument("--runs", type=int, default=3, help="previews of each program, in turn (default: 3)")
    options = parser.parse_args()
    print(f"{'resources':>9}  {'AWS calls':>9}  {'ours, s':>8}  {'idle, s':>8}  {'ratio':>5}")
    for count in options.resources:
        with tempfile.TemporaryDirectory(prefix="noop-preview-") as folder, _emulator() as url:
            _fill(url, count)
            ours = _stack(Path(folder), "ours", ADOPTING.format(count=count), url)
            idle = _stack(Path(folder), "idle", IDLE.format(count=count), url)
            Control(url).forget_journal(account=ACCOUNT)
            times = [(_preview(*ours), _preview(*idle)) for _ in range(options.runs)]
            calls = len(Control(url).journal(account=ACCOUNT)) // options.runs
        first, second = (statistics.median(each) for each in zip(*times, strict=True))
        print(f"{count:>9}  {calls:>9}  {first:>8.1f}  {second:>8.1f}  {first / second:>5.2f}", flush=True)


class _emulator:  # noqa: N801 - used as a context manager only
    def __enter__(self) -> str:
        command = [sys.executable, "-m", "catalog_emulator", "--record-seconds", "0"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        return str(json.loads(self._process.stdout.readline())["url"])

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


def _fill(url: str, count: int) -> None:
    session = boto3.Session(aws_access_key_id=ACCOUNT, aws_secret_access_key="any", region_name=REGION)
    stacks = session.client("cloudformation", endpoint_url=url)
    for number in range(count):
        stacks.create_stack(StackName=f"s{number}", TemplateBody=TEMPLATE)
    catalog = session.client("servicecatalog", endpoint_url=url)
    first = stacks.describe_stacks(StackName="s0")["Stacks"][0]["StackId"]
    version = {"Name": "v1", "Info": {"ImportFromPhysicalId": first}, "Type": "CLOUD_FORMATION_TEMPLATE"}
    catalog.create_product(
        Name="product", Owner="us", ProductType="CLOUD_FORMATION_TEMPLATE", ProvisioningArtifactParameters=version
    )


def _stack(folder: Path, name: str, program: str, url: str) -> tuple[Path, dict[str, str]]:
    place = folder / name
    place.mkdir()
    (place / "Pulumi.yaml").write_text(f"name: {name}\nruntime: python\n")
    (place / "__main__.py").write_text(program)
    (place / "idle.py").write_text(IDLE_PROVIDER)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))},
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_REGION": REGION,
        "AWS_ENDPOINT_URL": url,
        "PULUMI_HOME": str(place),
        "PULUMI_BACKEND_URL": place.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "any",
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1",
    }
    _run(place, environment, "stack", "init", "dev")
    _run(place, environment, "up", "--yes", "--skip-preview")
    return place, environment


def _preview(place: Path, environment: dict[str, str]) -> float:
    began = time.monotonic()
    _run(place, environment, "preview", "--expect-no-changes")
    return time.monotonic() - began


def _run(place: Path, environment: dict[str, str], *arguments: str) -> None:
    command = [shutil.which("pulumi") or "pulumi", *arguments, "--non-interactive", "--color", "never"]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
