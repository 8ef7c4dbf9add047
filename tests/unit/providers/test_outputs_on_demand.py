"""Outputs are made when a program asks for them; in all that a program can see they are as those made at once."""

import pulumi
import pytest
from pulumi.runtime import rpc

from pulumi_servicecatalog import ImportedProvisionedProduct, plugin
from pulumi_servicecatalog.providers import outputs_on_demand
from support.program_process import awaited, ended, value

CLASSES = [ImportedProvisionedProduct, plugin.ImportedProvisionedProduct]
NOT_ON_DEMAND = pulumi.ResourceOptions(
    transformations=[lambda args: pulumi.ResourceTransformationResult(props=dict(args.props), opts=args.opts)]
)
"""With properties that are no longer ours, the SDK makes all outputs at once."""

PREVIEW = pytest.mark.parametrize("engine", ["preview"], indirect=True)


@pytest.fixture(params=CLASSES, ids=["dynamic", "plugin"])
def declare(request):
    def declare(opts=None, **more):
        return request.param("payments", opts, name="payments", physical_id="payments", product_name="web", **more)

    return declare


@pytest.fixture(params=[None, NOT_ON_DEMAND], ids=["on demand", "at once"])
def resource(declare, request, engine):
    return declare(request.param)


def test_what_no_program_asks_for_is_not_made(engine, declare):
    resource = declare()
    assert "status" not in resource.__dict__
    value(resource.id)
    assert "status" not in resource.__dict__


@pytest.mark.parametrize("first", [True, False], ids=["before the answer", "after it"])
def test_an_output_has_the_value_whenever_it_is_asked_for(resource, first):
    if not first:
        value(resource.id)
    assert value(resource.status) == "AVAILABLE"
    assert value(resource.outputs["JobsUrl"]) == "https://jobs"
    assert value(resource.product_name) == "web"
    assert resource.status is resource.status
    assert awaited(resource.status.resources()) == {resource}


def test_an_output_that_is_asked_for_in_an_apply_has_the_value(resource):
    both = resource.id.apply(lambda id_: resource.status.apply(lambda status: f"{id_} is {status}"))
    assert value(both) == "pp-1 is AVAILABLE"


def test_what_the_engine_leaves_out_is_none_and_what_does_not_exist_is_an_error(resource):
    assert value(resource.last_record_id) is None
    with pytest.raises(AttributeError, match="has no attribute 'tags'"):
        _ = resource.tags


@pytest.mark.parametrize("first", [True, False], ids=["before the answer", "after it"])
def test_a_secret_stays_one(engine, resource, first):
    engine.outputs = {"status": pulumi.Output.secret("hidden")}
    if not first:
        value(resource.id)
    assert awaited(resource.status.is_secret())
    assert not awaited(resource.arn.is_secret())


@PREVIEW
def test_what_a_preview_does_not_know_runs_nothing(engine, resource):
    engine.outputs = {}
    ran: list[str] = []
    derived = resource.status.apply(ran.append)
    assert not awaited(derived.is_known())
    assert ran == []


def test_who_lists_a_resource_finds_every_output(resource):
    value(resource.id)
    assert {"id", "urn", "name", "physicalId", "status", "lastRecordId", "outputs"} <= set(resource.__dict__.keys())
    assert value(resource.__dict__["status"]) == "AVAILABLE"
    assert dict(resource.__dict__.items()).keys() == set(resource.__dict__) == set(resource.__dict__.keys())
    assert len(resource.__dict__.values()) == len(resource.__dict__.keys())


@pytest.mark.parametrize("first", [True, False], ids=["before the failure", "after it"])
def test_an_output_of_a_resource_that_failed_raises_its_error(engine, resource, first):
    engine.error = RuntimeError("AWS says no")
    if not first:
        with pytest.raises(RuntimeError, match="AWS says no"):
            value(resource.id)
    for output in (resource.status, resource.status.apply(str)):
        with pytest.raises(RuntimeError, match="AWS says no"):
            value(output)
    with pytest.raises(RuntimeError, match="AWS says no"):
        ended()


def test_a_program_that_asks_for_nothing_ends_with_the_error_of_a_resource(engine, resource):
    engine.error = RuntimeError("AWS says no")
    with pytest.raises(RuntimeError, match="AWS says no"):
        ended()


def test_an_existing_resource_is_read_likewise(engine, declare):
    resource = declare(pulumi.ResourceOptions(id="pp-1"))
    assert value(resource.status) == "AVAILABLE"


@PREVIEW
@pytest.mark.parametrize("options", [None, NOT_ON_DEMAND], ids=["on demand", "at once"])
def test_a_preview_fails_once_it_has_heard_of_problems(engine, options):
    engine.outputs = {"__problems": 2.0}
    for name in ("payments", "orders"):
        resource = ImportedProvisionedProduct(name, options, name=name, physical_id=name, product_name="web")
        assert resource.__dict__.keys() >= {"status"}  # which an export of the whole resource does as well
    with pytest.raises(pulumi.RunError, match="resources cannot be made as declared"):
        ended()


@PREVIEW
@pytest.mark.parametrize("options", [None, NOT_ON_DEMAND], ids=["on demand", "at once"])
def test_a_preview_in_which_a_call_failed_ends_with_that(engine, options):
    engine.error = RuntimeError("the engine has gone")
    ImportedProvisionedProduct("payments", options, name="payments", physical_id="payments", product_name="web")
    with pytest.raises(RuntimeError, match="the engine has gone"):
        ended()


def transfer_with_another_local(res, props, custom):
    return dict.fromkeys(props, print)


def transfer_with_another_signature(res, props):
    return {}


@pytest.mark.parametrize("other", [transfer_with_another_local, transfer_with_another_signature])
def test_an_sdk_that_works_otherwise_is_handed_the_properties_as_they_are(engine, declare, monkeypatch, other):
    resource, values = declare(), {"name": "payments", "status": None}
    monkeypatch.setattr(rpc, "transfer_properties", other)
    outputs_on_demand._fits.cache_clear()
    assert outputs_on_demand.properties(resource, values) is values
    monkeypatch.undo()
    outputs_on_demand._fits.cache_clear()
