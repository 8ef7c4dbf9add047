"""`catalogctl propose` writes a project once, says what comes next, and what it cannot use in one line."""

import pytest

from pulumi_servicecatalog.cli import main
from pulumi_servicecatalog.discovery import inventory
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.model.problems.connection import NoCredentials
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, stack
from support.sessions import unshared

HERE = Location(account="123456789012", region="eu-west-1")
TOPIC = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
SETTINGS = "Pulumi.123456789012-eu-west-1.yaml"
FILES = {"README.md", "Pulumi.yaml", "__main__.py", "requirements.txt", SETTINGS}


@pytest.fixture
def propose(tmp_path, capsys):
    """Run the command on an inventory in which two stacks share a template that no version has."""
    state = account(stack("payments")).with_stack(stack("topic-a"), TOPIC).with_stack(stack("topic-b"), TOPIC)
    read = scan(unshared(FakeGateway(state)), lambda same: same)
    (tmp_path / "i.jsonl").write_text(inventory.text(inventory.of_scan(read, HERE, set())))

    def run(*options):
        code = main.main(["propose", str(tmp_path / "i.jsonl"), "--out", str(tmp_path / "catalog"), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_a_project_is_written_with_its_reasons_and_the_commands_that_come_next(propose, tmp_path):
    code, shown, _ = propose()
    assert (code, {file.name for file in (tmp_path / "catalog").iterdir()}) == (0, FILES)
    assert "1 product would raise coverage from 33% to 100%." in shown
    assert shown.splitlines()[-4:-1] == [
        f"  cd {tmp_path / 'catalog'}",
        "  pulumi stack select --create 123456789012-eu-west-1",
        "  pulumi up",
    ]
    assert "2 stacks share this template" in (tmp_path / "catalog/README.md").read_text()


def test_nothing_is_replaced_unless_that_is_meant(propose, tmp_path):
    propose()
    (tmp_path / "catalog/__main__.py").write_text("# mine\n")
    code, _, reported = propose()
    assert (code, len(reported.splitlines()), "exists: name another folder by --out" in reported) == (2, 1, True)
    assert (tmp_path / "catalog/__main__.py").read_text() == "# mine\n"
    assert propose("--force")[0] == 0
    assert "PRODUCTS" in (tmp_path / "catalog/__main__.py").read_text()


def test_two_folders_are_two_pulumi_projects(propose, tmp_path):
    propose("--out", str(tmp_path / "more for me"))
    project, settings = ((tmp_path / "more for me" / name).read_text() for name in ("Pulumi.yaml", SETTINGS))
    assert project.startswith("name: more-for-me\n")
    assert "  more-for-me:location: 123456789012/eu-west-1" in settings


def test_an_inventory_with_accounts_that_were_not_read_is_told(propose, tmp_path):
    other = Location(account="111122223333", region="eu-west-1")
    with (tmp_path / "i.jsonl").open("a") as file:
        file.write(inventory.text([inventory.of_failure(NoCredentials(reason="none"), other, denied=True)]))
    assert "Not read, and not in the inventory: 1; `catalogctl discover --resume`" in propose()[1]


def test_where_nothing_is_proposed_nothing_is_written_and_what_is_left_out_is_told(propose, tmp_path):
    code, shown, _ = propose("--at-least", "3")
    assert (code, (tmp_path / "catalog").exists()) == (0, False)
    assert "no product or version is proposed" in shown
    assert "Left out: 2 stacks with templates that fewer than 3 share" in shown


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("i.jsonl", '{"schemaVersion":2,"kind":"stack"}\n', "schemaVersion 2"),
        ("i.jsonl", '{"schemaVersion":1,"ki', "ends within a line"),
        ("catalog", "", "File exists"),
    ],
)
def test_what_cannot_be_used_is_one_line(propose, tmp_path, path, text, message):
    (tmp_path / path).write_text(text)
    code, _, reported = propose()
    assert (code, len(reported.splitlines()), message in reported) == (2, 1, True)
