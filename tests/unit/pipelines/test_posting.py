"""What is written on GitHub, with a repository in memory; tests/integration/cli/test_github.py has the API as well."""

from typing import Any

import pytest

from pulumi_servicecatalog.pipelines import annotations, comment, posting
from pulumi_servicecatalog.pipelines.github import Post, RefusedError
from pulumi_servicecatalog.reporting.model import Mode, Outcome
from support.report import ACCOUNT, drift, read, report

MINE = f"{comment.marker('k')}before"
COMPARED = read(pulumi_stack="shard-1", mode=Mode.DRIFT)
CLEAN = report(accounts=(COMPARED,))
DRIFTED = report(accounts=(COMPARED,), drift=(drift(),))
WORSE = report(accounts=(COMPARED,), drift=(drift(), drift("tags")))


class Repository:
    """Comments of one pull request, and open issues. Comments of `others` are refused with a status."""

    def __init__(self, *bodies: str, others: int = 0) -> None:
        self.bodies = list(bodies)
        self.issues: list[str] = []
        self._others = others

    def comments(self, _issue: int) -> list[Post]:
        return [Post(id=number, body=body) for number, body in enumerate(self.bodies)]

    def comment(self, _issue: int, body: str) -> None:
        self.bodies.append(body)

    def edit_comment(self, number: int, body: str) -> None:
        if self._others:
            raise RefusedError("it is of somebody else", self._others)
        self.bodies[number] = body

    def open_issues(self, _label: str) -> list[Post]:
        return [Post(id=number, body=body) for number, body in enumerate(self.issues)]

    def open_issue(self, _title: str, body: str, _label: str) -> None:
        self.issues.append(body)

    def edit_issue(self, number: int, **members: str) -> None:
        self.issues[number] = members.get("body", "")


def test_a_comment_is_written_again_and_only_where_it_differs() -> None:
    repository: Any = Repository("by hand", MINE)
    now = f"{comment.marker('k')}now"
    assert posting.stick(repository, 5, "k", now) == posting.UPDATED
    assert posting.stick(repository, 5, "k", now) == posting.UNCHANGED
    assert repository.bodies == ["by hand", now]


def test_a_comment_that_cannot_be_written_is_passed_over_and_another_refusal_is_not() -> None:
    repository: Any = Repository(MINE, others=403)
    assert posting.stick(repository, 5, "k", "new") == posting.ADDED
    assert repository.bodies == [MINE, "new"]
    with pytest.raises(RefusedError):
        posting.stick(Repository(MINE, others=422), 5, "k", "new")  # type: ignore[arg-type]  # stands in for GitHub


def test_issues_are_opened_updated_and_closed_with_a_line_on_each() -> None:
    repository: Any = Repository()
    lines = [list(posting.keep(repository, shown, "k", "drift")) for shown in (DRIFTED, DRIFTED, WORSE, CLEAN)]
    assert lines == [
        [f"{ACCOUNT}: an issue was opened"],
        [],
        [f"{ACCOUNT}: issue 0 was updated"],
        [f"{ACCOUNT}: issue 0 was closed"],
    ]
    assert repository.bodies == [f"Account `{ACCOUNT}` is as declared again."]


def test_an_account_that_failed_without_a_problem_is_an_error_with_its_reason() -> None:
    (line,) = annotations.lines(report(accounts=(read(outcome=Outcome.DENIED, reason="no trust"),)))
    assert line.startswith("::error title=")
    assert line.endswith("::no trust")
