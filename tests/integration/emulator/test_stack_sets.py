"""Products with a STACKSET constraint: launched, updated and terminated as stack sets."""

from __future__ import annotations

import json
import re

import pytest

REGIONS = ["us-east-1", "eu-west-1"]
SIZED = json.dumps(
    {
        "Parameters": {"Size": {"Type": "String", "Default": "small"}},
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
    }
)


@pytest.fixture
def other(accounts):
    return next(accounts)


@pytest.fixture
def product(aws, other):
    """A product whose stack sets may be in two accounts and two regions."""
    made = aws.product(SIZED)
    aws.make_stack_set(made[0], *REGIONS, accounts=(aws.account, other))
    return made


def arguments(product, preferences, **more):
    chosen = {"ProvisioningPreferences": preferences} if preferences is not None else {}
    return {"ProductId": product[0], "ProvisioningArtifactId": product[1], **chosen, **more}


def launch(aws, product, preferences=None, **more):
    declared = arguments(product, preferences, ProvisionedProductName="fleet", **more)
    return aws.record(aws.catalog.provision_product(**declared)["RecordDetail"])


def instances(aws):
    (provisioned,) = aws.search()
    name = provisioned["PhysicalId"].rpartition(":stackset/")[2].partition(":")[0]
    summaries = aws.cloudformation.list_stack_instances(StackSetName=name)["Summaries"]
    return {(i["Account"], i["Region"]): i for i in summaries}


def refused(aws, product, preferences):
    declared = arguments(product, preferences, ProvisionedProductName="fleet")
    return aws.refusal("provision_product", **declared)


def test_a_launch_makes_a_stack_set_with_an_instance_in_each_account_and_region(aws, product, other):
    record = launch(aws, product)
    assert (record["Status"], record["ProvisionedProductType"]) == ("SUCCEEDED", "CFN_STACKSET")
    (provisioned,) = aws.search()
    assert (provisioned["Type"], provisioned["Status"]) == ("CFN_STACKSET", "AVAILABLE")
    assert re.fullmatch(
        rf"arn:aws:cloudformation:us-east-1:{aws.account}:stackset/SC-{aws.account}-{provisioned['Id']}:[0-9a-f-]{{36}}",
        provisioned["PhysicalId"],
    )
    made = instances(aws)
    assert set(made) == {(account, region) for account in (aws.account, other) for region in REGIONS}
    assert {i["Status"] for i in made.values()} == {"CURRENT"}
    stack = aws.elsewhere("eu-west-1").stack(made[aws.account, "eu-west-1"]["StackId"])
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert stack["Parameters"] == [{"ParameterKey": "Size", "ParameterValue": "small"}]


def test_the_constraint_names_its_roles(aws, product):
    launch(aws, product)
    (provisioned,) = aws.search()
    name = f"SC-{aws.account}-{provisioned['Id']}"
    stack_set = aws.cloudformation.describe_stack_set(StackSetName=name)["StackSet"]
    assert stack_set["AdministrationRoleARN"] == f"arn:aws:iam::{aws.account}:role/admin"
    assert stack_set["ExecutionRoleName"] == "execution"


def test_preferences_choose_accounts_and_regions(aws, product, other):
    launch(aws, product, {"StackSetAccounts": [other], "StackSetRegions": ["eu-west-1"]})
    assert set(instances(aws)) == {(other, "eu-west-1")}


def test_what_can_be_chosen_is_told(aws, product, other):
    described = aws.catalog.describe_provisioning_parameters(ProductId=product[0], ProvisioningArtifactId=product[1])
    assert described["ProvisioningArtifactPreferences"] == {
        "StackSetAccounts": [aws.account, other],
        "StackSetRegions": REGIONS,
    }


class TestPreferences:
    @pytest.mark.parametrize(
        ("preferences", "said"),
        [
            ({"StackSetAccounts": ["999999999999"]}, "StackSetAccounts: 999999999999 is not in"),
            ({"StackSetRegions": ["us-west-2"]}, "StackSetRegions: us-west-2 is not in"),
            (
                {"StackSetFailureToleranceCount": 0, "StackSetFailureTolerancePercentage": 0},
                "StackSetFailureToleranceCount or StackSetFailureTolerancePercentage, but not both",
            ),
            (
                {"StackSetMaxConcurrencyCount": 1, "StackSetMaxConcurrencyPercentage": 50},
                "StackSetMaxConcurrencyCount or StackSetMaxConcurrencyPercentage, but not both",
            ),
            ({"StackSetMaxConcurrencyCount": 2}, "at most one more than the failure tolerance"),
            ({"StackSetMaxConcurrencyCount": 3, "StackSetFailureToleranceCount": 1}, "at most one more"),
            ({"StackSetMaxConcurrencyCount": 2, "StackSetFailureTolerancePercentage": 49}, "at most one more"),
        ],
    )
    def test_that_contradict_are_refused(self, aws, product, preferences, said):
        code, message = refused(aws, product, preferences)
        assert code == "InvalidParametersException"
        assert said in message

    @pytest.mark.parametrize(
        "preferences",
        [
            {"StackSetFailureToleranceCount": 0},
            {"StackSetFailureTolerancePercentage": 0, "StackSetMaxConcurrencyCount": 1},
            {"StackSetFailureToleranceCount": 1, "StackSetMaxConcurrencyCount": 2},
            {"StackSetFailureTolerancePercentage": 50, "StackSetMaxConcurrencyCount": 2},
            {"StackSetMaxConcurrencyPercentage": 100},
        ],
    )
    def test_that_agree_are_accepted(self, aws, product, preferences):
        assert launch(aws, product, preferences)["Status"] == "SUCCEEDED"

    @pytest.mark.parametrize(
        "preferences",
        [
            {"StackSetMaxConcurrencyCount": 0},
            {"StackSetMaxConcurrencyPercentage": 0},
            {"StackSetFailureTolerancePercentage": 101},
            {"StackSetAccounts": ["12"]},
        ],
    )
    def test_outside_the_model_are_refused(self, aws, product, preferences):
        # boto3 checks minima itself, so these two go through a client that does not
        catalog = aws.client("servicecatalog", parameter_validation=False)
        with pytest.raises(catalog.exceptions.ClientError, match="ValidationException"):
            catalog.provision_product(
                **arguments(product, preferences, ProvisionedProductName="fleet", ProvisionToken="once")
            )

    @pytest.mark.parametrize("switch", ["refuse", "ignore"])
    def test_of_a_stack_are_refused_or_ignored(self, aws, switch):
        aws.set(preferences_of_stacks=switch)
        product, preferences = aws.product(), {"StackSetFailureToleranceCount": 0}
        if switch == "refuse":
            assert refused(aws, product, preferences)[0] == "InvalidParametersException"
        else:
            assert launch(aws, product, preferences)["ProvisionedProductType"] == "CFN_STACK"


class TestFailure:
    @pytest.fixture
    def failing(self, aws, other):
        """A product whose stacks fail everywhere."""
        broken = {"Type": "Custom::EmulatorFailure", "Properties": {"FailOn": "create", "Reason": "no capacity"}}
        made = aws.product(json.dumps({"Resources": {"Broken": broken}}), name="broken")
        aws.make_stack_set(made[0], *REGIONS, accounts=(aws.account, other))
        return made

    def test_beyond_the_tolerance_stops_before_the_next_region(self, aws, failing):
        record = launch(aws, failing)
        assert record["Status"] == "FAILED"
        assert "no capacity" in record["RecordErrors"][0]["Description"]
        assert aws.search()[0]["Status"] == "ERROR"
        made = instances(aws)
        assert {region for _, region in made} == {"us-east-1"}
        assert {i["Status"] for i in made.values()} == {"OUTDATED"}

    def test_within_the_tolerance_is_a_success(self, aws, failing):
        assert launch(aws, failing, {"StackSetFailureToleranceCount": 2})["Status"] == "SUCCEEDED"
        assert len(instances(aws)) == 4

    def test_of_a_parameter_leaves_no_stack_set(self, aws, product):
        record = launch(aws, product, ProvisioningParameters=[{"Key": "Colour", "Value": "blue"}])
        assert record["Status"] == "FAILED"
        assert record["RecordErrors"][0]["Description"] == "Parameters: [Colour] do not exist in the template"
        assert "PhysicalId" not in aws.search()[0]


class TestUpdate:
    @pytest.fixture
    def launched(self, aws, product):
        record = launch(aws, product, {"StackSetRegions": ["us-east-1"]})
        return record["ProvisionedProductId"], product

    def test_takes_the_instances_over_to_new_values_and_version(self, aws, launched):
        pp_id, product = launched
        version = aws.version(product[0], json.dumps(json.loads(SIZED) | {"Description": "second"}))
        record = aws.update(
            pp_id, ProvisioningArtifactId=version, ProvisioningParameters=[{"Key": "Size", "Value": "large"}]
        )
        assert record["Status"] == "SUCCEEDED"
        assert aws.provisioned(pp_id)["ProvisioningArtifactId"] == version
        stack = aws.stack(instances(aws)[aws.account, "us-east-1"]["StackId"])
        assert (stack["StackStatus"], stack["Description"]) == ("UPDATE_COMPLETE", "second")
        assert stack["Parameters"] == [{"ParameterKey": "Size", "ParameterValue": "large"}]
        assert {region for _, region in instances(aws)} == {"us-east-1"}

    def test_create_makes_instances_and_ignores_the_version(self, aws, launched, other):
        pp_id, product = launched
        version = aws.version(product[0], json.dumps(json.loads(SIZED) | {"Description": "second"}))
        preferences = {
            "StackSetOperationType": "CREATE",
            "StackSetAccounts": [other],
            "StackSetRegions": ["eu-west-1"],
        }
        aws.update(pp_id, ProvisioningArtifactId=version, ProvisioningPreferences=preferences)
        assert set(instances(aws)) == {(aws.account, "us-east-1"), (other, "us-east-1"), (other, "eu-west-1")}
        assert aws.provisioned(pp_id)["ProvisioningArtifactId"] == product[1]

    def test_delete_removes_instances_with_their_stacks(self, aws, launched, other):
        pp_id, _ = launched
        stack_id = instances(aws)[aws.account, "us-east-1"]["StackId"]
        preferences = {"StackSetOperationType": "DELETE", "StackSetAccounts": [aws.account]}
        assert aws.update(pp_id, ProvisioningPreferences=preferences)["Status"] == "SUCCEEDED"
        assert set(instances(aws)) == {(other, "us-east-1")}
        assert aws.stack(stack_id)["StackStatus"] == "DELETE_COMPLETE"

    def test_that_fails_taints(self, aws, launched):
        pp_id, _ = launched
        unknown = [{"Key": "Colour", "Value": "blue"}]
        assert aws.update(pp_id, ProvisioningParameters=unknown)["Status"] == "FAILED"
        assert aws.provisioned(pp_id)["Status"] == "TAINTED"

    def test_of_an_imported_stack_along_such_a_path_is_refused(self, aws, product):
        pp_id = aws.import_as(aws.make_stack(template=SIZED), product)["ProvisionedProductId"]
        code, message = aws.refusal("update_provisioned_product", ProvisionedProductId=pp_id)
        assert code == "InvalidParametersException"
        assert "CFN_STACK" in message

    def test_cannot_be_planned(self, aws, product):
        code, message = aws.refusal(
            "create_provisioned_product_plan",
            **arguments(product, None, ProvisionedProductName="fleet", PlanName="p", PlanType="CLOUDFORMATION"),
        )
        assert code == "InvalidParametersException"
        assert "STACKSET" in message


class TestTermination:
    @pytest.mark.parametrize(("retain", "status"), [(False, "DELETE_COMPLETE"), (True, "CREATE_COMPLETE")])
    def test_takes_the_stack_set_along_unless_it_is_retained(self, aws, product, retain, status):
        pp_id = launch(aws, product)["ProvisionedProductId"]
        stack_id = instances(aws)[aws.account, "us-east-1"]["StackId"]
        answer = aws.catalog.terminate_provisioned_product(ProvisionedProductId=pp_id, RetainPhysicalResources=retain)
        assert aws.record(answer["RecordDetail"])["Status"] == "SUCCEEDED"
        assert aws.search() == []
        assert aws.stack(stack_id)["StackStatus"] == status
        stack_sets = {s["StackSetName"]: s["Status"] for s in aws.cloudformation.list_stack_sets()["Summaries"]}
        assert stack_sets == {f"SC-{aws.account}-{pp_id}": "ACTIVE" if retain else "DELETED"}
