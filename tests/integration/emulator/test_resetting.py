"""`POST /_emulator/reset` puts an emulator back to its start."""

from __future__ import annotations

import urllib.request

import pytest

from catalog_emulator import Background
from integration.emulator.caller import client as emulator_client

ACCOUNT = "111122223333"


@pytest.fixture(scope="module")
def own():
    """An emulator of these tests alone: a reset takes everybody's."""
    with Background("--sample", ACCOUNT, "--set", "import_seconds=1", "--allow-host", "emulator.test") as running:
        yield running


def state(url):
    def listed(service):
        return emulator_client(url, service, ACCOUNT, region="eu-west-1")

    return {
        "stacks": sorted(stack["StackName"] for stack in listed("cloudformation").describe_stacks()["Stacks"]),
        "portfolios": [p["DisplayName"] for p in listed("servicecatalog").list_portfolios()["PortfolioDetails"]],
        "queues": [url.split("/")[-1].split("-")[0] for url in listed("sqs").list_queues().get("QueueUrls", [])],
    }


def test_a_reset_restores_everything(own):
    at_start, settings = state(own.url), own.control.settings()
    emulator_client(own.url, "sqs", ACCOUNT, region="eu-west-1").create_queue(QueueName="more")
    emulator_client(own.url, "servicecatalog", ACCOUNT, region="eu-west-1").create_portfolio(
        DisplayName="more", ProviderName="x"
    )
    own.control.set(import_seconds=9)
    own.control.set(account=ACCOUNT, match_rule="bytes")
    own.control.add_fault("throttle", account=ACCOUNT, times=None, operation="NoSuch*")
    own.control.reset()
    assert own.control.faults() == []
    assert own.control.settings() == own.control.settings(account=ACCOUNT) == settings
    assert not [call for call in own.control.journal() if call["operation"] == "CreateQueue"]
    assert state(own.url) == at_start


def test_a_host_that_was_allowed_at_the_start_is_served(own):
    request = urllib.request.Request(f"{own.url}/_emulator/health", headers={"Host": "emulator.test"})
    assert urllib.request.urlopen(request).status == 200


def test_motos_own_reset_leaves_settings_and_faults(own):
    own.control.add_fault("throttle", account=ACCOUNT, times=None, operation="NoSuch*")
    urllib.request.urlopen(urllib.request.Request(f"{own.url}/moto-api/reset", method="POST"))
    assert state(own.url) == {"stacks": [], "portfolios": [], "queues": []}
    assert len(own.control.faults()) == 1
