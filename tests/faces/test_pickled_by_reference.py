"""Every state that was ever written names the provider by these bytes, so they must never change."""

import base64
import pickle

from pulumi.dynamic import dynamic

import pulumi_servicecatalog._dynamic_v1
from fakes.engine import PROVIDER


def test_the_provider_is_written_as_a_reference_that_never_changes():
    assert dynamic.serialize_provider(pulumi_servicecatalog._dynamic_v1.PROVIDER) == PROVIDER


def test_what_states_hold_leads_to_the_provider_that_is_installed():
    assert pickle.loads(base64.b64decode(PROVIDER)) is pulumi_servicecatalog._dynamic_v1.PROVIDER


def test_the_reference_is_no_secret_which_would_slow_every_resource_down():
    assert pulumi_servicecatalog._dynamic_v1.PROVIDER.serialize_as_secret_always is False
