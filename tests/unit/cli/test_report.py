"""`catalogctl report` writes all its files or none, prints its sentence, and says in one line what it cannot use."""

import json

import pytest

from pulumi_servicecatalog.cli import main
from pulumi_servicecatalog.cli import report as command
from pulumi_servicecatalog.reporting import model
from support import report as made
from support.tables import table


@pytest.fixture
def report(tmp_path, capsys):
    """Run the command on a report with one of everything, or on other files of the folder."""
    (tmp_path / "known.json").write_text(json.dumps(model.as_dict(made.whole())))

    def run(*options, source="known.json"):
        code = main.main(["report", str(tmp_path / source), "--out", str(tmp_path / "out"), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def written(tmp_path):
    return {path.name for path in (tmp_path / "out").iterdir()}


def test_it_writes_the_page_and_the_json_and_prints_its_sentence_and_where_they_are(report, tmp_path):
    code, shown, reported = report()
    sentence, *paths = shown.splitlines()
    assert (code, reported) == (0, "")
    assert sentence.startswith("1 of 4 stacks are governed (25%)")
    assert paths == [f"  {tmp_path / 'out' / name}" for name in ("report.html", "report.json")]
    assert written(tmp_path) == {"report.html", "report.json"}


def test_it_writes_the_formats_that_are_named(report, tmp_path):
    assert report("--format", "csv, junit,sarif,csv,markdown")[0] == 0
    assert written(tmp_path) == {"stacks.csv", "accounts.csv", "drift.csv", "junit.xml", "report.sarif", "report.md"}


def test_its_json_is_a_baseline(report, tmp_path):
    report("--format", "json")
    (tmp_path / "out/report.json").rename(tmp_path / "last.json")
    code, _, _ = report("--baseline", str(tmp_path / "last.json"), "--format", "markdown")
    assert code == 0
    assert "0 new, 0 fixed, 4 unchanged problems" in (tmp_path / "out/report.md").read_text()


def test_several_files_are_put_together(report, tmp_path):
    more = made.report(stacks=(made.stack("unmatched", "governed"),))
    (tmp_path / "more.json").write_text(json.dumps(model.as_dict(more)))
    assert report(str(tmp_path / "more.json"))[1].startswith("2 of 4 stacks are governed (50%)")


@table(
    "options message",
    (
        ["--format", "htlm"],
        "must be of html, markdown, json, csv, junit, sarif, and not 'htlm'. Did you mean \"html\"?",
        "a slip",
    ),
    (["--format", ""], "argument --format", "no format"),
)
def test_a_format_that_does_not_exist_is_refused(report, tmp_path, options, message, reason):
    code, _, reported = report(*options)
    assert (code, message in reported) == (2, True), reason
    assert not (tmp_path / "out").exists()


@table(
    "source options message",
    ("nowhere.json", [], "nowhere.json: No such file or directory", "no file"),
    ("cut.json", [], "cut.json: it ends within its JSON document", "a file that is cut off"),
    ("known.json", ["--baseline", "/nowhere.json"], "/nowhere.json: No such file", "a baseline that does not exist"),
)
def test_what_cannot_be_read_is_one_line_and_nothing_is_written(report, tmp_path, source, options, message, reason):
    (tmp_path / "cut.json").write_text('{"kind": "rep')
    code, shown, reported = report(*options, source=source)
    assert (code, shown, len(reported.splitlines())) == (2, "", 1), reason
    assert message in reported
    assert not (tmp_path / "out").exists()


def test_where_one_file_cannot_be_written_none_is(report, tmp_path):
    (tmp_path / "out" / "report.json").mkdir(parents=True)
    code, _, reported = report()
    assert (code, reported) == (2, f"catalogctl: {tmp_path / 'out' / 'report.json'}: Is a directory\n")
    assert written(tmp_path) == {"report.json"}


def test_a_folder_that_cannot_be_made_is_named(report, tmp_path):
    (tmp_path / "out").write_text("")
    code, _, reported = report()
    assert (code, len(reported.splitlines())) == (2, 1)
    assert str(tmp_path / "out") in reported


def test_files_of_an_earlier_report_are_replaced(report, tmp_path):
    report()
    (tmp_path / "out/report.html").write_text("earlier")
    report()
    assert (tmp_path / "out/report.html").read_text().startswith("<!DOCTYPE html>")
    assert written(tmp_path) == {"report.html", "report.json"}


def test_of_large_files_it_is_shown_how_far_the_report_is(report, tmp_path):
    known = json.dumps(model.as_dict(made.whole())) + " " * command.LARGE
    (tmp_path / "large.json").write_text(known)
    reported = report(source="large.json")[2].splitlines()
    assert reported == [
        "catalogctl: 1 of 3: large.json has 5 stacks",
        "catalogctl: 2 of 3: html",
        "catalogctl: 3 of 3: json",
    ]
