"""The files of a Pulumi project around adoptions: a program of few lines, and a stack for each account and Region."""

import enum
from collections.abc import Iterable, Mapping
from typing import Final

from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.fleet.target import role_arn

_MODULES: Final = {"dynamic": "pulumi_servicecatalog", "plugin": "pulumi_servicecatalog.plugin"}
PROVIDERS: Final = tuple(_MODULES)

_PROJECT: Final = """\
name: adoptions
description: CloudFormation stacks that Service Catalog governs
runtime: python
"""

_OF_AN_ACCOUNT: Final = '''\
"""Adopts the stacks of the account and Region that the Pulumi stack's configuration names.

They are listed in adoptions/ACCOUNT/REGION.yaml. Edit those files: this program stays as it is.
"""

from pathlib import Path

import pulumi
import yaml

from {module} import ImportedProvisionedProduct

config = pulumi.Config()
file = Path(__file__).parent / "adoptions" / config.require("account") / f"{{config.require('region')}}.yaml"
for adoption in yaml.safe_load(file.read_text(encoding="utf-8")) or []:
    ImportedProvisionedProduct(adoption["name"], **adoption)
'''

_OF_ALL: Final = '''\
"""Adopts the stacks of all accounts and Regions.

They are listed in adoptions/ACCOUNT/REGION.yaml. Edit those files: this program stays as it is.
"""

from pathlib import Path

import pulumi
import yaml

from {module} import ImportedProvisionedProduct

role = pulumi.Config().get("roleArnTemplate")
for file in sorted((Path(__file__).parent / "adoptions").glob("*/*.yaml")):
    account, region = file.parent.name, file.stem
    location = {{"region": region, "expectedAccountId": account}}
    if role:
        location["roleArn"] = role.replace("{{account}}", account)
    for adoption in yaml.safe_load(file.read_text(encoding="utf-8")) or []:
        ImportedProvisionedProduct(f"{{account}}-{{region}}-{{adoption['name']}}", **{{**location, **adoption}})
'''


class Layout(enum.Enum):
    """How many Pulumi stacks there are: one for each account and Region, or one for all."""

    ACCOUNT = "account"
    ONE = "one"


def files(layout: Layout, provider: str) -> Mapping[str, str]:
    """Return the texts of a project's files, beside its adoptions and settings, by their paths.

    Args:
        layout: how many Pulumi stacks there are.
        provider: one of PROVIDERS.

    """
    program = _OF_AN_ACCOUNT if layout is Layout.ACCOUNT else _OF_ALL
    return {
        "Pulumi.yaml": _PROJECT,
        "__main__.py": program.format(module=_MODULES[provider]),
        "requirements.txt": "pulumi-servicecatalog\nPyYAML>=6\n",
    }


def settings(
    locations: Iterable[Location], layout: Layout, role_arn_template: str | None
) -> Mapping[str, Mapping[str, str]]:
    """Return what the settings of each Pulumi stack have to hold, by the paths of their files.

    Args:
        locations: the accounts and Regions that have adoptions.
        layout: how many Pulumi stacks there are.
        role_arn_template: the role by which an account is entered, with `{account}` in it; None for none.

    """
    if layout is Layout.ONE:
        return {"Pulumi.all.yaml": {"adoptions:roleArnTemplate": role_arn_template} if role_arn_template else {}}
    return {f"Pulumi.{stack_name(location)}.yaml": _of_account(location, role_arn_template) for location in locations}


def stack_name(location: Location) -> str:
    """Return the name of the Pulumi stack of an account and Region."""
    return f"{location.account}-{location.region}"


def _of_account(location: Location, role_arn_template: str | None) -> Mapping[str, str]:
    role = {"servicecatalog:roleArn": role_arn(role_arn_template, location.account)} if role_arn_template else {}
    return {
        "adoptions:account": location.account,
        "adoptions:region": location.region,
        "servicecatalog:region": location.region,
        "servicecatalog:expectedAccountId": location.account,
        **role,
    }
