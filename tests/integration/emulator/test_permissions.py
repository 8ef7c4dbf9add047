"""moto's IAM enforcement, which is off until it is switched on, as Service Catalog's callers see it."""

from __future__ import annotations

import json
import urllib.request

import pytest

from catalog_emulator import Emulator
from integration.emulator.caller import client as emulator_client
from integration.emulator.caller import refusal

ACCOUNT = "111122223333"


def enforce(url, after):
    """Have permissions checked after this number of calls; `inf` is never."""
    urllib.request.urlopen(
        urllib.request.Request(
            f"{url}/moto-api/reset-auth", data=after, method="POST", headers={"Content-Type": "text/plain"}
        )
    )


@pytest.fixture
def restricted():
    """A user who may list portfolios and nothing else, at an emulator that checks permissions."""
    allowed = {"Effect": "Allow", "Action": "servicecatalog:ListPortfolios", "Resource": "*"}
    with Emulator() as emulator:
        iam = emulator_client(emulator.url, "iam", ACCOUNT)
        iam.create_user(UserName="reader")
        iam.put_user_policy(
            UserName="reader",
            PolicyName="reader",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}),
        )
        key = iam.create_access_key(UserName="reader")["AccessKey"]
        enforce(emulator.url, b"0")
        yield lambda service: emulator_client(emulator.url, service, key["AccessKeyId"], key["SecretAccessKey"])
        enforce(emulator.url, b"inf")


def test_what_is_allowed_is_served(restricted):
    assert restricted("servicecatalog").list_portfolios()["PortfolioDetails"] == []


@pytest.mark.parametrize(
    ("service", "operation", "code", "action"),
    [
        (
            "servicecatalog",
            "search_provisioned_products",
            "AccessDeniedException",
            "servicecatalog:SearchProvisionedProducts",
        ),
        ("cloudformation", "describe_stacks", "AccessDenied", "cloudformation:DescribeStacks"),
    ],
)
def test_what_is_not_allowed_is_denied_in_the_shape_of_its_protocol(restricted, service, operation, code, action):
    assert refusal(getattr(restricted(service), operation)) == (
        code,
        f"User: arn:aws:iam::{ACCOUNT}:user/reader is not authorized to perform: {action}",
    )
