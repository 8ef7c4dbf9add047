"""The table of the known bugs of others is whole, its tests exist, and docs/development/known-bugs.md shows it."""

import ast
import functools
import re

from tools.generate.known_bugs_page import ROWS, render

from support.pulumi_cli import ROOT

ISSUE = re.compile(r"[\w.-]+/[\w.-]+#\d+")


@functools.cache
def named_in(path):
    nodes = ast.walk(ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def test_there_is_a_row_for_each_of_the_25_and_no_issue_is_in_two():
    assert [row["number"] for row in ROWS] == list(range(1, 26))
    issues = [issue for row in ROWS for issue in row["issues"]]
    assert len(issues) == len(set(issues))
    assert all(ISSUE.fullmatch(issue) for issue in issues)


def test_a_row_has_a_behaviour_that_a_test_shows_or_says_why_it_cannot_apply():
    for row in ROWS:
        assert row["issues"], row
        assert row["about"], row
        assert ("behaviour" in row) != ("reason" in row), row
        assert row["tests"], row


def test_every_test_that_is_named_exists():
    named = [tuple(test.split("::")) for row in ROWS for test in row["tests"]]
    assert [(path, name) for path, name in named if name not in named_in(path)] == []


def test_the_page_is_current():
    assert (ROOT / "docs" / "development" / "known-bugs.md").read_text(encoding="utf-8") == render({}), (
        "run make generate"
    )
