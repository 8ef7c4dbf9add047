"""Connections of one role share its credentials; what one of them cannot get, the others get by themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.credentials import Credentials
from botocore.exceptions import EndpointConnectionError

from pulumi_servicecatalog.aws.roles import AssumedRole, AssumedRoles, Role
from pulumi_servicecatalog.model.refusal import Refusal

ROLE = Role(
    arn="arn:aws:iam::444455556666:role/Reader",
    session_name="test",
    external_id=None,
    endpoint_url=None,
    profile=None,
    access_key=None,
)


class Sts:
    """A client of STS that answers with a new key each time, or not at all."""

    def __init__(self, *, answers: bool = True, minutes: int = 60) -> None:
        self.calls = 0
        self._answers = answers
        self._minutes = minutes

    def __call__(self, _service: str, **_arguments: Any) -> "Sts":
        return self

    def assume_role(self, **_request: Any) -> dict[str, Any]:
        self.calls += 1
        if not self._answers:
            raise EndpointConnectionError(endpoint_url="https://sts.us-east-9.amazonaws.com")
        expires = datetime.now(UTC) + timedelta(minutes=self._minutes)
        key = {"AccessKeyId": f"key-{self.calls}", "SecretAccessKey": "any", "SessionToken": "any"}
        return {"Credentials": {**key, "Expiration": expires}}

    def close(self) -> None:
        """Close nothing."""


def key(sts: Sts, roles: AssumedRoles) -> str:
    """Return the key with which a connection signs."""
    credentials = AssumedRole(ROLE, Credentials("own", "any"), sts, roles).load()
    return str(credentials.get_frozen_credentials().access_key)


def test_connections_of_a_role_share_what_one_of_them_has_got() -> None:
    roles, sts = AssumedRoles(), Sts()
    assert [key(sts, roles) for _ in range(3)] == ["key-1"] * 3
    assert sts.calls == 1


def test_a_region_that_does_not_answer_is_no_obstacle_for_the_others() -> None:
    roles, deaf, sts = AssumedRoles(), Sts(answers=False), Sts()
    with pytest.raises(Refusal):
        key(deaf, roles)
    assert [key(sts, roles), key(deaf, roles)] == ["key-1", "key-1"], "credentials are good in every Region"


def test_credentials_that_are_about_to_expire_are_renewed() -> None:
    roles, sts = AssumedRoles(), Sts(minutes=5)
    credentials = AssumedRole(ROLE, Credentials("own", "any"), sts, roles).load()
    keys = [credentials.get_frozen_credentials().access_key for _ in range(2)]
    assert keys == ["key-1", "key-2"]


@pytest.mark.parametrize("minutes", [5, 0, -60])
def test_a_connection_that_is_first_used_when_those_of_another_have_ended_gets_its_own(minutes: int) -> None:
    roles, sts = AssumedRoles(), Sts()
    ends = (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S%Z")  # as botocore writes it
    old = {"access_key": "old", "secret_key": "any", "token": "any", "expiry_time": ends}
    roles.get(ROLE, lambda: old)
    assert [key(sts, roles) for _ in range(2)] == ["key-1", "key-1"]
