"""The sites of a process: one for each place and credentials, however a program names the place."""

import pytest

from catalog_emulator.sample import REGION
from pulumi_servicecatalog.faces.sites import Sites
from pulumi_servicecatalog.model.connection import Connection


@pytest.fixture
def sites(emulator, account: str, monkeypatch: pytest.MonkeyPatch) -> Sites:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", account)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.url)
    return Sites()


def test_a_region_that_is_left_out_leads_to_the_site_of_the_one_that_is_found(sites: Sites):
    assert sites.at(Connection()) is sites.at(Connection(region=REGION))
    assert sites.at(Connection(region=REGION)) is sites.at(Connection())


def test_another_region_is_another_site(sites: Sites):
    assert sites.at(Connection()) is not sites.at(Connection(region="us-east-1"))
