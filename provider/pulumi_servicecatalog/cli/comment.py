"""`catalogctl comment`: results as one comment, printed or posted on a pull request."""

import sys

from pulumi_servicecatalog.cli import exit_codes, github, layout
from pulumi_servicecatalog.cli.commands.comment import CommentOptions
from pulumi_servicecatalog.pipelines import annotations, comment, posting
from pulumi_servicecatalog.pipelines.github import GitHubError, again
from pulumi_servicecatalog.reporting.sources.error import SourceError


def run(options: CommentOptions) -> int:
    """Read the results, and print or post what they come to."""
    try:
        report = github.read(options)
        if options.annotations:
            sys.stdout.writelines(f"{line}\n" for line in annotations.lines(report))
            return exit_codes.OK
        body = comment.body(report, options.key)
        if not options.github:
            sys.stdout.write(body)
            return exit_codes.OK
        repository, number = github.opened(options), github.pull_request(options.pull_request)
        outcome = again(lambda: posting.stick(repository, number, options.key, body))
    except SourceError as error:
        layout.complain(error)
        return exit_codes.CONFIGURATION
    except GitHubError as error:
        layout.complain(error)
        return exit_codes.ERROR
    layout.show([layout.line(f"the comment on pull request {number}: {outcome}")])
    return exit_codes.OK
