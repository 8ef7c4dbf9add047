"""The program in Python, over either provider."""

from collections.abc import Mapping
from typing import Final

MODULES: Final[Mapping[str, str]] = {
    "dynamic": "pulumi_servicecatalog",
    "plugin": "pulumi_servicecatalog.plugin",
}
"""What a program imports, by the name of the provider."""

REQUIREMENTS: Final = "pulumi-servicecatalog\n"

OF_AN_ACCOUNT: Final = '''\
"""Adopts the stacks in adoptions/ACCOUNT/REGION.yaml: the file that the Pulumi stack's configuration names.

Edit those files: this program stays as it is.
"""

from pathlib import Path

import pulumi

from {module} import GovernedStacks

file = Path(__file__).parent / pulumi.Config().require("file")
GovernedStacks("adoptions", adoptions=file.read_text(encoding="utf-8"))
'''

OF_ALL: Final = '''\
"""Adopts the stacks of all accounts and Regions.

They are listed in adoptions/ACCOUNT/REGION.yaml. Edit those files: this program stays as it is.
"""

from pathlib import Path

import pulumi

from {module} import GovernedStacks

role = pulumi.Config().get("roleArnTemplate")
for file in sorted((Path(__file__).parent / "adoptions").glob("*/*.yaml")):
    account, region = file.parent.name, file.stem
    location = {{"region": region, "expected_account_id": account}}
    if role:
        location["role_arn"] = role.replace("{{account}}", account)
    GovernedStacks(f"{{account}}-{{region}}", adoptions=file.read_text(encoding="utf-8"), **location)
'''
