"""The emulator without a wire: a request goes in, an answer comes out, and nothing but the world is changed."""

import json
from typing import Any

import pytest

from catalog_emulator.answering import Answer, Request, answer
from catalog_emulator.core.clock import ManualClock
from catalog_emulator.core.settings import SettingsBook
from catalog_emulator.core.world import World

TEMPLATE = {
    "Parameters": {"Size": {"Type": "String", "Default": "small"}, "Zones": {"Type": "CommaDelimitedList"}},
    "Conditions": {"Big": {"Fn::Equals": [{"Ref": "Size"}, "big"]}},
    "Resources": {
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": "q-${Size}-${AWS::Region}"}}},
        "Spare": {"Type": "AWS::SQS::Queue", "Condition": "Big"},
    },
    "Outputs": {
        "Queue": {"Value": {"Ref": "Queue"}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}-queue"}}},
        "Zone": {"Value": {"Fn::Select": [0, {"Ref": "Zones"}]}},
        "Joined": {"Value": {"Fn::Join": ["-", ["a", {"Fn::If": ["Big", "b", "s"]}]]}},
        "Spare": {"Condition": "Big", "Value": {"Fn::GetAtt": ["Spare", "Arn"]}},
    },
}
ZONES = {"ParameterKey": "Zones", "ParameterValue": "x,y"}


class Caller:
    """Somebody who asks a world of their own."""

    def __init__(self, **settings: Any) -> None:
        self.world = World(clock=ManualClock(), settings=SettingsBook({"record_seconds": 0, **settings}))

    def send(self, service: str, operation: str, **members: Any) -> Answer:
        account = {"account": "111122223333", "region": "eu-west-1"}
        return answer(self.world, Request(**account, service=service, operation=operation, members=members))

    def ask(self, operation: str, **members: Any) -> dict[str, Any]:
        service = "cloudformation" if "Stack" in operation or operation == "ListExports" else "servicecatalog"
        answered = self.send(service, operation, **members)
        assert answered.error is None, answered.error
        return answered.members


@pytest.fixture
def caller():
    return Caller()


def a_stack(caller: Caller, name: str = "payments", *more: dict[str, str]) -> str:
    made = caller.ask("CreateStack", StackName=name, TemplateBody=json.dumps(TEMPLATE), Parameters=[ZONES, *more])
    return str(made["StackId"])


def a_product(caller: Caller, stack_id: str) -> tuple[str, str]:
    """Make a product of a stack, in a portfolio; return its ID and that of its version."""
    portfolio = caller.ask("CreatePortfolio", DisplayName="p", ProviderName="x", IdempotencyToken="t1")
    made = caller.ask(
        "CreateProduct",
        Name="web",
        Owner="x",
        ProductType="CLOUD_FORMATION_TEMPLATE",
        ProvisioningArtifactParameters={"Name": "v1", "Info": {"ImportFromPhysicalId": stack_id}},
        IdempotencyToken="t2",
    )
    product_id = made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
    portfolio_id = portfolio["PortfolioDetail"]["Id"]
    caller.ask("AssociateProductWithPortfolio", ProductId=product_id, PortfolioId=portfolio_id)
    arn = "arn:aws:iam::111122223333:role/Admin"
    caller.ask("AssociatePrincipalWithPortfolio", PortfolioId=portfolio_id, PrincipalARN=arn, PrincipalType="IAM")
    return product_id, made["ProvisioningArtifactDetail"]["Id"]


def record_status(caller: Caller, response: dict[str, Any]) -> str:
    return str(caller.ask("DescribeRecord", Id=response["RecordDetail"]["RecordId"])["RecordDetail"]["Status"])


def whole_life(caller: Caller) -> None:
    """Import a stack, update and terminate what governs it, keeping the stack."""
    stack_id = a_stack(caller)
    product_id, version_id = a_product(caller, stack_id)
    target = {"ProductId": product_id, "ProvisioningArtifactId": version_id}
    imported = caller.ask(
        "ImportAsProvisionedProduct",
        **target,
        ProvisionedProductName="payments",
        PhysicalId=stack_id,
        IdempotencyToken="i",
    )
    assert record_status(caller, imported) == "SUCCEEDED"
    made = caller.ask("DescribeProvisionedProduct", Name="payments")["ProvisionedProductDetail"]
    big = [{"Key": "Size", "Value": "big"}, {"Key": "Zones", "UsePreviousValue": True}]
    updated = caller.ask(
        "UpdateProvisionedProduct",
        **target,
        ProvisionedProductId=made["Id"],
        ProvisioningParameters=big,
        UpdateToken="u",
    )
    assert record_status(caller, updated) == "SUCCEEDED"
    terminated = caller.ask(
        "TerminateProvisionedProduct",
        ProvisionedProductId=made["Id"],
        RetainPhysicalResources=True,
        TerminateToken="t",
    )
    assert record_status(caller, terminated) == "SUCCEEDED"
    (stack,) = caller.ask("DescribeStacks", StackName=stack_id)["Stacks"]
    values = {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in stack["Parameters"]}
    assert (stack["StackStatus"], values["Size"]) == ("UPDATE_COMPLETE", "big")


def test_a_stack_is_adopted_updated_and_released(caller):
    whole_life(caller)


def test_a_launch_makes_a_stack_and_its_termination_deletes_it(caller):
    product_id, version_id = a_product(caller, a_stack(caller))
    launched = caller.ask(
        "ProvisionProduct",
        ProductId=product_id,
        ProvisioningArtifactId=version_id,
        ProvisionedProductName="fresh",
        ProvisioningParameters=[{"Key": "Zones", "Value": "z"}],
        ProvisionToken="p",
    )
    assert record_status(caller, launched) == "SUCCEEDED"
    made = caller.ask("SearchProvisionedProducts")["ProvisionedProducts"]
    stack_id = next(product["PhysicalId"] for product in made if product["Name"] == "fresh")
    caller.ask("TerminateProvisionedProduct", ProvisionedProductName="fresh", TerminateToken="t")
    assert caller.ask("DescribeStacks", StackName=stack_id)["Stacks"][0]["StackStatus"] == "DELETE_COMPLETE"


@pytest.mark.parametrize(
    ("size", "outputs"),
    [
        ("small", {"Zone": "x", "Joined": "a-s"}),
        ("big", {"Zone": "x", "Joined": "a-b", "Spare": "arn:aws:emulator:::"}),
    ],
)
def test_outputs_come_to_what_the_functions_of_the_template_say(caller, size, outputs):
    stack_id = a_stack(caller, "payments", {"ParameterKey": "Size", "ParameterValue": size})
    (stack,) = caller.ask("DescribeStacks", StackName=stack_id)["Stacks"]
    shown = {output["OutputKey"]: output for output in stack["Outputs"]}
    queue = shown.pop("Queue")
    assert queue["ExportName"] == "payments-queue"
    assert queue["OutputValue"].startswith("payments-Queue-")
    assert shown.keys() == outputs.keys()
    assert all(shown[key]["OutputValue"].startswith(value) for key, value in outputs.items())


def test_a_stack_imports_what_another_exports(caller):
    a_stack(caller)
    body = {"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"N": {"Fn::ImportValue": "payments-queue"}}}}}
    importing = caller.ask("CreateStack", StackName="other", TemplateBody=json.dumps(body))["StackId"]
    missing = json.dumps(body).replace("payments-queue", "nothing")
    failed = caller.ask("CreateStack", StackName="third", TemplateBody=missing)["StackId"]
    statuses = [caller.ask("DescribeStacks", StackName=s)["Stacks"][0]["StackStatus"] for s in (importing, failed)]
    assert statuses == ["CREATE_COMPLETE", "ROLLBACK_COMPLETE"]


def test_worlds_know_nothing_of_each_other(caller):
    a_stack(caller)
    assert Caller().ask("DescribeStacks")["Stacks"] == []


def test_an_error_is_an_answer(caller):
    answered = caller.send("servicecatalog", "DescribeProduct", Id="prod-none")
    assert answered.error is not None
    assert answered.error.code == "ResourceNotFoundException"
    assert [(entry.operation, entry.error) for entry in caller.world.journal.entries()] == [
        ("DescribeProduct", "ResourceNotFoundException")
    ]


@pytest.mark.parametrize(
    ("rule", "code", "is_lost", "is_done"),
    [
        ({"kind": "throttle"}, "Throttling", False, False),
        ({"kind": "error", "code": "InternalFailure"}, "InternalFailure", False, False),
        ({"kind": "drop-before"}, None, True, False),
        ({"kind": "drop-after"}, None, True, True),
    ],
)
def test_faults_act_as_on_the_wire(caller, rule, code, is_lost, is_done):
    caller.world.faults.add({**rule, "operation": "CreateStack"})
    body = json.dumps({"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}})
    answered = caller.send("cloudformation", "CreateStack", StackName="payments", TemplateBody=body)
    assert (answered.error.code if answered.error else None, answered.is_lost) == (code, is_lost)
    assert bool(caller.ask("DescribeStacks")["Stacks"]) == is_done


def test_what_is_denied_is_refused_and_the_simulator_says_so(caller):
    caller.world.settings.change({"denied_actions": ["servicecatalog:CreatePortfolio"]})
    actions = ["servicecatalog:CreatePortfolio", "servicecatalog:CreateProduct"]
    simulated = caller.send("iam", "SimulatePrincipalPolicy", PolicySourceArn="arn:x", ActionNames=actions)
    decisions = [result["EvalDecision"] for result in simulated.members["EvaluationResults"]]
    assert decisions == ["explicitDeny", "allowed"]
    refused = caller.send("servicecatalog", "CreatePortfolio", DisplayName="p", ProviderName="x", IdempotencyToken="t")
    assert refused.error is not None
    assert refused.error.code == "AccessDeniedException"


def test_a_version_can_be_read_where_its_description_says(caller):
    product_id, version_id = a_product(caller, a_stack(caller))
    described = caller.ask("DescribeProvisioningArtifact", ProductId=product_id, ProvisioningArtifactId=version_id)
    bucket, _, key = described["Info"]["TemplateUrl"].removeprefix("https://").partition("/")
    stored = caller.send("s3", "GetObject", Bucket=bucket.partition(".")[0], Key=key)
    assert json.loads(stored.members["Body"]) == TEMPLATE
