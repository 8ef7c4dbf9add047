"""The tables of outputs and settings, and what is made of them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pulumi_servicecatalog.model import outputs, settings
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.moment import iso
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.model.settings import SETTINGS
from support.fakes.samples import adopted, stack


def observed(**facts: object) -> ObservedState:
    (product,) = adopted("payments", **facts).provisioned_products
    return ObservedState(provisioned_product=product, stack=stack("payments"))


def test_outputs_are_what_aws_has() -> None:
    values = outputs.values(observed())
    assert list(values) == list(outputs.NAMES)
    assert (values["provisionedProductId"], values["status"], values["stackId"]) == (
        "pp-payments",
        "AVAILABLE",
        stack("payments").id,
    )
    assert values["liveParameters"] == dict(stack("payments").parameters)


def test_what_aws_does_not_report_is_an_empty_text_or_map() -> None:
    product = observed(physical_id=None).provisioned_product
    values = outputs.values(ObservedState(provisioned_product=product))
    assert (values["stackId"], values["launchRoleArn"], values["liveParameters"], values["outputs"]) == ("", "", {}, {})


@pytest.mark.parametrize("kind", [IMPORTED, PROVISIONED])
def test_every_output_is_described_in_each_resource(kind) -> None:
    described = outputs.json_schema(kind)
    assert all(entry["description"].endswith(".") for entry in described.values())
    assert (described["type"]["description"] == "CFN_STACK.") is (kind is IMPORTED)


def test_only_outputs_that_exist_are_stable() -> None:
    assert set(outputs.STABLE) < set(outputs.NAMES)


def test_every_setting_is_described_once() -> None:
    described = settings.json_schema()
    assert len(described) == len(SETTINGS)
    assert all(entry["description"].endswith(".") for entry in described.values())
    assert described["externalId"]["secret"] is True
    assert described["importLaneScope"]["default"] == "account-region"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, ""),
        (datetime(2026, 1, 31, 12, 0, 0, 999, tzinfo=UTC), "2026-01-31T12:00:00Z"),
        (datetime(2026, 1, 31, 12, 0, tzinfo=timezone(timedelta(hours=2))), "2026-01-31T10:00:00Z"),
    ],
)
def test_a_moment_is_written_in_utc(moment, text) -> None:
    assert iso(moment) == text


def test_a_connection_goes_before_the_one_that_is_configured() -> None:
    configured = Connection(region="eu-west-1", profile="prod", endpoints=(("s3", "http://s3"),))
    assert Connection(region="us-east-1").over(configured) == Connection(
        region="us-east-1", profile="prod", endpoints=(("s3", "http://s3"),)
    )
    assert Connection().over(configured) == configured
