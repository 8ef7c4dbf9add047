"""What the gateway reports of AWS, in the model's terms: each question once, over the wire."""

import json
from dataclasses import replace

import pytest

from contract.gateway.seen import adopted, calls, product_id, version_ids
from pulumi_servicecatalog.aws.gateway import open_gateway
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName
from pulumi_servicecatalog.model.product import ArtifactParameter, LaunchPath, Product
from pulumi_servicecatalog.model.refusal import Absent, Denied

REGION = "eu-west-1"


def test_a_provisioned_product_is_the_same_by_id_by_name_and_in_the_list(aws, gateway):
    shown = adopted(aws)
    (listed,) = gateway.provisioned_products()
    described = gateway.provisioned_product(shown["Id"])
    assert described == gateway.provisioned_product_named("payments") == replace(listed, launch_role_arn="")
    assert listed.launch_role_arn is None
    assert (listed.id, listed.name, listed.arn, listed.type) == (shown["Id"], "payments", shown["Arn"], "CFN_STACK")
    assert (listed.status, listed.physical_id) == ("AVAILABLE", aws.stack("payments")["StackId"])
    assert (listed.product_name, listed.artifact_name) == ("web-service", "v1")
    assert (listed.product_id, listed.artifact_id) == (shown["ProductId"], shown["ProvisioningArtifactId"])
    assert listed.created_time == shown["CreatedTime"]
    assert listed.last_record_id == listed.last_successful_record_id == shown["LastRecordId"]
    assert listed.owner == shown["UserArn"]


def test_what_does_not_exist_is_none(aws, gateway):
    assert gateway.provisioned_product("pp-aaaaaaaaaaaaa") is None
    assert gateway.provisioned_product_named("payments") is None
    assert gateway.product("prod-aaaaaaaaaaaaa") is None
    assert gateway.products_named("web-servic") == []
    assert gateway.stack("nothing") is None
    assert list(gateway.provisioned_products()) == []


def test_a_record_that_does_not_exist_is_absent(aws, gateway):
    with pytest.raises(Absent) as caught:
        gateway.record("rec-aaaaaaaaaaaaa")
    assert caught.value.code == "ResourceNotFoundException"


def test_a_record_is_reported_with_what_it_is_about(aws, gateway):
    shown = adopted(aws)
    record = gateway.record(shown["LastRecordId"])
    assert (record.status, record.succeeded, record.ended) == ("SUCCEEDED", True, True)
    assert (record.provisioned_product_id, record.provisioned_product_name) == (shown["Id"], "payments")
    assert (record.product_id, record.artifact_id) == (shown["ProductId"], shown["ProvisioningArtifactId"])
    assert record.errors == ()
    assert record.created_time is not None


def test_a_record_that_failed_is_reported_with_aws_own_words(aws, gateway):
    shown = adopted(aws)
    aws.cloudformation.delete_stack(StackName=shown["PhysicalId"])
    response = aws.catalog.update_provisioned_product(
        ProvisionedProductId=shown["Id"], ProductId=shown["ProductId"], ProvisioningArtifactId=version_ids(aws)["v2"]
    )
    record = gateway.record(response["RecordDetail"]["RecordId"])
    (described,) = aws.catalog.describe_record(Id=record.id)["RecordDetail"]["RecordErrors"]
    assert (record.status, record.ended, record.succeeded) == ("FAILED", True, False)
    assert [(error.code, error.description) for error in record.errors] == [
        (described["Code"], described["Description"])
    ]


def test_a_record_reports_the_outputs_of_its_stack(aws, gateway):
    shown = adopted(aws)
    stack = aws.stack("payments")
    outputs = {output.key: output.value for output in gateway.record_outputs(shown["LastRecordId"])}
    assert outputs == {
        "CloudformationStackARN": stack["StackId"],
        **{output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]},
    }


def test_the_history_has_the_newest_record_first_and_all_pages(aws, gateway, emulator, account):
    shown, newest_first = adopted(aws), list[str]()
    for number in range(20):
        response = aws.catalog.update_provisioned_product(
            ProvisionedProductId=shown["Id"],
            ProvisioningParameters=[{"Key": "VisibilityTimeout", "Value": str(number)}],
        )
        newest_first.insert(0, response["RecordDetail"]["RecordId"])
    adopted(aws, "orders")
    assert [record.id for record in gateway.record_history(shown["Id"])] == [*newest_first, shown["LastRecordId"]]
    assert len(calls(emulator, account, "ListRecordHistory")) == 2
    assert list(gateway.record_history("pp-aaaaaaaaaaaaa")) == []


def test_more_than_a_page_of_provisioned_products_is_listed_whole(aws, gateway, emulator, account):
    known = {"ProductId": product_id(aws), "ProvisioningArtifactId": version_ids(aws)["v1"]}
    for number in range(101):
        aws.catalog.provision_product(ProvisionedProductName=f"shop-{number:03}", ProvisionToken=f"t-{number}", **known)
    emulator.control.forget_journal(account=account)
    names = [provisioned_product.name for provisioned_product in gateway.provisioned_products()]
    assert sorted(names) == [f"shop-{number:03}" for number in range(101)]
    assert len(calls(emulator, account, "SearchProvisionedProducts")) == 2


def test_products_are_found_by_their_exact_name_and_by_id(aws, gateway):
    by_name = gateway.products_named("web-service")
    assert by_name == [
        Product(id=product_id(aws), name="web-service", type="CLOUD_FORMATION_TEMPLATE", owner="Platform team")
    ]
    assert gateway.product(by_name[0].id) == by_name[0]
    assert sorted(product.name for product in gateway.products()) == ["report-bucket", "web-service"]


def test_a_caller_who_is_no_administrator_finds_products_as_a_user(aws, gateway, emulator, account):
    emulator.control.set(
        account=account,
        denied_actions=["servicecatalog:SearchProductsAsAdmin", "servicecatalog:DescribeProductAsAdmin"],
    )
    (product,) = gateway.products_named("web-service")
    assert gateway.product(product.id) == product
    assert sorted(product.name for product in gateway.products()) == ["report-bucket", "web-service"]


def test_versions_are_reported_with_what_decides_on_them(aws, gateway):
    ids = version_ids(aws)
    aws.change_version("web-service", "v1", Active=False)
    aws.change_version("web-service", "v2", Guidance="DEPRECATED")
    first, second = sorted(gateway.artifacts(product_id(aws)), key=lambda artifact: artifact.name)
    assert (first.id, first.active, first.deprecated) == (ids["v1"], False, False)
    assert (second.id, second.active, second.deprecated) == (ids["v2"], True, True)


def test_the_parameters_of_a_version(aws, gateway):
    assert gateway.artifact_parameters(product_id(aws), version_ids(aws)["v1"]) == [
        ArtifactParameter(
            key="VisibilityTimeout",
            default="30",
            type="Number",
            description="Seconds for which a message that was received is hidden",
            min_value=0.0,
            max_value=43200.0,
        )
    ]


def test_what_a_launch_of_a_version_takes(aws, gateway):
    parameters = gateway.provisioning_parameters(product_id(aws), version_ids(aws)["v1"], ByName("platform"))
    assert parameters.parameters == (
        ArtifactParameter(
            key="VisibilityTimeout",
            default="30",
            type="Number",
            description="Seconds for which a message that was received is hidden",
            min_value=0.0,
            max_value=43200.0,
        ),
    )


def test_the_rules_of_a_template_constraint(aws, gateway):
    rules = {"Short": {"Assertions": [{"Assert": {"Fn::Contains": [["30"], {"Ref": "VisibilityTimeout"}]}}]}}
    version = version_ids(aws)["v1"]
    assert gateway.provisioning_parameters(product_id(aws), version, None).rules is None
    aws.constrain("web-service", "TEMPLATE", {"Rules": rules})
    assert gateway.provisioning_parameters(product_id(aws), version, None).rules == rules
    assert gateway.launch_paths(product_id(aws))[0].has_template_rules


def test_where_a_versions_template_came_from(aws, gateway):
    source = gateway.artifact_source(product_id(aws), version_ids(aws)["v1"])
    assert source.status == "AVAILABLE"
    assert source.template_url is not None
    assert gateway.template_at(source.template_url) == gateway.stack_template(aws.stack("payments")["StackId"])


def test_a_template_is_text_as_it_was_written(aws, gateway):
    written = gateway.stack_template(aws.stack("nightly-report")["StackId"])
    assert json.loads(written)["Resources"]
    assert "\n" in written


def test_the_launch_paths_of_a_product(aws, gateway):
    (path,) = gateway.launch_paths(product_id(aws))
    assert isinstance(path, LaunchPath)
    assert path.id.startswith("lpv")


def test_a_caller_without_a_launch_path_has_none(aws, gateway):
    lonely = aws.make_product_like("payments", "lonely")
    aws.withdraw(lonely)
    assert gateway.launch_paths(lonely) == []


def test_a_stack_is_the_same_by_name_by_arn_and_in_the_list(aws, gateway):
    shown = aws.stack("payments")
    described = gateway.stack("payments")
    assert described == gateway.stack(shown["StackId"])
    assert described in list(gateway.stacks())
    assert described is not None
    assert (described.id, described.name, described.status) == (shown["StackId"], "payments", "CREATE_COMPLETE")
    assert described.parameters == {"VisibilityTimeout": "30"}
    assert described.outputs == {output["OutputKey"]: output["OutputValue"] for output in shown["Outputs"]}
    assert (described.parent_id, described.root_id, described.termination_protection) == (None, None, False)


def test_a_stack_that_was_deleted_is_none_although_aws_still_tells_of_it(aws, gateway):
    stack_id = aws.stack("payments")["StackId"]
    aws.cloudformation.delete_stack(StackName=stack_id)
    assert aws.stack(stack_id)["StackStatus"] == "DELETE_COMPLETE"
    assert gateway.stack(stack_id) is None


def test_a_denied_question_names_the_operation(aws, gateway, emulator, account):
    emulator.control.set(account=account, denied_actions=["cloudformation:DescribeStacks"])
    with pytest.raises(Denied) as caught:
        gateway.stack("payments")
    assert caught.value.operation == "DescribeStacks"
    assert caught.value.__cause__ is not None


def test_what_the_simulator_denies_is_known_before_it_is_tried(aws, gateway, emulator, account):
    emulator.control.set(account=account, denied_actions=["cloudformation:GetTemplate"])
    aws.client("iam").create_role(RoleName="deploy", AssumeRolePolicyDocument="{}")
    role_gateway = open_gateway(Connection(region=REGION, role_arn=f"arn:aws:iam::{account}:role/deploy"))
    actions = ["cloudformation:GetTemplate", "cloudformation:DescribeStacks"]
    denied = role_gateway.denied_actions(role_gateway.identity().caller_arn, actions, ["*"])
    assert list(denied) == ["cloudformation:GetTemplate"]
