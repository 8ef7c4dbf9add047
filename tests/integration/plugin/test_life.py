"""What the plugin answers beyond what both providers do: secrets, previews, the detailed diff, import, and a list.

What both do is in tests/contract/providers.
"""

from typing import Any

import pytest
from pulumi.runtime import rpc

from support.account import TAG_UPDATES
from support.plugin import URN, made, pb, values
from support.providers import ADOPTED, LAUNCH, LAUNCHED, REGION, moved_by_hand
from support.wire import UNKNOWN, CallFailed, plain, struct

NONE, SOME = pb.DiffResponse.DIFF_NONE, pb.DiffResponse.DIFF_SOME
Kind = pb.PropertyDiff.Kind
SIG = rpc._special_sig_key
TOPIC = "arn:aws:sns:eu-west-1:123456789012:deployments"


def secret(value):
    return {SIG: rpc._special_secret_sig, "value": value}


def output(**parts):
    return {SIG: rpc._special_output_value_sig, **parts}


def kinds(diff):
    return {path: (Kind.Name(entry.kind), entry.inputDiff) for path, entry in diff.detailedDiff.items()}


# Secrets and outputs


@pytest.mark.parametrize(
    ("of", "argument", "kept"),
    [
        (ADOPTED, {"parameters": {"VisibilityTimeout": secret("30")}}, None),
        (ADOPTED, {"parameters": secret({"VisibilityTimeout": "30"})}, None),
        (ADOPTED, {"name": secret("payments")}, None),
        (ADOPTED, {"name": output(value="payments")}, {"name": "payments"}),
        (ADOPTED, {"name": output(value="payments", dependencies=[URN])}, {"name": "payments"}),
        (ADOPTED, {"name": output(value="payments", secret=True)}, {"name": secret("payments")}),
        (ADOPTED, {"name": output()}, {"name": UNKNOWN}),
        (ADOPTED, {"name": output(secret=True)}, {"name": secret(UNKNOWN)}),
        (LAUNCHED, {"notificationArns": [secret(TOPIC)]}, {"notificationArns": secret([TOPIC])}),
        (LAUNCHED, {"tags": {"team": secret("shop")}}, None),
        (LAUNCHED, {"provisioningPreferences": {"stackSetAccounts": secret(["123456789012"])}}, None),
    ],
    ids=[
        "a parameter",
        "all parameters",
        "a property",
        "an output",
        "an output of another resource",
        "a secret output",
        "an unknown output",
        "an unknown and secret output",
        "one of a list",
        "a tag",
        "a part of the preferences",
    ],
)
def test_what_is_secret_or_an_output_passes_check_as_what_it_is(aws, plugin, of, argument, kept):
    answer = plugin.of(of).check({**of.declared, **argument, "preflight": "off"})
    assert list(answer.failures) == []
    inputs = values(answer.inputs)
    assert {name: inputs[name] for name in argument} == (kept or argument)


def test_secret_parameters_are_secret_in_every_state_also_of_a_failure(aws, start, kind):
    first, second = ({"VisibilityTimeout": secret(number)} for number in ("45", "46"))
    id_, state, inputs = made(start(), kind, parameters=first)
    assert inputs["parameters"] == state["parameters"] == state["liveParameters"] == first
    plugin = start().of(kind)
    read = plugin.read(id_, state, inputs)
    assert values(read.properties)["liveParameters"] == values(read.inputs)["parameters"] == first
    aws.control.add_fault("record-fails", account=aws.account, operation="update", message="no capacity")
    with pytest.raises(CallFailed) as failed:
        plugin.update(id_, state, {**inputs, "parameters": second})
    kept, kept_inputs = plain(failed.value.kept.properties), plain(failed.value.kept.inputs)
    assert kept["liveParameters"] == kept["parameters"] == kept_inputs["parameters"] == first
    updated = values(start().of(kind).update(id_, kept, {**inputs, "parameters": second}).properties)
    assert updated["parameters"] == updated["liveParameters"] == second
    assert "46" in str(aws.stack(state["stackId"])["Parameters"])


def test_what_becomes_a_secret_in_the_program_is_written_again_to_the_state_and_aws_is_sent_nothing(aws, start):
    id_, state, inputs = made(start(), parameters={"VisibilityTimeout": "30"})
    news = {**inputs, "parameters": {"VisibilityTimeout": secret("30")}}
    plugin = start()
    diff = plugin.diff(id_, state, news, old=inputs)
    assert (diff.changes, kinds(diff)) == (SOME, {"parameters.VisibilityTimeout": ("UPDATE", True)})
    before = aws.observed()["payments"]["LastRecordId"]
    updated = values(plugin.update(id_, state, news).properties)
    assert updated["parameters"] == updated["liveParameters"] == {"VisibilityTimeout": secret("30")}
    assert aws.observed()["payments"]["LastRecordId"] == before
    assert start().diff(id_, updated, news, old=news).changes == NONE


# Previews


def test_a_preview_of_create_knows_the_inputs_and_no_output(aws, plugin, kind):
    unknown = {"parameters": {"VisibilityTimeout": UNKNOWN}}
    inputs = values(plugin.of(kind).check({**kind.declared, **unknown}).inputs)
    previewed = plugin.of(kind).create(inputs, preview=True)
    state = values(previewed.properties)
    assert (previewed.id, {name: state[name] for name in inputs}) == ("", inputs)
    assert {value for name, value in state.items() if name not in inputs} == {UNKNOWN}
    assert {"provisionedProductId", "outputs", "liveParameters"} <= state.keys()
    assert aws.observed() == {}


def test_a_preview_of_update_keeps_what_no_update_changes(aws, start, kind):
    id_, state, inputs = made(start(), kind)
    plugin = start().of(kind)
    previewed = values(plugin.update(id_, state, {**inputs, "provisioningArtifactName": "v2"}, preview=True).properties)
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
    assert aws.observed()[kind.resource]["ProvisioningArtifactName"] == "v1"
    setting = plugin.update(id_, state, {**inputs, "ignoreErrors": True}, preview=True)
    assert values(setting.properties) == {**state, "ignoreErrors": True}


@pytest.mark.parametrize(
    ("setting", "asks"),
    [
        ({}, False),
        ({"refreshBeforeUpdate": "true"}, True),
        ({"refreshBeforeUpdate": True}, True),
    ],  # JSON in a string, or not
)
def test_every_answer_asks_to_be_refreshed_before_the_next_update_by_the_setting_alone(aws, start, setting, asks):
    plugin = start({"region": REGION, **setting})
    created = plugin.create(values(plugin.check(ADOPTED.declared).inputs))
    state, inputs = values(created.properties), ADOPTED.checked
    answers = [created, plugin.read(created.id, state, inputs), plugin.update(created.id, state, inputs)]
    assert [answer.refresh_before_update for answer in answers] == [asks] * 3


def test_a_refusal_is_a_failed_precondition(aws, plugin):
    with pytest.raises(CallFailed, match=r"FAILED_PRECONDITION: \[StackNotFound\]"):
        plugin.create({**ADOPTED.checked, "physicalId": "nowhere"})


# Diff

OF_EITHER: dict[str, tuple[dict[str, Any], dict[str, tuple[str, bool]]]] = {
    "another name": ({"name": "store"}, {"name": ("UPDATE_REPLACE", False)}),
    "another Region": ({"region": "us-east-1"}, {"region": ("UPDATE_REPLACE", False)}),
    "another version": ({"provisioningArtifactName": "v2"}, {"provisioningArtifactName": ("UPDATE", False)}),
    "a parameter": ({"parameters": {"VisibilityTimeout": "31"}}, {"parameters.VisibilityTimeout": ("ADD", False)}),
    "a tag whose name is no word": ({"tags": {"a:b c": "x"}}, {'tags["a:b c"]': ("ADD", False)}),
    "a setting": ({"previewChanges": True}, {"previewChanges": ("ADD", True)}),
    "a setting that is taken back": ({"ignoreErrors": None}, {"ignoreErrors": ("DELETE", True)}),
    "a product that is not known yet": ({"productName": UNKNOWN}, {"productId": ("UPDATE", False)}),
}
DIFFERENCES = {
    ADOPTED: {**OF_EITHER, "another stack": ({"physicalId": "orders"}, {"physicalId": ("UPDATE_REPLACE", False)})},
    LAUNCHED: {
        **OF_EITHER,
        "topics": ({"notificationArns": [TOPIC]}, {"notificationArns": ("ADD_REPLACE", False)}),
        "what deleting does": ({"retainPhysicalResources": True}, {"retainPhysicalResources": ("UPDATE", True)}),
        "places of a stack set": (
            {"provisioningPreferences": {"stackSetRegions": [REGION]}},
            {"provisioningPreferences": ("ADD", False)},
        ),
    },
}
"""What is declared instead, and the entries of the detailed diff."""


def test_each_difference_is_told_with_its_kind(aws, start, kind):
    id_, state, inputs = made(start(), kind, ignoreErrors=True)
    plugin = start().of(kind)
    for why, (new, entries) in DIFFERENCES[kind].items():
        news = {name: value for name, value in {**inputs, **new}.items() if value is not None}
        diff = plugin.diff(id_, state, news, old=inputs)
        replaces = [path for path, (how, _) in entries.items() if how.endswith("_REPLACE")]
        assert (diff.changes, kinds(diff), list(diff.replaces)) == (SOME, entries, replaces), why
        assert diff.deleteBeforeReplace, why
        assert set(diff.diffs) == {path.partition(".")[0].partition("[")[0] for path in entries}, why
        assert ("provisionedProductId" in diff.stables) == (not replaces), why


def test_what_the_program_tells_to_ignore_is_no_difference(aws, start):
    id_, state, inputs = made(start())
    new = {**inputs, "provisioningArtifactName": "v2", "parameters": {"VisibilityTimeout": "31"}, "ignoreErrors": True}
    plugin, ignored = start(), ["provisioningArtifactName", "parameters", "ignoreErrors"]
    assert plugin.diff(id_, state, new, old=inputs, ignore=ignored).changes == NONE
    some = plugin.diff(id_, state, new, old=inputs, ignore=["parameters.VisibilityTimeout", "ignoreErrors"])
    assert list(some.diffs) == ["provisioningArtifactName"]


def test_an_update_of_something_else_leaves_at_aws_what_is_ignored(aws, start):
    """The engine hands over what the state has, which somebody has changed by now."""
    aws.constrain("web-service", "RESOURCE_UPDATE", TAG_UPDATES)
    id_, state, inputs = made(start(), tags={"team": "web"}, parameters={"VisibilityTimeout": "30"})
    aws.catalog.update_provisioned_product(
        ProvisionedProductId=id_,
        ProductName="web-service",
        ProvisioningArtifactName="v2",
        ProvisioningParameters=[{"Key": "VisibilityTimeout", "Value": "30"}],
        Tags=[{"Key": "team", "Value": "other"}],
    )
    ignored, new = ["provisioningArtifactName", "tags.team"], {**inputs, "parameters": {"VisibilityTimeout": "31"}}
    plugin = start()
    assert kinds(plugin.diff(id_, state, new, old=inputs, ignore=ignored)) == {
        "parameters.VisibilityTimeout": ("UPDATE", False)
    }
    plugin.update(id_, state, new, ignoreChanges=ignored)
    observed = aws.observed()["payments"]
    assert observed["ProvisioningArtifactName"] == "v2"
    assert {"Key": "team", "Value": "other"} in observed["Tags"]
    assert "31" in str(aws.stack("payments")["Parameters"])


def test_what_is_gone_replaces_by_its_id_and_a_refresh_of_it_is_an_empty_answer(aws, start, kind):
    id_, state, inputs = made(start(), kind)
    start().of(kind).delete(id_, state)
    plugin = start().of(kind)
    diff = plugin.diff(id_, state, inputs, old=inputs)
    assert (kinds(diff), list(diff.replaces)) == (
        {"provisionedProductId": ("DELETE_REPLACE", False)},
        ["provisionedProductId"],
    )
    read = plugin.read(id_, state, inputs)
    assert (read.id, read.HasField("properties"), read.HasField("inputs")) == ("", False, False)


def test_what_never_worked_replaces_by_its_status(aws, start):
    aws.control.add_fault("record-fails", account=aws.account, operation="provision", message="no capacity")
    plugin = start().of(LAUNCHED)
    inputs = values(plugin.check(LAUNCH).inputs)
    with pytest.raises(CallFailed) as failed:
        plugin.create(inputs)
    kept = failed.value.kept
    diff = start().of(LAUNCHED).diff(kept.id, plain(kept.properties), inputs, old=inputs)
    assert (kinds(diff), list(diff.replaces)) == ({"status": ("DELETE_REPLACE", False)}, ["status"])


# Read


def test_a_refresh_shows_what_aws_has_in_the_outputs_and_the_inputs(aws, start):
    id_, state, inputs = made(start(), parameters={"VisibilityTimeout": "30"})
    moved_by_hand(aws, id_, VisibilityTimeout="44")
    plugin = start()
    read = plugin.read(id_, state, inputs)
    result, after = values(read.inputs), values(read.properties)
    assert result == {**inputs, "provisioningArtifactName": "v2", "parameters": {"VisibilityTimeout": "44"}}
    # The engine asks what would undo the drift, and shows that the other way round.
    assert kinds(plugin.diff(id_, after, inputs, old=result)) == {
        "provisioningArtifactName": ("UPDATE", False),
        "parameters.VisibilityTimeout": ("UPDATE", False),
    }
    assert after["provisioningArtifactName"] == "v2"
    assert plugin.diff(id_, after, result, old=result).changes == NONE


def test_an_import_by_id_name_or_stack_gives_inputs_with_which_nothing_differs(aws, start, kind):
    id_, state, _ = made(start(), kind)
    plugin = start().of(kind)
    read = plugin.read(id_)
    inputs = values(read.inputs)
    stack = {"physicalId": state["stackId"]} if kind is ADOPTED else {}
    assert (read.id, inputs) == (id_, {**kind.checked, **stack, "parameters": {"VisibilityTimeout": "30"}})
    assert plugin.read(kind.resource) == read
    # A stack is looked for in the Region of its ARN.
    assert start({"region": "us-east-1"}).of(kind).read(state["stackId"]) == read
    checked = plugin.check(inputs, inputs)
    assert (values(checked.inputs), list(checked.failures)) == (inputs, [])
    assert plugin.diff(id_, values(read.properties), inputs, old=inputs).changes == NONE


def test_what_cannot_be_imported_says_why(aws, plugin):
    elsewhere = "arn:aws:cloudformation:eu-west-1:999999999999:stack/payments/1"
    for of, identifier, code in [
        (ADOPTED, "pp-aaaaaaaaaaaaa", "NothingToImport"),
        (ADOPTED, "nowhere", "NothingToImport"),
        (ADOPTED, "payments", "NothingToImport"),
        (ADOPTED, elsewhere, "StackInOtherAccount"),
        (LAUNCHED, "nowhere", "NothingToImport"),
    ]:
        with pytest.raises(CallFailed, match=rf"\[{code}\]"):
            plugin.of(of).read(identifier)


def test_what_somebody_else_has_launched_can_be_taken_over_by_an_import(aws, start):
    aws.catalog.provision_product(
        ProvisionedProductName="shop", ProductName="web-service", ProvisioningArtifactName="v1", PathName="platform"
    )
    plugin = start().of(LAUNCHED)
    result = plugin.read("shop")
    new = {**values(result.inputs), "provisioningArtifactName": "v2"}
    assert list(plugin.check(new, values(result.inputs)).failures) == []
    updated = values(plugin.update(result.id, values(result.properties), new).properties)
    assert updated["provisioningArtifactName"] == "v2"


# List


def listed(plugin, kind, **facts):
    """Return what is listed, and the tokens of further pages."""
    answers = list(plugin.stub.List(pb.ListRequest(token=kind.token, **facts), timeout=60))
    results = [(item.result.id, item.result.name) for item in answers if item.HasField("result")]
    return results, [item.continuation.continuation_token for item in answers if item.HasField("continuation")]


def test_what_could_be_imported_is_listed_in_pages(aws, start):
    adopted = [(made(start(), name=name, physicalId=name)[0], name) for name in ("payments", "orders")]
    everything = sorted([*adopted, (made(start(), LAUNCHED)[0], "shop")])
    plugin = start()
    assert listed(plugin, LAUNCHED, query=struct({})) == (everything, [""])
    assert listed(plugin, ADOPTED) == (everything, [""])
    assert listed(plugin, ADOPTED, limit=2) == (everything[:2], [""])
    assert listed(plugin, ADOPTED, page_size=2) == (everything[:2], ["2"])
    assert listed(plugin, ADOPTED, page_size=2, continuation_token="2") == (everything[2:], [""])
    unknown = pb.ListRequest(token=ADOPTED.token, query=struct({"region": UNKNOWN}))
    assert [item.WhichOneof("response") for item in plugin.stub.List(unknown, timeout=60)] == ["computed"]
