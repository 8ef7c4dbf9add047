"""AWS's refusals as problems: its own words and the request's ID are kept, and each says what to do."""

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.rules import refusals
from support.tables import table


@table(
    "refusal code message remedy",
    (
        aws.Denied(operation="DescribeRecord", reason="User x is not authorized", request_id="r-1"),
        "MissingPermission",
        "AWS denies DescribeRecord to this caller: User x is not authorized (request r-1)",
        "Allow servicecatalog:DescribeRecord",
        "a permission of Service Catalog",
    ),
    (
        aws.Denied(operation="DescribeStacks", reason="no"),
        "MissingPermission",
        "AWS denies DescribeStacks",
        "Allow cloudformation:DescribeStacks",
        "a permission of CloudFormation",
    ),
    (
        aws.Denied(operation="AssumeRole", reason="no"),
        "MissingPermission",
        "AWS denies AssumeRole",
        "Allow sts:AssumeRole",
        "the role may not be assumed",
    ),
    (
        aws.CredentialsMissing(operation="GetCallerIdentity", reason="Unable to locate credentials"),
        "NoCredentials",
        "No AWS credentials were found: Unable to locate credentials.",
        "aws sso login",
        "nobody is logged in",
    ),
    (
        aws.CredentialsRefused(operation="DescribeRecord", reason="The token has expired", code="ExpiredToken"),
        "CredentialsExpired",
        "AWS rejected the credentials: The token has expired.",
        "Log in again",
        "the session is over",
    ),
    (
        aws.RegionMissing(operation="GetCallerIdentity", reason=""),
        "NoRegion",
        "No AWS Region is set.",
        "pulumi config set servicecatalog:region",
        "no Region",
    ),
    (
        aws.AccountUnexpected(operation="GetCallerIdentity", reason="111111111111", code="222222222222"),
        "UnexpectedAccount",
        "The credentials belong to account 111111111111, but expectedAccountId is 222222222222.",
        "AWS_PROFILE",
        "another account",
    ),
    (
        aws.Unreachable(operation="DescribeRecord", reason="nothing answers there", endpoint="http://localhost:1"),
        "Unreachable",
        "http://localhost:1 cannot be reached: nothing answers there.",
        "AWS_ENDPOINT_URL",
        "the endpoint is named where it is known",
    ),
    (
        aws.Unreachable(operation="DescribeRecord", reason="We had a problem.", code="InternalFailure", request_id="r"),
        "NoAnswer",
        "AWS did not answer DescribeRecord: We had a problem. (request r).",
        "Run the command again",
        "else the operation, and AWS's words where there are some",
    ),
    (
        aws.Throttled(operation="DescribeRecord", reason="Rate exceeded, 5 times", request_id="r-3"),
        "Throttled",
        "AWS throttled DescribeRecord: Rate exceeded, 5 times (request r-3).",
        "Wait a few minutes",
        "too many requests",
    ),
    (
        aws.OutcomeUnknown(operation="ImportAsProvisionedProduct", reason="cut off"),
        "OutcomeUnknown",
        "ImportAsProvisionedProduct was sent, but no complete response came back: cut off.",
        "nothing is created twice",
        "nobody knows",
    ),
    (
        aws.WrongState(operation="UpdateProvisionedProduct", reason="It is busy.", request_id="r-2"),
        "RefusedByAws",
        "AWS refused UpdateProvisionedProduct: It is busy. (request r-2)",
        "Fix the cause",
        "everything else is reported in AWS's words",
    ),
    (
        aws.Refusal(operation="DescribeRecord", reason="New error of 2030.", code="FutureException"),
        "RefusedByAws",
        "New error of 2030.",
        "Fix the cause",
        "an error that nobody has heard of yet",
    ),
)
def test_a_refusal_is_reported_with_a_remedy(refusal, code, message, remedy, reason):
    problem = refusals.problem(refusal)
    assert problem.code == code, reason
    assert message in problem.message(), reason
    assert remedy in problem.remedy(), reason
