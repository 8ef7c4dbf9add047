"""Why AWS cannot be asked at all. These come out of check, before there is anything to examine."""

import pytest

from integration.preflight.place import Place
from integration.preflight.problem_cases.case import Asked, asked, problem_case


@problem_case("NoRegion", "region", "aws:region REGION")
def an_environment_without_a_region(place: Place, monkeypatch: pytest.MonkeyPatch) -> Asked:
    place.examine(place.desired())
    monkeypatch.delenv("AWS_REGION")
    return asked(place.inputs(), "No AWS Region is set")


@problem_case("NoCredentials", "", "aws sso login")
def an_environment_without_credentials(place: Place, monkeypatch: pytest.MonkeyPatch) -> Asked:
    place.examine(place.desired())
    monkeypatch.setenv("HOME", "/nonexistent")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    return asked(place.inputs(), "No AWS credentials")


@problem_case("CredentialsExpired", "", "Log in again")
def a_session_that_has_expired(place: Place) -> Asked:
    place.control.add_fault("expired", account=place.account, times=None)
    return asked(place.inputs(), "expired")


@problem_case("UnexpectedAccount", "expectedAccountId", "Use credentials of 999999999999")
def credentials_of_another_account(place: Place) -> Asked:
    return asked(place.inputs(expectedAccountId="999999999999"), place.account, "999999999999")


@problem_case("Unreachable", "", "AWS_ENDPOINT_URL")
def an_endpoint_where_nothing_answers(place: Place, monkeypatch: pytest.MonkeyPatch) -> Asked:
    place.examine(place.desired())
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    return asked(place.inputs(), "http://127.0.0.1:9")
