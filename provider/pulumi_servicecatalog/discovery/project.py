"""The files of a Pulumi project around adoptions: a program of few lines, and a stack for each account and Region."""

import enum
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.programs import python, typescript, yaml
from pulumi_servicecatalog.fleet.target import role_arn

COMPONENT: Final = "adoptions"
"""The name of the component in a Pulumi stack of one account and Region."""

_PROJECT: Final = """\
name: adoptions
description: CloudFormation stacks that Service Catalog governs
runtime: {runtime}
"""


class Layout(enum.Enum):
    """How many Pulumi stacks there are: one for each account and Region, or one for all."""

    ACCOUNT = "account"
    ONE = "one"


class Language(enum.Enum):
    """What the program is written in."""

    PYTHON = "python"
    YAML = "yaml"
    TYPESCRIPT = "typescript"


class Provider(enum.Enum):
    """What the program declares its resources with. A program in another language than Python needs the plugin."""

    DYNAMIC = "dynamic"
    PLUGIN = "plugin"


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of the project.

    Attributes:
        text: what is written where there is none.
        needs: what a file that is there has to hold, where tools and people go on with it; None stands for any value.
            Without it, the file has to be the text.
        resources: the resources in the text, by their names, which are added where they are missing.

    """

    text: str
    needs: Mapping[str, Any] | None = None
    resources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """What is to be generated.

    Attributes:
        language: of the program.
        provider: of the program.
        layout: how many Pulumi stacks there are.
        role_arn_template: the role by which an account is entered, with `{account}` in it; None for none.

    """

    language: Language = Language.PYTHON
    provider: Provider = Provider.DYNAMIC
    layout: Layout = Layout.ACCOUNT
    role_arn_template: str | None = None

    def files(self, locations: Iterable[Location]) -> Mapping[str, File]:
        """Return the files beside adoptions and settings, by their paths.

        Args:
            locations: the accounts and Regions that have adoptions.

        """
        match self.language:
            case Language.PYTHON:
                return self._python()
            case Language.TYPESCRIPT:
                return self._typescript()
            case Language.YAML:
                return {"Pulumi.yaml": self._yaml(locations)}

    def settings(self, locations: Iterable[Location]) -> Mapping[str, Mapping[str, str]]:
        """Return what the settings of each Pulumi stack have to hold, by the paths of their files.

        Args:
            locations: the accounts and Regions that have adoptions.

        """
        if self.layout is Layout.ACCOUNT:
            return {f"Pulumi.{stack_name(location)}.yaml": self._of_account(location) for location in locations}
        template = self.role_arn_template
        in_program = self.language is Language.YAML
        return {"Pulumi.all.yaml": {"adoptions:roleArnTemplate": template} if template and not in_program else {}}

    def _of_account(self, location: Location) -> Mapping[str, str]:
        template = self.role_arn_template
        return {
            "adoptions:file": adoptions_path(location),
            "servicecatalog:region": location.region,
            "servicecatalog:expectedAccountId": location.account,
            **({"servicecatalog:roleArn": role_arn(template, location.account)} if template else {}),
        }

    def _python(self) -> Mapping[str, File]:
        program = python.OF_AN_ACCOUNT if self.layout is Layout.ACCOUNT else python.OF_ALL
        return {
            "Pulumi.yaml": _project("python"),
            "__main__.py": File(text=program.format(module=python.MODULES[self.provider.value])),
            "requirements.txt": File(text=python.REQUIREMENTS),
        }

    def _typescript(self) -> Mapping[str, File]:
        program = typescript.OF_AN_ACCOUNT if self.layout is Layout.ACCOUNT else typescript.OF_ALL
        package = json.dumps(typescript.PACKAGE, indent=4) + "\n"
        return {
            "Pulumi.yaml": _project("nodejs"),
            "index.ts": File(text=program),
            "package.json": File(text=package, needs={"dependencies": {"@pulumi/pulumi": None}}),
            "tsconfig.json": File(text=typescript.COMPILER),
        }

    def _yaml(self, locations: Iterable[Location]) -> File:
        of_project = _needs("yaml")
        if self.layout is Layout.ACCOUNT:
            return File(text=yaml.OF_AN_ACCOUNT, needs={**of_project, "resources": {COMPONENT: None}})
        resources = {stack_name(location): self._yaml_resource(location) for location in locations}
        return File(
            text=yaml.OF_ALL + ("".join(resources.values()) or "  {}\n"),
            needs={**of_project, "resources": dict.fromkeys(resources)},
            resources=resources,
        )

    def _yaml_resource(self, location: Location) -> str:
        own = {"name": stack_name(location), "account": location.account, "region": location.region}
        template = self.role_arn_template
        role = yaml.ROLE.format(role_arn=json.dumps(role_arn(template, location.account))) if template else ""
        return yaml.RESOURCE.format(**own) + role


def adoptions_path(location: Location) -> str:
    """Return where the adoptions of an account and Region stand in the folder."""
    return f"adoptions/{location.account}/{location.region}.yaml"


def stack_name(location: Location) -> str:
    """Return the name of the Pulumi stack of an account and Region."""
    return f"{location.account}-{location.region}"


def _project(runtime: str) -> File:
    return File(text=_PROJECT.format(runtime=runtime), needs=_needs(runtime))


def _needs(runtime: str) -> Mapping[str, Any]:
    return {"name": "adoptions", "runtime": {"name": runtime}}
