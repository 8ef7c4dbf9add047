"""One account and Region of the emulator: how it is filled, harmed, and looked at past the provider."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.account import Account

from catalog_emulator.control import Control
from pulumi_servicecatalog.model.connection import Connection

REGIONS = ("eu-west-1", "eu-central-1")
TEMPLATE = json.dumps({"Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}})
FAULTS: dict[str, dict[str, Any]] = {
    "throttle": {},
    "denied": {},
    "expired": {},
    "error": {"code": "InternalFailure", "status": 500},
    "html": {},
    "drop-before": {},
    "drop-after": {},
    "truncate": {},
}


@contextmanager
def credentials(folder: Path) -> Iterator[Path]:
    """Let this process find no other profiles than those of a folder, which has its lanes as well."""
    before = dict(os.environ)
    os.environ |= {
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials"),
        "AWS_CONFIG_FILE": str(folder / "config"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "XDG_CACHE_HOME": str(folder),
    }
    try:
        yield folder
    finally:
        os.environ.clear()
        os.environ.update(before)


@dataclass(frozen=True)
class Target:
    """Its credentials are a profile of the account's name."""

    account: str
    region: str
    url: str

    @classmethod
    def numbered(cls, number: int, url: str) -> "Target":
        """Return the one with this number: two Regions of an account, then the next account."""
        account, region = divmod(number, len(REGIONS))
        return cls(f"{account + 1:012d}", REGIONS[region], url)

    @staticmethod
    def write_profiles(targets: Iterable["Target"], folder: Path) -> None:
        """Write the profiles into the folder of `credentials`."""
        sections = {
            target.account: f"[{target.account}]\naws_access_key_id = {target.account}\naws_secret_access_key = any\n"
            for target in targets
        }
        (folder / "credentials").write_text("".join(sections.values()), encoding="utf-8")

    def connection(self) -> Connection:
        return Connection(region=self.region, profile=self.account, endpoint_url=self.url)

    def fill(self, stacks: int) -> None:
        """Make the stacks, and a product whose version has their template."""
        for number in range(stacks):
            self._aws.make_stack(f"s{number}", TEMPLATE)
        self._aws.make_portfolio("benchmarks")
        self._aws.make_product_like("s0", "product")

    def harm(self, control: Control, part: float, *, seed: int) -> None:
        """Let a part of all calls fail, in each of the ways alike, and the same part of the records."""
        already = {rule["kind"] for rule in control.faults(account=self.account)}
        for offset, (kind, more) in enumerate(FAULTS.items()):  # each draws for itself
            if kind not in already:
                share = part / len(FAULTS)
                control.add_fault(kind, account=self.account, probability=share, times=None, seed=seed + offset, **more)
        if "record-fails" not in already:
            control.add_fault("record-fails", account=self.account, probability=part, times=None, seed=seed)

    def observed(self) -> list[str]:
        """Return the ARN of the stack of each provisioned product that is well."""
        products = self._aws.provisioned_products()
        return [product["PhysicalId"] for product in products if product["Status"] == "AVAILABLE"]

    def records(self) -> list[tuple[float, float]]:
        """Return when AWS began and ended each import, by AWS's clock."""
        pages = self._aws.catalog.get_paginator("list_record_history").paginate(
            AccessLevelFilter={"Key": "Account", "Value": "self"}
        )
        records = [record for page in pages for record in page["RecordDetails"]]
        imports = [record for record in records if record["RecordType"] == "PROVISION_PRODUCT"]
        return [(record["CreatedTime"].timestamp(), record["UpdatedTime"].timestamp()) for record in imports]

    def stacks(self) -> dict[str, str]:
        """Return the ARNs of the stacks by their names."""
        pages = self._aws.cloudformation.get_paginator("describe_stacks").paginate()
        return {stack["StackName"]: stack["StackId"] for page in pages for stack in page["Stacks"]}

    @property
    def _aws(self) -> Account:
        return Account(self.url, self.account, self.region)
