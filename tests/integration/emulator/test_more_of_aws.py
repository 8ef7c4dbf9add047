"""Copies of products, service actions, budgets, stack instances, the tagging API, and what topics are sent."""

from __future__ import annotations

import json

import pytest

from integration.emulator.caller import template

DEFINITION = {"Name": "AWS-RestartEC2Instance", "Version": "1"}


class TestCopies:
    def copied(self, aws, arn, **more):
        token = aws.catalog.copy_product(SourceProductArn=arn, **more)["CopyProductToken"]
        status = aws.catalog.describe_copy_product_status(CopyProductToken=token)
        assert status["CopyProductStatus"] == "SUCCEEDED"
        return aws.catalog.describe_product_as_admin(Id=status["TargetProductId"])

    def arn(self, aws, product_id):
        return aws.catalog.describe_product_as_admin(Id=product_id)["ProductViewDetail"]["ProductARN"]

    def test_a_copy_takes_time(self, slow):
        slow.set(provision_seconds=5)
        arn = self.arn(slow, slow.product()[0])
        token = slow.catalog.copy_product(SourceProductArn=arn)["CopyProductToken"]
        status = slow.catalog.describe_copy_product_status(CopyProductToken=token)
        assert (status["CopyProductStatus"], status.get("TargetProductId")) == ("IN_PROGRESS", None)
        slow.control.advance(5)
        assert slow.catalog.describe_copy_product_status(CopyProductToken=token)["CopyProductStatus"] == "SUCCEEDED"

    @pytest.mark.parametrize("tags", [[], ["CopyTags"]])
    def test_a_copy_has_all_versions_and_on_request_the_tags(self, aws, tags):
        product_id, _ = aws.product(Tags=[{"Key": "team", "Value": "a"}])
        aws.version(product_id, template("Other"))
        copy = self.copied(aws, self.arn(aws, product_id), TargetProductName="copy", CopyOptions=tags)
        assert copy["ProductViewDetail"]["ProductViewSummary"]["Name"] == "copy"
        assert [version["Name"] for version in copy["ProvisioningArtifactSummaries"]] == ["v1", "v2"]
        assert len(copy["Tags"]) == len(tags)

    def test_one_version_can_be_copied_to_a_product_that_there_is(self, aws):
        product_id, _ = aws.product()
        second, (target, _) = aws.version(product_id, template("Other")), aws.product(name="target")
        copy = self.copied(
            aws,
            self.arn(aws, product_id),
            TargetProductId=target,
            SourceProvisioningArtifactIdentifiers=[{"Id": second}],
        )
        assert [version["Name"] for version in copy["ProvisioningArtifactSummaries"]] == ["v1", "v2"]

    def test_from_another_account_only_what_is_shared(self, aws, accounts):
        other, (product_id, _) = type(aws)(aws.url, next(accounts)), aws.product()
        other.set(record_seconds=0)
        arn = self.arn(aws, product_id)
        assert other.refusal("copy_product", SourceProductArn=arn)[0] == "ResourceNotFoundException"
        (portfolio,) = aws.catalog.list_portfolios()["PortfolioDetails"]
        aws.catalog.create_portfolio_share(PortfolioId=portfolio["Id"], AccountId=other.account)
        other.catalog.accept_portfolio_share(PortfolioId=portfolio["Id"])
        assert self.copied(other, arn)["ProductViewDetail"]["ProductARN"].split(":")[4] == other.account

    def test_from_another_region_of_the_same_account(self, aws):
        product_id, _ = aws.elsewhere("eu-west-1").product()
        copy = self.copied(aws, self.arn(aws.elsewhere("eu-west-1"), product_id))
        assert ":us-east-1:" in copy["ProductViewDetail"]["ProductARN"]

    @pytest.mark.parametrize("arn", ["arn:aws:catalog:us-east-1:111111111111:product/prod-none", "arn:aws:s3:::b"])
    def test_nothing_cannot_be_copied(self, aws, arn):
        assert aws.refusal("copy_product", SourceProductArn=arn)[0] in (
            "ResourceNotFoundException",
            "InvalidParametersException",
        )


class TestServiceActions:
    @pytest.fixture
    def action(self, aws):
        made = aws.catalog.create_service_action(Name="r", DefinitionType="SSM_AUTOMATION", Definition=DEFINITION)
        return made["ServiceActionDetail"]["ServiceActionSummary"]["Id"]

    def test_an_action_is_kept_changed_and_deleted(self, aws, action):
        aws.catalog.update_service_action(Id=action, Name="restart", Definition={"Version": "2"})
        detail = aws.catalog.describe_service_action(Id=action)["ServiceActionDetail"]
        assert detail["ServiceActionSummary"]["Name"] == "restart"
        assert detail["Definition"] == DEFINITION | {"Version": "2"}
        aws.catalog.delete_service_action(Id=action)
        assert aws.catalog.list_service_actions()["ServiceActionSummaries"] == []

    def test_versions_offer_actions(self, aws, action):
        product_id, artifact_id = aws.product()
        pair = {"ProductId": product_id, "ProvisioningArtifactId": artifact_id}
        associate = aws.catalog.associate_service_action_with_provisioning_artifact
        associate(ServiceActionId=action, **pair)
        listed = aws.catalog.list_service_actions_for_provisioning_artifact(**pair)["ServiceActionSummaries"]
        assert [a["Id"] for a in listed] == [action]
        views = aws.catalog.list_provisioning_artifacts_for_service_action(ServiceActionId=action)
        assert [v["ProvisioningArtifact"]["Id"] for v in views["ProvisioningArtifactViews"]] == [artifact_id]
        assert aws.refusal("delete_service_action", Id=action)[0] == "ResourceInUseException"
        again = aws.refusal("associate_service_action_with_provisioning_artifact", ServiceActionId=action, **pair)
        assert again[0] == "DuplicateResourceException"
        aws.catalog.disassociate_service_action_from_provisioning_artifact(ServiceActionId=action, **pair)
        assert aws.catalog.list_service_actions_for_provisioning_artifact(**pair)["ServiceActionSummaries"] == []

    def test_of_many_those_that_fail_are_named(self, aws, action):
        product_id, artifact_id = aws.product()
        pairs = [
            {"ServiceActionId": item, "ProductId": product_id, "ProvisioningArtifactId": artifact_id}
            for item in (action, action, "act-none")
        ]
        answer = aws.catalog.batch_associate_service_action_with_provisioning_artifact(ServiceActionAssociations=pairs)
        failed = [f["ErrorCode"] for f in answer["FailedServiceActionAssociations"]]
        assert failed == ["DUPLICATE_RESOURCE", "RESOURCE_NOT_FOUND"]

    def test_an_execution_names_a_product_that_is_not_there_in_aws_own_way(self, aws, action):
        code, message = aws.refusal(
            "execute_provisioned_product_service_action", ProvisionedProductId="pp-gone", ServiceActionId=action
        )
        assert (code, message) == ("ValidationException", "Provisioned product not found: pp-gone")


def test_budgets_are_shown_with_what_they_are_for(aws):
    product_id, _ = aws.product()
    budget = {"BudgetName": "b", "ResourceId": product_id}
    aws.catalog.associate_budget_with_resource(**budget)
    assert aws.refusal("associate_budget_with_resource", **budget)[0] == "DuplicateResourceException"
    names = [{"BudgetName": "b"}]
    assert aws.catalog.list_budgets_for_resource(ResourceId=product_id)["Budgets"] == names
    assert aws.catalog.describe_product(Id=product_id)["Budgets"] == names
    assert aws.catalog.describe_product_as_admin(Id=product_id)["Budgets"] == names
    aws.catalog.disassociate_budget_from_resource(**budget)
    assert aws.refusal("disassociate_budget_from_resource", **budget)[0] == "ResourceNotFoundException"


def test_the_stack_instances_of_a_provisioned_product(aws):
    product_id, artifact_id = aws.product()
    (portfolio,) = aws.catalog.list_portfolios()["PortfolioDetails"]
    properties = {
        "AccountList": [aws.account],
        "RegionList": ["us-east-1", "eu-west-1"],
        "AdminRole": f"arn:aws:iam::{aws.account}:role/admin",
        "ExecutionRole": "execution",
    }
    aws.catalog.create_constraint(
        ProductId=product_id,
        PortfolioId=portfolio["Id"],
        Type="STACKSET",
        Parameters=json.dumps({"Version": "1", "Properties": properties}),
    )
    launched = aws.catalog.provision_product(
        ProductId=product_id, ProvisioningArtifactId=artifact_id, ProvisionedProductName="fleet"
    )["RecordDetail"]
    assert aws.record(launched)["Status"] == "SUCCEEDED"
    pp_id = launched["ProvisionedProductId"]
    listed = aws.catalog.list_stack_instances_for_provisioned_product(ProvisionedProductId=pp_id)["StackInstances"]
    assert [(i["Account"], i["Region"], i["StackInstanceStatus"]) for i in listed] == [
        (aws.account, "eu-west-1", "CURRENT"),
        (aws.account, "us-east-1", "CURRENT"),
    ]


def test_a_stack_has_no_instances(aws):
    pp_id, _, _ = aws.adopted()
    refused = aws.refusal("list_stack_instances_for_provisioned_product", ProvisionedProductId=pp_id)
    assert refused[0] == "InvalidParametersException"


def test_the_tagging_api_sees_portfolios_products_and_provisioned_products(aws):
    tags = [{"Key": "team", "Value": aws.account}]
    product_id, artifact_id = aws.product(Tags=tags)
    portfolio = aws.catalog.create_portfolio(DisplayName="p", ProviderName="x", Tags=tags)["PortfolioDetail"]["ARN"]
    launched = aws.catalog.provision_product(
        ProductId=product_id, ProvisioningArtifactId=artifact_id, ProvisionedProductName="shop"
    )["RecordDetail"]
    aws.record(launched)
    product = aws.catalog.describe_product_as_admin(Id=product_id)["ProductViewDetail"]["ProductARN"]
    provisioned = aws.provisioned(launched["ProvisionedProductId"])["Arn"]
    result = aws.client("resourcegroupstaggingapi").get_resources(
        TagFilters=[{"Key": "team", "Values": [aws.account]}], ResourceTypeFilters=["catalog", "servicecatalog"]
    )
    arns = {mapping["ResourceARN"] for mapping in result["ResourceTagMappingList"]}
    assert arns == {portfolio, product, provisioned}


@pytest.mark.parametrize("how", ["create", "update"])
def test_a_stacks_topics_are_sent_its_events(aws, how):
    topic = aws.client("sns").create_topic(Name="events")["TopicArn"]
    queues = aws.client("sqs")
    queue = queues.create_queue(QueueName="events")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    aws.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    topics = [topic, "arn:aws:sns:us-east-1:111111111111:gone"]
    if how == "create":
        aws.make_stack("web", NotificationARNs=topics)
    else:
        aws.make_stack("web")
        aws.cloudformation.update_stack(StackName="web", TemplateBody=template("Queue"), NotificationARNs=topics)
        queues.purge_queue(QueueUrl=queue)
        aws.cloudformation.update_stack(StackName="web", TemplateBody=template("Queue", "More"))
    assert aws.stack("web")["NotificationARNs"] == topics
    received = queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    sent = [json.loads(message["Body"]) for message in received]
    assert {message["Subject"] for message in sent} == {"AWS CloudFormation Notification"}
    events = [dict(line.split("=", 1) for line in message["Message"].splitlines()) for message in sent]
    statuses = [event["ResourceStatus"] for event in events if event["LogicalResourceId"] == "'web'"]
    assert statuses == [f"'{how.upper()}_IN_PROGRESS'", f"'{how.upper()}_COMPLETE'"]
