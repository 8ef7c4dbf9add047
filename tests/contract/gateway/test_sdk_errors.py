"""Every exception of the SDK is translated on purpose, and without repeating what was sent or retrieved."""

import inspect
import string
from typing import Any

import pytest
from botocore import exceptions as sdk
from botocore.exceptions import ClientError

from pulumi_servicecatalog.aws import sdk_errors
from pulumi_servicecatalog.aws.translation import changing, reading
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.rules import refusals
from support.tables import table

EVERY = sorted(
    (kind for kind in vars(sdk).values() if inspect.isclass(kind) and issubclass(kind, sdk.BotoCoreError)),
    key=lambda kind: kind.__name__,
)
SECRET = "hunter2-secret"
SHOWN = frozenset(
    {"CredentialsMissing", "CredentialsRefused", "Unreachable", "ProxyUnreachable", "RegionInvalid", "SdkUnusable"}
)
"""What quotes facts of the SDK: names of profiles, files, settings, Regions and endpoints."""


def made(kind, value):
    """Return an exception of a class with this value for each of its facts."""
    names = {name for _, name, _, _ in string.Formatter().parse(kind.fmt) if name}
    more: dict[str, Any] = {"last_response": {}} if kind is sdk.WaiterError else {}
    return kind(**dict.fromkeys(names, value), **more)


def raised(error, *, by=changing):
    with pytest.raises(refusal.Refusal) as caught, by("DescribeRecord"):
        raise error
    return caught.value


@pytest.mark.parametrize("kind", [k for k in EVERY if k is not sdk.BotoCoreError], ids=lambda kind: kind.__name__)
def test_each_class_of_the_sdk_is_listed_and_becomes_a_problem(kind):
    assert kind in sdk_errors.BY_CLASS, "list it in aws/sdk_errors.py with what it means"
    refused = raised(made(kind, SECRET))
    assert refused.operation == "DescribeRecord"
    if type(refused).__name__ not in SHOWN:
        assert SECRET not in str(refused) + str(refusals.problem(refused))


def test_a_class_that_is_not_known_yet_may_have_come_after_the_request_was_sent():
    class Newer(sdk.BotoCoreError):
        fmt = "{value}"

    refused = raised(Newer(value=SECRET))
    assert (type(refused), refused.reason) == (refusal.OutcomeUnknown, "the AWS SDK raised Newer")
    assert type(raised(Newer(value=SECRET), by=reading)) is refusal.Unreachable


@table(
    "error code",
    (sdk.CredentialRetrievalError(provider="custom-process", error_msg=SECRET), "NoCredentials", "credential_process"),
    (sdk.MetadataRetrievalError(error_msg=SECRET), "NoCredentials", "a metadata service that answers with a body"),
    (sdk.HTTPClientError(error=ValueError(f"Invalid header value b'{SECRET}\\n'")), "InvalidHeader", "a line's end"),
    (
        sdk.HTTPClientError(error=UnicodeEncodeError("latin-1", SECRET + "…", 14, 15, "ordinal not in range")),
        "InvalidHeader",
        "a character beyond Latin-1",
    ),
    (sdk.HTTPClientError(error=RuntimeError(SECRET)), "OutcomeUnknown", "whatever else the HTTP client raises"),
    (
        sdk.ParamValidationError(
            report=f"Invalid type for parameter ProvisioningParameters[0].Value, value: {SECRET}, type: <class 'int'>"
        ),
        "RefusedBySdk",
        "what the SDK's own check finds",
    ),
    (sdk.ProxyConnectionError(proxy_url=f"http://me:{SECRET}@10.0.0.1:3128"), "ProxyUnreachable", "a dead proxy"),
    (sdk.EndpointConnectionError(endpoint_url=f"http://me:{SECRET}@10.0.0.1/"), "Unreachable", "a dead endpoint"),
    (sdk.InvalidRegionError(region_name="../../x"), "InvalidRegion", "no Region"),
    (sdk.ConfigParseError(path="/home/me/.aws/config"), "InvalidSdkConfiguration", "a broken file"),
    (
        sdk.SSLError(endpoint_url="https://x", error=OSError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed")),
        "Unreachable",
        "a certificate that is not trusted: nothing was sent",
    ),
    (
        sdk.SSLError(endpoint_url="https://x", error=OSError("[SSL: BAD_RECORD_MAC]")),
        "OutcomeUnknown",
        "TLS that broke later",
    ),
)
def test_an_error_of_the_sdk_is_its_own_problem_and_shows_no_secret(error, code, reason):
    problem = refusals.problem(raised(error))
    assert problem.code == code, reason
    assert SECRET not in str(problem), reason


def test_the_member_that_the_sdk_refuses_is_named_as_the_sdks_refusal():
    report = "Invalid length for parameter Tags, value: 51, valid max length: 50"
    problem = refusals.problem(raised(sdk.ParamValidationError(report=report)))
    assert problem.message() == "The AWS SDK did not send DescribeRecord: Tags is missing or has the wrong form."


def response(code, message):
    return ClientError({"Error": {"Code": code, "Message": message}}, "DescribeRecord")


@table(
    "code message problem",
    ("InvalidSignatureException", "Signature expired: 1 is now earlier than 2", "WrongClock", "a clock that is slow"),
    ("InvalidSignatureException", "Signature not yet current: 2 is later than 1", "WrongClock", "a clock that is fast"),
    ("SignatureDoesNotMatch", "Signature expired: 1 is now earlier than 2", "WrongClock", "STS's code"),
    ("RequestTimeTooSkewed", "The difference is too large", "WrongClock", "S3's code"),
    ("RequestExpired", "Request has expired.", "WrongClock", "EC2's code"),
    ("RequestInTheFuture", "no", "WrongClock", "a code by itself"),
    ("SignatureDoesNotMatch", "The signature does not match", "CredentialsInvalid", "a wrong secret key"),
    ("UnrecognizedClientException", "The security token is invalid", "CredentialsInvalid", "an unknown key"),
    ("ExpiredTokenException", "The security token is expired", "CredentialsExpired", "an old session"),
)
def test_a_clock_a_wrong_key_and_an_old_session_are_told_apart(code, message, problem, reason):
    refused = raised(response(code, message))
    assert isinstance(refused, refusal.CredentialsRefused), reason
    assert refusals.problem(refused).code == problem, reason


def test_aws_repeats_a_value_that_it_refuses_and_the_message_does_not():
    message = f"1 validation error detected: Value '{SECRET}' at 'provisioningParameters.1.member.value' failed to"
    refused = raised(response("ValidationException", message))
    assert (
        refused.reason == "1 validation error detected: the value at 'provisioningParameters.1.member.value' failed to"
    )
