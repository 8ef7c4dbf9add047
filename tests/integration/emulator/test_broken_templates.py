"""A template that is broken fails in the operation that brings it: at once, or rolled back; never elsewhere.

Two kinds of finding are held here: what CloudFormation refuses before it begins, and work that ends in something
unforeseen. The texts are AWS's where a source shows them.
"""

from __future__ import annotations

import json

import pytest

from catalog_emulator.core.template_check import first_error
from integration.emulator.caller import refusal

QUEUE = {"Type": "AWS::SQS::Queue"}


def body(resources=None, **sections):
    return {"Resources": resources or {"Q": QUEUE}, **sections}


def output(value, **more):
    return body(Outputs={"A": {"Value": value, **more}})


def queue(**properties):
    return body({"Q": {"Type": "AWS::SQS::Queue", "Properties": properties}})


def unresolved(section, *names):
    if section == "Conditions":
        return (
            f"Template format error: Unresolved dependencies [{', '.join(names)}]. Cannot reference resources in the "
            "Conditions block of the template"
        )
    return (
        f"Template format error: Unresolved resource dependencies [{', '.join(names)}] in the {section} block of the "
        "template"
    )


REFUSED = {
    "an output refers to nothing": (output({"Ref": "Zip"}), unresolved("Outputs", "Zip")),
    "a resource refers to nothing": (queue(QueueName={"Ref": "Zip"}), unresolved("Resources", "Zip")),
    "Fn::Sub of nothing": (queue(QueueName={"Fn::Sub": "a-${Zip}"}), unresolved("Resources", "Zip")),
    "DependsOn nothing": (body({"Q": {**QUEUE, "DependsOn": ["Zip"]}}), unresolved("Resources", "Zip")),
    "Fn::GetAtt of no resource": (
        output({"Fn::GetAtt": ["Zip", "Arn"]}),
        "Template error: instance of Fn::GetAtt references undefined resource Zip",
    ),
    "a resource's Condition is not defined": (
        body({"Q": {**QUEUE, "Condition": "C"}}),
        "Template format error: Unresolved condition dependency C in the Resources block of the template",
    ),
    "an output's Condition is not defined": (
        output("a", Condition="C"),
        "Template format error: Unresolved condition dependency C in the Outputs block of the template",
    ),
    "Fn::If of nothing": (
        queue(QueueName={"Fn::If": ["Zip", "a", "b"]}),
        "Template error: unresolved condition dependency Zip in Fn::If",
    ),
    "a Condition refers to nothing": (
        body(Conditions={"C": {"Fn::Equals": [{"Ref": "Nope"}, "a"]}}),
        unresolved("Conditions", "Nope"),
    ),
    "Conditions in a circle": (
        body(Conditions={"C": {"Fn::Not": [{"Condition": "D"}]}, "D": {"Fn::Not": [{"Condition": "C"}]}}),
        "Template format error: Circular dependency between conditions: [C, D]",
    ),
    "a resource without Type": (
        body({"Q": {"Properties": {}}}),
        "Template format error: [/Resources/Q] Every Resources object must contain a Type member.",
    ),
    "a resource that is null": (body({"Q": None}), "[/Resources/Q] 'null' values are not allowed in templates"),
    "a property that is null": (
        queue(Tags=[{"Key": "a", "Value": None}]),
        "[/Resources/Q/Properties/Tags/0/Value] 'null' values are not allowed in templates",
    ),
    "a resource that is a text": (
        body({"Q": "AWS::SQS::Queue"}),
        "Template format error: [/Resources/Q] resource definition is malformed",
    ),
    "resources in a circle": (
        body({"A": {**QUEUE, "DependsOn": "B"}, "B": {**QUEUE, "DependsOn": "A"}, "C": {**QUEUE, "DependsOn": "A"}}),
        "Circular dependency between resources: [A, B]",
    ),
    "a resource that refers to itself": (
        queue(QueueName={"Fn::GetAtt": ["Q", "Arn"]}),
        "Circular dependency between resources: [Q]",
    ),
    "a mapping that is not there": (
        queue(QueueName={"Fn::FindInMap": ["Zip", "a", "b"]}),
        "Template error: Mapping named 'Zip' is not present in the 'Mappings' section of template.",
    ),
    "a key that its mapping lacks": (
        {**queue(QueueName={"Fn::FindInMap": ["M", "a", "b"]}), "Mappings": {"M": {"a": {"c": "d"}}}},
        "Template error: Unable to get mapping for M::a::b",
    ),
    "Fn::Select beyond the end": (
        queue(QueueName={"Fn::Select": ["2", ["a", "b"]]}),
        "Template error: Fn::Select cannot select nonexistent value at index 2",
    ),
    "an unknown section": (body(Zip=1), "Invalid template property or properties [Zip]"),
    "an unknown member of a resource": (
        body({"Q": {**QUEUE, "Zip": 1}}),
        "Invalid template resource property 'Zip'",
    ),
    "an output without Value": (
        body(Outputs={"A": {"Description": "a"}}),
        "Template format error: [/Outputs/A] Every Outputs member must contain a Value object",
    ),
    "no Resources": ({"Outputs": {}}, "Template format error: At least one Resources member must be defined."),
    "arguments of another shape": (
        queue(QueueName={"Fn::GetAtt": 5}),
        "Template format error: unsupported structure.",
    ),
}
# It can be begun, and fails: when resources are made, or when outputs are worked out.
FAILS = {
    "an export whose name is taken": output("1", Export={"Name": "taken"}),
    "an attribute that is not there": output({"Fn::GetAtt": ["Q", "Nope"]}),
    "a resource on which moto stumbles": body({"Q": QUEUE, "S": {"Type": "AWS::EC2::Subnet"}}),
    "a resource that fails": body(
        {"Q": QUEUE, "F": {"Type": "Custom::EmulatorFailure", "Properties": {"FailOn": "create"}}}
    ),
}


@pytest.fixture(params=REFUSED, ids=lambda name: name.replace(" ", "-"))
def refused(request):
    document, reason = REFUSED[request.param]
    return json.dumps(document), reason


@pytest.fixture(params=FAILS, ids=lambda name: name.replace(" ", "-"))
def fails(request, aws):
    aws.make_stack("first", json.dumps(output("1", Export={"Name": "taken"})))
    return json.dumps(FAILS[request.param])


def test_the_first_error_of_a_template_is_cloudformations():
    for document, reason in REFUSED.values():
        assert first_error(document) == reason


@pytest.mark.parametrize(
    "document",
    [
        body({"Q": {**QUEUE, "Properties": {"QueueName": {"Fn::Sub": ["${AWS::Region}-${own}", {"own": "x"}]}}}}),
        body({"Q": {**QUEUE, "Properties": {"Tags": [{"Key": "a", "Value": {"Fn::Sub": "${!Literal}"}}]}}}),
        body(Conditions={"C": {"Fn::Equals": [{"Ref": "AWS::Region"}, "a"]}}),
        {**body(Transform="AWS::Serverless-2016-10-31"), "Globals": {}},
        body({"P": {"Type": "AWS::IAM::Policy", "Properties": {"Statement": [{"Condition": {"Bool": {"a": "b"}}}]}}}),
    ],
)
def test_what_only_looks_broken_is_not_refused(document):
    assert first_error(document) is None


class TestWhatIsRefusedBeforeItBegins:
    def test_every_operation_of_cloudformation_refuses_it_at_once(self, aws, refused):
        text, reason = refused
        aws.make_stack("there")
        ways = {
            aws.cloudformation.create_stack: {"StackName": "new"},
            aws.cloudformation.update_stack: {"StackName": "there"},
            aws.cloudformation.create_change_set: {"StackName": "there", "ChangeSetName": "c"},
            aws.cloudformation.validate_template: {},
            aws.cloudformation.get_template_summary: {},
            aws.cloudformation.create_stack_set: {"StackSetName": "set"},
        }
        for operation, arguments in ways.items():
            assert refusal(operation, **arguments, TemplateBody=text) == ("ValidationError", reason)
        assert {s["StackName"]: s["StackStatus"] for s in aws.cloudformation.describe_stacks()["Stacks"]} == {
            "there": "CREATE_COMPLETE"
        }

    def test_a_version_with_it_is_refused(self, aws, refused):
        text, reason = refused
        product_id, _ = aws.product()
        code, message = aws.refusal(
            "create_provisioning_artifact",
            ProductId=product_id,
            Parameters={
                "Name": "v2",
                "Type": "CLOUD_FORMATION_TEMPLATE",
                "Info": {"LoadTemplateFromURL": aws.upload(text)},
            },
        )
        assert (code, message) == ("InvalidParametersException", f"Invalid templateBody. {reason}")


class TestWhatFailsWhileItRuns:
    def test_a_stack_that_is_created_is_rolled_back(self, aws, fails):
        aws.make_stack("new", fails)
        stack = aws.stack("new")
        assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
        _assert_it_can_be_read(stack["StackStatusReason"])

    def test_a_stack_that_is_updated_is_rolled_back_and_can_be_deleted(self, aws, fails):
        aws.make_stack("there", json.dumps(output("old", Export={"Name": f"own-{aws.account}"})))
        aws.cloudformation.update_stack(StackName="there", TemplateBody=fails)
        stack = aws.stack("there")
        assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
        _assert_it_can_be_read(stack["StackStatusReason"])
        assert [(o["OutputValue"], o["ExportName"]) for o in stack["Outputs"]] == [("old", f"own-{aws.account}")]
        assert "old" in {export["Value"] for export in aws.cloudformation.list_exports()["Exports"]}
        aws.cloudformation.delete_stack(StackName="there")
        assert aws.cloudformation.list_stacks(StackStatusFilter=["DELETE_COMPLETE"])["StackSummaries"]

    def test_a_change_set_that_is_executed_is_rolled_back(self, aws, fails):
        aws.make_stack("there")
        aws.cloudformation.create_change_set(StackName="there", ChangeSetName="c", TemplateBody=fails)
        aws.cloudformation.execute_change_set(StackName="there", ChangeSetName="c")
        assert aws.stack("there")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"

    def test_an_instance_of_a_stack_set_is_rolled_back(self, aws, fails):
        aws.cloudformation.create_stack_set(StackSetName="set", TemplateBody=fails)
        aws.cloudformation.create_stack_instances(StackSetName="set", Accounts=[aws.account], Regions=[aws.region])
        made = [s for s in aws.cloudformation.describe_stacks()["Stacks"] if s["StackName"].startswith("StackSet-")]
        assert [stack["StackStatus"] for stack in made] == ["ROLLBACK_COMPLETE"]

    def test_a_launch_fails_and_nobody_else_hears_of_it(self, aws, fails):
        product_id, artifact_id = aws.product(fails)
        record = aws.catalog.provision_product(
            ProductId=product_id, ProvisioningArtifactId=artifact_id, ProvisionedProductName="new"
        )["RecordDetail"]
        _assert_others_are_served(aws)
        assert aws.record(record)["Status"] == "FAILED"
        assert aws.provisioned(record["ProvisionedProductId"])["Status"] == "ERROR"

    def test_an_update_fails_and_nobody_else_hears_of_it(self, aws, fails):
        pp_id, product_id, _ = aws.adopted()
        version = aws.version(product_id, fails)
        record = aws.catalog.update_provisioned_product(
            ProvisionedProductId=pp_id, ProductId=product_id, ProvisioningArtifactId=version
        )["RecordDetail"]
        _assert_others_are_served(aws)
        ended = aws.record(record)
        assert ended["Status"] == "FAILED"
        assert ended["RecordErrors"][0]["Description"].startswith("UPDATE_ROLLBACK_COMPLETE")
        assert aws.provisioned(pp_id)["Status"] == "TAINTED"
        assert aws.stack("payments")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"

    def test_a_plan_that_is_executed_fails_and_nobody_else_hears_of_it(self, aws, fails):
        aws.set(plan_seconds=0)
        pp_id, product_id, _ = aws.adopted()
        plan_id = aws.catalog.create_provisioned_product_plan(
            PlanName="p",
            PlanType="CLOUDFORMATION",
            ProductId=product_id,
            ProvisioningArtifactId=aws.version(product_id, fails),
            ProvisionedProductName="payments",
        )["PlanId"]
        record = aws.catalog.execute_provisioned_product_plan(PlanId=plan_id)["RecordDetail"]
        _assert_others_are_served(aws)
        assert aws.record(record)["Status"] == "FAILED"
        assert aws.provisioned(pp_id)["Status"] == "TAINTED"

    def test_a_version_that_was_never_validated_fails_in_its_launch(self, aws):
        product_id, _ = aws.product()
        text, reason = json.dumps(REFUSED["an output refers to nothing"][0]), REFUSED["an output refers to nothing"][1]
        artifact = aws.catalog.create_provisioning_artifact(
            ProductId=product_id,
            Parameters={
                "Name": "v2",
                "Type": "CLOUD_FORMATION_TEMPLATE",
                "Info": {"LoadTemplateFromURL": aws.upload(text)},
                "DisableTemplateValidation": True,
            },
        )["ProvisioningArtifactDetail"]["Id"]
        record = aws.catalog.provision_product(
            ProductId=product_id, ProvisioningArtifactId=artifact, ProvisionedProductName="new"
        )["RecordDetail"]
        _assert_others_are_served(aws)
        ended = aws.record(record)
        assert (ended["Status"], ended["RecordErrors"][0]["Description"]) == ("FAILED", reason)


def test_a_stack_may_keep_the_export_that_it_has(aws):
    aws.make_stack("first", json.dumps(output("1", Export={"Name": "own"})))
    aws.cloudformation.update_stack(StackName="first", TemplateBody=json.dumps(output("2", Export={"Name": "own"})))
    assert aws.stack("first")["StackStatus"] == "UPDATE_COMPLETE"
    assert [export["Value"] for export in aws.cloudformation.list_exports()["Exports"]] == ["2"]


def _assert_others_are_served(aws):
    """The next caller brings the record to its end, and must not hear of its failure."""
    aws.catalog.list_portfolios()
    aws.catalog.list_portfolios()


def _assert_it_can_be_read(reason):
    """No reason is Python's, and none says its sentence twice."""
    assert "Error:" not in reason.replace("Template error:", "")
    assert "'" not in reason.replace("'Mappings'", "")
    assert reason.count(reason[:30]) == 1
