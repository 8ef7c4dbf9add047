"""`catalogctl discover --from` says in one line what it cannot use, and leaves no inventory behind."""

import json

import pytest

from pulumi_servicecatalog.cli import main
from support.tables import table

HEAD = json.dumps({"schemaVersion": 1, "kind": "saved scan"})


@pytest.fixture
def discover(tmp_path, capsys):
    """Run the command on the folder `scan`."""

    def run(*arguments):
        out = tmp_path / "i.jsonl"
        try:
            code: object = main.main(["discover", "--from", str(tmp_path / "scan"), "--out", str(out), *arguments])
        except SystemExit as ended:
            code = ended.code
        assert not out.exists()
        return code, capsys.readouterr().err.splitlines()[-1]

    return run


@table(
    "arguments option",
    (["--organization"], "--organization", "accounts of the organization"),
    (["--region", "eu-west-1"], "--region", "a Region"),
    (["--role-name", "Reader"], "--role-name", "a role"),
)
def test_an_option_that_says_where_to_read_is_refused(discover, arguments, option, reason):
    code, message = discover(*arguments)
    assert (code, message.endswith(f"--from reads no account: leave out {option}")) == (2, True), reason


def test_a_folder_that_does_not_exist_is_told(discover):
    code, message = discover()
    assert (code, message.endswith("scan/scan.json: No such file or directory")) == (2, True)


def test_a_scan_without_an_account_is_told(discover, tmp_path):
    (tmp_path / "scan").mkdir()
    (tmp_path / "scan/scan.json").write_text(HEAD)
    code, message = discover()
    assert (code, message.endswith("there is no account in it")) == (2, True)
