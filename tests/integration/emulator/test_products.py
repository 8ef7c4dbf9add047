"""Portfolios, products, versions, associations and launch paths."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any
from urllib.parse import urlparse

import pytest

from integration.emulator.caller import template

PARAMETERS = json.dumps(
    {
        "Parameters": {
            "Env": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"], "Description": "stage"},
            "Size": {"Type": "Number", "MinValue": 1, "MaxValue": 5},
            "Secret": {"Type": "String", "NoEcho": "true"},
        },
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
        "Outputs": {"Url": {"Value": {"Ref": "Queue"}, "Description": "where"}},
    }
)


def test_ids_and_arns_have_the_shapes_of_aws(aws):
    product_id, artifact_id = aws.product()
    portfolio_id = aws.portfolio_with(product_id, "second")
    detail = aws.catalog.describe_product_as_admin(Id=product_id)["ProductViewDetail"]
    assert re.fullmatch(r"prod-[a-z2-7]{13}", product_id)
    assert re.fullmatch(r"pa-[a-z2-7]{13}", artifact_id)
    assert re.fullmatch(r"port-[a-z2-7]{13}", portfolio_id)
    assert re.fullmatch(r"prodview-[a-z2-7]{13}", detail["ProductViewSummary"]["Id"])
    assert detail["ProductARN"] == f"arn:aws:catalog:us-east-1:{aws.account}:product/{product_id}"


class TestVersions:
    def test_the_template_can_be_read_where_the_url_points(self, aws):
        body = template("Queue", "Second")
        product_id, artifact_id = aws.product(body)
        answer = aws.catalog.describe_provisioning_artifact(ProductId=product_id, ProvisioningArtifactId=artifact_id)
        assert answer["Status"] == "AVAILABLE"
        url = urlparse(answer["Info"]["TemplateUrl"])
        bucket, key = url.netloc.split(".", 1)[0], url.path.lstrip("/")
        assert aws.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read().decode() == body

    @pytest.mark.parametrize(
        ("style", "start"),
        [
            ("virtual", "https://sc-templates-{account}-us-east-1.s3.us-east-1.amazonaws.com/"),
            ("path", "https://s3.us-east-1.amazonaws.com/sc-templates-{account}-us-east-1/"),
            ("endpoint", "{url}/sc-templates-{account}-us-east-1/"),
        ],
    )
    def test_the_style_of_the_url_is_a_switch(self, aws, style, start):
        aws.set(template_url_style=style)
        product_id, artifact_id = aws.product()
        answer = aws.catalog.describe_provisioning_artifact(ProductId=product_id, ProvisioningArtifactId=artifact_id)
        assert answer["Info"]["TemplateUrl"].startswith(start.format(account=aws.account, url=aws.url))

    def test_a_url_on_the_endpoint_can_be_read_without_credentials(self, aws):
        aws.set(template_url_style="endpoint")
        product_id, artifact_id = aws.product()
        answer = aws.catalog.describe_provisioning_artifact(ProductId=product_id, ProvisioningArtifactId=artifact_id)
        with urllib.request.urlopen(answer["Info"]["TemplateUrl"]) as read:
            assert read.read().decode() == template()

    @pytest.mark.parametrize(
        "style",
        [
            "https://{bucket}.s3.us-east-1.amazonaws.com/{key}",
            "https://{bucket}.s3.amazonaws.com/{key}",
            "https://s3.us-east-1.amazonaws.com/{bucket}/{key}",
            "https://s3.amazonaws.com/{bucket}/{key}",
            "{url}/{bucket}/{key}",
        ],
    )
    def test_a_template_is_loaded_from_any_style_of_url(self, aws, style):
        bucket = f"source-{aws.account}"
        aws.client("s3").create_bucket(Bucket=bucket)
        aws.client("s3").put_object(Bucket=bucket, Key="a folder/v 2.json", Body=template("Two").encode())
        url = style.format(bucket=bucket, key="a%20folder/v%202.json", url=aws.url)
        product_id, _ = aws.product()
        made = aws.catalog.create_provisioning_artifact(
            ProductId=product_id, Parameters={"Name": "v2", "Info": {"LoadTemplateFromURL": url}}
        )
        assert made["ProvisioningArtifactDetail"]["Name"] == "v2"

    def test_a_template_that_is_not_there_is_refused_with_its_place(self, aws):
        product_id, _ = aws.product()
        url = "https://nowhere.s3.us-east-1.amazonaws.com/v2.json"
        code, message = aws.refusal(
            "create_provisioning_artifact", ProductId=product_id, Parameters={"Info": {"LoadTemplateFromURL": url}}
        )
        assert code == "InvalidParametersException"
        assert "nowhere" in message

    @pytest.mark.parametrize("body", ["just a text", '{"Parameters": {}}', "Resources: ["])
    def test_what_is_no_template_is_refused_unless_validation_is_off(self, aws, body):
        product_id, _ = aws.product()
        properties: dict[str, Any] = {
            "Type": "CLOUD_FORMATION_TEMPLATE",
            "Info": {"LoadTemplateFromURL": aws.upload(body)},
        }
        arguments = {"ProductId": product_id, "Parameters": properties}
        assert aws.refusal("create_provisioning_artifact", **arguments)[0] == "InvalidParametersException"
        properties["DisableTemplateValidation"] = True
        assert aws.catalog.create_provisioning_artifact(**arguments)["Status"] == "AVAILABLE"

    def test_a_version_can_be_made_from_a_stack_and_then_matches_it(self, aws):
        stack_id = aws.make_stack(template=template("Whatever"))
        made = aws.catalog.create_product(
            Name="from a stack",
            Owner="platform",
            ProductType="CLOUD_FORMATION_TEMPLATE",
            ProvisioningArtifactParameters={"Info": {"ImportFromPhysicalId": stack_id}},
        )
        product_id = made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
        artifact_id = made["ProvisioningArtifactDetail"]["Id"]
        answer = aws.catalog.describe_provisioning_artifact(ProductId=product_id, ProvisioningArtifactId=artifact_id)
        assert answer["Info"]["ImportFromPhysicalId"] == stack_id
        aws.set(match_rule="bytes")
        assert aws.import_as(stack_id, (product_id, artifact_id))["Status"] == "CREATED"

    def test_a_version_from_a_stack_that_does_not_exist_is_not_found(self, aws):
        product_id, _ = aws.product()
        info = {"ImportFromPhysicalId": f"arn:aws:cloudformation:us-east-1:{aws.account}:stack/no/1"}
        refused = aws.refusal("create_provisioning_artifact", ProductId=product_id, Parameters={"Info": info})
        assert refused[0] == "ResourceNotFoundException"

    def test_a_version_can_be_renamed_deactivated_and_deprecated(self, aws):
        product_id, artifact_id = aws.product()
        aws.catalog.update_provisioning_artifact(
            ProductId=product_id,
            ProvisioningArtifactId=artifact_id,
            Name="v1-old",
            Active=False,
            Guidance="DEPRECATED",
        )
        (detail,) = aws.catalog.list_provisioning_artifacts(ProductId=product_id)["ProvisioningArtifactDetails"]
        assert (detail["Name"], detail["Active"], detail["Guidance"]) == ("v1-old", False, "DEPRECATED")

    def test_inactive_versions_are_hidden_from_users_and_shown_to_administrators(self, aws):
        product_id, artifact_id = aws.product()
        aws.catalog.update_provisioning_artifact(ProductId=product_id, ProvisioningArtifactId=artifact_id, Active=False)
        assert aws.catalog.describe_product(Id=product_id)["ProvisioningArtifacts"] == []
        admin = aws.catalog.describe_product_as_admin(Id=product_id)["ProvisioningArtifactSummaries"]
        assert [summary["Id"] for summary in admin] == [artifact_id]

    def test_the_last_version_cannot_be_deleted(self, aws):
        product_id, artifact_id = aws.product()
        arguments = {"ProductId": product_id, "ProvisioningArtifactId": artifact_id}
        assert aws.refusal("delete_provisioning_artifact", **arguments)[0] == "ResourceInUseException"
        aws.version(product_id, template())
        aws.catalog.delete_provisioning_artifact(**arguments)
        assert aws.refusal("describe_provisioning_artifact", **arguments)[0] == "ResourceNotFoundException"

    def test_a_version_can_be_described_by_names(self, aws):
        _, artifact_id = aws.product()
        answer = aws.catalog.describe_provisioning_artifact(ProductName="web-service", ProvisioningArtifactName="v1")
        assert answer["ProvisioningArtifactDetail"]["Id"] == artifact_id

    def test_parameters_are_shown_when_asked_for(self, aws):
        product_id, artifact_id = aws.product(PARAMETERS)
        answer = aws.catalog.describe_provisioning_artifact(
            ProductId=product_id, ProvisioningArtifactId=artifact_id, IncludeProvisioningArtifactParameters=True
        )
        env, size, secret = answer["ProvisioningArtifactParameters"]
        assert env == {
            "ParameterKey": "Env",
            "DefaultValue": "dev",
            "ParameterType": "String",
            "IsNoEcho": False,
            "Description": "stage",
            "ParameterConstraints": {"AllowedValues": ["dev", "prod"]},
        }
        assert size["ParameterConstraints"] == {"MinValue": "1", "MaxValue": "5"}
        assert secret["IsNoEcho"] is True


def test_provisioning_parameters_need_a_path(aws):
    product_id, artifact_id = aws.product(PARAMETERS)
    arguments = {"ProductId": product_id, "ProvisioningArtifactId": artifact_id}
    answer = aws.catalog.describe_provisioning_parameters(**arguments)
    assert [p["ParameterKey"] for p in answer["ProvisioningArtifactParameters"]] == ["Env", "Size", "Secret"]
    assert answer["ProvisioningArtifactOutputKeys"] == [{"Key": "Url", "Description": "where"}]
    aws.portfolio_with(product_id, "second")
    assert aws.refusal("describe_provisioning_parameters", **arguments)[0] == "InvalidParametersException"


def test_outputs_of_a_loop_have_no_keys_before_they_are_made(aws):
    loop = ["Kind", ["a", "b"], {"Out${Kind}": {"Value": {"Ref": "Queue"}}}]
    body = json.loads(PARAMETERS)
    body |= {"Transform": "AWS::LanguageExtensions", "Outputs": {**body["Outputs"], "Fn::ForEach::Kinds": loop}}
    product_id, artifact_id = aws.product(json.dumps(body))
    answer = aws.catalog.describe_provisioning_parameters(ProductId=product_id, ProvisioningArtifactId=artifact_id)
    assert [output["Key"] for output in answer["ProvisioningArtifactOutputKeys"]] == ["Url"]


class TestLaunchPaths:
    def test_there_is_one_for_each_portfolio_that_lets_the_caller_in(self, aws):
        product_id, _ = aws.product()
        aws.portfolio_with(product_id, "second")
        paths = aws.catalog.list_launch_paths(ProductId=product_id)["LaunchPathSummaries"]
        assert [path["Name"] for path in paths] == ["all", "second"]
        assert all(re.fullmatch(r"lpv2-[a-z2-7]{13}", path["Id"]) for path in paths)

    def test_none_at_all_is_an_error(self, aws):
        product_id, _ = aws.product()
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        (principal,) = aws.catalog.list_principals_for_portfolio(PortfolioId=portfolio["Id"])["Principals"]
        aws.catalog.disassociate_principal_from_portfolio(PortfolioId=portfolio["Id"], **principal)
        assert aws.refusal("list_launch_paths", ProductId=product_id) == (
            "ResourceNotFoundException",
            f"No launch paths found for resource: {product_id}",
        )

    def test_a_pattern_lets_in_whom_it_matches(self, aws):
        aws.set(launch_path_principals="caller")
        product_id, _ = aws.product()
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        aws.catalog.associate_principal_with_portfolio(
            PortfolioId=portfolio["Id"], PrincipalARN="arn:aws:sts:::user/mo*", PrincipalType="IAM_PATTERN"
        )
        assert len(aws.catalog.list_launch_paths(ProductId=product_id)["LaunchPathSummaries"]) == 1

    def test_a_path_gets_a_new_id_when_the_product_is_put_into_the_portfolio_again(self, aws):
        product_id, _ = aws.product()
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        ids = {"ProductId": product_id, "PortfolioId": portfolio["Id"]}
        (before,) = aws.catalog.list_launch_paths(ProductId=product_id)["LaunchPathSummaries"]
        aws.catalog.disassociate_product_from_portfolio(**ids)
        aws.catalog.associate_product_with_portfolio(**ids)
        (after,) = aws.catalog.list_launch_paths(ProductId=product_id)["LaunchPathSummaries"]
        assert after["Id"] != before["Id"]


class TestProducts:
    def test_names_are_not_unique_and_an_ambiguous_one_is_refused(self, aws):
        aws.product()
        aws.product()
        assert aws.refusal("describe_product_as_admin", Name="web-service")[0] == "InvalidParametersException"

    def test_an_unknown_name_is_not_found_in_the_words_of_aws(self, aws):
        assert aws.refusal("describe_product", Name="unknown") == (
            "ResourceNotFoundException",
            "Product with name unknown does not exist or access was denied.",
        )

    def test_search_finds_what_the_caller_may_launch(self, aws):
        aws.product(name="alpha")
        product_id, _ = aws.product(name="bravo")
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        aws.catalog.disassociate_product_from_portfolio(ProductId=product_id, PortfolioId=portfolio["Id"])
        launchable = aws.catalog.search_products()["ProductViewSummaries"]
        everything = aws.catalog.search_products_as_admin()["ProductViewDetails"]
        assert [p["Name"] for p in launchable] == ["alpha"]
        assert [p["ProductViewSummary"]["Name"] for p in everything] == ["alpha", "bravo"]

    def test_search_by_text_and_by_portfolio(self, aws):
        aws.product(name="alpha")
        product_id, _ = aws.product(name="bravo")
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        by_text = aws.catalog.search_products(Filters={"FullTextSearch": ["ALPH"]})["ProductViewSummaries"]
        inside = aws.catalog.search_products_as_admin(PortfolioId=portfolio["Id"])["ProductViewDetails"]
        assert [p["Name"] for p in by_text] == ["alpha"]
        assert [p["ProductViewSummary"]["Name"] for p in inside] == ["bravo"]

    def test_an_administrators_search_has_pages_of_at_most_20(self, aws):
        url = aws.upload(template())
        for number in range(21):
            aws.catalog.create_product(
                Name=f"product-{number}",
                Owner="platform",
                ProductType="CLOUD_FORMATION_TEMPLATE",
                ProvisioningArtifactParameters={"Info": {"LoadTemplateFromURL": url}},
            )
        pages = list(aws.catalog.get_paginator("search_products_as_admin").paginate())
        assert [len(page["ProductViewDetails"]) for page in pages] == [20, 1]

    def test_a_product_in_a_portfolio_cannot_be_deleted(self, aws):
        product_id, _ = aws.product()
        assert aws.refusal("delete_product", Id=product_id)[0] == "ResourceInUseException"
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        aws.catalog.disassociate_product_from_portfolio(ProductId=product_id, PortfolioId=portfolio["Id"])
        aws.catalog.delete_product(Id=product_id)
        assert aws.refusal("describe_product_as_admin", Id=product_id)[0] == "ResourceNotFoundException"

    def test_an_update_changes_what_is_given(self, aws):
        product_id, _ = aws.product(Description="before", Tags=[{"Key": "a", "Value": "1"}])
        answer = aws.catalog.update_product(
            Id=product_id, Name="renamed", AddTags=[{"Key": "b", "Value": "2"}], RemoveTags=["a"]
        )
        summary = answer["ProductViewDetail"]["ProductViewSummary"]
        assert (summary["Name"], summary["ShortDescription"], summary["Owner"]) == ("renamed", "before", "platform")
        assert answer["Tags"] == [{"Key": "b", "Value": "2"}]


class TestPortfolios:
    def test_a_portfolio_that_is_in_use_cannot_be_deleted(self, aws):
        product_id, _ = aws.product()
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        assert aws.refusal("delete_portfolio", Id=portfolio["Id"])[0] == "ResourceInUseException"

    def test_an_empty_one_can(self, aws):
        made = aws.catalog.create_portfolio(DisplayName="empty", ProviderName="platform")["PortfolioDetail"]
        aws.catalog.delete_portfolio(Id=made["Id"])
        assert aws.refusal("describe_portfolio", Id=made["Id"])[0] == "ResourceNotFoundException"

    def test_listing_and_updating(self, aws):
        made = aws.catalog.create_portfolio(DisplayName="before", ProviderName="platform")["PortfolioDetail"]
        aws.catalog.update_portfolio(Id=made["Id"], DisplayName="after")
        (listed,) = aws.catalog.list_portfolios()["PortfolioDetails"]
        assert (listed["DisplayName"], listed["ProviderName"]) == ("after", "platform")

    def test_associations_are_made_once(self, aws):
        product_id, _ = aws.product()
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        aws.catalog.associate_product_with_portfolio(ProductId=product_id, PortfolioId=portfolio["Id"])
        assert len(aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]) == 1


class TestConstraints:
    @pytest.fixture
    def location(self, aws):
        product_id, _ = aws.product()
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        return {"ProductId": product_id, "PortfolioId": portfolio["Id"]}

    def test_they_are_stored_shown_and_deleted(self, aws, location):
        parameters = json.dumps({"RoleArn": f"arn:aws:iam::{aws.account}:role/launch"})
        made = aws.catalog.create_constraint(**location, Type="LAUNCH", Parameters=parameters, Description="launch")
        assert re.fullmatch(r"cons-[a-z2-7]{13}", made["ConstraintDetail"]["ConstraintId"])
        constraint_id = made["ConstraintDetail"]["ConstraintId"]
        assert aws.catalog.describe_constraint(Id=constraint_id)["ConstraintParameters"] == parameters
        listed = aws.catalog.list_constraints_for_portfolio(PortfolioId=location["PortfolioId"])["ConstraintDetails"]
        assert [c["ConstraintId"] for c in listed] == [constraint_id]
        (path,) = aws.catalog.list_launch_paths(ProductId=location["ProductId"])["LaunchPathSummaries"]
        assert path["ConstraintSummaries"] == [{"Type": "LAUNCH", "Description": "launch"}]
        aws.catalog.delete_constraint(Id=constraint_id)
        assert aws.refusal("describe_constraint", Id=constraint_id)[0] == "ResourceNotFoundException"

    @pytest.mark.parametrize(
        ("declared", "code"),
        [
            ({"Type": "COLOUR", "Parameters": "{}"}, "InvalidParametersException"),
            ({"Type": "LAUNCH", "Parameters": "no json"}, "InvalidParametersException"),
        ],
    )
    def test_bad_ones_are_refused(self, aws, location, declared, code):
        assert aws.refusal("create_constraint", **location, **declared)[0] == code

    def test_a_second_launch_constraint_is_a_duplicate(self, aws, location):
        launch = {"Type": "LAUNCH", "Parameters": json.dumps({"LocalRoleName": "launch"})}
        aws.catalog.create_constraint(**location, **launch)
        refused = aws.refusal("create_constraint", **location, **launch)
        assert refused[0] == "DuplicateResourceException"
