"""A ProvisionedProduct over gRPC: import, secrets, the detailed diff and previews."""

import pytest
from pulumi.runtime import rpc

from support.plugin import pb, values
from support.providers import LAUNCH, REGION
from support.tables import table
from support.wire import UNKNOWN, CallFailed, plain, struct

TYPE = "servicecatalog:index:ProvisionedProduct"
URN = f"urn:pulumi:test::project::{TYPE}::shop"
NONE, SOME = pb.DiffResponse.DIFF_NONE, pb.DiffResponse.DIFF_SOME
Kind = pb.PropertyDiff.Kind
TOPIC = "arn:aws:sns:eu-west-1:123456789012:deployments"


def secret(value):
    return {rpc._special_sig_key: rpc._special_secret_sig, "value": value}


def launch(plugin, **target):
    """Launch the product as an engine does; return the ID, the state and the inputs that were checked."""
    answer = plugin.check({**LAUNCH, **target}, urn=URN)
    assert list(answer.failures) == []
    inputs = values(answer.inputs)
    made = plugin.create(inputs, urn=URN)
    return made.id, values(made.properties), inputs


def diff(plugin, id_, state, news, old):
    request = pb.DiffRequest(id=id_, urn=URN, olds=struct(state), news=struct(news), old_inputs=struct(old))
    return plugin.ask("Diff", request)


def update(plugin, id_, state, news, **facts):
    request = pb.UpdateRequest(id=id_, urn=URN, olds=struct(state), news=struct(news), **facts)
    return plugin.ask("Update", request)


def read(plugin, id_, state=None, inputs=None):
    request = pb.ReadRequest(id=id_, urn=URN)
    if state is not None:
        request.properties.CopyFrom(struct(state))
        request.inputs.CopyFrom(struct(inputs))
    return plugin.ask("Read", request)


# Import


@pytest.mark.parametrize("named", ["id", "name", "stack"])
def test_an_import_gives_inputs_with_which_nothing_differs(aws, start, named):
    id_, state, _ = launch(start())
    plugin = start()
    result = read(plugin, {"id": id_, "name": "shop", "stack": state["stackId"]}[named])
    inputs = values(result.inputs)
    assert (result.id, inputs) == (
        id_,
        {**LAUNCH, "region": REGION, "retainPhysicalResources": False, "parameters": {"VisibilityTimeout": "30"}},
    )
    following = start()
    checked = following.check(inputs, inputs, urn=URN)
    assert (values(checked.inputs), list(checked.failures)) == (inputs, [])
    assert diff(following, id_, values(result.properties), inputs, inputs).changes == NONE


def test_what_somebody_else_has_launched_can_be_taken_over_by_an_import(aws, start):
    aws.client("servicecatalog").provision_product(
        ProvisionedProductName="shop", ProductName="web-service", ProvisioningArtifactName="v1", PathName="platform"
    )
    plugin = start()
    result = read(plugin, "shop")
    new = {**values(result.inputs), "provisioningArtifactName": "v2"}
    assert list(plugin.check(new, values(result.inputs), urn=URN).failures) == []
    updated = values(update(plugin, result.id, values(result.properties), new).properties)
    assert updated["provisioningArtifactName"] == "v2"


def test_an_import_of_what_does_not_exist_says_so(aws, plugin):
    with pytest.raises(CallFailed, match=r"\[NothingToImport\]"):
        read(plugin, "nowhere")


# Secrets


def test_secret_parameters_are_secret_in_every_state_also_of_a_failure(aws, start, emulator, account):
    parameters = {"VisibilityTimeout": secret("45")}
    id_, state, inputs = launch(start(), parameters=parameters)
    assert inputs["parameters"] == state["parameters"] == state["liveParameters"] == parameters
    emulator.control.add_fault("record-fails", account=account, operation="update", message="no capacity")
    plugin, other = start(), {**inputs, "parameters": {"VisibilityTimeout": secret("46")}}
    with pytest.raises(CallFailed) as failed:
        update(plugin, id_, state, other)
    kept = failed.value.state_kept
    assert plain(kept.properties)["liveParameters"] == {"VisibilityTimeout": secret("45")}
    assert plain(kept.inputs)["parameters"] == plain(kept.properties)["parameters"] == parameters
    updated = values(update(start(), id_, plain(kept.properties), other).properties)
    assert updated["parameters"] == updated["liveParameters"] == {"VisibilityTimeout": secret("46")}


@table(
    "arguments kept",
    ({"notificationArns": [secret(TOPIC)]}, {"notificationArns": secret([TOPIC])}, "a list, as a whole"),
    ({"tags": {"team": secret("shop")}}, {"tags": {"team": secret("shop")}}, "a tag"),
    (
        {"provisioningPreferences": {"stackSetAccounts": secret(["123456789012"])}},
        {"provisioningPreferences": {"stackSetAccounts": secret(["123456789012"])}},
        "a part of the preferences",
    ),
)
def test_what_is_secret_stays_so_through_check(aws, plugin, arguments, kept, reason):
    inputs = values(plugin.check({**LAUNCH, **arguments, "preflight": "off"}, urn=URN).inputs)
    assert {name: inputs[name] for name in arguments} == kept


# Diff


@table(
    "new entry replaces",
    ({"name": "store"}, {"name": ("UPDATE_REPLACE", False)}, ["name"], "another name"),
    (
        {"notificationArns": [TOPIC]},
        {"notificationArns": ("ADD_REPLACE", False)},
        ["notificationArns"],
        "topics, which AWS takes at the launch alone",
    ),
    (
        {"retainPhysicalResources": True},
        {"retainPhysicalResources": ("UPDATE", True)},
        [],
        "what deleting does, which was written down",
    ),
    (
        {"provisioningPreferences": {"stackSetRegions": [REGION]}},
        {"provisioningPreferences": ("ADD", False)},
        [],
        "places of a stack set",
    ),
)
def test_each_difference_is_told_with_its_kind(aws, start, new, entry, replaces, reason):
    id_, state, inputs = launch(start())
    result = diff(start(), id_, state, {**inputs, **new}, inputs)
    reported = {path: (Kind.Name(item.kind), item.inputDiff) for path, item in result.detailedDiff.items()}
    assert (reported, list(result.replaces), result.deleteBeforeReplace) == (entry, replaces, True)


def test_what_never_worked_replaces_by_its_status(aws, start, emulator, account):
    emulator.control.add_fault("record-fails", account=account, operation="provision", message="no capacity")
    plugin = start()
    inputs = values(plugin.check(LAUNCH, urn=URN).inputs)
    with pytest.raises(CallFailed) as failed:
        plugin.create(inputs, urn=URN)
    kept = failed.value.state_kept
    result = diff(start(), kept.id, plain(kept.properties), inputs, inputs)
    assert {path: Kind.Name(item.kind) for path, item in result.detailedDiff.items()} == {"status": "DELETE_REPLACE"}
    assert list(result.replaces) == ["status"]


# Previews


def test_a_preview_of_create_knows_the_inputs_and_no_output(aws, plugin):
    inputs = values(plugin.check({**LAUNCH, "notificationArns": [rpc.UNKNOWN]}, urn=URN).inputs)
    state = values(plugin.create(inputs, urn=URN, preview=True).properties)
    assert {name: state[name] for name in inputs} == inputs
    assert {value for name, value in state.items() if name not in inputs} == {UNKNOWN}
    assert aws.observed() == {}


def test_a_preview_of_update_keeps_what_no_update_changes(aws, start):
    id_, state, inputs = launch(start())
    previewed = values(
        update(start(), id_, state, {**inputs, "provisioningArtifactName": "v2"}, preview=True).properties
    )
    kept = {name for name, value in previewed.items() if value is not UNKNOWN}
    assert {"provisionedProductId", "stackId", "arn", "createdTime", "type"} <= kept
    assert {"status", "outputs", "liveParameters"}.isdisjoint(kept)


# List


def test_what_was_launched_is_listed_for_an_import(aws, start):
    id_, _, _ = launch(start())
    answers = list(start().stub.List(pb.ListRequest(token=TYPE, query=struct({})), timeout=60))
    results = [item.result for item in answers if item.WhichOneof("response") == "result"]
    assert [(result.id, result.name) for result in results] == [(id_, "shop")]
