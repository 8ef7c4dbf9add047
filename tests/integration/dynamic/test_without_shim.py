"""The provider called directly, as by a Pulumi whose frames look different: it knows no URN, and works all the same."""

import pulumi
import pytest
from pulumi import dynamic

from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.providers.dynamic import call_context, process
from pulumi_servicecatalog.providers.dynamic import provider as module
from pulumi_servicecatalog.providers.engine_log import EngineLog
from support.providers import INPUTS, LAUNCH, REGION

CHECKED = {**INPUTS, "region": REGION}


@pytest.fixture
def configured(aws, environment, monkeypatch):
    """Configure a provider of a kind, as Pulumi does once in a process."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["pytest"])
    monkeypatch.setattr("sys.tracebacklimit", 1000, raising=False)
    call_context.engine_log.cache_clear()
    module._controllers.cache_clear()  # which in a process of Pulumi's sees one account

    def begin(kind):
        provider = module.Provider("PROVIDER", kind)
        config = dynamic.Config(raw_config={"aws:region": REGION}, project_name="project")
        provider.configure(dynamic.ConfigureRequest(config=config))
        return provider

    return begin


@pytest.fixture
def provider(configured):
    return configured(IMPORTED)


def test_no_call_is_found_where_no_servicer_called():
    assert call_context.current("Create", EngineLog(None)) == call_context.CallContext()


def test_a_call_that_is_not_found_shows_nothing_and_fails_nothing():
    call = call_context.CallContext()
    call.log.status("importing")
    call.log.warning("it is slow")
    call.log.info("done")


def test_the_pool_is_left_alone_where_there_is_none(monkeypatch):
    monkeypatch.setattr("sys.tracebacklimit", 1000, raising=False)
    assert process.prepare() is False


def test_the_whole_life_of_a_resource_without_what_the_engine_sent(provider, aws):
    checked = provider.check({}, INPUTS)
    assert (checked.inputs, checked.failures) == (CHECKED, [])
    made = provider.create(CHECKED)
    assert made.id == aws.observed()["payments"]["Id"]
    assert provider.diff(made.id, made.outs, CHECKED).changes is False
    new = {**CHECKED, "provisioningArtifactName": "v2"}
    updated = provider.update(made.id, made.outs, new)
    assert updated.outs["provisioningArtifactName"] == "v2"
    result = provider.read(made.id, updated.outs)
    assert (result.id, result.inputs) == (made.id, None)
    provider.delete(made.id, result.outs)
    assert aws.observed() == {}


def test_the_whole_life_of_a_launch_without_what_the_engine_sent(configured, aws):
    provider = configured(PROVISIONED)
    checked = provider.check({}, LAUNCH)
    made = provider.create(checked.inputs)
    assert made.id == aws.observed()["shop"]["Id"]
    assert provider.create(checked.inputs).id == made.id
    assert provider.diff(made.id, made.outs, checked.inputs).changes is False
    provider.delete(made.id, made.outs)
    assert aws.stack(made.outs["stackId"])["StackStatus"] == "DELETE_COMPLETE"


def test_a_value_that_is_not_known_yet_goes_in_and_comes_out(provider):
    unknown = pulumi.output.Unknown()
    checked = provider.check({}, {**INPUTS, "name": unknown, "parameters": {"VisibilityTimeout": unknown}})
    assert checked.failures == []
    assert isinstance(checked.inputs["name"], pulumi.output.Unknown)
    assert isinstance(checked.inputs["parameters"]["VisibilityTimeout"], pulumi.output.Unknown)
