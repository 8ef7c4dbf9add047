"""The gateway to GitHub: comments and issues of one repository, through its REST API. Nothing else opens a connection.

An answer that says "later" (429, 5xx, a limit of calls), or none at all, ends the whole operation, and `again` does it
again from its first question: so nothing is written twice, whatever became of the first try.
"""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlsplit

from pulumi_servicecatalog.version import VERSION

_REPOSITORY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_ATTEMPTS: Final = 4
_LONGEST_WAIT: Final = 60.0
_PAGE: Final = 100
_SECONDS: Final = 30
_NOT_OURS: Final = frozenset({403, 404})
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})

_T = TypeVar("_T")


class GitHubError(Exception):
    """GitHub refuses, or does not answer; the text is one line that says what to do."""


class UnavailableError(GitHubError):
    """It may be different in a while: `seconds` are what GitHub asks for, None if it does not say."""

    def __init__(self, message: str, seconds: float | None = None) -> None:
        """Say what GitHub said."""
        super().__init__(message)
        self.seconds = seconds


class RefusedError(GitHubError):
    """GitHub answers with a status that waiting does not change."""

    def __init__(self, message: str, status: int) -> None:
        """Say what GitHub said."""
        super().__init__(message)
        self.status = status

    @property
    def of_others(self) -> bool:
        """Return whether something is of somebody else, or gone."""
        return self.status in _NOT_OURS


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A comment by its ID, or an issue by its number, with its text."""

    id: int
    body: str


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to where it was meant for, and nowhere else."""

    def redirect_request(self, *_arguments: Any, **_named: Any) -> None:
        """Follow nowhere."""


class GitHub:
    """A repository on GitHub, or on a server of one's own."""

    def __init__(self, *, api: str, token: str, repository: str) -> None:
        """Open nothing yet.

        Args:
            api: the URL of the API, as GITHUB_API_URL has it.
            token: what GITHUB_TOKEN has.
            repository: OWNER/NAME.

        Raises:
            GitHubError: the URL or the name cannot be one.

        """
        url = urlsplit(api)
        if url.scheme != "https" and not (url.scheme == "http" and url.hostname in _LOCAL):
            raise GitHubError(f"{api} must be an https URL, since the token is sent there")
        if not _REPOSITORY.fullmatch(repository):
            raise GitHubError(f"{repository!r} must be a repository as OWNER/NAME")
        self._root = f"{api.rstrip('/')}/repos/{repository}"
        self._token = token
        self._opener = urllib.request.build_opener(_NoRedirect())

    def comments(self, issue: int) -> tuple[Post, ...]:
        """Return the comments of an issue or a pull request, the oldest first."""
        return tuple(_post(item, "id") for item in self._pages(f"/issues/{issue}/comments?"))

    def comment(self, issue: int, body: str) -> None:
        """Add a comment."""
        self._ask("POST", f"/issues/{issue}/comments", {"body": body})

    def edit_comment(self, comment: int, body: str) -> None:
        """Write a comment again."""
        self._ask("PATCH", f"/issues/comments/{comment}", {"body": body})

    def open_issues(self, label: str) -> tuple[Post, ...]:
        """Return the open issues with a label, without pull requests."""
        pages = self._pages(f"/issues?state=open&labels={quote(label, safe='')}&")
        return tuple(_post(item, "number") for item in pages if "pull_request" not in item)

    def open_issue(self, title: str, body: str, label: str) -> None:
        """Open an issue; a label that does not exist is made."""
        self._ask("POST", "/issues", {"title": title, "body": body, "labels": [label]})

    def edit_issue(self, number: int, **members: str) -> None:
        """Write an issue again, or close it."""
        self._ask("PATCH", f"/issues/{number}", members)

    def _pages(self, path: str) -> Iterator[Mapping[str, Any]]:
        number = 1
        while True:
            page = self._ask("GET", f"{path}per_page={_PAGE}&page={number}")
            if not isinstance(page, list):
                raise GitHubError(f"{self._root}: GitHub's answer is no list")
            yield from page
            if len(page) < _PAGE:
                return
            number += 1

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - https, or this machine
            f"{self._root}{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "User-Agent": f"catalogctl/{VERSION}",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with self._opener.open(request, timeout=_SECONDS) as response:
                return json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            raise _refused(f"{method} {path.partition('?')[0]}", error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise UnavailableError(f"{self._root} does not answer: {error}") from error


def again(operation: Callable[[], _T], wait: Callable[[float], None] = time.sleep) -> _T:
    """Do an operation, and do it again while GitHub says "later".

    Args:
        operation: all of it, from the question what there is.
        wait: waits a number of seconds.

    Raises:
        GitHubError: it is refused, or GitHub says "later" too often.

    """
    for attempt in range(1, _ATTEMPTS):
        try:
            return operation()
        except UnavailableError as error:
            wait(min(_LONGEST_WAIT, 2.0**attempt if error.seconds is None else error.seconds))
    return operation()


def _refused(what: str, error: urllib.error.HTTPError) -> GitHubError:
    with error:
        text = error.read()[:10_000].decode("utf-8", "replace")
    try:
        message = json.loads(text)["message"]
    except (ValueError, KeyError, TypeError):
        message = error.reason
    said = f"GitHub answers {error.code} to {what}: {message}"
    limited = error.code == 403 and (
        error.headers.get("Retry-After") or error.headers.get("X-RateLimit-Remaining") == "0"
    )
    if error.code in _BUSY or limited:
        return UnavailableError(said, _seconds(error.headers.get("Retry-After")))
    hint = {
        401: ". Set GITHUB_TOKEN to a token that GitHub accepts",
        403: ". The token needs the permission pull-requests: write or issues: write; that of a fork does not have it",
        404: ". Look at --repository and --pull-request, and at what the token may see",
    }
    return RefusedError(f"{said}{hint.get(error.code, '')}", error.code)


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isascii() and header.isdecimal() else None


def _post(item: Mapping[str, Any], name: str) -> Post:
    identifier, body = item.get(name), item.get("body") or ""
    if not isinstance(identifier, int) or not isinstance(body, str):
        raise GitHubError(f"GitHub's answer has no {name}")
    return Post(id=identifier, body=body)
