"""The calls of a resource's life over gRPC: presence bits, unknown and secret values, the detailed diff, import."""

import pytest
from pulumi.runtime import rpc

from support.plugin import URN, pb, values
from support.providers import INPUTS, REGION
from support.tables import table
from support.wire import UNKNOWN, CallFailed

NONE, SOME = pb.DiffResponse.DIFF_NONE, pb.DiffResponse.DIFF_SOME
Kind = pb.PropertyDiff.Kind
SIG = rpc._special_sig_key


def secret(value):
    return {SIG: rpc._special_secret_sig, "value": value}


def output(**parts):
    return {SIG: rpc._special_output_value_sig, **parts}


def adopt(plugin, **target):
    """Adopt the stack as an engine does; return the ID, the state and the inputs that were checked."""
    answer = plugin.check({**INPUTS, **target})
    assert list(answer.failures) == []
    inputs = values(answer.inputs)
    made = plugin.create(inputs)
    return made.id, values(made.properties), inputs


def kinds(diff):
    return {path: (Kind.Name(entry.kind), entry.inputDiff) for path, entry in diff.detailedDiff.items()}


# Check


def test_check_gives_the_inputs_with_the_region_and_no_failures(aws, plugin):
    answer = plugin.check(INPUTS)
    assert (values(answer.inputs), list(answer.failures)) == ({**INPUTS, "region": REGION}, [])


def test_check_names_every_problem_at_once_each_on_its_property(aws, plugin):
    answer = plugin.check({"name": "-", "physicalId": 7, "nmae": "x", "tags": {"a": 1}})
    assert sorted(failure.property for failure in answer.failures) == [
        "name",
        "nmae",
        "physicalId",
        "productName",
        "tags",
    ]


def test_check_finds_what_stands_in_the_way_before_anything_is_changed(aws, plugin):
    answer = plugin.check({**INPUTS, "provisioningArtifactName": "v2"})
    assert [failure.property for failure in answer.failures] == ["provisioningArtifactName"]
    assert answer.failures[0].reason.startswith("[TemplateMismatch]")
    assert aws.observed() == {}


def test_what_stops_nothing_is_told_on_the_resource(aws, plugin):
    plugin.check({**INPUTS, "preflight": "off"})
    assert [(item.urn, item.passing) for item in plugin.screen.said()] == [(URN, False)]


def test_a_null_is_an_input_that_is_left_out(aws, plugin):
    assert values(plugin.check({**INPUTS, "tags": None, "productId": None}).inputs) == {**INPUTS, "region": REGION}


@pytest.mark.parametrize("name", [*INPUTS, "region"])
def test_an_unknown_input_passes_and_stays_unknown(aws, plugin, name):
    answer = plugin.check({**INPUTS, name: UNKNOWN})
    assert list(answer.failures) == []
    assert values(answer.inputs)[name] is UNKNOWN


def test_what_does_not_depend_on_the_unknown_is_judged(aws, plugin):
    answer = plugin.check({**INPUTS, "name": UNKNOWN, "physicalId": "nowhere"})
    assert [failure.property for failure in answer.failures] == ["physicalId"]


def test_secret_inputs_stay_secret_through_check(aws, plugin):
    parameters = {"VisibilityTimeout": secret("30")}
    inputs = values(plugin.check({**INPUTS, "parameters": parameters, "name": secret("payments")}).inputs)
    assert inputs["parameters"] == parameters
    assert inputs["name"] == secret("payments")
    whole = values(plugin.check({**INPUTS, "parameters": secret({"VisibilityTimeout": "30"})}).inputs)
    assert whole["parameters"] == secret({"VisibilityTimeout": "30"})


@table(
    "arguments kept",
    (output(value="payments"), "payments", "known"),
    (output(value="payments", dependencies=[URN]), "payments", "known, of another resource"),
    (output(value="payments", secret=True), secret("payments"), "secret"),
    (output(), UNKNOWN, "unknown"),
    (output(secret=True), secret(rpc.UNKNOWN), "unknown and secret"),
)
def test_an_output_value_passes_as_what_it_holds(aws, plugin, arguments, kept, reason):
    inputs = values(plugin.check({**INPUTS, "name": arguments}).inputs)
    assert inputs["name"] == (
        kept if kept is UNKNOWN or isinstance(kept, str) else {**kept, "value": inputs["name"]["value"]}
    )


# Create


def test_a_preview_of_create_knows_the_inputs_and_no_output(aws, plugin):
    inputs = values(plugin.check(INPUTS).inputs)
    previewed = plugin.create(inputs, preview=True)
    state = values(previewed.properties)
    assert previewed.id == ""
    assert {name: state[name] for name in inputs} == inputs
    assert {value for name, value in state.items() if name not in inputs} == {UNKNOWN}
    assert {"provisionedProductId", "outputs", "liveParameters"} <= state.keys()
    assert aws.observed() == {}


def test_create_adopts_and_asks_to_be_refreshed_before_every_update(aws, plugin):
    made = plugin.create(values(plugin.check(INPUTS).inputs))
    assert made.id == aws.observed()["payments"]["Id"]
    assert values(made.properties)["stackId"] == aws.stack("payments")["StackId"]
    assert made.refresh_before_update


def test_what_becomes_a_secret_in_the_program_is_written_again_to_the_state_and_aws_is_sent_nothing(aws, start):
    id_, state, inputs = adopt(start(), parameters={"VisibilityTimeout": "30"})
    news = {**inputs, "parameters": {"VisibilityTimeout": secret("30")}}
    plugin = start()
    diff = plugin.diff(id_, state, news, old=inputs)
    assert (diff.changes, kinds(diff)) == (SOME, {"parameters.VisibilityTimeout": ("UPDATE", True)})
    before = aws.observed()["payments"]["LastRecordId"]
    updated = values(plugin.update(id_, state, news).properties)
    assert updated["parameters"] == updated["liveParameters"] == {"VisibilityTimeout": secret("30")}
    assert aws.observed()["payments"]["LastRecordId"] == before
    assert start().diff(id_, updated, news, old=news).changes == NONE


def test_secret_parameters_are_secret_in_every_state(aws, plugin):
    parameters = {"VisibilityTimeout": secret("45")}
    id_, state, inputs = adopt(plugin, parameters=parameters)
    assert state["parameters"] == state["liveParameters"] == parameters
    read = plugin.read(id_, state, inputs)
    assert values(read.properties)["liveParameters"] == values(read.inputs)["parameters"] == parameters
    other = {**inputs, "parameters": {"VisibilityTimeout": secret("46")}}
    updated = values(plugin.update(id_, state, other).properties)
    assert updated["liveParameters"] == {"VisibilityTimeout": secret("46")}
    assert "46" in str(aws.stack("payments")["Parameters"])


def test_a_refusal_is_a_failed_precondition_that_leaves_nothing(aws, plugin):
    with pytest.raises(CallFailed) as failed:
        plugin.create({**INPUTS, "physicalId": "nowhere", "region": REGION})
    assert failed.value.message.startswith("[StackNotFound]")
    assert (failed.value.code.name, failed.value.state_kept) == ("FAILED_PRECONDITION", None)


# Diff


def test_nothing_differs_after_the_adoption(aws, start):
    id_, state, inputs = adopt(start())
    diff = start().diff(id_, state, inputs, old=inputs)
    assert (diff.changes, list(diff.diffs), list(diff.replaces), diff.hasDetailedDiff) == (NONE, [], [], False)


@table(
    "new entry replaces",
    ({"name": "pay"}, {"name": ("UPDATE_REPLACE", False)}, ["name"], "another name"),
    ({"physicalId": "orders"}, {"physicalId": ("UPDATE_REPLACE", False)}, ["physicalId"], "another stack"),
    ({"region": "us-east-1"}, {"region": ("UPDATE_REPLACE", False)}, ["region"], "another Region"),
    ({"provisioningArtifactName": "v2"}, {"provisioningArtifactName": ("UPDATE", False)}, [], "another version"),
    ({"parameters": {"VisibilityTimeout": "31"}}, {"parameters.VisibilityTimeout": ("ADD", False)}, [], "a parameter"),
    ({"tags": {"a:b c": "x"}}, {'tags["a:b c"]': ("ADD", False)}, [], "a tag with a name that is no word"),
    ({"ignoreErrors": True}, {"ignoreErrors": ("ADD", True)}, [], "a setting"),
    ({"productName": UNKNOWN}, {"productId": ("UPDATE", False)}, [], "a product that is not known yet"),
)
def test_each_difference_is_told_with_its_kind(aws, start, new, entry, replaces, reason):
    id_, state, inputs = adopt(start())
    diff = start().diff(id_, state, {**inputs, **new}, old=inputs)
    assert diff.changes == SOME
    assert kinds(diff) == entry
    assert list(diff.replaces) == replaces
    assert diff.deleteBeforeReplace
    assert set(diff.diffs) == {path.partition(".")[0].partition("[")[0] for path in entry}
    assert ("provisionedProductId" in diff.stables) == (not replaces)


def test_a_setting_that_is_taken_back_is_a_deletion(aws, start):
    id_, state, inputs = adopt(start(), retainPhysicalResources=False)
    new = {name: value for name, value in inputs.items() if name != "retainPhysicalResources"}
    assert kinds(start().diff(id_, state, new, old=inputs)) == {"retainPhysicalResources": ("DELETE", True)}


def test_what_the_program_tells_to_ignore_is_no_difference(aws, start):
    id_, state, inputs = adopt(start())
    new = {**inputs, "provisioningArtifactName": "v2", "parameters": {"VisibilityTimeout": "31"}, "ignoreErrors": True}
    ignored = ["provisioningArtifactName", "parameters", "ignoreErrors"]
    assert start().diff(id_, state, new, old=inputs, ignore=ignored).changes == NONE
    some = start().diff(id_, state, new, old=inputs, ignore=["parameters.VisibilityTimeout", "ignoreErrors"])
    assert list(some.diffs) == ["provisioningArtifactName"]


def test_what_is_gone_replaces_and_says_so(aws, start):
    id_, state, inputs = adopt(start())
    plugin = start()
    plugin.delete(id_, state)
    diff = start().diff(id_, state, inputs, old=inputs)
    assert kinds(diff) == {"provisionedProductId": ("DELETE_REPLACE", False)}
    assert list(diff.replaces) == ["provisionedProductId"]


def _moved_to_v2(aws, id_):
    aws.client("servicecatalog").update_provisioned_product(
        ProvisionedProductId=id_,
        ProductName="web-service",
        ProvisioningArtifactName="v2",
        ProvisioningParameters=[{"Key": "VisibilityTimeout", "Value": "44"}],
    )


def test_a_refresh_shows_what_aws_has_in_the_outputs_and_the_inputs(aws, start):
    id_, state, inputs = adopt(start(), parameters={"VisibilityTimeout": "30"})
    _moved_to_v2(aws, id_)
    plugin = start()
    read = plugin.read(id_, state, inputs)
    result = values(read.inputs)
    assert (read.id, read.refresh_before_update) == (id_, True)
    assert result == {**inputs, "provisioningArtifactName": "v2", "parameters": {"VisibilityTimeout": "44"}}
    # The engine asks what would undo the drift, and shows that the other way round.
    diff = plugin.diff(id_, values(read.properties), inputs, old=result)
    assert kinds(diff) == {
        "provisioningArtifactName": ("UPDATE", False),
        "parameters.VisibilityTimeout": ("UPDATE", False),
    }
    assert values(read.properties)["provisioningArtifactName"] == "v2"
    assert plugin.diff(id_, values(read.properties), result, old=result).changes == NONE


def test_without_a_refresh_the_drift_is_told_since_the_old_side_does_not_show_it(aws, start):
    id_, state, inputs = adopt(start())
    _moved_to_v2(aws, id_)
    plugin = start()
    plugin.diff(id_, state, inputs, old=inputs)
    assert "provisioningArtifactName: AWS has v2, and v1 is declared." in [
        item.message for item in plugin.screen.said() if not item.passing
    ]


# Update


def test_a_preview_of_update_keeps_what_no_update_changes(aws, start):
    id_, state, inputs = adopt(start())
    new = {**inputs, "provisioningArtifactName": "v2"}
    previewed = values(start().update(id_, state, new, preview=True).properties)
    assert {name for name, value in previewed.items() if value is UNKNOWN} == {
        "owner",
        "status",
        "statusMessage",
        "productId",
        "provisioningArtifactId",
        "launchRoleArn",
        "liveParameters",
        "outputs",
        "lastRecordId",
    }
    assert previewed["provisionedProductId"] == id_
    assert aws.observed()["payments"]["ProvisioningArtifactName"] == "v1"


def test_a_setting_alone_leaves_every_output_known_in_a_preview(aws, start):
    id_, state, inputs = adopt(start())
    previewed = start().update(id_, state, {**inputs, "ignoreErrors": True}, preview=True)
    assert values(previewed.properties) == {**state, "ignoreErrors": True}


def test_an_update_moves_the_version_and_nothing_differs_then(aws, start):
    id_, state, inputs = adopt(start())
    plugin, new = start(), {**inputs, "provisioningArtifactName": "v2"}
    updated = plugin.update(id_, state, new)
    assert updated.refresh_before_update
    assert aws.observed()["payments"]["ProvisioningArtifactName"] == "v2"
    assert plugin.diff(id_, values(updated.properties), new, old=new).changes == NONE


# Read: import


@pytest.mark.parametrize("named", ["id", "name", "stack"])
def test_an_import_gives_inputs_with_which_nothing_differs(aws, start, named):
    id_, state, _ = adopt(start())
    plugin = start()
    read = plugin.read({"id": id_, "name": "payments", "stack": state["stackId"]}[named])
    inputs = values(read.inputs)
    assert read.id == id_
    assert inputs == {
        **INPUTS,
        "physicalId": state["stackId"],
        "region": REGION,
        "parameters": {"VisibilityTimeout": "30"},
    }
    following = start()
    checked = following.check(inputs, inputs)
    assert (values(checked.inputs), list(checked.failures)) == (inputs, [])
    assert following.diff(id_, values(read.properties), inputs, old=inputs).changes == NONE


@pytest.mark.parametrize("missing", ["pp-aaaaaaaaaaaaa", "nowhere", "payments"])
def test_an_import_of_what_is_not_governed_says_so(aws, plugin, missing):
    with pytest.raises(CallFailed, match=r"\[NothingToImport\]"):
        plugin.read(missing)


def test_an_import_of_a_stack_of_another_account_says_so(aws, plugin):
    with pytest.raises(CallFailed, match=r"\[StackInOtherAccount\]"):
        plugin.read("arn:aws:cloudformation:eu-west-1:999999999999:stack/payments/1")


def test_a_stack_is_looked_for_in_the_region_of_its_arn(aws, start):
    id_, state, _ = adopt(start())
    assert start({"region": "us-east-1"}).read(state["stackId"]).id == id_


def test_a_refresh_of_what_is_gone_is_an_empty_answer(aws, start):
    id_, state, inputs = adopt(start())
    start().delete(id_, state)
    read = start().read(id_, state, inputs)
    assert (read.id, read.HasField("properties"), read.HasField("inputs")) == ("", False, False)


def test_what_only_looks_gone_from_another_place_is_refused(aws, start):
    id_, state, inputs = adopt(start())
    with pytest.raises(CallFailed, match=r"\[RecordedElsewhere\]"):
        start({"region": "us-east-1"}).read(id_, {**state, "region": "us-east-1"}, {**inputs, "region": "us-east-1"})


# Delete


def test_delete_releases_the_stack_and_says_that_it_is_there(aws, start):
    id_, state, _ = adopt(start())
    plugin = start()
    plugin.delete(id_, state)
    plugin.delete(id_, state)
    assert aws.observed() == {}
    assert aws.stack("payments")["StackStatus"] == "CREATE_COMPLETE"
    lasting = [item.message for item in plugin.screen.said() if not item.passing]
    assert lasting == [
        f"{id_} is released; the stack payments is still there, in CREATE_COMPLETE.",
        f"{id_} was gone already.",
    ]
