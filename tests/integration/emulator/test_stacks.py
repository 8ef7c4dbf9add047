"""CloudFormation, as far as adoption depends on it."""

from __future__ import annotations

import json
import re
from urllib.parse import urlparse

import pytest

from integration.emulator.caller import refusal, template

REFUSED = "ValidationError"
FAILING = {"Type": "Custom::EmulatorFailure", "Properties": {"FailOn": ["create"], "Reason": "quota reached"}}


def broken(*, fail_on="create", **more):
    failing = {"Type": "Custom::EmulatorFailure", "Properties": {"FailOn": fail_on, "Reason": "quota reached"}}
    return json.dumps({"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}, "Broken": failing | more}})


class TestCreate:
    def test_a_stack_is_complete_when_the_call_returns(self, aws):
        stack_id = aws.make_stack("payments")
        pattern = rf"arn:aws:cloudformation:us-east-1:{aws.account}:stack/payments/[0-9a-f-]{{36}}"
        assert re.fullmatch(pattern, stack_id)
        assert aws.stack("payments")["StackStatus"] == "CREATE_COMPLETE"

    def test_its_resources_are_real(self, aws):
        aws.make_stack()
        (resource,) = aws.cloudformation.describe_stack_resources(StackName="payments")["StackResources"]
        queues = aws.client("sqs").list_queues()["QueueUrls"]
        assert [urlparse(q).path for q in queues] == [urlparse(resource["PhysicalResourceId"]).path]

    def test_types_that_moto_does_not_know_are_stubs(self, aws):
        body = json.dumps(
            {
                "Resources": {"Site": {"Type": "AWS::CloudFront::Distribution"}},
                "Outputs": {"Domain": {"Value": {"Fn::GetAtt": ["Site", "DomainName"]}}},
            }
        )
        aws.make_stack(template=body)
        (output,) = aws.stack("payments")["Outputs"]
        assert re.fullmatch(r"payments-Site-[A-Z2-7]{12}\.DomainName", output["OutputValue"])

    def test_a_taken_name_is_refused(self, aws):
        aws.make_stack()
        assert refusal(aws.cloudformation.create_stack, StackName="payments", TemplateBody=template()) == (
            "AlreadyExistsException",
            "Stack [payments] already exists",
        )

    @pytest.mark.parametrize(
        ("arguments", "part"),
        [
            ({"StackName": "pay_ments"}, "Member must satisfy regular expression pattern"),
            ({"TemplateBody": "Resources: ["}, "Template format error"),
            ({"TemplateBody": "{}"}, "At least one Resources member must be defined"),
            ({"TemplateBody": " " * 51_201}, "less than or equal to 51200"),
            ({"Parameters": [{"ParameterKey": "No", "ParameterValue": "x"}]}, "[No] do not exist in the template"),
        ],
        ids=["name", "syntax", "empty", "too long", "unknown parameter"],
    )
    def test_bad_requests_are_refused(self, aws, arguments, part):
        request = {"StackName": "payments", "TemplateBody": template()} | arguments
        code, message = refusal(aws.cloudformation.create_stack, **request)
        assert code == REFUSED
        assert part in message

    def test_a_template_of_up_to_a_mebibyte_comes_from_s3(self, aws):
        body = template(Description="x" * 60_000)
        aws.cloudformation.create_stack(StackName="payments", TemplateURL=aws.upload(body))
        assert aws.stack("payments")["StackStatus"] == "CREATE_COMPLETE"

    def test_a_failing_resource_rolls_back_and_says_why(self, aws):
        aws.make_stack(template=broken())
        stack = aws.stack("payments")
        assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
        assert "[Broken]" in stack["StackStatusReason"]
        events = aws.cloudformation.describe_stack_events(StackName="payments")["StackEvents"]
        assert [(e["LogicalResourceId"], e["ResourceStatus"]) for e in events] == [
            ("payments", "ROLLBACK_COMPLETE"),
            ("Queue", "DELETE_COMPLETE"),
            ("Queue", "DELETE_IN_PROGRESS"),
            ("payments", "ROLLBACK_IN_PROGRESS"),
            ("Broken", "CREATE_FAILED"),
            ("Broken", "CREATE_IN_PROGRESS"),
            ("Queue", "CREATE_COMPLETE"),
            ("Queue", "CREATE_IN_PROGRESS"),
            ("payments", "CREATE_IN_PROGRESS"),
        ]
        assert next(e for e in events if e["ResourceStatus"] == "CREATE_FAILED")["ResourceStatusReason"] == (
            "quota reached"
        )
        assert "QueueUrls" not in aws.client("sqs").list_queues()

    def test_a_resource_that_aws_refuses_rolls_back_too(self, aws):
        aws.client("s3").create_bucket(Bucket=f"taken-{aws.account}")
        bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": f"taken-{aws.account}"}}
        aws.make_stack(template=json.dumps({"Resources": {"Bucket": bucket}}))
        stack = aws.stack("payments")
        assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
        assert "bucket name is not available" in stack["StackStatusReason"]

    def test_rollback_can_be_disabled(self, aws):
        aws.make_stack(template=broken(), DisableRollback=True)
        assert aws.stack("payments")["StackStatus"] == "CREATE_FAILED"

    def test_on_failure_delete_leaves_nothing(self, aws):
        aws.make_stack(template=broken(), OnFailure="DELETE")
        assert refusal(aws.cloudformation.describe_stacks, StackName="payments")[0] == REFUSED

    def test_iam_resources_need_a_capability(self, aws):
        group = json.dumps({"Resources": {"Group": {"Type": "AWS::IAM::Group"}}})
        assert refusal(aws.cloudformation.create_stack, StackName="payments", TemplateBody=group) == (
            "InsufficientCapabilitiesException",
            "Requires capabilities : [CAPABILITY_IAM]",
        )
        aws.make_stack(template=group, Capabilities=["CAPABILITY_IAM"])
        assert aws.stack("payments")["Capabilities"] == ["CAPABILITY_IAM"]


class TestParameters:
    BODY = json.dumps(
        {
            "Parameters": {
                "Env": {"Type": "String", "AllowedValues": ["dev", "prod"]},
                "Port": {"Type": "Number", "Default": 8080, "MaxValue": 9000},
                "Zones": {"Type": "CommaDelimitedList", "Default": "a,b"},
                "Secret": {"Type": "String", "NoEcho": True, "Default": "hidden"},
            },
            "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
            "Outputs": {
                "Second": {"Value": {"Fn::Select": ["1", {"Ref": "Zones"}]}},
                "Port": {"Value": {"Ref": "Port"}},
            },
        }
    )

    def declared(self, **values):
        return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]

    def test_given_values_and_defaults_are_shown_as_texts_and_secrets_are_not(self, aws):
        aws.make_stack(template=self.BODY, Parameters=self.declared(Env="prod"))
        shown = {p["ParameterKey"]: p["ParameterValue"] for p in aws.stack("payments")["Parameters"]}
        assert shown == {"Env": "prod", "Port": "8080", "Zones": "a,b", "Secret": "****"}

    def test_lists_are_lists_in_the_template(self, aws):
        aws.make_stack(template=self.BODY, Parameters=self.declared(Env="dev", Zones="x,y,z"))
        outputs = {o["OutputKey"]: o["OutputValue"] for o in aws.stack("payments")["Outputs"]}
        assert outputs == {"Second": "y", "Port": "8080"}

    @pytest.mark.parametrize(
        ("values", "part"),
        [
            ({}, "Parameters: [Env] must have values"),
            ({"Env": "test"}, "Parameter 'Env' must be one of AllowedValues"),
            ({"Env": "dev", "Port": "many"}, "Parameter 'Port' must be a number."),
            ({"Env": "dev", "Port": "9001"}, "not greater than 9000"),
        ],
    )
    def test_bad_values_are_refused(self, aws, values, part):
        request = {"StackName": "payments", "TemplateBody": self.BODY, "Parameters": self.declared(**values)}
        code, message = refusal(aws.cloudformation.create_stack, **request)
        assert code == REFUSED
        assert part in message


class TestUpdate:
    def update(self, aws, body, **more):
        aws.cloudformation.update_stack(StackName="payments", TemplateBody=body, **more)
        return aws.stack("payments")

    def test_resources_are_added_and_removed(self, aws):
        aws.make_stack(template=template("One", "Two"))
        stack = self.update(aws, template("Two", "Three"))
        assert stack["StackStatus"] == "UPDATE_COMPLETE"
        assert stack["LastUpdatedTime"] >= stack["CreationTime"]
        resources = aws.cloudformation.describe_stack_resources(StackName="payments")["StackResources"]
        assert [r["LogicalResourceId"] for r in resources] == ["Two", "Three"]
        assert len(aws.client("sqs").list_queues()["QueueUrls"]) == 2

    def test_a_resource_with_another_condition_comes_and_goes(self, aws):
        body = json.dumps(
            {
                "Parameters": {"Wide": {"Type": "String", "Default": "no"}},
                "Conditions": {"IsWide": {"Fn::Equals": [{"Ref": "Wide"}, "yes"]}},
                "Resources": {
                    "Always": {"Type": "AWS::SQS::Queue"},
                    "Sometimes": {"Type": "AWS::SQS::Queue", "Condition": "IsWide"},
                },
            }
        )
        aws.make_stack(template=body)
        for value, count in (("yes", 2), ("no", 1)):
            self.update(aws, body, Parameters=[{"ParameterKey": "Wide", "ParameterValue": value}])
            resources = aws.cloudformation.describe_stack_resources(StackName="payments")["StackResources"]
            assert len(resources) == count

    def test_nothing_to_change_is_an_error(self, aws):
        aws.make_stack()
        arguments = {"StackName": "payments", "TemplateBody": template()}
        assert refusal(aws.cloudformation.update_stack, **arguments) == (REFUSED, "No updates are to be performed.")
        assert aws.stack("payments")["StackStatus"] == "CREATE_COMPLETE"

    def test_a_new_tag_is_something_to_change(self, aws):
        aws.make_stack()
        stack = self.update(aws, template(), Tags=[{"Key": "team", "Value": "payments"}])
        assert stack["Tags"] == [{"Key": "team", "Value": "payments"}]

    def test_a_failing_resource_goes_back(self, aws):
        aws.make_stack()
        stack = self.update(aws, broken())
        assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
        assert "quota reached" in stack["StackStatusReason"]
        assert json.loads(
            json.dumps(aws.cloudformation.get_template(StackName="payments")["TemplateBody"])
        ) == json.loads(template())
        resources = aws.cloudformation.describe_stack_resources(StackName="payments")["StackResources"]
        assert [r["LogicalResourceId"] for r in resources] == ["Queue"]

    def test_a_stack_that_rolled_back_can_be_updated(self, aws):
        aws.make_stack()
        self.update(aws, broken())
        assert self.update(aws, template("Queue", "More"))["StackStatus"] == "UPDATE_COMPLETE"

    @pytest.mark.parametrize("status", ["UPDATE_IN_PROGRESS", "ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED"])
    def test_other_statuses_are_refused(self, aws, status):
        stack_id = aws.make_stack()
        aws.control.force_stack("payments", account=aws.account, status=status)
        assert refusal(aws.cloudformation.update_stack, StackName="payments", TemplateBody=template("Other")) == (
            REFUSED,
            f"Stack:{stack_id} is in {status} state and can not be updated.",
        )

    def test_previous_values_are_kept_only_where_there_were_any(self, aws):
        aws.make_stack(template=TestParameters.BODY, Parameters=[{"ParameterKey": "Env", "ParameterValue": "dev"}])
        keep = [{"ParameterKey": "Env", "UsePreviousValue": True}]
        body = TestParameters.BODY.replace("a,b", "c,d")
        assert self.update(aws, body, Parameters=keep)["StackStatus"] == "UPDATE_COMPLETE"
        new = [{"ParameterKey": "Fresh", "UsePreviousValue": True}]
        code, message = refusal(
            aws.cloudformation.update_stack, StackName="payments", UsePreviousTemplate=True, Parameters=keep + new
        )
        assert code == REFUSED
        assert "not in the previous template" in message


class TestDelete:
    def test_a_deleted_stack_is_found_by_its_id_only(self, aws):
        stack_id = aws.make_stack()
        aws.cloudformation.delete_stack(StackName="payments")
        assert refusal(aws.cloudformation.describe_stacks, StackName="payments") == (
            REFUSED,
            "Stack with id payments does not exist",
        )
        stack = aws.stack(stack_id)
        assert stack["StackStatus"] == "DELETE_COMPLETE"
        assert stack["DeletionTime"] >= stack["CreationTime"]

    def test_deleting_what_does_not_exist_is_no_error(self, aws):
        aws.cloudformation.delete_stack(StackName="nothing")

    def test_termination_protection_is_honoured(self, aws):
        aws.make_stack(EnableTerminationProtection=True)
        assert aws.stack("payments")["EnableTerminationProtection"] is True
        assert refusal(aws.cloudformation.delete_stack, StackName="payments") == (
            REFUSED,
            "Stack [payments] cannot be deleted while TerminationProtection is enabled",
        )
        aws.cloudformation.update_termination_protection(StackName="payments", EnableTerminationProtection=False)
        aws.cloudformation.delete_stack(StackName="payments")

    def test_what_cannot_be_deleted_fails_and_can_then_be_retained(self, aws):
        stack_id = aws.make_stack(template=broken(fail_on="delete"))
        aws.cloudformation.delete_stack(StackName="payments")
        stack = aws.stack("payments")
        assert stack["StackStatus"] == "DELETE_FAILED"
        assert stack["StackStatusReason"] == "The following resource(s) failed to delete: [Broken]."
        aws.cloudformation.delete_stack(StackName="payments", RetainResources=["Broken"])
        assert aws.stack(stack_id)["StackStatus"] == "DELETE_COMPLETE"

    def test_resources_are_only_retained_after_a_failure(self, aws):
        aws.make_stack()
        arguments = {"StackName": "payments", "RetainResources": ["Queue"]}
        assert refusal(aws.cloudformation.delete_stack, **arguments)[0] == REFUSED

    def test_a_deletion_policy_retains(self, aws):
        queue = {"Type": "AWS::SQS::Queue", "DeletionPolicy": "Retain"}
        aws.make_stack(template=json.dumps({"Resources": {"Queue": queue}}))
        aws.cloudformation.delete_stack(StackName="payments")
        assert len(aws.client("sqs").list_queues()["QueueUrls"]) == 1

    def test_the_name_is_free_again(self, aws):
        first = aws.make_stack()
        aws.cloudformation.delete_stack(StackName="payments")
        assert aws.make_stack() != first


class TestNested:
    @pytest.fixture
    def parent(self, aws):
        child = template(Outputs={"Url": {"Value": {"Ref": "Queue"}}})
        nested = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": aws.upload(child)}}
        outputs = {"ChildUrl": {"Value": {"Fn::GetAtt": ["Child", "Outputs.Url"]}}}
        return aws.make_stack("parent", json.dumps({"Resources": {"Child": nested}, "Outputs": outputs}))

    def child(self, aws):
        (resource,) = aws.cloudformation.describe_stack_resources(StackName="parent")["StackResources"]
        return aws.stack(resource["PhysicalResourceId"])

    def test_a_child_knows_its_parent_and_root(self, aws, parent):
        child = self.child(aws)
        assert (child["ParentId"], child["RootId"]) == (parent, parent)
        assert child["StackName"].startswith("parent-Child-")
        assert "ParentId" not in aws.stack("parent")

    @pytest.mark.usefixtures("parent")
    def test_a_parent_reads_its_childs_outputs(self, aws):
        (output,) = aws.stack("parent")["Outputs"]
        assert output["OutputValue"] == self.child(aws)["Outputs"][0]["OutputValue"]

    @pytest.mark.usefixtures("parent")
    def test_a_child_goes_with_its_parent(self, aws):
        child = self.child(aws)["StackId"]
        aws.cloudformation.delete_stack(StackName="parent")
        assert aws.stack(child)["StackStatus"] == "DELETE_COMPLETE"

    def test_a_failing_child_fails_its_parent(self, aws):
        nested = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": aws.upload(broken())}}
        aws.make_stack("parent", json.dumps({"Resources": {"Child": nested}}))
        assert aws.stack("parent")["StackStatus"] == "ROLLBACK_COMPLETE"


class TestStackSets:
    def test_their_stacks_are_named_as_in_aws_and_can_be_found(self, aws):
        aws.cloudformation.create_stack_set(
            StackSetName="fleet", TemplateBody=template(), PermissionModel="SELF_MANAGED"
        )
        aws.cloudformation.create_stack_instances(StackSetName="fleet", Accounts=[aws.account], Regions=["us-east-1"])
        (instance,) = aws.cloudformation.list_stack_instances(StackSetName="fleet")["Summaries"]
        assert re.fullmatch(r"StackSet-fleet-[0-9a-f-]{36}", aws.stack(instance["StackId"])["StackName"])


class TestListing:
    def test_stacks_come_newest_first(self, aws):
        for name in ("one", "two", "three"):
            aws.make_stack(name)
        assert [s["StackName"] for s in aws.cloudformation.describe_stacks()["Stacks"]] == ["three", "two", "one"]

    def test_deleted_stacks_are_listed_but_not_described(self, aws):
        aws.make_stack("one")
        aws.make_stack("two")
        aws.cloudformation.delete_stack(StackName="one")
        listed = aws.cloudformation.list_stacks()["StackSummaries"]
        assert {s["StackName"]: s["StackStatus"] for s in listed} == {
            "one": "DELETE_COMPLETE",
            "two": "CREATE_COMPLETE",
        }
        assert [s["StackName"] for s in aws.cloudformation.describe_stacks()["Stacks"]] == ["two"]
        filtered = aws.cloudformation.list_stacks(StackStatusFilter=["DELETE_COMPLETE"])["StackSummaries"]
        assert [s["StackName"] for s in filtered] == ["one"]

    def test_pages_hold_100_and_survive_deletions(self, aws):
        for number in range(102):
            aws.make_stack(f"stack-{number:03}")
        first = aws.cloudformation.describe_stacks()
        assert len(first["Stacks"]) == 100
        aws.cloudformation.delete_stack(StackName=first["Stacks"][-1]["StackName"])
        rest = aws.cloudformation.describe_stacks(NextToken=first["NextToken"])
        assert [s["StackName"] for s in rest["Stacks"]] == ["stack-001", "stack-000"]
        pages = aws.cloudformation.get_paginator("list_stacks").paginate()
        assert [len(page["StackSummaries"]) for page in pages] == [100, 2]

    def test_a_token_that_was_never_given_is_refused(self, aws):
        assert refusal(aws.cloudformation.describe_stacks, NextToken="next")[0] == REFUSED


class TestTemplates:
    def test_the_template_comes_back_as_it_was(self, aws):
        body = "# a comment\nResources:\n  Queue: {Type: 'AWS::SQS::Queue'}\n"
        aws.make_stack(template=body)
        answer = aws.cloudformation.get_template(StackName="payments")
        assert answer["TemplateBody"] == body
        assert answer["StagesAvailable"] == ["Original", "Processed"]

    def test_a_summary_lists_parameters_types_and_capabilities(self, aws):
        body = json.loads(TestParameters.BODY)
        body["Resources"]["Role"] = {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "g"}}
        summary = aws.cloudformation.get_template_summary(TemplateBody=json.dumps(body))
        by_key = {p["ParameterKey"]: p for p in summary["Parameters"]}
        assert by_key["Port"]["DefaultValue"] == "8080"
        assert by_key["Secret"]["NoEcho"] is True
        assert summary["ResourceTypes"] == ["AWS::IAM::Group", "AWS::SQS::Queue"]
        assert summary["Capabilities"] == ["CAPABILITY_NAMED_IAM"]

    def test_a_template_can_be_validated(self, aws):
        answer = aws.cloudformation.validate_template(TemplateBody=TestParameters.BODY)
        assert [p["ParameterKey"] for p in answer["Parameters"]] == ["Env", "Port", "Zones", "Secret"]
        assert refusal(aws.cloudformation.validate_template, TemplateBody="Resources: [")[0] == REFUSED


class TestChangeSets:
    def make(self, aws, kind, body, **more):
        return aws.cloudformation.create_change_set(
            StackName="payments", ChangeSetName="change", ChangeSetType=kind, TemplateBody=body, **more
        )["Id"]

    def test_a_stack_can_be_made_through_one(self, aws):
        made = self.make(aws, "CREATE", template())
        assert aws.stack("payments")["StackStatus"] == "REVIEW_IN_PROGRESS"
        aws.cloudformation.execute_change_set(ChangeSetName=made)
        assert aws.stack("payments")["StackStatus"] == "CREATE_COMPLETE"

    def test_it_shows_what_would_change(self, aws):
        aws.make_stack(template=template("One", "Two"))
        made = self.make(aws, "UPDATE", template("Two", "Three"))
        changes = aws.cloudformation.describe_change_set(ChangeSetName=made)["Changes"]
        shown = {c["ResourceChange"]["LogicalResourceId"]: c["ResourceChange"]["Action"] for c in changes}
        assert shown == {"Three": "Add", "One": "Remove"}
        aws.cloudformation.execute_change_set(ChangeSetName="change", StackName="payments")
        assert aws.stack("payments")["StackStatus"] == "UPDATE_COMPLETE"

    def test_one_without_changes_fails(self, aws):
        aws.make_stack()
        answer = aws.cloudformation.describe_change_set(ChangeSetName=self.make(aws, "UPDATE", template()))
        assert (answer["Status"], answer["ExecutionStatus"]) == ("FAILED", "UNAVAILABLE")

    def test_existing_resources_are_imported_and_not_made_again(self, aws):
        aws.client("s3").create_bucket(Bucket=f"existing-{aws.account}")
        bucket = {
            "Type": "AWS::S3::Bucket",
            "DeletionPolicy": "Retain",
            "Properties": {"BucketName": f"existing-{aws.account}"},
        }
        what = {
            "ResourceType": "AWS::S3::Bucket",
            "LogicalResourceId": "Bucket",
            "ResourceIdentifier": {"BucketName": f"existing-{aws.account}"},
        }
        made = self.make(aws, "IMPORT", json.dumps({"Resources": {"Bucket": bucket}}), ResourcesToImport=[what])
        aws.cloudformation.execute_change_set(ChangeSetName=made)
        assert aws.stack("payments")["StackStatus"] == "IMPORT_COMPLETE"
        (resource,) = aws.cloudformation.describe_stack_resources(StackName="payments")["StackResources"]
        assert resource["PhysicalResourceId"] == f"existing-{aws.account}"


def test_exports_are_unique_in_a_region(aws):
    body = template(Outputs={"Url": {"Value": {"Ref": "Queue"}, "Export": {"Name": "queue-url"}}})
    aws.make_stack("one", body)
    assert [e["Name"] for e in aws.cloudformation.list_exports()["Exports"]] == ["queue-url"]
    aws.make_stack("two", body)
    stack = aws.stack("two")
    assert stack["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "already exported by stack one" in stack["StackStatusReason"]
    aws.cloudformation.delete_stack(StackName="one")
    assert aws.cloudformation.list_exports()["Exports"] == []


def test_a_stack_without_outputs_has_no_outputs_member(aws):
    aws.make_stack("plain")
    assert "Outputs" not in aws.stack("plain")


@pytest.mark.parametrize("value", [{"Fn::GetAtt": ["Left", "Arn"]}, {"Ref": "Left"}], ids=["GetAtt", "Ref"])
def test_an_output_of_a_resource_that_its_condition_leaves_out_is_refused(aws, value):
    sections = {
        "Parameters": {"with": {"Type": "String", "Default": "no"}},
        "Conditions": {"C": {"Fn::Equals": [{"Ref": "with"}, "yes"]}},
        "Resources": {
            "Kept": {"Type": "AWS::SNS::Topic"},
            "Left": {"Type": "AWS::SQS::Queue", "Condition": "C"},
        },
    }
    refused = json.dumps(sections | {"Outputs": {"A": {"Value": value}}})
    code, message = refusal(aws.cloudformation.create_stack, StackName="new", TemplateBody=refused)
    assert code == "ValidationError"
    assert message == "Unresolved resource dependencies [Left] in the Outputs block of the template"
    aws.make_stack("new", json.dumps(sections | {"Outputs": {"A": {"Value": value, "Condition": "C"}}}))
    assert aws.stack("new")["StackStatus"] == "CREATE_COMPLETE"


@pytest.mark.parametrize("more", [{"TemplateBody": "{}"}, {"TemplateURL": "https://a.s3.amazonaws.com/b"}], ids=str)
def test_the_previous_template_and_another_one_are_refused_together(aws, more):
    aws.make_stack("there")
    refused = ("ValidationError", "You cannot specify both usePreviousTemplate and Template Body/Template URL")
    assert refusal(aws.cloudformation.update_stack, StackName="there", UsePreviousTemplate=True, **more) == refused
    change_set = {"StackName": "there", "ChangeSetName": "c", "UsePreviousTemplate": True}
    assert refusal(aws.cloudformation.create_change_set, **change_set, **more) == refused


def test_a_change_set_by_its_name_needs_the_name_of_its_stack(aws):
    aws.make_stack("there")
    made = aws.cloudformation.create_change_set(StackName="there", ChangeSetName="c", TemplateBody=template("Another"))
    for operation in (
        aws.cloudformation.describe_change_set,
        aws.cloudformation.execute_change_set,
        aws.cloudformation.delete_change_set,
    ):
        assert refusal(operation, ChangeSetName="c") == (
            "ValidationError",
            "StackName must be specified if ChangeSetName is not specified as an ARN.",
        )
    assert aws.cloudformation.describe_change_set(ChangeSetName=made["Id"])["ChangeSetName"] == "c"
