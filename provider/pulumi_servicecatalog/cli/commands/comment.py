"""`catalogctl comment`, as it is typed."""

from dataclasses import dataclass
from typing import Final

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import Command, OneOf, Section, flag
from pulumi_servicecatalog.cli.commands import github
from pulumi_servicecatalog.cli.commands.github import GitHubOptions

_NOTES: Final = """\
examples:
  catalogctl comment results.jsonl >> "$GITHUB_STEP_SUMMARY"
  catalogctl comment results-*.jsonl --github
  catalogctl comment drift.json --annotations

The comment begins with what there is to know in one sentence; then there is a table of all accounts, and the problems
of each are folded. The next run writes the same comment again. Where it is longer than GitHub allows, rows and details
from its middle are left out.
"""


@dataclass(frozen=True, kw_only=True)
class CommentOptions(GitHubOptions):
    """What is made of the results."""

    pull_request: int | None
    annotations: bool


COMMAND: Final = Command(
    "comment",
    "Makes the Markdown of one comment of results, and posts it on a pull request.",
    options=CommentOptions,
    arguments=[github.results_argument()],
    sections=[
        github.github_section(github.pull_request_option()),
        Section(
            title="options",
            options=[flag("--annotations", "print annotations of a GitHub Actions run in place of Markdown")],
        ),
    ],
    one_of=[OneOf(names=["--github", "--annotations"])],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
