"""The seams to moto, and the emulator in this process."""

from __future__ import annotations

import pytest
from moto.backends import get_backend

from catalog_emulator import Emulator
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.stacks import Stacks
from catalog_emulator.core.world import World
from catalog_emulator.wire.moto_seam import install
from catalog_emulator.wire.moto_seam.cloudformation.models import StackBackend
from catalog_emulator.wire.moto_seam.servicecatalog.models import CatalogBackend
from integration.emulator.caller import client as emulator_client
from integration.emulator.caller import refusal, template


@pytest.fixture
def here():
    """A world that is current in this process."""
    made = World()
    install.install(made)
    return made


@pytest.mark.parametrize(("service", "ours"), [("servicecatalog", CatalogBackend), ("cloudformation", StackBackend)])
@pytest.mark.usefixtures("here")
def test_moto_serves_both_services_from_our_backends_and_routes(service, ours):
    backend = get_backend(service)["123456789012"]["us-east-1"]
    assert type(backend) is ours
    assert backend._url_module.__name__ == f"catalog_emulator.wire.moto_seam.{service}.urls"


@pytest.mark.parametrize("service", ["servicecatalog", "cloudformation"])
def test_a_moto_that_is_wired_differently_is_noticed(here, service, monkeypatch):
    # A backend as a later moto might make it: in a module without urls.
    another = type("Another", (get_backend(service).backend,), {"__module__": "somewhere.models"})
    with pytest.raises((install.MotoChangedError, ModuleNotFoundError)):
        install._replace(service, another)
    install.install(here)


def test_installing_again_starts_empty(here):
    first = stacks_of(here, "111122223333", "us-east-1")
    install.install(here)
    assert stacks_of(here, "111122223333", "us-east-1") is not first


def test_an_emulator_in_this_process_can_be_followed_by_another_and_a_seed_repeats_the_ids():
    made = []
    for _ in range(2):
        with Emulator(settings={"record_seconds": 0}, seed=1) as emulator:
            stacks = emulator_client(emulator.url, "cloudformation", "111122223333")
            assert stacks.describe_stacks()["Stacks"] == []
            made.append(stacks.create_stack(StackName="payments", TemplateBody=template())["StackId"])
            assert emulator.control.journal()[-1]["operation"] == "CreateStack"
    assert made[0] == made[1]


def test_a_bug_in_the_emulator_is_an_internal_failure_in_the_shape_of_aws(monkeypatch, caplog):
    with Emulator() as emulator:
        catalog = emulator_client(emulator.url, "servicecatalog", "111122223333")
        stacks = emulator_client(emulator.url, "cloudformation", "111122223333")
        monkeypatch.setattr(CatalogBackend, "catalog", None, raising=False)
        monkeypatch.setattr(Stacks, "find", lambda *_: 1 / 0)
        code, message = refusal(stacks.describe_stacks, StackName="payments")
        assert code == "InternalFailure"
        assert message == "the emulator failed: ZeroDivisionError: division by zero"
        del catalog
    assert "bug in the emulator, serving cloudformation DescribeStacks" in caplog.text
