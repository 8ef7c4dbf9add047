"""A worker enters an account as the provider does: by all that the settings of its Pulumi stack say."""

import pytest

from pulumi_servicecatalog.automation.entrance import AwsEntrance
from pulumi_servicecatalog.fleet.project import Settings
from pulumi_servicecatalog.model.connection import Connection
from support.fleet import target

ROLE = "arn:aws:iam::000000000001:role/Adopter"
BASE = Connection(region="eu-west-1", expected_account_id="000000000001", role_arn=ROLE)
SECURE = {"secure": "AAAB"}


@pytest.mark.parametrize(
    ("settings", "members"),
    [
        ({}, {}),
        ({"profile": "audit", "sessionName": "rollout"}, {"profile": "audit", "session_name": "rollout"}),
        ({"maxRetries": 0}, {"max_retries": 0}),
        ({"maxRetries": "12"}, {"max_retries": 12}),
        ({"endpointUrl": "http://localhost:1"}, {"endpoint_url": "http://localhost:1"}),
        (
            {"endpoints": {"sts": "http://b", "s3": "http://a"}},
            {"endpoints": (("s3", "http://a"), ("sts", "http://b"))},
        ),
        ({"endpoints": SECURE, "maxRetries": SECURE}, {}),
        ({"externalId": "plain"}, {"external_id": "plain"}),
        ({"externalId": SECURE}, {"external_id": "decrypted externalId"}),
    ],
)
def test_what_the_settings_say_is_in_the_connection(settings, members):
    config = {f"servicecatalog:{name}": value for name, value in settings.items()}
    entrance = AwsEntrance(target(1, role_arn=ROLE), Settings(config=config), lambda name: f"decrypted {name}")
    assert entrance._connection == Connection(**{**vars_of(BASE), **members})


def vars_of(connection):
    return {name: getattr(connection, name) for name in connection.__slots__}
