"""The files around adoptions: a program that compiles, and settings that name the account."""

import pytest
import yaml

from pulumi_servicecatalog.discovery import project
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.project import Layout

HERE = Location(account="111122223333", region="eu-west-1")
ROLE = "arn:aws:iam::{account}:role/Adopter"


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("provider", project.PROVIDERS)
def test_the_program_of_each_provider_and_layout_compiles(provider, layout):
    files = project.files(layout, provider)
    compile(files["__main__.py"], "__main__.py", "exec")
    assert ("pulumi_servicecatalog.plugin" in files["__main__.py"]) == (provider == "plugin")
    assert yaml.safe_load(files["Pulumi.yaml"])["runtime"] == "python"


def test_a_stack_for_each_account_and_region_names_the_account_that_has_to_answer():
    assert project.settings([HERE], Layout.ACCOUNT, ROLE) == {
        "Pulumi.111122223333-eu-west-1.yaml": {
            "adoptions:account": "111122223333",
            "adoptions:region": "eu-west-1",
            "servicecatalog:region": "eu-west-1",
            "servicecatalog:expectedAccountId": "111122223333",
            "servicecatalog:roleArn": "arn:aws:iam::111122223333:role/Adopter",
        }
    }


@pytest.mark.parametrize(("role", "settings"), [(ROLE, {"adoptions:roleArnTemplate": ROLE}), (None, {})])
def test_one_stack_for_all_has_the_role_of_all(role, settings):
    assert project.settings([HERE], Layout.ONE, role) == {"Pulumi.all.yaml": settings}
