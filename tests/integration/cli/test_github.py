"""What is posted on GitHub: one comment, one issue for each account, whatever the API answers in between."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_servicecatalog.cli import exit_codes, main
from pulumi_servicecatalog.pipelines import comment
from pulumi_servicecatalog.pipelines.github import GitHub, GitHubError, UnavailableError, again
from pulumi_servicecatalog.reporting import model
from pulumi_servicecatalog.reporting.model import Mode, Report
from support.fakes.github_server import REPOSITORY, SOMEBODY, TOKEN, FakeGitHub
from support.report import ACCOUNT, drift, read, report
from support.tables import table

AT_ONCE = {"Retry-After": "0"}
COMPARED = read(pulumi_stack="shard-1", mode=Mode.DRIFT)
CLEAN = report(accounts=(COMPARED,))
DRIFTED = report(accounts=(COMPARED,), drift=(drift(),))
WORSE = report(accounts=(COMPARED,), drift=(drift(), drift("tags")))


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeGitHub]:
    """A repository, and the environment of a run for pull request 5."""
    monkeypatch.chdir(tmp_path)
    with FakeGitHub.opened() as fake:
        for name, value in (
            ("GITHUB_TOKEN", TOKEN),
            ("GITHUB_REPOSITORY", REPOSITORY),
            ("GITHUB_API_URL", fake.url),
            ("GITHUB_REF", "refs/pull/5/merge"),
        ):
            monkeypatch.setenv(name, value)
        yield fake


def posts(command: str, shown: Report, *options: str) -> int:
    Path("result.json").write_text(json.dumps(model.as_dict(shown)), encoding="utf-8")
    return main.main([command, "result.json", "--github", *options])


def test_the_same_comment_is_written_again_by_each_run(github: FakeGitHub) -> None:
    github.add_comment(5, "by hand", SOMEBODY)
    for shown, expected in ((DRIFTED, "1 differs"), (WORSE, "2 differences"), (CLEAN, "1 as declared")):
        assert posts("comment", shown) == exit_codes.OK
        assert expected in github.bodies(5)[-1]
        assert len(github.comments) == 2
    assert posts("comment", CLEAN) == exit_codes.OK
    assert [request.split()[0] for request in github.requests].count("PATCH") == 2


def test_a_comment_is_found_on_a_later_page_and_each_key_has_its_own(github: FakeGitHub) -> None:
    for number in range(120):
        github.add_comment(5, f"by hand {number}", SOMEBODY)
    assert posts("comment", DRIFTED) == posts("comment", CLEAN) == posts("comment", CLEAN, "--key", "other") == 0
    assert len(github.comments) == 122


def test_a_comment_of_somebody_else_that_begins_alike_is_passed_over(github: FakeGitHub) -> None:
    github.add_comment(5, f"{comment.marker('catalogctl')}forged", SOMEBODY)
    assert posts("comment", DRIFTED) == exit_codes.OK
    assert [body.endswith("forged") for body in github.bodies(5)] == [True, False]


@table(
    "failures",
    ([(502, AT_ONCE), (429, AT_ONCE), (503, AT_ONCE)], "it is busy three times"),
    ([(403, {**AT_ONCE, "X-RateLimit-Remaining": "0"})], "a limit of calls"),
)
def test_what_github_puts_off_is_done_again(
    github: FakeGitHub, failures: list[tuple[int, dict[str, str]]], reason: str
) -> None:
    github.failures = list(failures)
    assert posts("comment", DRIFTED) == exit_codes.OK, reason
    assert len(github.comments) == 1


@table("command", ("comment", "a comment"), ("issue", "an issue"))
def test_what_was_written_before_the_answer_was_lost_is_not_written_twice(
    github: FakeGitHub, command: str, reason: str
) -> None:
    github.failures, github.written = [(502, AT_ONCE)], True
    assert posts(command, DRIFTED) == exit_codes.OK
    assert len(github.comments) + len(github.issues) == 1, reason


@table(
    "failures options message",
    ([(500, AT_ONCE)] * 4, [], "GitHub answers 500 to GET /issues/5/comments: later", "it stays so"),
    ([(403, {})], [], "answers 403", "no permission"),
    ([(422, {})], [], "answers 422", "a refusal that waiting does not change"),
    ([(302, {"Location": "http://127.0.0.1:1/"})], [], "answers 302", "a redirect, which would take the token along"),
    ([], ["--repository", "x"], "must be a repository as OWNER/NAME", "no repository"),
    ([], ["--api", "http://example.com"], "must be an https URL", "a token in clear"),
    ([], ["--api", "file:///etc/passwd"], "must be an https URL", "no URL of an API"),
)
def test_what_github_refuses_is_one_line_and_exit_code_1(
    github: FakeGitHub,
    capsys: pytest.CaptureFixture[str],
    failures: list[tuple[int, dict[str, str]]],
    options: list[str],
    message: str,
    reason: str,
) -> None:
    github.failures = list(failures)
    assert posts("comment", DRIFTED, *options) == exit_codes.ERROR
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line, reason
    assert TOKEN not in line


def test_a_wrong_token_is_said_and_not_shown(
    github: FakeGitHub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "another token")
    assert posts("comment", DRIFTED) == exit_codes.ERROR
    shown = capsys.readouterr().err
    assert "Set GITHUB_TOKEN" in shown
    assert "another token" not in shown


@table(
    "missing", ("GITHUB_TOKEN", "no token"), ("GITHUB_REPOSITORY", "no repository"), ("GITHUB_REF", "no pull request")
)
def test_what_is_missing_is_said_before_anything_is_sent(
    github: FakeGitHub, monkeypatch: pytest.MonkeyPatch, missing: str, reason: str
) -> None:
    monkeypatch.delenv(missing)
    assert posts("comment", DRIFTED) == exit_codes.CONFIGURATION, reason
    assert github.requests == []


def test_an_issue_is_opened_written_again_and_closed(github: FakeGitHub) -> None:
    for shown, state, expected in (
        (DRIFTED, "open", "1 difference)"),
        (DRIFTED, "open", "1 difference)"),
        (WORSE, "open", "2 differences)"),
        (CLEAN, "closed", "2 differences)"),
    ):
        assert posts("issue", shown, "--label", "drift") == exit_codes.OK
        (issue,) = github.issues
        assert (issue["state"], issue["labels"], expected in issue["body"]) == (state, ["drift"], True)
    assert github.bodies(1) == [f"Account `{ACCOUNT}` is as declared again."]
    assert [request.split()[0] for request in github.requests].count("PATCH") == 2
    assert posts("issue", DRIFTED, "--label", "drift") == exit_codes.OK
    assert [issue["state"] for issue in github.issues] == ["closed", "open"]


def test_pull_requests_with_the_label_are_no_issues(github: FakeGitHub) -> None:
    posts("issue", DRIFTED)
    github.issues[0]["pull_request"] = {}
    assert posts("issue", CLEAN) == exit_codes.OK
    assert github.issues[0]["state"] == "open"


def test_the_wait_is_what_github_asks_for_and_else_grows_to_a_limit() -> None:
    waits: list[float] = []

    def busy() -> None:
        raise UnavailableError("later", {0: None, 1: 7.0, 2: 9999.0}[len(waits)] if len(waits) < 3 else None)

    with pytest.raises(UnavailableError):
        again(busy, waits.append)
    assert waits == [2.0, 7.0, 60.0]


def test_an_api_that_nobody_serves_is_unavailable() -> None:
    with pytest.raises(GitHubError, match="does not answer"):
        GitHub(api="http://127.0.0.1:1", token=TOKEN, repository=REPOSITORY).comments(5)


def test_without_github_nothing_is_sent_and_the_text_is_printed(
    github: FakeGitHub, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("result.json").write_text(json.dumps(model.as_dict(DRIFTED)), encoding="utf-8")
    assert main.main(["comment", "result.json"]) == exit_codes.OK
    assert capsys.readouterr().out.startswith("<!-- catalogctl:comment:catalogctl -->\n### 1 differs (1 difference)\n")
    assert main.main(["comment", "result.json", "--annotations"]) == exit_codes.OK
    assert capsys.readouterr().out.startswith("::warning title=")
    assert main.main(["issue", "result.json"]) == exit_codes.OK
    assert capsys.readouterr().out.startswith(f"# Account {ACCOUNT} is not as declared\n\n<!-- catalogctl:issue:")
    assert main.main(["comment", "none.json"]) == main.main(["issue", "none.json"]) == exit_codes.CONFIGURATION
    assert github.requests == []
