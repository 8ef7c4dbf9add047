"""The account, the Region and the credentials that a resource works with."""

from pulumi_servicecatalog.model.problem_kinds.registry import registered

NO_CREDENTIALS = registered(
    "NoCredentials",
    "",
    "There are no AWS credentials to work with: {reason}.",
    "Log in (`aws sso login`), set AWS_PROFILE, or set `profile`; `aws sts get-caller-identity` shows who you are.",
    "The AWS SDK found no credentials in its chain.",
)
NO_REGION = registered(
    "NoRegion",
    "region",
    "No AWS Region is given.",
    "Set it with `pulumi config set aws:region REGION`, with AWS_REGION, or as `region` of the resource.",
    "Neither the resource, nor the configuration, nor the environment names a Region.",
)
CREDENTIALS_EXPIRED = registered(
    "CredentialsExpired",
    "",
    "AWS refuses the credentials: {reason}.",
    "Log in again and repeat the command; what was done so far is found again.",
    "The session token has expired or the access key is not valid (any more).",
)
MISSING_PERMISSION = registered(
    "MissingPermission",
    "",
    "AWS denies {operation} to {caller}: {reason}",
    "Allow {action} to that identity. The managed policies of Service Catalog cover only stacks that are named SC-*.",
    "An operation that the adoption needs is denied to the caller.",
)
UNEXPECTED_ACCOUNT = registered(
    "UnexpectedAccount",
    "expectedAccountId",
    "The credentials belong to account {account}, and {expected} is expected.",
    "Use credentials of {expected} (check AWS_PROFILE and `roleArn`), or correct expectedAccountId.",
    "A guard against running a program with the credentials of another account.",
)
RECORDED_ELSEWHERE = registered(
    "RecordedElsewhere",
    "",
    "{id} was adopted in account {recorded_account}, {recorded_region}, and this connection leads to {account}, "
    "{region}.",
    "Use the credentials and the Region that it was adopted with. Nothing was read or changed.",
    "Seen from another account or Region a provisioned product would look as if it were gone.",
)
GONE = registered(
    "Gone",
    "",
    "{id} is gone: somebody terminated it outside of Pulumi.",
    "Run `pulumi refresh`, then `pulumi up`, which makes it again.",
    "The provisioned product went away between the preview and the update.",
)
UNREACHABLE = registered(
    "Unreachable",
    "",
    "{endpoint} cannot be reached: {reason}.",
    "Check the network, the Region and AWS_ENDPOINT_URL, and repeat the command.",
    "The endpoint does not answer.",
)
NO_ANSWER = registered(
    "NoAnswer",
    "",
    "No usable answer came to {operation}: {reason}.",
    "Run the command again; what was done so far is found again. If it stays so, see AWS's health page.",
    "The connection broke, or AWS had an error of its own, while something was only being read.",
)
