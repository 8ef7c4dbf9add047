"""A line says what AWS has where that is drift, and not where the program has changed, in both providers alike."""

from dataclasses import replace

import pytest

from support.fakes.gateway import FakeGateway
from support.fakes.samples import V2, account
from support.one_resource import Resource, alone
from unit.providers.test_unknown_values import BOTH, Process, declared, entry_of


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


@BOTH
def test_what_the_program_changes_is_no_drift(begin, gateway):
    resource, process = alone(gateway, Resource.adopting()), Process(gateway)
    news = declared(resource, provisioningArtifactName="v2", tags={"team": "web"})
    assert begin(process, process.lines.append).diff(entry_of(resource), news).differs
    assert [line for line in process.said if "AWS has" in line] == []


@BOTH
def test_what_somebody_else_has_changed_is(begin, gateway):
    resource, process = alone(gateway, Resource.adopting()), Process(gateway)
    (product,) = gateway.state.provisioned_products
    gateway.state = gateway.state.with_governed(replace(product, artifact_id=V2.id, artifact_name=V2.name))
    assert begin(process, process.lines.append).diff(entry_of(resource), declared(resource)).differs
    assert len([line for line in process.said if "AWS has v2, and v1 is declared." in line]) == 1
