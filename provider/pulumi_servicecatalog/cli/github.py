"""Where on GitHub results are posted, as the options and the environment of a GitHub Actions run say."""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from pulumi_servicecatalog.cli.command import refuse
from pulumi_servicecatalog.cli.commands.github import GitHubOptions
from pulumi_servicecatalog.pipelines.github import GitHub
from pulumi_servicecatalog.reporting.model import Report, merge
from pulumi_servicecatalog.reporting.sources import file
from pulumi_servicecatalog.version import VERSION

_API: Final = "https://api.github.com"
_PULL_REQUEST: Final = re.compile(r"refs/pull/([0-9]+)/(merge|head)")


def read(options: GitHubOptions) -> Report:
    """Return what all files of results come to.

    Raises:
        SourceError: one cannot be read.

    """
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return merge([file.read(path, created=created, version=VERSION) for path in options.results])


def opened(options: GitHubOptions, environment: Mapping[str, str] = os.environ) -> GitHub:
    """Return the repository; what is missing ends the command.

    Raises:
        GitHubError: the API's URL or the repository cannot be one.

    """
    token = environment.get("GITHUB_TOKEN", "")
    repository = options.repository or environment.get("GITHUB_REPOSITORY", "")
    if not repository:
        refuse("--github needs --repository, or GITHUB_REPOSITORY in the environment")
    if not token:
        refuse("--github needs a token in GITHUB_TOKEN")
    return GitHub(api=options.api or environment.get("GITHUB_API_URL") or _API, token=token, repository=repository)


def pull_request(number: int | None, environment: Mapping[str, str] = os.environ) -> int:
    """Return the number of the pull request; where none is known, that ends the command."""
    match = _PULL_REQUEST.fullmatch(environment.get("GITHUB_REF", ""))
    if number is None and match is None:
        refuse("--github needs --pull-request, or GITHUB_REF of a pull request in the environment")
    return number or int(match[1] if match else 0)
