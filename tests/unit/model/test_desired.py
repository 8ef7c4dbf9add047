"""A declaration while values are unknown, and once all are known."""

import dataclasses
from typing import Any

import pytest

from pulumi_servicecatalog.model.desired import (
    ByName,
    DesiredImport,
    DesiredLaunch,
    ImportSpec,
    Latest,
    ProvisionSpec,
)
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN
from support.tables import table

KNOWN: dict[str, Any] = {"name": "payments", "physical_id": "payments", "product": ByName("web-service")}


def test_a_desired_state_without_unknowns_resolves_to_the_same_adoption():
    desired = DesiredImport(**KNOWN, parameters={"Size": "small"}, tags={}, ignore_errors=True)
    adoption = desired.resolve()
    assert isinstance(adoption, ImportSpec)
    assert {field.name: getattr(adoption, field.name) for field in dataclasses.fields(DesiredImport)} == {
        field.name: getattr(desired, field.name) for field in dataclasses.fields(DesiredImport)
    }


@table(
    "unknown",
    ({"name": UNKNOWN}, "a text"),
    ({"product": UNKNOWN}, "a reference"),
    ({"artifact": UNKNOWN}, "an optional reference"),
    ({"parameters": UNKNOWN}, "a whole map"),
    ({"parameters": {"Size": "small", "Zone": UNKNOWN}}, "one value of a map"),
    ({"tags": {"team": UNKNOWN}}, "one tag"),
)
def test_a_desired_state_with_an_unknown_value_cannot_be_resolved(unknown, reason):
    desired = DesiredImport(**{**KNOWN, **unknown})
    assert not desired.is_known, reason
    with pytest.raises(ValueError, match="still unknown"):
        desired.resolve()


LAUNCH: dict[str, Any] = {"name": "shop", "product": ByName("web-service"), "artifact": Latest.ACTIVE}


def test_a_desired_state_without_unknowns_resolves_to_the_same_launch():
    desired = DesiredLaunch(
        **LAUNCH,
        parameters={"Size": "small"},
        notification_arns=("arn:aws:sns:eu-west-1:123456789012:events",),
        preferences=StackSetPreferences(failure_tolerance_count=0),
    )
    launch = desired.resolve()
    assert isinstance(launch, ProvisionSpec)
    assert {field.name: getattr(launch, field.name) for field in dataclasses.fields(DesiredLaunch)} == {
        field.name: getattr(desired, field.name) for field in dataclasses.fields(DesiredLaunch)
    }


@table(
    "unknown",
    ({"artifact": UNKNOWN}, "the version"),
    ({"notification_arns": UNKNOWN}, "the topics"),
    ({"preferences": UNKNOWN}, "the preferences"),
    ({"launch_role_arn": UNKNOWN}, "the launch role"),
    ({"owner": UNKNOWN}, "the owner"),
    ({"parameters": {"Size": UNKNOWN}}, "one parameter"),
)
def test_a_launch_with_an_unknown_value_cannot_be_acted_on(unknown, reason):
    desired = DesiredLaunch(**{**LAUNCH, **unknown})
    assert not desired.is_known, reason
    with pytest.raises(ValueError, match="still unknown"):
        desired.resolve()


def test_what_a_program_launches_goes_with_it_and_what_it_adopts_stays():
    assert not DesiredLaunch(**LAUNCH).retain_physical_resources
    assert not DesiredLaunch(**LAUNCH).resolve().retain_physical_resources
    assert DesiredImport(**KNOWN).retain_physical_resources
    assert DesiredImport(**KNOWN).resolve().retain_physical_resources
