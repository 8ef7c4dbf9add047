"""What goes over the wire: protocols, content types, validation, unknown operations, accounts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import boto3
import cbor2
import pytest
from botocore import model
from botocore.config import Config

from integration.emulator.caller import refusal, template

SIGNED = (
    "AWS4-HMAC-SHA256 Credential=111122223333/20261121/us-east-1/{service}/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


def post(url, target, body, **headers):
    """Send one Service Catalog request by hand, and return status, headers and body."""
    request = urllib.request.Request(
        url,
        data=body,
        headers={
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"AWS242ServiceCatalogService.{target}",
            "Authorization": SIGNED.format(service="servicecatalog"),
        }
        | headers,
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


class TestJson:
    def test_answers_name_their_type(self, emulator):
        status, headers, body = post(emulator.url, "ListPortfolios", b"{}")
        assert status == 200
        assert headers["Content-Type"] == "application/x-amz-json-1.1"
        assert headers["x-amzn-RequestId"]
        assert "PortfolioDetails" in json.loads(body)

    def test_errors_name_their_code_in_body_and_header(self, emulator):
        status, headers, body = post(emulator.url, "DescribeRecord", b'{"Id": "rec-unknown"}')
        assert status == 400
        assert headers["Content-Type"] == "application/x-amz-json-1.1"
        assert headers["x-amzn-ErrorType"] == json.loads(body)["__type"] == "ResourceNotFoundException"

    @pytest.mark.parametrize("body", [b"{", b"[]", b'"text"'])
    def test_what_is_no_object_is_refused(self, emulator, body):
        status, _, answer = post(emulator.url, "ListPortfolios", body)
        assert (status, json.loads(answer)["__type"]) == (400, "SerializationException")

    def test_timestamps_are_numbers(self, aws):
        aws.portfolio_with(aws.product()[0])
        request = aws.catalog.list_portfolios()["PortfolioDetails"][0]
        assert request["CreatedTime"].year >= 2024


class TestValidation:
    def test_all_broken_constraints_are_reported_at_once(self, aws):
        code, message = aws.refusal(
            "import_as_provisioned_product",
            ProductId="prod x",
            ProvisioningArtifactId="pa-1",
            ProvisionedProductName="-payments",
            PhysicalId="arn",
        )
        assert code == "ValidationException"
        assert message == (
            "2 validation errors detected: Value 'prod x' at 'productId' failed to satisfy constraint: Member must "
            r"satisfy regular expression pattern: ^[a-zA-Z0-9_\-]*; Value '-payments' at 'provisionedProductName' "
            "failed to satisfy constraint: Member must satisfy regular expression pattern: "
            "[a-zA-Z0-9][a-zA-Z0-9._-]*"
        )

    @pytest.mark.parametrize(
        ("target", "declared", "part"),
        [
            ("DescribeRecord", {}, "Value null at 'id' failed to satisfy constraint: Member must not be null"),
            ("DescribeRecord", {"Id": 7}, "Member must be of type string"),
            ("DescribeRecord", {"Id": "x" * 101}, "Member must have length less than or equal to 100"),
            ("SearchProducts", {"SortBy": "Colour"}, "enum value set: [Title, VersionCount, CreationDate]"),
            ("ScanProvisionedProducts", {"PageSize": 21}, "value less than or equal to 20"),
            (
                "CreatePortfolio",
                {"DisplayName": "x", "ProviderName": "y", "IdempotencyToken": "t", "Tags": [{"Key": "k"}]},
                "Value null at 'tags.1.member.value'",
            ),
        ],
    )
    def test_constraints_that_sdks_leave_to_the_server(self, emulator, target, declared, part):
        status, _, body = post(emulator.url, target, json.dumps(declared).encode())
        answer = json.loads(body)
        assert (status, answer["__type"]) == (400, "ValidationException")
        assert part in answer["message"]


class TestUnknownOperations:
    def test_one_that_aws_has_and_the_emulator_lacks(self, aws):
        code, message = aws.refusal(
            "notify_terminate_provisioned_product_engine_workflow_result",
            WorkflowToken="token",
            RecordId="rec-x",
            Status="SUCCEEDED",
        )
        assert code == "UnknownOperationException"
        assert "NotifyTerminateProvisionedProductEngineWorkflowResult: this emulator does not serve it" in message

    def test_one_that_nobody_has(self, emulator):
        status, headers, body = post(emulator.url, "MakeCoffee", b"{}")
        assert status == 400
        assert headers["Content-Type"] == "application/x-amz-json-1.1"
        assert "there is no such operation" in json.loads(body)["message"]

    def test_in_the_query_protocol(self, aws):
        code, message = refusal(aws.cloudformation.estimate_template_cost, TemplateBody="{}")
        assert code == "InvalidAction"
        assert "EstimateTemplateCost" in message

    def test_one_that_nobody_has_in_the_query_protocol(self, emulator):
        status, headers, body = post(
            emulator.url,
            "-",
            b"Action=MakeCoffee&Version=2010-05-15",
            **{
                "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
                "X-Amz-Target": "",
                "Authorization": SIGNED.format(service="cloudformation"),
            },
        )
        assert (status, headers["Content-Type"]) == (400, "text/xml")
        assert b"<Code>InvalidAction</Code>" in body


class TestCbor:
    """A client that prefers Smithy RPC v2 CBOR, as newer SDKs will."""

    @pytest.fixture
    def client(self, aws, monkeypatch):
        by_priority = "PRIORITY_ORDERED_SUPPORTED_PROTOCOLS"  # which the stubs of botocore lack
        monkeypatch.setattr(model, by_priority, ("smithy-rpc-v2-cbor", *getattr(model, by_priority)))
        return boto3.Session().client(
            "servicecatalog",
            endpoint_url=aws.url,
            region_name="us-east-1",
            aws_access_key_id=aws.account,
            aws_secret_access_key="any",
            config=Config(retries={"total_max_attempts": 1}),
        )

    def test_it_adopts_a_stack(self, aws, client):
        product, stack_id = aws.product(), aws.make_stack()
        record = client.import_as_provisioned_product(
            ProductId=product[0],
            ProvisioningArtifactId=product[1],
            ProvisionedProductName="payments",
            PhysicalId=stack_id,
        )["RecordDetail"]
        assert record["CreatedTime"].tzinfo is not None
        assert client.describe_record(Id=record["RecordId"])["RecordDetail"]["Status"] == "SUCCEEDED"
        call = aws.control.journal(account=aws.account)[-1]
        assert (call["protocol"], call["operation"]) == ("cbor", "DescribeRecord")
        assert call["parameters"] == {"Id": record["RecordId"]}

    def test_errors_are_typed(self, client):
        with pytest.raises(client.exceptions.ResourceNotFoundException, match="rec-unknown"):
            client.describe_record(Id="rec-unknown")

    def send(self, url, operation, body):
        return post(
            f"{url}/service/AWS242ServiceCatalogService/operation/{operation}",
            "-",
            body,
            **{"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"},
        )

    @pytest.mark.parametrize("empty", [b"", b"\xa0", b"\xbf\xff"], ids=["none", "map", "indefinite map"])
    def test_an_empty_body_is_written_in_several_ways(self, emulator, empty):
        status, headers, body = self.send(emulator.url, "ListPortfolios", empty)
        assert status == 200
        assert headers["Content-Type"] == "application/cbor"
        assert headers["smithy-protocol"] == "rpc-v2-cbor"
        assert cbor2.loads(body) == {"PortfolioDetails": []}

    @pytest.mark.parametrize(
        ("operation", "body", "code"),
        [
            ("ListPortfolios", b"\xff", "SerializationException"),
            ("NotifyProvisionProductEngineWorkflowResult", b"\xa0", "UnknownOperationException"),
            ("DescribeRecord", b"\xa0", "ValidationException"),
        ],
    )
    def test_refusals_are_cbor_too(self, emulator, operation, body, code):
        status, headers, answer = self.send(emulator.url, operation, body)
        assert (status, headers["Content-Type"]) == (400, "application/cbor")
        assert cbor2.loads(answer)["__type"] == code


class TestCommandLine:
    """The AWS CLI, as a person would use it."""

    @pytest.fixture
    def cli(self, aws):
        def run(*arguments, ok=True):
            environment = {
                "PATH": os.environ["PATH"],
                "HOME": "/nonexistent",
                "AWS_ENDPOINT_URL": aws.url,
                "AWS_ACCESS_KEY_ID": aws.account,
                "AWS_SECRET_ACCESS_KEY": "any",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_MAX_ATTEMPTS": "1",
            }
            aws_command = Path(sys.executable).with_name("aws")
            done = subprocess.run(
                [sys.executable, str(aws_command), "--output", "json", *arguments],
                capture_output=True,
                text=True,
                env=environment,
                check=False,
            )
            assert (done.returncode == 0) is ok, done.stderr
            return (json.loads(done.stdout) if done.stdout.strip() else None) if ok else done.stderr

        return run

    def test_a_stack_is_adopted_and_released(self, aws, cli):
        stack_id, (product_id, artifact_id) = aws.make_stack(), aws.product()
        record = cli(
            "servicecatalog",
            "import-as-provisioned-product",
            f"--product-id={product_id}",
            f"--provisioning-artifact-id={artifact_id}",
            "--provisioned-product-name=payments",
            f"--physical-id={stack_id}",
        )["RecordDetail"]
        provisioned = cli("servicecatalog", "search-provisioned-products", "--filters", "SearchQuery=status:AVAILABLE")
        assert [p["Id"] for p in provisioned["ProvisionedProducts"]] == [record["ProvisionedProductId"]]
        cli(
            "servicecatalog",
            "terminate-provisioned-product",
            f"--provisioned-product-id={record['ProvisionedProductId']}",
            "--retain-physical-resources",
        )
        stack = cli("cloudformation", "describe-stacks", "--stack-name=payments")["Stacks"][0]
        assert stack["StackStatus"] == "CREATE_COMPLETE"

    def test_refusals_are_shown_at_once(self, cli):
        said = cli("servicecatalog", "describe-record", "--id=rec-unknown", ok=False)
        assert "(ResourceNotFoundException) when calling the DescribeRecord operation" in said

    def test_deploy_works_through_change_sets(self, aws, cli, tmp_path):
        file = tmp_path / "template.yaml"
        file.write_text("Resources:\n  Queue: {Type: AWS::SQS::Queue}\n")
        run = (
            "cloudformation",
            "deploy",
            "--stack-name=web",
            f"--template-file={file}",
            "--no-fail-on-empty-changeset",
        )
        aws_text = ("--output", "text")
        for _ in range(2):
            cli_text(cli, *run, *aws_text)
        assert aws.stack("web")["StackStatus"] == "CREATE_COMPLETE"


def cli_text(cli, *arguments):
    """Run a command whose output is not JSON."""
    try:
        cli(*arguments)
    except json.JSONDecodeError:
        return


class TestAccounts:
    def test_an_access_key_of_12_digits_is_the_account(self, aws):
        assert aws.client("sts").get_caller_identity()["Account"] == aws.account

    def test_accounts_and_regions_are_apart(self, aws):
        aws.adopted()
        assert aws.elsewhere("eu-west-1").search() == []
        assert aws.elsewhere("eu-west-1").cloudformation.describe_stacks()["Stacks"] == []

    def test_an_assumed_role_is_in_its_roles_account(self, aws, accounts):
        other = next(accounts)
        client = aws.in_role("cloudformation", account=other)
        stack_id = client.create_stack(StackName="payments", TemplateBody=template())["StackId"]
        assert f":{other}:stack/" in stack_id
        (call,) = aws.control.journal(account=other)
        assert call["operation"] == "CreateStack"

    def test_other_partitions_have_other_arns(self, aws):
        china = aws.elsewhere("cn-north-1")
        assert china.make_stack().startswith("arn:aws-cn:cloudformation:cn-north-1:")

    def test_the_head_of_an_object_tells_its_length(self, aws):
        aws.client("s3").create_bucket(Bucket=f"heads-{aws.account}")
        aws.client("s3").put_object(Bucket=f"heads-{aws.account}", Key="k", Body=b"x" * 17)
        assert aws.client("s3").head_object(Bucket=f"heads-{aws.account}", Key="k")["ContentLength"] == 17

    def test_s3_keys_keep_their_escaped_slashes(self, aws):
        aws.client("s3").create_bucket(Bucket=f"keys-{aws.account}")
        for key in ("a/b", "a%2Fb"):
            aws.client("s3").put_object(Bucket=f"keys-{aws.account}", Key=key, Body=key.encode())
        listed = aws.client("s3").list_objects_v2(Bucket=f"keys-{aws.account}")["Contents"]
        assert sorted(o["Key"] for o in listed) == ["a%2Fb", "a/b"]
