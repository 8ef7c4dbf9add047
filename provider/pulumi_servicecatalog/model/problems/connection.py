"""The account, the Region and the credentials that a resource works with."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.text import sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class NoCredentials(Problem):
    """The AWS SDK found no credentials in its chain."""

    reason: str

    def message(self) -> str:
        return sentence(f"No AWS credentials were found: {self.reason}")

    def remedy(self) -> str:
        return (
            "Log in (`aws sso login`), set AWS_PROFILE, or set `profile`. "
            "`aws sts get-caller-identity` shows which credentials are in use."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NoRegion(Problem):
    """Neither the resource, nor the configuration, nor the environment names a Region."""

    property: str = "region"

    def message(self) -> str:
        return "No AWS Region is set."

    def remedy(self) -> str:
        return "Run `pulumi config set aws:region REGION`, set AWS_REGION, or set `region` on the resource."


@dataclass(frozen=True, kw_only=True, slots=True)
class CredentialsExpired(Problem):
    """The session token has expired, or the access key is not valid."""

    reason: str

    def message(self) -> str:
        return sentence(f"AWS rejected the credentials: {self.reason}")

    def remedy(self) -> str:
        return "Log in again (`aws sso login`) and run the command again. It continues where this run stopped."


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingPermission(Problem):
    """An operation that the resource needs is denied to the caller.

    `action` is the IAM action.
    """

    operation: str
    action: str
    reason: str
    caller: str = "this caller"

    def message(self) -> str:
        return sentence(f"AWS denies {self.operation} to {self.caller}: {self.reason}")

    def remedy(self) -> str:
        allow = f"Allow {self.action} in an IAM policy of that identity"
        if self.action == "sts:AssumeRole":
            return f"{allow}, and in the trust policy of the role."
        if self.action.startswith("cloudformation:"):
            return f"{allow}. The managed policies of Service Catalog cover only stacks that are named SC-*."
        return f"{allow}."


@dataclass(frozen=True, kw_only=True, slots=True)
class UnexpectedAccount(Problem):
    """`expectedAccountId` guards against running a program with the credentials of another account."""

    property: str = "expectedAccountId"
    account: str
    expected: str

    def message(self) -> str:
        return f"The credentials belong to account {self.account}, but expectedAccountId is {self.expected}."

    def remedy(self) -> str:
        return f"Use credentials of {self.expected} (check AWS_PROFILE and `roleArn`), or correct expectedAccountId."


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedElsewhere(Problem):
    """Seen from another account or Region, a provisioned product would look as if it had been deleted."""

    id: str
    recorded_account: str
    recorded_region: str
    account: str
    region: str

    def message(self) -> str:
        return (
            f"{self.id} is in account {self.recorded_account}, {self.recorded_region}, "
            f"but this connection leads to account {self.account}, {self.region}."
        )

    def remedy(self) -> str:
        return (
            f"Use credentials of {self.recorded_account} and the Region {self.recorded_region} "
            "(check AWS_PROFILE, AWS_REGION, `profile` and `roleArn`). Nothing was read or changed."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone(Problem):
    """AWS has no such provisioned product, or no longer has it."""

    id: str

    def message(self) -> str:
        return f"Provisioned product {self.id} does not exist. It may have been deleted outside Pulumi."

    def remedy(self) -> str:
        return "Run `pulumi refresh` and then `pulumi up`, which creates it again; or correct the ID, if you typed it."


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreachable(Problem):
    """The endpoint does not answer."""

    endpoint: str
    reason: str

    def message(self) -> str:
        return sentence(f"{self.endpoint} cannot be reached: {self.reason}")

    def remedy(self) -> str:
        return "Check the network, the Region and AWS_ENDPOINT_URL, and run the command again."


@dataclass(frozen=True, kw_only=True, slots=True)
class NoAnswer(Problem):
    """The connection broke, or AWS had an error of its own, while something was only being read."""

    operation: str
    reason: str

    def message(self) -> str:
        return sentence(f"AWS did not answer {self.operation}: {self.reason}")

    def remedy(self) -> str:
        return (
            "Run the command again; it continues where this run stopped. "
            "If it keeps failing, see https://health.aws.amazon.com/health/status."
        )
