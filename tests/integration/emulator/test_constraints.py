"""Constraints: what they do to launches and updates, and that they do nothing to imports."""

from __future__ import annotations

import json

import pytest

from integration.emulator.caller import refusal

SIZES = json.dumps(
    {
        "Parameters": {
            "Env": {"Type": "String", "Default": "dev"},
            "Size": {"Type": "String", "Default": "small", "AllowedValues": ["small", "large", "huge"]},
        },
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
        "Outputs": {"Url": {"Description": "where it is", "Value": {"Ref": "Queue"}}},
    }
)
SMALL = {
    "Rules": {
        "Small": {
            "Assertions": [
                {
                    "Assert": {"Fn::Contains": [["small", "medium"], {"Ref": "Size"}]},
                    "AssertDescription": "Sizes are small",
                }
            ]
        }
    }
}
LARGE_IN_PRODUCTION = {
    "Rules": {
        "Large": {
            "RuleCondition": {"Fn::Equals": [{"Ref": "Env"}, "prod"]},
            "Assertions": [{"Assert": {"Fn::Equals": [{"Ref": "Size"}, "large"]}}],
        }
    }
}
TAG_UPDATES = {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
TEAM = [{"Key": "team", "Value": "payments"}]


def location(aws, product_id):
    (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
    return {"ProductId": product_id, "PortfolioId": portfolio["Id"]}


class TestParameters:
    @pytest.mark.parametrize(
        ("kind", "parameters"),
        [
            ("LAUNCH", {}),
            ("LAUNCH", {"RoleArn": "arn:aws:iam::111122223333:role/a", "LocalRoleName": "a"}),
            ("NOTIFICATION", {"NotificationArns": []}),
            ("NOTIFICATION", {"NotificationArns": "arn:aws:sns:us-east-1:111122223333:a"}),
            ("TEMPLATE", {"Small": {}}),
            ("RESOURCE_UPDATE", {"Version": "2.0"}),
            ("RESOURCE_UPDATE", {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "YES"}}),
            ("STACKSET", {"Version": "1", "Properties": {"AccountList": ["111122223333"]}}),
            ("STACKSET", ["111122223333"]),
        ],
    )
    def test_that_the_type_does_not_know_are_refused(self, aws, kind, parameters):
        product_id, _ = aws.product()
        arguments = location(aws, product_id) | {"Type": kind, "Parameters": json.dumps(parameters)}
        assert aws.refusal("create_constraint", **arguments)[0] == "InvalidParametersException"

    def test_are_checked_when_they_change(self, aws):
        product_id, _ = aws.product()
        (constraint_id,) = aws.constrain(product_id, "LAUNCH", {"LocalRoleName": "launch"})
        assert aws.refusal("update_constraint", Id=constraint_id, Parameters="{}")[0] == "InvalidParametersException"
        aws.catalog.update_constraint(Id=constraint_id, Parameters=json.dumps({"LocalRoleName": "other"}))
        assert aws.launch((product_id, aws.version(product_id, SIZES)))["LaunchRoleArn"] == aws.role("other")

    @pytest.mark.parametrize(("first", "second"), [("LAUNCH", "STACKSET"), ("STACKSET", "LAUNCH")])
    def test_of_a_launch_role_and_a_stack_set_exclude_each_other(self, aws, first, second):
        product_id, _ = aws.product()
        parameters = {
            "LAUNCH": {"LocalRoleName": "launch"},
            "STACKSET": {"Properties": {"AccountList": [aws.account], "RegionList": ["us-east-1"]}},
        }
        aws.constrain(product_id, first, parameters[first])
        arguments = location(aws, product_id) | {"Type": second, "Parameters": json.dumps(parameters[second])}
        code, message = aws.refusal("create_constraint", **arguments)
        assert code == "InvalidParametersException"
        assert "cannot have both a LAUNCH and a STACKSET" in message


class TestLaunch:
    @pytest.mark.parametrize("by", ["RoleArn", "LocalRoleName"])
    def test_its_role_is_the_launch_role_of_product_and_record(self, aws, by):
        product = aws.product()
        aws.constrain(product[0], "LAUNCH", {by: aws.role("launch") if by == "RoleArn" else "launch"})
        record = aws.launch(product)
        assert record["LaunchRoleArn"] == aws.role("launch")
        assert aws.provisioned(record["ProvisionedProductId"])["LaunchRoleArn"] == aws.role("launch")

    def test_it_is_not_applied_to_an_import_but_to_the_update_after_it(self, aws):
        product = aws.product()
        aws.constrain(product[0], "LAUNCH", {"RoleArn": aws.role("launch")})
        pp_id = aws.import_as(aws.make_stack(), product)["ProvisionedProductId"]
        assert "LaunchRoleArn" not in aws.provisioned(pp_id)
        assert aws.update(pp_id)["LaunchRoleArn"] == aws.role("launch")
        assert aws.provisioned(pp_id)["LaunchRoleArn"] == aws.role("launch")

    @pytest.mark.parametrize(("switch", "used"), [("property", "chosen"), ("constraint", "launch")])
    def test_a_role_that_was_set_for_the_product_stays_unless_the_switch_says_otherwise(self, aws, switch, used):
        aws.set(launch_role_of_update=switch)
        product = aws.product()
        aws.constrain(product[0], "LAUNCH", {"RoleArn": aws.role("launch")})
        pp_id = aws.launch(product)["ProvisionedProductId"]
        aws.catalog.update_provisioned_product_properties(
            ProvisionedProductId=pp_id, ProvisionedProductProperties={"LAUNCH_ROLE": aws.role("chosen")}
        )
        aws.update(pp_id)
        assert aws.provisioned(pp_id)["LaunchRoleArn"] == aws.role(used)


class TestTemplate:
    def test_a_value_outside_a_rule_fails_the_record_with_its_description(self, aws):
        product = aws.product(SIZES)
        aws.constrain(product[0], "TEMPLATE", SMALL)
        record = aws.launch(product, ProvisioningParameters=[{"Key": "Size", "Value": "large"}])
        assert record["Status"] == "FAILED"
        assert "Sizes are small" in record["RecordErrors"][0]["Description"]
        assert aws.provisioned(record["ProvisionedProductId"])["Status"] == "ERROR"
        assert aws.launch(product, "orders")["Status"] == "SUCCEEDED"

    @pytest.mark.parametrize(
        ("env", "size", "status"),
        [("dev", "small", "SUCCEEDED"), ("prod", "large", "SUCCEEDED"), ("prod", "small", "FAILED")],
    )
    def test_a_condition_decides_whether_a_rule_holds(self, aws, env, size, status):
        product = aws.product(SIZES)
        aws.constrain(product[0], "TEMPLATE", LARGE_IN_PRODUCTION)
        arguments = [{"Key": "Env", "Value": env}, {"Key": "Size", "Value": size}]
        assert aws.launch(product, ProvisioningParameters=arguments)["Status"] == status

    def test_it_is_not_applied_to_an_import_but_to_the_update_after_it(self, aws):
        product = aws.product(SIZES)
        aws.constrain(product[0], "TEMPLATE", SMALL)
        large = {"ParameterKey": "Size", "ParameterValue": "large"}
        record = aws.import_as(aws.make_stack(template=SIZES, Parameters=[large]), product)
        assert aws.record(record)["Status"] == "SUCCEEDED"
        keep = [{"Key": "Size", "UsePreviousValue": True}]
        assert aws.update(record["ProvisionedProductId"], ProvisioningParameters=keep)["Status"] == "FAILED"

    def test_it_fails_a_plan(self, aws):
        aws.set(plan_seconds=0)
        product = aws.product(SIZES)
        aws.constrain(product[0], "TEMPLATE", SMALL)
        made = aws.catalog.create_provisioned_product_plan(
            PlanName="large",
            PlanType="CLOUDFORMATION",
            ProductId=product[0],
            ProvisioningArtifactId=product[1],
            ProvisionedProductName="payments",
            ProvisioningParameters=[{"Key": "Size", "Value": "large"}],
        )
        shown = aws.catalog.describe_provisioned_product_plan(PlanId=made["PlanId"])["ProvisionedProductPlanDetails"]
        assert shown["Status"] == "CREATE_FAILED"
        assert "Sizes are small" in shown["StatusMessage"]

    @pytest.mark.parametrize(
        ("assertion", "holds"),
        [
            ({"Fn::Not": [{"Fn::Equals": [{"Ref": "Env"}, "prod"]}]}, True),
            ({"Fn::And": [{"Fn::Equals": [{"Ref": "Env"}, "dev"]}, {"Fn::Contains": [["b"], {"Ref": "Env"}]}]}, False),
            ({"Fn::Or": [{"Fn::Equals": [{"Ref": "Env"}, "x"]}, {"Fn::Contains": [["dev"], {"Ref": "Env"}]}]}, True),
            ({"Fn::EachMemberIn": [{"Fn::RefAll": "String"}, ["dev", "small"]]}, True),
            ({"Fn::EachMemberIn": [["a", "b"], ["a"]]}, False),
            ({"Fn::EachMemberEquals": [{"Fn::RefAll": "String"}, "dev"]}, False),
            ({"Fn::GetAZs": [{"Ref": "Env"}, "x"]}, False),
            ({"Fn::Equals": [{"Ref": "Colour"}, "x"]}, False),
        ],
    )
    def test_the_functions_of_rules(self, aws, assertion, holds):
        product = aws.product(SIZES)
        aws.constrain(product[0], "TEMPLATE", {"Rules": {"Rule": {"Assertions": [{"Assert": assertion}]}}})
        assert aws.launch(product)["Status"] == ("SUCCEEDED" if holds else "FAILED")

    def test_the_rules_of_a_template_itself_hold_for_every_stack(self, aws):
        body = json.dumps(json.loads(SIZES) | SMALL)
        large = [{"ParameterKey": "Size", "ParameterValue": "large"}]
        code, message = refusal(
            aws.cloudformation.create_stack, StackName="payments", TemplateBody=body, Parameters=large
        )
        assert code == "ValidationError"
        assert "Sizes are small" in message


class TestNotification:
    @pytest.fixture
    def topics(self, aws):
        return [f"arn:aws:sns:us-east-1:{aws.account}:{name}" for name in ("ours", "theirs")]

    def test_its_topics_join_those_of_the_request(self, aws, topics):
        product = aws.product()
        aws.constrain(product[0], "NOTIFICATION", {"NotificationArns": topics[1:]})
        aws.launch(product, NotificationArns=topics[:1])
        (provisioned,) = aws.search()
        assert aws.stack(provisioned["PhysicalId"])["NotificationARNs"] == topics

    def test_an_update_after_an_import_adds_them(self, aws, topics):
        product = aws.product()
        aws.constrain(product[0], "NOTIFICATION", {"NotificationArns": topics[1:]})
        pp_id = aws.import_as(aws.make_stack(NotificationARNs=topics[:1]), product)["ProvisionedProductId"]
        assert aws.stack("payments")["NotificationARNs"] == topics[:1]
        aws.update(pp_id)
        assert aws.stack("payments")["NotificationARNs"] == topics


class TestResourceUpdate:
    def test_it_allows_tags_in_an_update(self, aws):
        pp_id, product_id, stack_id = aws.adopted()
        aws.constrain(product_id, "RESOURCE_UPDATE", TAG_UPDATES)
        assert aws.update(pp_id, Tags=TEAM)["RecordTags"] == TEAM
        (provisioned,) = aws.search()
        assert TEAM[0] in provisioned["Tags"]
        assert TEAM[0] in aws.stack(stack_id)["Tags"]

    @pytest.mark.parametrize(
        ("switch", "alone", "with_another"),
        [("with-another", True, False), ("remove", False, False), ("keep", True, True)],
    )
    def test_what_becomes_of_tags_that_an_update_leaves_out_is_a_switch(self, aws, switch, alone, with_another):
        """Users report that AWS passes over an update which does nothing but remove a tag."""
        aws.control.set(account=aws.account, left_out_tags=switch)
        pp_id, product_id, stack_id = aws.adopted()
        aws.constrain(product_id, "RESOURCE_UPDATE", TAG_UPDATES)
        for key, others, stays in (("one", [], alone), ("two", [{"Key": "new", "Value": "yes"}], with_another)):
            aws.update(pp_id, Tags=[*TEAM, {"Key": key, "Value": "yes"}])
            aws.update(pp_id, Tags=[*TEAM, *others])
            (provisioned,) = aws.search()
            for tags in (provisioned["Tags"], aws.stack(stack_id)["Tags"]):
                assert ({"Key": key, "Value": "yes"} in tags) == stays
                assert TEAM[0] in tags

    @pytest.mark.parametrize("constraint", [None, "NOT_ALLOWED"])
    def test_without_it_new_tags_are_refused_and_nothing_is_changed(self, aws, constraint):
        pp_id, product_id, _ = aws.adopted()
        if constraint:
            aws.constrain(product_id, "RESOURCE_UPDATE", {"Properties": {"TagUpdateOnProvisionedProduct": constraint}})
        code, message = aws.refusal("update_provisioned_product", ProvisionedProductId=pp_id, Tags=TEAM)
        assert code == "InvalidParametersException"
        assert "RESOURCE_UPDATE" in message
        assert aws.provisioned(pp_id)["Status"] == "AVAILABLE"

    def test_tags_that_are_there_already_are_no_update(self, aws):
        pp_id = aws.launch(aws.product(), Tags=TEAM)["ProvisionedProductId"]
        assert aws.update(pp_id, Tags=TEAM)["Status"] == "SUCCEEDED"

    @pytest.mark.parametrize(("switch", "applied"), [("ignore", False), ("apply", True)])
    def test_what_becomes_of_them_otherwise_is_a_switch(self, aws, switch, applied):
        aws.set(tags_without_constraint=switch)
        pp_id, _, _ = aws.adopted()
        assert aws.update(pp_id, Tags=TEAM)["Status"] == "SUCCEEDED"
        assert (TEAM[0] in aws.search()[0]["Tags"]) == applied

    def test_a_plan_is_refused_as_the_update_is(self, aws):
        pp_id, product_id, _ = aws.adopted()
        arguments = {"PlanName": "tags", "PlanType": "CLOUDFORMATION", "ProvisionedProductName": "payments"}
        version = aws.provisioned(pp_id)["ProvisioningArtifactId"]
        code, message = aws.refusal(
            "create_provisioned_product_plan",
            ProductId=product_id,
            ProvisioningArtifactId=version,
            Tags=TEAM,
            **arguments,
        )
        assert code == "InvalidParametersException"
        assert "RESOURCE_UPDATE" in message


class TestDescribeProvisioningParameters:
    def describe(self, aws, product):
        return aws.catalog.describe_provisioning_parameters(ProductId=product[0], ProvisioningArtifactId=product[1])

    def test_rules_narrow_the_allowed_values(self, aws):
        product = aws.product(SIZES)
        aws.constrain(product[0], "TEMPLATE", SMALL)
        shown = self.describe(aws, product)
        allowed = {p["ParameterKey"]: p["ParameterConstraints"] for p in shown["ProvisioningArtifactParameters"]}
        assert allowed == {"Env": {}, "Size": {"AllowedValues": ["small"]}}
        assert [c["Type"] for c in shown["ConstraintSummaries"]] == ["TEMPLATE"]
        instructions = {i["Type"]: i["Value"] for i in shown["UsageInstructions"]}
        assert json.loads(instructions["rules"]) == SMALL["Rules"]

    def test_a_rule_with_a_condition_narrows_nothing(self, aws):
        product = aws.product(SIZES)
        aws.constrain(product[0], "TEMPLATE", LARGE_IN_PRODUCTION)
        size = self.describe(aws, product)["ProvisioningArtifactParameters"][1]
        assert size["ParameterConstraints"]["AllowedValues"] == ["small", "large", "huge"]

    def test_the_template_s_version_and_the_launch_role_are_usage_instructions(self, aws):
        product = aws.product(json.dumps({"AWSTemplateFormatVersion": "2010-09-09"} | json.loads(SIZES)))
        aws.constrain(product[0], "LAUNCH", {"LocalRoleName": "launch"})
        assert self.describe(aws, product)["UsageInstructions"] == [
            {"Type": "version", "Value": "2010-09-09"},
            {"Type": "launchAsRole", "Value": aws.role("launch")},
        ]

    def test_outputs_are_told_by_key_and_description(self, aws):
        assert self.describe(aws, aws.product(SIZES))["ProvisioningArtifactOutputKeys"] == [
            {"Key": "Url", "Description": "where it is"}
        ]


class TestLaunchPaths:
    def test_each_has_the_constraints_of_its_portfolio(self, aws):
        product = aws.product()
        aws.constrain(product[0], "LAUNCH", {"LocalRoleName": "launch"})
        aws.portfolio_with(product[0], "free")
        assert aws.launch(product, "constrained", PathName="all")["LaunchRoleArn"] == aws.role("launch")
        assert "LaunchRoleArn" not in aws.launch(product, "free", PathName="free")

    def test_their_ids_can_be_made_stale(self, aws):
        product = aws.product()
        record = aws.launch(product)
        (rotated,) = aws.control.rotate_launch_paths(account=aws.account, product=product[0])
        (path,) = aws.catalog.list_launch_paths(ProductId=product[0])["LaunchPathSummaries"]
        assert path["Id"] == rotated != record["PathId"]
        stale = {"ProvisionedProductId": record["ProvisionedProductId"], "PathId": record["PathId"]}
        assert aws.refusal("update_provisioned_product", **stale) == (
            "InvalidParametersException",
            f"Invalid PathId: {record['PathId']}",
        )
        assert aws.update(record["ProvisionedProductId"])["PathId"] == rotated

    def test_those_of_other_products_keep_theirs(self, aws):
        product, other = aws.product(), aws.product(name="other")
        (before,) = aws.catalog.list_launch_paths(ProductId=other[0])["LaunchPathSummaries"]
        aws.control.rotate_launch_paths(account=aws.account, product=product[0])
        assert aws.catalog.list_launch_paths(ProductId=other[0])["LaunchPathSummaries"] == [before]
        assert len(aws.control.rotate_launch_paths(account=aws.account)) == 2
