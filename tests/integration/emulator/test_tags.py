"""Tags of launches: whose there are, which are refused, TagOptions, and the AutoTags that Service Catalog adds."""

from __future__ import annotations

import pytest

from integration.emulator.caller import template

PREFIX = "aws:servicecatalog:"


def refused(aws, product, **more):
    return aws.refusal(
        "provision_product",
        ProductId=product[0],
        ProvisioningArtifactId=product[1],
        ProvisionedProductName="payments",
        **more,
    )


def tags(**pairs):
    return [{"Key": key, "Value": value} for key, value in pairs.items()]


def shown(aws, pp_id, *, auto=False):
    """The tags of a provisioned product, which its stack has too."""
    (provisioned,) = aws.search(f"id:{pp_id}")
    pairs = {tag["Key"]: tag["Value"] for tag in provisioned["Tags"]}
    stack = {tag["Key"]: tag["Value"] for tag in aws.stack(provisioned["PhysicalId"])["Tags"]}
    assert stack == pairs
    return {key: value for key, value in pairs.items() if key.startswith(PREFIX) == auto}


class TestAutoTags:
    def test_a_launch_puts_them_on_stack_and_product(self, aws):
        product = aws.product()
        record = aws.launch(product)
        pp_id = record["ProvisionedProductId"]
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product[0])["PortfolioDetails"]
        assert shown(aws, pp_id, auto=True) == {
            f"{PREFIX}portfolioArn": portfolio["ARN"],
            f"{PREFIX}productArn": f"arn:aws:catalog:us-east-1:{aws.account}:product/{product[0]}",
            f"{PREFIX}provisionedProductArn": aws.provisioned(pp_id)["Arn"],
            f"{PREFIX}provisioningArtifactIdentifier": product[1],
            f"{PREFIX}provisioningPrincipalArn": aws.search()[0]["UserArnSession"],
        }

    def test_an_import_does_not_and_the_update_after_it_does(self, aws):
        pp_id, _, _ = aws.adopted()
        assert shown(aws, pp_id, auto=True) == {}
        aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id)
        assert len(shown(aws, pp_id, auto=True)) == 5

    def test_an_update_to_another_version_tells_it(self, aws):
        pp_id, product_id, _ = aws.adopted()
        version = aws.version(product_id, template("Queue", "Second"))
        aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id, ProvisioningArtifactId=version)
        assert shown(aws, pp_id, auto=True)[f"{PREFIX}provisioningArtifactIdentifier"] == version

    def test_they_can_be_switched_off(self, aws):
        aws.set(auto_tags=False)
        assert shown(aws, aws.launch(aws.product())["ProvisionedProductId"], auto=True) == {}

    def test_they_alone_make_the_first_update_of_an_import_a_change_of_the_stack(self, aws):
        aws.set(empty_update="fail")
        pp_id, _, stack_id = aws.adopted()
        for status in ("SUCCEEDED", "FAILED"):
            record = aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id)["RecordDetail"]
            assert aws.record(record)["Status"] == status
        assert aws.stack(stack_id)["StackStatus"] == "UPDATE_COMPLETE"

    def test_a_plan_for_an_import_shows_them_as_changes_of_tags(self, aws):
        aws.set(plan_seconds=0)
        pp_id, product_id, _ = aws.adopted()
        made = aws.catalog.create_provisioned_product_plan(
            PlanName="tags",
            PlanType="CLOUDFORMATION",
            ProductId=product_id,
            ProvisioningArtifactId=aws.provisioned(pp_id)["ProvisioningArtifactId"],
            ProvisionedProductName="payments",
        )
        (change,) = aws.catalog.describe_provisioned_product_plan(PlanId=made["PlanId"])["ResourceChanges"]
        assert (change["Action"], change["Replacement"], change["Scope"]) == ("MODIFY", "FALSE", ["TAGS"])


class TestOfARequest:
    def test_more_than_fifty_are_refused_by_the_model(self, aws):
        many = tags(**{f"key-{number}": "x" for number in range(51)})
        assert refused(aws, aws.product(), Tags=many)[0] == "ValidationException"

    def test_more_than_fifty_with_those_of_the_path_are_refused(self, aws):
        product = aws.product(Tags=tags(cost="core"))
        many = tags(**{f"key-{number}": "x" for number in range(50)})
        code, message = refused(aws, product, Tags=many)
        assert (code, "at most 50 tags" in message) == ("InvalidParametersException", True)

    def test_keys_of_aws_are_refused(self, aws):
        code, message = refused(aws, aws.product(), Tags=tags(**{"aws:team": "payments"}))
        assert (code, "aws:team" in message) == ("InvalidParametersException", True)

    def test_those_of_product_and_portfolio_are_added(self, aws):
        product = aws.product(Tags=tags(cost="core"))
        (path,) = aws.catalog.list_launch_paths(ProductId=product[0])["LaunchPathSummaries"]
        assert path["Tags"] == tags(cost="core")
        record = aws.launch(product, Tags=tags(team="payments"))
        assert record["RecordTags"] == tags(cost="core", team="payments")
        assert shown(aws, record["ProvisionedProductId"]) == {"cost": "core", "team": "payments"}

    def test_one_that_contradicts_the_path_is_refused(self, aws):
        product = aws.product(Tags=tags(cost="core"))
        assert refused(aws, product, Tags=tags(cost="mine"))[0] == "InvalidParametersException"
        assert aws.launch(product, Tags=tags(cost="core"))["Status"] == "SUCCEEDED"


class TestTagOptions:
    @pytest.fixture
    def location(self, aws):
        """A product, its portfolio, and a way to attach TagOptions."""
        product = aws.product()
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product[0])["PortfolioDetails"]

        def attach(resource_id, key, *values):
            for value in values:
                options = aws.catalog.list_tag_options(Filters={"Key": key, "Value": value})["TagOptionDetails"]
                option = (
                    options[0] if options else aws.catalog.create_tag_option(Key=key, Value=value)["TagOptionDetail"]
                )
                aws.catalog.associate_tag_option_with_resource(ResourceId=resource_id, TagOptionId=option["Id"])

        return product, portfolio["Id"], attach

    def test_a_single_value_becomes_a_tag_by_itself(self, aws, location):
        product, portfolio_id, attach = location
        attach(portfolio_id, "group", "finance")
        assert shown(aws, aws.launch(product)["ProvisionedProductId"]) == {"group": "finance"}

    def test_of_several_values_one_must_be_chosen(self, aws, location):
        product, portfolio_id, attach = location
        attach(portfolio_id, "group", "finance", "sales")
        assert refused(aws, product)[0] == "InvalidParametersException"
        assert refused(aws, product, Tags=tags(group="other"))[0] == "InvalidParametersException"
        record = aws.launch(product, Tags=tags(group="sales"))
        assert shown(aws, record["ProvisionedProductId"]) == {"group": "sales"}

    def test_portfolio_and_product_leave_what_both_have(self, aws, location):
        product, portfolio_id, attach = location
        attach(portfolio_id, "group", "finance", "sales")
        attach(product[0], "group", "sales", "audit")
        described = aws.catalog.describe_provisioning_parameters(
            ProductId=product[0], ProvisioningArtifactId=product[1]
        )
        assert described["TagOptions"] == [{"Key": "group", "Values": ["sales"]}]
        assert shown(aws, aws.launch(product)["ProvisionedProductId"]) == {"group": "sales"}

    def test_a_conflict_leaves_no_value_and_is_a_tag(self, aws, location):
        product, portfolio_id, attach = location
        attach(portfolio_id, "group", "finance")
        attach(product[0], "group", "sales")
        described = aws.catalog.describe_provisioning_parameters(
            ProductId=product[0], ProvisioningArtifactId=product[1]
        )
        assert described["TagOptions"] == [{"Key": "group", "Values": []}]
        assert refused(aws, product, Tags=tags(group="sales"))[0] == "InvalidParametersException"
        launched = aws.launch(product)["ProvisionedProductId"]
        assert shown(aws, launched) == {"group": f"sc-tagconflict-{portfolio_id}-{product[0]}"}

    def test_an_inactive_one_is_left_out(self, aws, location):
        product, portfolio_id, attach = location
        attach(portfolio_id, "group", "finance")
        (option,) = aws.catalog.list_tag_options()["TagOptionDetails"]
        aws.catalog.update_tag_option(Id=option["Id"], Active=False)
        assert shown(aws, aws.launch(product)["ProvisionedProductId"]) == {}

    def test_they_are_shown_where_they_are_attached(self, aws, location):
        product, portfolio_id, attach = location
        attach(portfolio_id, "group", "finance")
        attach(product[0], "group", "finance")
        (option,) = aws.catalog.describe_product_as_admin(Id=product[0])["TagOptions"]
        assert aws.catalog.describe_portfolio(Id=portfolio_id)["TagOptions"] == [option]
        assert aws.catalog.describe_tag_option(Id=option["Id"])["TagOptionDetail"] == option
        where = {"TagOptionId": option["Id"]}
        both = aws.catalog.list_resources_for_tag_option(**where)["ResourceDetails"]
        assert {resource["Id"] for resource in both} == {product[0], portfolio_id}
        (one,) = aws.catalog.list_resources_for_tag_option(**where, ResourceType="Product")["ResourceDetails"]
        assert one["Id"] == product[0]

    def test_they_can_be_removed_once_they_are_attached_to_nothing(self, aws, location):
        product, _, attach = location
        attach(product[0], "group", "finance")
        (option,) = aws.catalog.list_tag_options()["TagOptionDetails"]
        assert aws.refusal("delete_tag_option", Id=option["Id"])[0] == "ResourceInUseException"
        attached = {"ResourceId": product[0], "TagOptionId": option["Id"]}
        assert aws.refusal("associate_tag_option_with_resource", **attached)[0] == "DuplicateResourceException"
        aws.catalog.disassociate_tag_option_from_resource(**attached)
        assert aws.refusal("disassociate_tag_option_from_resource", **attached)[0] == "ResourceNotFoundException"
        aws.catalog.delete_tag_option(Id=option["Id"])
        assert aws.refusal("describe_tag_option", Id=option["Id"])[0] == "ResourceNotFoundException"

    def test_a_pair_is_there_once_and_attached_to_what_exists(self, aws):
        option = aws.catalog.create_tag_option(Key="group", Value="finance")["TagOptionDetail"]
        assert option["Owner"] == aws.account
        assert aws.refusal("create_tag_option", Key="group", Value="finance")[0] == "DuplicateResourceException"
        nowhere = {"ResourceId": "prod-abcdefghijklm", "TagOptionId": option["Id"]}
        assert aws.refusal("associate_tag_option_with_resource", **nowhere)[0] == "ResourceNotFoundException"
