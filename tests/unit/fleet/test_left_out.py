"""Each Pulumi stack of a project is in its plan, or it is named with the reason why it is not."""

from pathlib import Path

import pytest

from pulumi_servicecatalog.cli import exit_codes, main
from pulumi_servicecatalog.fleet import project
from support.tables import table

WHOLE = "config: {servicecatalog:region: eu-west-1, servicecatalog:expectedAccountId: '000000000001'}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: adoptions\nruntime: python\n")
    (tmp_path / "Pulumi.whole.yaml").write_text(WHOLE)
    return tmp_path


@table(
    "account region named_as",
    ("", "eu-west-1", "its settings have no servicecatalog:expectedAccountId", "no account"),
    ("'000000000002'", "", "its settings have no servicecatalog:region", "no Region"),
    ("{secure: v1:abc}", "eu-west-1", "its servicecatalog:expectedAccountId is encrypted", "an encrypted account"),
    ("'000000000002'", "{secure: v1:abc}", "its servicecatalog:region is encrypted", "an encrypted Region"),
    ("000000000012", "eu-west-1", "its servicecatalog:expectedAccountId is 10, and must be 12 digits", "an octal"),
)
def test_a_stack_that_is_not_in_the_plan_is_named(folder, account, region, named_as, reason, capsys):
    settings = f"config: {{servicecatalog:region: {region}, servicecatalog:expectedAccountId: {account}}}\n"
    (folder / "Pulumi.odd.yaml").write_text(settings)
    code = main.main(["fleet", "plan", str(folder), "--out", str(folder / "plan.jsonl")])
    assert (code, [target.stack for target in project.targets(folder, {})]) == (exit_codes.OK, ["whole"])
    assert f"the Pulumi stack odd is left out: {named_as}" in capsys.readouterr().err


def test_an_account_without_quotation_marks_is_one(folder):
    (folder / "Pulumi.whole.yaml").write_text(WHOLE.replace("'000000000001'", "100000000001"))
    assert [target.account for target in project.targets(folder, {})] == ["100000000001"]
    assert project.left_out(folder) == {}
