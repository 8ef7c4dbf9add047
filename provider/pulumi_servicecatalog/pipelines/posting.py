"""What is posted on GitHub: the one comment of a pull request, and the issues of accounts."""

from collections.abc import Iterator
from typing import Final

from pulumi_servicecatalog.pipelines import account_issues, comment
from pulumi_servicecatalog.pipelines.account_issues import Closing, Existing, Opening, Updating
from pulumi_servicecatalog.pipelines.github import GitHub, RefusedError
from pulumi_servicecatalog.reporting.model import Report

ADDED: Final = "added"
UPDATED: Final = "updated"
UNCHANGED: Final = "unchanged"


def stick(github: GitHub, pull_request: int, key: str, body: str) -> str:
    """Have one comment on a pull request: the first of ours is written again, and there is a new one without.

    A comment of somebody else that begins in the same way cannot be written: it is passed over.
    """
    for post in github.comments(pull_request):
        if post.body.replace("\r\n", "\n").startswith(comment.marker(key)):
            if post.body == body:
                return UNCHANGED
            try:
                github.edit_comment(post.id, body)
            except RefusedError as error:
                if not error.of_others:
                    raise
            else:
                return UPDATED
    github.comment(pull_request, body)
    return ADDED


def keep(github: GitHub, report: Report, key: str, label: str) -> Iterator[str]:
    """Open, update and close the issues of accounts, and yield a line on each."""
    existing = [Existing(number=post.id, body=post.body) for post in github.open_issues(label)]
    for step in list(account_issues.steps(report, key, existing)):
        match step:
            case Opening():
                github.open_issue(step.wanted.title, step.wanted.body, label)
                yield f"{step.wanted.account}: an issue was opened"
            case Updating():
                github.edit_issue(step.number, title=step.wanted.title, body=step.wanted.body)
                yield f"{step.wanted.account}: issue {step.number} was updated"
            case Closing():
                github.comment(step.number, account_issues.closing_words(step.account))
                github.edit_issue(step.number, state="closed")
                yield f"{step.account}: issue {step.number} was closed"
