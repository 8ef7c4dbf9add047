"""What `catalogctl comment` and `catalogctl issue` have in common: which results, and where they are posted."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli.command import COUNT, FILE, TEXT, Parsed, Section, flag

_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_DEFAULT_KEY: Final = "catalogctl"


@dataclass(frozen=True, kw_only=True)
class GitHubOptions:
    """Which results, and where they go."""

    results: tuple[Path, ...]
    github: bool
    repository: str | None
    api: str | None
    key: str


def _key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise ValueError(f"{text!r} must be up to 40 small letters, digits and hyphens")
    return text


def results_argument() -> click.Argument:
    """Return the argument for files of results."""
    return click.Argument(
        ["results"],
        metavar="RESULT",
        type=FILE,
        nargs=-1,
        required=True,
        help="what `fleet run`, `rollout`, `drift --json`, `check --json`, `discover` or `report` has written",
    )


def github_section(*more: click.Option) -> Section:
    """Return the options for posting on GitHub."""
    return Section(
        title="on GitHub",
        note="The token is GITHUB_TOKEN of the environment. Without --github nothing is sent anywhere.",
        options=[
            flag("--github", "post it, in place of printing it"),
            click.Option(
                ["--repository"], metavar="OWNER/NAME", type=TEXT, help="the repository (default: $GITHUB_REPOSITORY)"
            ),
            *more,
            click.Option(
                ["--api"],
                metavar="URL",
                type=TEXT,
                help="the API of GitHub Enterprise (default: $GITHUB_API_URL, or that of github.com)",
            ),
            click.Option(
                ["--key"],
                metavar="NAME",
                type=Parsed(_key),
                default=_DEFAULT_KEY,
                help="the name by which what was posted is found again; one for each pipeline (default: catalogctl)",
            ),
        ],
    )


def pull_request_option() -> click.Option:
    """Return the option for the pull request."""
    return click.Option(
        ["--pull-request"], metavar="N", type=COUNT, help="the pull request (default: that of $GITHUB_REF)"
    )
