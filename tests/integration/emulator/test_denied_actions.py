"""The setting `denied_actions`: what it names is refused in every protocol, and IAM's simulator says so before."""

from __future__ import annotations

import pytest

from catalog_emulator import ControlError
from integration.emulator.caller import refusal

IMPORT = "servicecatalog:ImportAsProvisionedProduct"


def decisions(aws, arn, *actions, resources=("*",)):
    reported = aws.client("iam").simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=list(actions), ResourceArns=list(resources)
    )
    return [
        (result["EvalActionName"], result["EvalResourceName"], result["EvalDecision"])
        for result in reported["EvaluationResults"]
    ]


@pytest.mark.parametrize(
    ("action", "service", "operation", "arguments", "code", "status"),
    [
        ("servicecatalog:ListPortfolios", "servicecatalog", "list_portfolios", {}, "AccessDeniedException", 400),
        ("cloudformation:Describe*", "cloudformation", "describe_stacks", {}, "AccessDenied", 403),
        ("s3:GetObject", "s3", "get_object", {"Bucket": "b", "Key": "k"}, "AccessDenied", 403),
    ],
)
def test_a_denied_call_is_refused_in_the_shape_of_its_protocol(
    aws, action, service, operation, arguments, code, status
):
    aws.set(denied_actions=[action])
    client = aws.client(service)
    with pytest.raises(client.exceptions.ClientError) as caught:
        getattr(client, operation)(**arguments)
    answer = caught.value.response
    assert (answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)
    assert (
        f"arn:aws:sts::{aws.account}:user/moto is not authorized to perform: {service}:" in answer["Error"]["Message"]
    )


def test_an_import_needs_to_read_the_stack_as_well(aws):
    product, stack_id = aws.product(), aws.make_stack()
    for action in ("cloudformation:GetTemplate", "cloudformation:DescribeStacks", IMPORT):
        aws.set(denied_actions=[action])
        assert aws.refused_import(stack_id, product)[0] == "AccessDeniedException"
    aws.set(denied_actions=None)
    assert aws.import_as(stack_id, product)["Status"] in {"CREATED", "IN_PROGRESS"}


def test_the_simulator_tells_what_would_be_refused(aws):
    arn = f"arn:aws:iam::{aws.account}:role/deploy"
    assert decisions(aws, arn, IMPORT) == [(IMPORT, "*", "allowed")]
    aws.set(denied_actions=["servicecatalog:import*"])
    assert decisions(aws, arn, IMPORT, "s3:GetObject", resources=("a", "b")) == [
        (IMPORT, "a", "explicitDeny"),
        (IMPORT, "b", "explicitDeny"),
        ("s3:GetObject", "a", "allowed"),
        ("s3:GetObject", "b", "allowed"),
    ]


def test_the_simulator_knows_a_role_by_its_whole_arn_only(aws):
    made = aws.client("iam").create_role(RoleName="deploy", Path="/team/", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    assert decisions(aws, made, IMPORT) == [(IMPORT, "*", "allowed")]
    without_path = made.replace("/team/", "/")
    simulate = aws.client("iam").simulate_principal_policy
    assert refusal(simulate, PolicySourceArn=without_path, ActionNames=[IMPORT])[0] == "NoSuchEntity"


def test_wrong_values_are_refused(aws):
    for wrong in ("servicecatalog:*", ["nothing"], [1], 7):
        with pytest.raises(ControlError, match="denied_actions must be a list of IAM actions"):
            aws.set(denied_actions=wrong)


def test_a_version_can_be_given_a_status(aws):
    product_id, artifact_id = aws.product()
    aws.control.force_artifact(artifact_id, account=aws.account, status="FAILED")
    reported = aws.catalog.describe_provisioning_artifact(ProductId=product_id, ProvisioningArtifactId=artifact_id)
    assert reported["Status"] == "FAILED"
    with pytest.raises(ControlError, match="status must be one of AVAILABLE, CREATING, FAILED"):
        aws.control.force_artifact(artifact_id, account=aws.account, status="GONE")
    with pytest.raises(ControlError, match="no provisioning artifact pa-nothing"):
        aws.control.force_artifact("pa-nothing", account=aws.account, status="FAILED")


def test_a_product_is_described_to_who_has_a_path_to_it(aws):
    product_id, _ = aws.product()
    assert aws.catalog.describe_product(Id=product_id)["LaunchPaths"]
    aws.set(launch_path_principals="caller")
    code, message = aws.refusal("describe_product", Id=product_id)
    assert (code, "access was denied" in message) == ("ResourceNotFoundException", True)
