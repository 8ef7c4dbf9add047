"""A project is read as `catalogctl generate` writes it: the stacks of accounts, and a digest of what each declares."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.fleet import project
from pulumi_servicecatalog.fleet.project import ProjectError
from pulumi_servicecatalog.fleet.target import Account
from support.tables import table

ONE, TWO = "000000000001-eu-west-1", "000000000002-eu-west-1"
ROLE = "arn:aws:iam::000000000001:role/Adopter"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Pulumi.yaml").write_text("name: adoptions\nruntime: python\n")
    (tmp_path / "__main__.py").write_text("import pulumi\n")
    for number in (1, 2):
        account = f"{number:012}"
        path = tmp_path / "adoptions" / account / "eu-west-1.yaml"
        path.parent.mkdir(parents=True)
        path.write_text("- name: payments\n")
        (tmp_path / f"Pulumi.{account}-eu-west-1.yaml").write_text(
            f"config:\n  adoptions:file: adoptions/{account}/eu-west-1.yaml\n  servicecatalog:region: eu-west-1\n"
            f"  servicecatalog:expectedAccountId: '{account}'\n"
            f"  servicecatalog:roleArn: arn:aws:iam::{account}:role/Adopter\n"
        )
    (tmp_path / "Pulumi.all.yaml").write_text("config: {}\n")
    return tmp_path


def read(folder):
    return project.name(folder), project.targets(folder, {})


def digests(folder):
    return {target.stack: target.digest for target in project.targets(folder, {})}


def test_the_stacks_that_name_an_account_and_a_region_are_targets(folder):
    one, two = project.targets(folder, {"000000000002": Account(id="000000000002", name="pay", tags={"ring": "1"})})
    assert (one.stack, one.account, one.region, one.role_arn) == (ONE, "000000000001", "eu-west-1", ROLE)
    assert (two.name, two.tags) == ("pay", {"ring": "1"})
    assert replace(one, digest="") != replace(two, digest="")


@table(
    "path text stacks",
    ("adoptions/000000000001/eu-west-1.yaml", "- name: search\n", {ONE}, "an adoption of one account"),
    ("__main__.py", "print()\n", {ONE, TWO}, "the program"),
    ("lib/own.py", "x = 1\n", {ONE, TWO}, "a module of the program"),
    (f"Pulumi.{TWO}.yaml", None, {TWO}, "a setting of one stack"),
    ("venv/x.py", "x = 1\n", set(), "what is installed"),
    (".pulumi/stacks/x.json", "{}", set(), "what is hidden"),
    ("plan.jsonl", "{}", set(), "a plan beside it"),
)
def test_the_digest_is_of_what_a_stack_declares(folder, path, text, stacks, reason):
    before = digests(folder)
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(file.read_text() + "  x:y: z\n" if text is None else text)
    after = digests(folder)
    assert {stack for stack, digest in after.items() if before[stack] != digest} == stacks
    assert after[ONE] == project.digest(folder, ONE)


def test_what_pulumi_writes_beside_the_settings_is_no_change(folder):
    before = digests(folder)
    path = folder / f"Pulumi.{ONE}.yaml"
    path.write_text("encryptionsalt: v1:abc\n" + path.read_text())
    assert digests(folder) == before


def test_an_encrypted_setting_is_known_to_be_one(folder):
    path = folder / f"Pulumi.{ONE}.yaml"
    path.write_text(path.read_text() + "  servicecatalog:externalId:\n    secure: v1:abc\n")
    settings = project.settings(folder, ONE)
    assert (settings.is_secure("externalId"), settings.of_provider("externalId")) == (True, None)
    assert settings.of_provider("region") == "eu-west-1"


@table(
    "name content message",
    ("Pulumi.yaml", None, "No such file", "no project"),
    ("Pulumi.yaml", "runtime: python\n", "it has no name", "a project without a name"),
    ("Pulumi.yaml", "a: [", "while parsing", "no YAML"),
    ("Pulumi.yaml", "- a\n", "a map is expected", "a list"),
    ("Pulumi.yaml", "", "it has no name", "an empty file"),
    (f"Pulumi.{ONE}.yaml", "config: 7\n", "its config must be a map", "settings that are none"),
    ("adoptions/000000000001/eu-west-1.yaml", None, "No such file", "adoptions that are gone"),
)
def test_a_folder_that_is_no_project_is_refused(folder, name, content, message, reason):
    path = folder / name
    if content is None:
        path.unlink()
    else:
        path.write_text(content)
    with pytest.raises(ProjectError, match=message):
        read(folder)
