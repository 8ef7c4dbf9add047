"""Every state that was ever written names its provider by these bytes, so they must never change."""

import base64
import pickle

import pytest
from pulumi.dynamic import dynamic

import pulumi_servicecatalog._dynamic_v1
from support.providers import LAUNCHING_PROVIDER, PROVIDER

WRITTEN = pytest.mark.parametrize(
    ("name", "written"), [("PROVIDER", PROVIDER), ("LAUNCHING_PROVIDER", LAUNCHING_PROVIDER)]
)


@WRITTEN
def test_a_provider_is_written_as_a_reference_that_never_changes(name, written):
    assert dynamic.serialize_provider(getattr(pulumi_servicecatalog._dynamic_v1, name)) == written


@WRITTEN
def test_what_states_hold_leads_to_the_provider_that_is_installed(name, written):
    assert pickle.loads(base64.b64decode(written)) is getattr(pulumi_servicecatalog._dynamic_v1, name)


@WRITTEN
def test_the_reference_is_no_secret_which_would_slow_every_resource_down(name, written):
    assert getattr(pulumi_servicecatalog._dynamic_v1, name).serialize_as_secret_always is False
