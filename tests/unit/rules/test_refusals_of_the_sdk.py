"""Each kind of refusal is a problem of its own, so that its remedy is true."""

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.rules import refusals
from support.tables import table


@table(
    "refusal code",
    (aws.CredentialsMissing(operation="", reason="none"), "NoCredentials", "no credentials"),
    (aws.RegionMissing(operation="", reason=""), "NoRegion", "no Region"),
    (aws.RegionInvalid(operation="", reason="../x"), "InvalidRegion", "no Region by that name"),
    (aws.EndpointInvalid(operation="", setting="endpoint_url", reason="x", endpoint="x"), "InvalidEndpoint", "no URL"),
    (aws.ProxyUnreachable(operation="X", reason="x", endpoint="http://proxy"), "ProxyUnreachable", "a proxy"),
    (aws.HeaderInvalid(operation="X", reason=""), "InvalidHeader", "a line break in a credential"),
    (aws.SdkUnusable(operation="X", reason="a bad profile"), "InvalidSdkConfiguration", "a broken configuration file"),
    (aws.SdkRefused(operation="X", reason="too long"), "RefusedBySdk", "what the SDK's own check refuses"),
    (aws.ClockWrong(operation="X", reason="expired"), "WrongClock", "a clock that is wrong"),
    (aws.CredentialsInvalid(operation="X", reason="who"), "CredentialsInvalid", "credentials that AWS does not know"),
    (aws.CredentialsRefused(operation="X", reason="old"), "CredentialsExpired", "credentials that have expired"),
    (aws.Denied(operation="GetObject", reason="no"), "MissingPermission", "a permission that is missing"),
    (aws.Throttled(operation="X", reason="slow"), "Throttled", "too many requests"),
)
def test_a_refusal_is_the_problem(refusal, code, reason):
    assert refusals.problem(refusal).code == code, reason


def test_a_missing_permission_names_the_action_of_its_service():
    assert "s3:GetObject" in str(refusals.problem(aws.Denied(operation="GetObject", reason="no")))
