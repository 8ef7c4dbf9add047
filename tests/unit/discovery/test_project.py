"""The files around adoptions: a program that compiles, and settings that name the account."""

import json

import pytest
import yaml

from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.project import Language, Layout, Project, Provider

HERE = Location(account="111122223333", region="eu-west-1")
ROLE = "arn:aws:iam::{account}:role/Adopter"
OF_HERE = "arn:aws:iam::111122223333:role/Adopter"


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("provider", Provider)
def test_the_program_of_each_provider_and_layout_compiles(provider: Provider, layout: Layout) -> None:
    files = Project(layout=layout, provider=provider).files([HERE])
    program = files["__main__.py"].text
    compile(program, "__main__.py", "exec")
    assert ("pulumi_servicecatalog.plugin" in program) == (provider is Provider.PLUGIN)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    ("language", "runtime"), [(Language.PYTHON, "python"), (Language.YAML, "yaml"), (Language.TYPESCRIPT, "nodejs")]
)
def test_each_language_has_its_runtime_and_what_it_writes_is_what_it_needs(
    language: Language, runtime: str, layout: Layout
) -> None:
    files = Project(language=language, provider=Provider.PLUGIN, layout=layout).files([HERE])
    assert yaml.safe_load(files["Pulumi.yaml"].text)["runtime"] == runtime
    for file in files.values():
        assert file.needs is None or file.needs.keys() <= yaml.safe_load(file.text).keys()


def test_a_yaml_program_for_all_has_a_resource_for_each_account_and_region() -> None:
    project = Project(language=Language.YAML, layout=Layout.ONE, role_arn_template=ROLE)
    resources = yaml.safe_load(project.files([HERE])["Pulumi.yaml"].text)["resources"]
    assert resources == {
        "111122223333-eu-west-1": {
            "type": "servicecatalog:GovernedStacks",
            "properties": {
                "adoptions": {"fn::readFile": "adoptions/111122223333/eu-west-1.yaml"},
                "region": "eu-west-1",
                "expectedAccountId": "111122223333",
                "roleArn": OF_HERE,
            },
        }
    }
    assert yaml.safe_load(project.files([])["Pulumi.yaml"].text)["resources"] == {}
    assert project.settings([HERE]) == {"Pulumi.all.yaml": {}}


def test_a_typescript_program_is_compiled_by_what_its_package_names() -> None:
    files = Project(language=Language.TYPESCRIPT).files([HERE])
    assert json.loads(files["package.json"].text)["main"] in files
    assert json.loads(files["tsconfig.json"].text)["files"] == ["index.ts"]


def test_a_stack_for_each_account_and_region_names_the_account_that_has_to_answer() -> None:
    assert Project(role_arn_template=ROLE).settings([HERE]) == {
        "Pulumi.111122223333-eu-west-1.yaml": {
            "adoptions:file": "adoptions/111122223333/eu-west-1.yaml",
            "servicecatalog:region": "eu-west-1",
            "servicecatalog:expectedAccountId": "111122223333",
            "servicecatalog:roleArn": OF_HERE,
        }
    }


@pytest.mark.parametrize(("role", "settings"), [(ROLE, {"adoptions:roleArnTemplate": ROLE}), (None, {})])
def test_one_stack_for_all_has_the_role_of_all(role: str | None, settings: dict[str, str]) -> None:
    assert Project(layout=Layout.ONE, role_arn_template=role).settings([HERE]) == {"Pulumi.all.yaml": settings}
