"""The dynamic provider over the wire, through the life of a resource: what the engine asks, and what it is answered."""

import pytest
from pulumi.runtime.proto import provider_pb2

from support.providers import INPUTS, REGION, adopt
from support.wire import CallFailed

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME


def test_create_adopts_the_stack_and_gives_every_output(aws, engine):
    id_, state, inputs = adopt(engine)
    observed = aws.observed()["payments"]
    stack = aws.stack("payments")
    created = state.pop("createdTime")
    assert id_ == observed["Id"]
    assert state == {
        **inputs,
        "provisionedProductId": id_,
        "arn": observed["Arn"],
        "stackId": stack["StackId"],
        "owner": observed["UserArn"],
        "status": "AVAILABLE",
        "statusMessage": "",
        "type": "CFN_STACK",
        "productId": observed["ProductId"],
        "provisioningArtifactId": observed["ProvisioningArtifactId"],
        "provisioningArtifactName": "v1",
        "launchRoleArn": "",
        "liveParameters": {"VisibilityTimeout": "30"},
        "outputs": {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]},
        "lastRecordId": observed["LastRecordId"],
    }
    assert created.endswith("Z")
    assert stack["StackStatus"] == "CREATE_COMPLETE"


def test_check_writes_the_region_down(aws, engine):
    assert engine.check(INPUTS) == ({**INPUTS, "region": REGION}, [])


def test_nothing_differs_after_the_adoption(aws, operation):
    id_, state, inputs = adopt(operation())
    following = operation()
    assert following.check(INPUTS, inputs) == (inputs, [])
    diff = following.diff(id_, state, inputs)
    assert (diff.changes, list(diff.replaces)) == (NONE, [])


def test_another_version_is_an_update(aws, operation):
    id_, state, inputs = adopt(operation())
    following = operation()
    new = {**inputs, "provisioningArtifactName": "v2"}
    diff = following.diff(id_, state, new)
    assert (diff.changes, list(diff.replaces)) == (SOME, [])
    updated = following.update(id_, state, new)
    assert updated["provisioningArtifactName"] == "v2"
    assert updated["liveParameters"] == {"VisibilityTimeout": "30"}
    assert following.diff(id_, updated, new).changes == NONE
    assert aws.stack("payments")["StackStatus"] == "UPDATE_COMPLETE"


@pytest.mark.parametrize(
    ("change", "property_"),
    [({"name": "pay"}, "name"), ({"physicalId": "orders"}, "physicalId"), ({"region": "us-east-1"}, "region")],
)
def test_another_name_stack_or_region_replaces_and_releases_first(aws, engine, change, property_):
    id_, state, inputs = adopt(engine)
    diff = engine.diff(id_, state, {**inputs, **change})
    assert (diff.changes, list(diff.replaces), diff.deleteBeforeReplace) == (SOME, [property_], True)


def test_the_arn_in_place_of_the_name_is_no_difference(aws, engine):
    id_, state, inputs = adopt(engine)
    assert engine.diff(id_, state, {**inputs, "physicalId": state["stackId"]}).changes == NONE


def test_a_setting_that_aws_does_not_keep_is_an_update_without_a_request(aws, engine):
    id_, state, inputs = adopt(engine)
    new = {**inputs, "retainPhysicalResources": False}
    assert engine.diff(id_, state, new).changes == SOME
    updated = engine.update(id_, state, new)
    assert updated["retainPhysicalResources"] is False
    assert updated["lastRecordId"] == state["lastRecordId"]


def test_read_gives_the_actual_version_and_keeps_the_inputs(aws, operation):
    id_, state, inputs = adopt(operation())
    change_by_hand(aws, state)
    found_id, result, found_inputs = operation().read(id_, state, inputs)
    assert found_id == id_
    assert result["provisioningArtifactName"] == "v2"
    assert found_inputs == inputs


def test_drift_shows_although_the_program_has_not_changed(aws, operation):
    id_, state, inputs = adopt(operation())
    change_by_hand(aws, state)
    following = operation()
    assert following.diff(id_, state, inputs).changes == SOME
    assert following.shown(passing=False) == [
        "provisioning_artifact_name: AWS has v2, and v1 is declared.",
    ]


def test_the_value_of_a_parameter_is_not_shown_since_it_may_be_a_secret(aws, engine):
    id_, state, inputs = adopt(engine)
    engine.diff(id_, state, {**inputs, "parameters": {"VisibilityTimeout": "60", "Password": "hunter2"}})
    assert engine.shown(passing=False) == [
        "parameters.Password: AWS has no value, and one is declared.",
        "parameters.VisibilityTimeout: AWS has another value than the one that is declared.",
    ]


def test_what_was_terminated_elsewhere_is_gone_on_refresh_and_made_anew_by_the_next_up(aws, operation):
    id_, state, inputs = adopt(operation())
    aws.client("servicecatalog").terminate_provisioned_product(ProvisionedProductId=id_, RetainPhysicalResources=True)
    aws.observed()
    following = operation()
    assert following.read(id_, state, inputs) == ("", {}, {})
    diff = following.diff(id_, state, inputs)
    assert (diff.changes, list(diff.replaces)) == (SOME, ["name"])
    following.delete(id_, state)
    again, _ = following.create(inputs)
    assert again != id_
    assert aws.observed()["payments"]["Id"] == again


def test_delete_releases_the_stack_and_is_done_again_at_will(aws, operation):
    id_, state, _ = adopt(operation())
    before = aws.stack("payments")
    following = operation()
    following.delete(id_, state)
    assert aws.observed() == {}
    assert aws.stack("payments") == before
    assert following.shown(passing=False) == [
        f"{id_} is released; the stack payments is still there, in CREATE_COMPLETE.",
    ]
    following.delete(id_, state)
    assert following.shown(passing=False)[-1] == f"{id_} was gone already."


def test_without_retain_delete_ends_the_stack(aws, engine):
    id_, state, _ = adopt(engine, retainPhysicalResources=False)
    engine.delete(id_, state)
    assert "payments" not in aws.stack_ids()


def test_a_create_that_is_repeated_takes_what_is_there(aws, operation):
    id_, _, inputs = adopt(operation())
    again, _ = operation().create(inputs)
    assert again == id_


def test_get_reads_what_a_program_names_by_its_id(aws, operation):
    """`ImportedProvisionedProduct(..., opts=ResourceOptions(id=...))`: the engine has no state, only the program's."""
    id_, state, inputs = adopt(operation())
    found_id, result, _ = operation().read(id_, inputs)
    assert found_id == id_
    assert result == state


def test_seen_from_another_region_a_resource_is_not_gone(aws, operation):
    id_, state, _ = adopt(operation())
    elsewhere = operation({"aws:region": "us-east-1"})
    with pytest.raises(CallFailed) as failed:
        elsewhere.read(id_, {name: value for name, value in state.items() if name != "region"})
    assert "[RecordedElsewhere]" in failed.value.message


def change_by_hand(aws, state):
    """Move the provisioned product to version 2 past Pulumi."""
    catalog = aws.client("servicecatalog")
    catalog.update_provisioned_product(
        ProvisionedProductId=state["provisionedProductId"],
        ProductId=state["productId"],
        ProvisioningArtifactName="v2",
    )
    assert aws.observed()["payments"]["ProvisioningArtifactName"] == "v2"
