"""What the gateway asks AWS to change: the request as it is meant, nothing besides, and the record that answers it."""

from dataclasses import replace

import pytest

from contract.gateway.seen import adopted, calls, product_id, version_ids
from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.refusal import Absent, Duplicate, Invalid
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    KeepValue,
    PlanRequest,
    PropertiesRequest,
    ProvisionRequest,
    SetValue,
    TerminateRequest,
    UpdateRequest,
)


@pytest.fixture
def target(aws):
    return ImportRequest(
        name="payments",
        stack_id=aws.stack("payments")["StackId"],
        product_id=product_id(aws),
        artifact_id=version_ids(aws)["v1"],
        token="pulumi-import-1",
        language="en",
    )


@pytest.fixture
def update(aws):
    shown = adopted(aws)
    return UpdateRequest(
        provisioned_product_id=shown["Id"],
        product_id=shown["ProductId"],
        artifact_id=version_ids(aws)["v2"],
        path=None,
        parameters=(KeepValue(key="VisibilityTimeout"),),
        tags=None,
        token="pulumi-update-1",
        language="en",
    )


@pytest.fixture
def launch(aws):
    return ProvisionRequest(
        name="shop",
        product_id=product_id(aws),
        artifact_id=version_ids(aws)["v1"],
        path=ByName("platform"),
        parameters={"VisibilityTimeout": "60"},
        tags={"team": "web"},
        notification_arns=(),
        preferences=None,
        token="pulumi-launch-1",
        language="en",
    )


def last_request(emulator, account, operation):
    """Return what was asked of AWS, the last time."""
    return calls(emulator, account, operation)[-1]["parameters"]


def test_an_import_asks_for_what_is_wished_and_nothing_else(aws, gateway, target, emulator, account):
    record = gateway.import_as_provisioned_product(target)
    assert last_request(emulator, account, "ImportAsProvisionedProduct") == {
        "ProvisionedProductName": "payments",
        "PhysicalId": target.stack_id,
        "ProductId": target.product_id,
        "ProvisioningArtifactId": target.artifact_id,
        "IdempotencyToken": "pulumi-import-1",
        "AcceptLanguage": "en",
    }
    assert record.provisioned_product_id == aws.observed()["payments"]["Id"]
    assert gateway.record(record.id).succeeded


def test_a_repeated_import_is_answered_with_the_same_record(aws, gateway, target):
    first, second = gateway.import_as_provisioned_product(target), gateway.import_as_provisioned_product(target)
    assert first.id == second.id
    assert len(aws.observed()) == 1


def test_a_launch_makes_a_stack_of_what_is_declared(aws, gateway, launch, emulator, account):
    record = gateway.provision_product(launch)
    assert last_request(emulator, account, "ProvisionProduct") == {
        "ProvisionedProductName": "shop",
        "ProductId": launch.product_id,
        "ProvisioningArtifactId": launch.artifact_id,
        "PathName": "platform",
        "ProvisioningParameters": [{"Key": "VisibilityTimeout", "Value": "60"}],
        "Tags": [{"Key": "team", "Value": "web"}],
        "ProvisionToken": "pulumi-launch-1",
        "AcceptLanguage": "en",
    }
    ended = gateway.record(record.id)
    assert (ended.succeeded, ended.tags, ended.provisioned_product_type) == (True, {"team": "web"}, "CFN_STACK")
    shown = aws.observed()["shop"]
    assert record.provisioned_product_id == shown["Id"]
    assert shown["IdempotencyToken"] == "pulumi-launch-1"
    made = gateway.stack(shown["PhysicalId"])
    assert (made.name, made.parameters) == (f"SC-{account}-{shown['Id']}", {"VisibilityTimeout": "60"})


def test_a_repeated_launch_is_answered_with_the_same_record(aws, gateway, launch):
    assert gateway.provision_product(launch).id == gateway.provision_product(launch).id
    assert list(aws.observed()) == ["shop"]


def test_new_properties_are_those_of_the_provisioned_product(aws, gateway, emulator, account):
    pp_id = adopted(aws)["Id"]
    role, user = f"arn:aws:iam::{account}:role/launch", f"arn:aws:iam::{account}:user/jane"
    request = PropertiesRequest(
        provisioned_product_id=pp_id,
        values={"launchRoleArn": role, "owner": user},
        token="pulumi-properties-1",
        language="en",
    )
    record = gateway.update_properties(request)
    assert record.provisioned_product_id == pp_id
    assert gateway.record(record.id).succeeded
    provisioned_product = gateway.provisioned_product(pp_id)
    assert (provisioned_product.launch_role_arn, provisioned_product.owner) == (role, user)
    assert last_request(emulator, account, "UpdateProvisionedProductProperties") == {
        "ProvisionedProductId": pp_id,
        "ProvisionedProductProperties": {"LAUNCH_ROLE": role, "OWNER": user},
        "IdempotencyToken": "pulumi-properties-1",
        "AcceptLanguage": "en",
    }


def test_a_plan_tells_what_an_update_would_do(aws, gateway, emulator, account):
    emulator.control.set(account=account, plan_seconds=0)
    pp_id = adopted(aws)["Id"]
    request = PlanRequest(
        plan_name="preview",
        name="payments",
        product_id=product_id(aws),
        artifact_id=version_ids(aws)["v2"],
        path_id=None,
        parameters=(KeepValue(key="VisibilityTimeout"),),
        tags=None,
        token="pulumi-plan-1",
        language="en",
    )
    begun = gateway.create_plan(request)
    assert (begun.name, begun.provisioned_product_id) == ("preview", pp_id)
    plan = gateway.plan(begun.id)
    assert (plan.status, plan.made) == ("CREATE_SUCCESS", True)
    changes = {change.logical_id: change for change in plan.changes}
    added, modified = changes["DeadLetters"], changes["Jobs"]
    assert (added.action, added.physical_id) == ("ADD", "")
    assert (modified.action, modified.type, modified.replacement) == ("MODIFY", "AWS::SQS::Queue", "FALSE")
    assert "PROPERTIES" in modified.scope
    assert modified.physical_id
    assert gateway.plans(pp_id) == [begun]
    assert gateway.provisioned_product(pp_id).planned
    gateway.delete_plan(begun.id)
    assert (list(gateway.plans(pp_id)), gateway.provisioned_product(pp_id).status) == ([], "AVAILABLE")


def test_a_taken_name_is_a_duplicate_whose_cause_is_the_sdks(aws, gateway, target):
    gateway.import_as_provisioned_product(target)
    with pytest.raises(Duplicate) as caught:
        gateway.import_as_provisioned_product(replace(target, stack_id=aws.stack("orders")["StackId"], token="other"))
    assert caught.value.code == "DuplicateResourceException"
    assert caught.value.request_id
    assert caught.value.__cause__ is not None


def test_another_template_is_invalid_in_aws_own_words(aws, gateway, target):
    with pytest.raises(Invalid, match="template"):
        gateway.import_as_provisioned_product(replace(target, artifact_id=version_ids(aws)["v2"]))


def test_an_update_asks_for_what_is_wished_and_nothing_else(aws, gateway, update, emulator, account):
    record = gateway.update_provisioned_product(update)
    assert last_request(emulator, account, "UpdateProvisionedProduct") == {
        "ProvisionedProductId": update.provisioned_product_id,
        "ProductId": update.product_id,
        "ProvisioningArtifactId": update.artifact_id,
        "ProvisioningParameters": [{"Key": "VisibilityTimeout", "UsePreviousValue": True}],
        "UpdateToken": "pulumi-update-1",
        "AcceptLanguage": "en",
    }
    assert gateway.record(record.id).succeeded
    assert aws.observed()["payments"]["ProvisioningArtifactName"] == "v2"


def test_a_value_is_set_without_a_word_on_the_previous_one(aws, gateway, update, emulator, account):
    gateway.update_provisioned_product(replace(update, parameters=(SetValue(key="VisibilityTimeout", value="60"),)))
    assert last_request(emulator, account, "UpdateProvisionedProduct")["ProvisioningParameters"] == [
        {"Key": "VisibilityTimeout", "Value": "60"}
    ]


@pytest.mark.parametrize("by", ["id", "name"])
def test_the_path_is_named_as_it_is_declared(aws, gateway, update, emulator, account, by):
    (path,) = gateway.launch_paths(update.product_id)
    gateway.update_provisioned_product(replace(update, path=ById(path.id) if by == "id" else ByName(path.name)))
    sent = last_request(emulator, account, "UpdateProvisionedProduct")
    named = {"PathId": path.id} if by == "id" else {"PathName": path.name}
    assert {key: value for key, value in sent.items() if key.startswith("Path")} == named


@pytest.mark.parametrize("retain", [True, False])
@pytest.mark.parametrize("ignore_errors", [True, False])
def test_a_termination_sends_both_flags_as_they_are(aws, gateway, emulator, account, retain, ignore_errors):
    shown = adopted(aws)
    gateway.terminate_provisioned_product(
        TerminateRequest(
            provisioned_product_id=shown["Id"],
            retain_physical_resources=retain,
            ignore_errors=ignore_errors,
            token="pulumi-terminate-1",
            language="en",
        )
    )
    assert last_request(emulator, account, "TerminateProvisionedProduct") == {
        "ProvisionedProductId": shown["Id"],
        "RetainPhysicalResources": retain,
        "IgnoreErrors": ignore_errors,
        "TerminateToken": "pulumi-terminate-1",
        "AcceptLanguage": "en",
    }
    assert ("payments" in aws.stack_ids()) is retain
    assert aws.observed() == {}


def test_what_is_gone_cannot_be_terminated(aws, gateway):
    with pytest.raises(Absent):
        gateway.terminate_provisioned_product(
            TerminateRequest(
                provisioned_product_id="pp-aaaaaaaaaaaaa",
                retain_physical_resources=True,
                ignore_errors=False,
                token="t-1",
                language="en",
            )
        )


def test_why_a_stack_failed_is_reported_by_its_newest_events(aws, gateway):
    body = '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "a b"}}}}'
    stacks = aws.client("cloudformation")
    stack_id = stacks.create_stack(StackName="broken", TemplateBody=body, DisableRollback=True)["StackId"]
    failures = list(gateway.failures(stack_id))
    failing = [
        f"{event['LogicalResourceId']} {event['ResourceStatus']}: {event.get('ResourceStatusReason', '')}"
        for event in stacks.describe_stack_events(StackName=stack_id)["StackEvents"]
        if event["ResourceStatus"].endswith("_FAILED")
    ]
    assert failures == failing[:3]
