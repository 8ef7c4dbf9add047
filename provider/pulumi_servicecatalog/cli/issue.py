"""`catalogctl issue`: one issue for each account that is not as declared, printed or kept on GitHub."""

import sys

from pulumi_servicecatalog.cli import exit_codes, github, layout
from pulumi_servicecatalog.cli.commands.issue import IssueOptions
from pulumi_servicecatalog.pipelines import account_issues, posting
from pulumi_servicecatalog.pipelines.github import GitHubError, again
from pulumi_servicecatalog.reporting.sources.error import SourceError


def run(options: IssueOptions) -> int:
    """Read the results, and print the issues or keep them on GitHub."""
    try:
        report = github.read(options)
        if not options.github:
            wanted = account_issues.wanted(report, options.key)
            sys.stdout.write("\n".join(f"# {issue.title}\n\n{issue.body}" for issue in wanted))
            return exit_codes.OK
        repository = github.opened(options)
        done = again(lambda: list(posting.keep(repository, report, options.key, options.label)))
    except SourceError as error:
        layout.complain(error)
        return exit_codes.CONFIGURATION
    except GitHubError as error:
        layout.complain(error)
        return exit_codes.ERROR
    layout.show(map(layout.line, done or ["no issue had to be changed"]))
    return exit_codes.OK
