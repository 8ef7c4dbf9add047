"""The account, the Region and the credentials that a resource works with."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class NoCredentials(Problem):
    """The AWS SDK found no credentials in its chain."""

    reason: str

    def message(self) -> str:
        return sentence(f"No AWS credentials were found: {self.reason}")

    def remedy(self) -> str:
        return (
            "Log in (`aws sso login`), set AWS_PROFILE, or name a profile: `pulumi config set servicecatalog:profile "
            "NAME`, or --profile of catalogctl. "
            "`aws sts get-caller-identity` shows which credentials are in use."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NoRegion(Problem):
    """Neither the resource, nor the configuration, nor the environment names a Region."""

    property: str = "region"

    def message(self) -> str:
        return "No AWS Region is set."

    def remedy(self) -> str:
        return (
            "Set AWS_REGION, or name it: `pulumi config set servicecatalog:region REGION`, or --region of catalogctl."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ConnectionNotKnown(Problem):
    """A part of the connection comes from an output that the preview does not know. `unknown` are the properties.

    `is_new` is whether the state has nothing that the program could be compared with.
    """

    severity: Severity = Severity.WARNING
    unknown: tuple[str, ...]
    is_new: bool = False

    def message(self) -> str:
        verb = "is" if len(self.unknown) == 1 else "are"
        instead = (
            "This preview does not know whether the resource can be made."
            if self.is_new
            else "This preview compares the program with the state alone."
        )
        return f"{' and '.join(self.unknown)} {verb} known only once `pulumi up` runs, so AWS was not asked. {instead}"

    def remedy(self) -> str:
        return (
            "`pulumi up` looks for drift and for problems before it changes anything. To see them in the preview, "
            "set values that it knows, or deploy what they come from first (`pulumi up --target`)."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfigurationNotKnown(Problem):
    """A part of an explicit provider's configuration comes from an output that the preview does not know.

    Pulumi does not call a provider that cannot be configured. `unknown` are the names of the settings.
    """

    severity: Severity = Severity.WARNING
    unknown: tuple[str, ...]

    def message(self) -> str:
        verb = "is" if len(self.unknown) == 1 else "are"
        return (
            f"{' and '.join(self.unknown)} of this provider {verb} known only once `pulumi up` runs. Until then Pulumi "
            "does not call the provider, so nothing of its resources was checked or compared."
        )

    def remedy(self) -> str:
        return (
            "`pulumi up` looks for problems before it changes anything. To see them in the preview, set values that it "
            "knows, or deploy what they come from first (`pulumi up --target`)."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class InvalidRegion(Problem):
    """The name of the Region has a form that no Region's name has, or the AWS SDK knows no endpoint there."""

    property: str = "region"
    region: str

    def message(self) -> str:
        return f'"{self.region}" is not the name of an AWS Region.'

    def remedy(self) -> str:
        return (
            "Correct it where it is set: `servicecatalog:region`, `region` of the resource, --region of catalogctl, "
            "AWS_REGION, AWS_DEFAULT_REGION or the profile. Regions have names such as eu-west-1."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class InvalidEndpoint(Problem):
    """An endpoint is no URL that the AWS SDK can use.

    `setting` is the key, the environment variable or the file that it comes from.
    """

    setting: str
    endpoint: str

    def message(self) -> str:
        return f'{self.setting} is "{self.endpoint}", which is not the URL of an endpoint.'

    def remedy(self) -> str:
        return f"Set {self.setting} to a URL such as http://127.0.0.1:4566, or remove it to reach AWS itself."


@dataclass(frozen=True, kw_only=True, slots=True)
class InvalidHeader(Problem):
    """Credentials travel in headers of HTTP, and a header cannot hold every character. The value is not printed."""

    def message(self) -> str:
        return (
            "The request cannot be sent, because a value in its headers has a line break or a character that no header "
            "can hold."
        )

    def remedy(self) -> str:
        return (
            "Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile: secrets that were "
            "read from a file often end with a line break."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class InvalidSdkConfiguration(Problem):
    """The AWS SDK cannot read its configuration, or does not accept a value in it."""

    reason: str

    def message(self) -> str:
        return sentence(f"The AWS SDK cannot use its configuration: {self.reason}")

    def remedy(self) -> str:
        return (
            "Correct the environment variable (AWS_...) or the entry of the shared AWS configuration files. "
            "`aws configure list` shows where values come from."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainHttp(Problem):
    """An endpoint on another machine is reached without TLS. A request has the session token in a header."""

    severity: Severity = Severity.WARNING
    setting: str
    endpoint: str

    def message(self) -> str:
        return (
            f"{self.setting} is {self.endpoint}: credentials and parameters go to another machine without encryption."
        )

    def remedy(self) -> str:
        return "Use https, unless this is an emulator and the credentials are not real ones."


@dataclass(frozen=True, kw_only=True, slots=True)
class CredentialsExpired(Problem):
    """The session token has expired, or the access key is not valid."""

    reason: str

    def message(self) -> str:
        return sentence(f"AWS rejected the credentials: {self.reason}")

    def remedy(self) -> str:
        return "Log in again (`aws sso login`) and run the command again. It continues where this run stopped."


@dataclass(frozen=True, kw_only=True, slots=True)
class CredentialsInvalid(Problem):
    """AWS does not know the access key or the session token, or the secret key does not belong to it."""

    reason: str

    def message(self) -> str:
        return sentence(f"AWS does not accept the credentials: {self.reason}")

    def remedy(self) -> str:
        return (
            "Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile. "
            "AWS says the same where the Region is not enabled for the account."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class WrongClock(Problem):
    """A request is signed with the time, and AWS takes it for some minutes only. The credentials are not at fault."""

    reason: str

    def message(self) -> str:
        return sentence(f"The clock of this machine differs from AWS's: {self.reason}")

    def remedy(self) -> str:
        return "Set the clock (`date -u` shows it; use NTP), and run the command again."


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
class ProxyUnreachable(Problem):
    """Requests go through a proxy (HTTPS_PROXY, HTTP_PROXY), and the proxy does not answer."""

    proxy: str

    def message(self) -> str:
        return f"The proxy {self.proxy} cannot be reached."

    def remedy(self) -> str:
        return "Correct HTTPS_PROXY or HTTP_PROXY, or name in NO_PROXY what is reached without a proxy."


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


DENIALS = (CredentialsExpired, CredentialsInvalid, MissingPermission)
"""With these AWS answers, and refuses the caller."""
