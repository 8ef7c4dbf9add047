"""Every key of the provider's configuration, said once: `servicecatalog:*`, or the inputs of an explicit provider.

schema.json, the argument types, the reference page and the parser follow from this table.
"""

from dataclasses import dataclass
from typing import Any, Final

from pulumi_servicecatalog.model.property_types import (
    DURATION,
    EXTERNAL_ID,
    LABEL,
    REGION,
    ROLE_ARN,
    Flag,
    Integer,
    PropertyType,
    Text,
    TextMap,
)

_PORT = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
_HOST = rf"(\[[0-9a-fA-F:.]+\]|{LABEL}([.]{LABEL})*[.]?)"
ENDPOINT: Final = rf"^https?://([^\s/?#@]+@)?{_HOST}(:{_PORT})?(/[^\s?#]*)?$"
"""The pattern of a URL that the AWS SDK can work with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """One key. `field` is the member of the connection that holds it, "" for other keys.

    `location` tells that another value leads to another account or Region, and so to other resources.
    """

    name: str
    type: PropertyType
    doc: str
    field: str = ""
    default: bool | str | None = None
    secret: bool = False
    location: bool = False

    def json_schema(self) -> dict[str, Any]:
        """Return the type, default and description, as Pulumi's schema has them."""
        default = {} if self.default is None else {"default": self.default}
        secret = {"secret": True} if self.secret else {}
        return {**self.type.json_schema(), **default, **secret, "description": self.doc}


SETTINGS: Final = (
    Setting(
        name="region",
        type=REGION,
        field="region",
        location=True,
        doc="The AWS Region of every resource that names none. Left out: what the AWS SDK finds (AWS_REGION, the "
        "profile); a Python program without the plugin looks for `aws:region` before that.",
    ),
    Setting(
        name="profile",
        type=Text(min_length=1),
        field="profile",
        doc="The profile of the shared AWS configuration files to take credentials from. Left out: the SDK's own "
        "chain; a Python program without the plugin looks for `aws:profile` before that.",
    ),
    Setting(
        name="roleArn",
        type=Text(min_length=20, max_length=2048, pattern=ROLE_ARN),
        field="role_arn",
        doc="A role that is assumed for every call.",
    ),
    Setting(
        name="externalId",
        type=EXTERNAL_ID,
        field="external_id",
        secret=True,
        doc="The external ID that the role's trust policy asks for.",
    ),
    Setting(
        name="sessionName",
        type=Text(min_length=2, max_length=64, pattern=r"^[a-zA-Z0-9_+=,.@-]*$"),
        field="session_name",
        doc="The name of the role's session, which CloudTrail shows. Left out: `pulumi-servicecatalog`.",
    ),
    Setting(
        name="expectedAccountId",
        type=Text(pattern=r"^[0-9]{12}$"),
        field="expected_account_id",
        location=True,
        doc="The account that the credentials must belong to; with any other account nothing is read or changed.",
    ),
    Setting(
        name="endpointUrl",
        type=Text(pattern=ENDPOINT),
        field="endpoint_url",
        doc="Where every AWS service is reached, in place of AWS's own addresses.",
    ),
    Setting(
        name="endpoints",
        type=TextMap(
            value=Text(pattern=ENDPOINT), key=Text(choices=("cloudformation", "iam", "s3", "servicecatalog", "sts"))
        ),
        field="endpoints",
        doc="Where single services are reached, by name: `cloudformation`, `iam`, `s3`, `servicecatalog`, `sts`.",
    ),
    Setting(
        name="maxRetries",
        type=Integer(minimum=0),
        field="max_retries",
        doc="How often the AWS SDK repeats a call that was throttled or got no answer. Left out: 4 times.",
    ),
    Setting(
        name="importLaneScope",
        type=Text(choices=("account-region", "account", "off")),
        default="account-region",
        doc="Within what imports wait for each other, since AWS takes one at a time: `account-region`, `account`, or "
        "`off`, which leaves it to AWS to refuse.",
    ),
    Setting(
        name="previewChanges",
        type=Flag(),
        default=False,
        doc="Whether the preview of an update has AWS work out a plan and shows which resources it changes, for every "
        "resource that does not say so itself. This writes to AWS, though not to a stack.",
    ),
    Setting(
        name="refreshBeforeUpdate",
        type=Flag(),
        default=False,
        doc="Whether Pulumi's engine reads each resource of the plugin before it previews, updates or deletes it, so "
        "that a difference shows what AWS has as its old value. Without it the difference is found as well, in less "
        "time, and a line on the resource says what AWS has.",
    ),
    Setting(
        name="createTimeout",
        type=DURATION,
        doc="How long an adoption may take where the resource sets no customTimeouts, as `30m` or `1h30m`. Left out: "
        "an hour.",
    ),
    Setting(
        name="updateTimeout",
        type=DURATION,
        doc="How long an update may take, likewise.",
    ),
    Setting(
        name="deleteTimeout",
        type=DURATION,
        doc="How long a release may take, likewise.",
    ),
)


def json_schema() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each key, by its name."""
    return {setting.name: setting.json_schema() for setting in SETTINGS}
