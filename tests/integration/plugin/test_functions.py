"""The functions, and the list of what could be imported: each asks AWS, and changes nothing."""

import json

import pytest
import yaml

from support.plugin import made, values
from support.providers import INPUTS
from support.pulumi_cli import ROOT
from support.tables import table
from support.wire import UNKNOWN, CallFailed

FUNCTIONS = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))["functions"]


def answer(plugin, function, **arguments):
    reported = plugin.invoke(function, **arguments)
    assert list(reported.failures) == []
    return values(getattr(reported, "return"))


@pytest.mark.parametrize("named", ["id", "name", "stack"])
def test_a_provisioned_product_is_told_with_its_stack(aws, start, named):
    id_, state, _ = made(start())
    reported = answer(
        start(), "getProvisionedProduct", id={"id": id_, "name": "payments", "stack": state["stackId"]}[named]
    )
    assert {name: reported[name] for name in ("provisionedProductId", "status", "liveParameters", "outputs")} == {
        "provisionedProductId": id_,
        "status": "AVAILABLE",
        "liveParameters": {"VisibilityTimeout": "30"},
        "outputs": state["outputs"],
    }
    assert (reported["name"], reported["productName"], reported["tags"]) == ("payments", "web-service", {})


def test_a_provisioned_product_that_is_not_there_is_named(aws, plugin):
    with pytest.raises(CallFailed, match=r"FAILED_PRECONDITION.*nowhere"):
        plugin.invoke("getProvisionedProduct", id="nowhere")


def test_launch_paths_are_told(aws, plugin):
    paths = answer(plugin, "getLaunchPaths", productName="web-service")["launchPaths"]
    assert len(paths) == 1
    assert paths[0].keys() == {"id", "name", "constraints", "tags"}


def test_the_parameters_of_a_version_are_told(aws, plugin):
    reported = answer(plugin, "getProvisioningParameters", productName="web-service", provisioningArtifactName="v1")
    assert [parameter["key"] for parameter in reported["parameters"]] == ["VisibilityTimeout"]
    assert reported["parameters"][0]["noEcho"] is False


def test_what_is_discovered_is_told_and_what_was_adopted_stays_declared(aws, start):
    made(start())
    reported = answer(start(), "discoverStacks")
    stacks = {stack["name"]: stack for stack in reported["stacks"]}
    assert stacks["payments"]["verdict"] == "governed"
    assert (stacks["orders"]["verdict"], stacks["orders"]["provisioningArtifactName"]) == ("adoptable", "v1")
    adoptable = {name for name, stack in stacks.items() if stack["verdict"] == "adoptable"}
    entries = yaml.safe_load(reported["adoptions"])
    assert {entry["physicalId"] for entry in entries} == {*adoptable, "payments"}
    assert reported["accountId"] == aws.account


def test_a_record_is_told_with_its_outputs(aws, start):
    _, state, _ = made(start())
    reported = answer(start(), "getRecord", id=state["lastRecordId"])
    assert (reported["status"], reported["provisionedProductName"], reported["errors"]) == ("SUCCEEDED", "payments", [])
    assert reported["outputs"].items() >= state["outputs"].items()


def test_the_versions_are_compared_with_the_stack(aws, plugin):
    reported = answer(plugin, "matchArtifacts", physicalId="payments", productName="web-service")
    matches = {artifact["name"]: artifact for artifact in reported["artifacts"]}
    assert (matches["v1"]["match"], matches["v1"]["differences"]) == ("identical", [])
    assert matches["v2"]["match"] == "different"
    assert any("DeadLetters" in line for line in matches["v2"]["differences"])
    assert reported["stackId"] == aws.stack("payments")["StackId"]


def test_an_adoption_that_would_work_is_told_as_a_value(aws, plugin):
    reported = answer(plugin, "checkAdoption", **INPUTS)
    assert (reported["adoptable"], reported["provisioningArtifactName"]) == (True, "v1")
    assert "provisionedProductId" not in reported
    assert aws.observed() == {}


def test_an_adoption_that_would_fail_is_a_value_too_with_every_reason(aws, plugin):
    reported = answer(plugin, "checkAdoption", **{**INPUTS, "physicalId": "nowhere", "productName": "nothing"})
    assert reported["adoptable"] is False
    assert {problem["code"] for problem in reported["problems"]} == {"StackNotFound", "ProductNotFound"}
    assert all(problem["remedy"] for problem in reported["problems"])


def test_what_governs_already_is_told(aws, start):
    id_, _, _ = made(start())
    assert answer(start(), "checkAdoption", **INPUTS)["provisionedProductId"] == id_


@table(
    "function arguments property_",
    ("getRecord", {}, "id", "a missing argument"),
    ("getRecord", {"id": 7}, "id", "a number for a text"),
    ("getLaunchPaths", {"prodcutId": "x"}, "prodcutId", "a misspelt argument"),
    ("checkAdoption", {**INPUTS, "name": "-"}, "name", "a name that AWS does not take"),
)
def test_a_wrong_argument_is_told_on_its_name(plugin, function, arguments, property_, reason):
    assert [failure.property for failure in plugin.invoke(function, **arguments).failures] == [property_]


@pytest.mark.parametrize("token", sorted(FUNCTIONS))
def test_with_an_unknown_argument_every_result_is_unknown(start, token):
    plugin = start(AWS_ENDPOINT_URL="http://127.0.0.1:9")  # nothing is asked
    described = FUNCTIONS[token]
    name = token.rpartition(":")[2]
    reported = answer(plugin, name, **dict.fromkeys(described["inputs"].get("required", ["region"]), UNKNOWN))
    assert reported == dict.fromkeys(described["outputs"]["properties"], UNKNOWN)


def test_a_secret_argument_is_taken_for_what_it_is(aws, plugin):
    secret = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "web-service"}
    assert answer(plugin, "getLaunchPaths", productName=secret)["launchPaths"]
