"""Every input of the resources, said once: its type, how it is compared, what sends it, and what it means.

schema.json, the argument types, the reference page, the parser, the comparison and what an update sends follow from
this table. An input that no rule needs by name is one entry here and one line in the gateway (`aws/members.py`).
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pulumi_servicecatalog.model.property_types import (
    DURATION,
    EXTERNAL_ID,
    REGION,
    ROLE_ARN,
    Flag,
    Integer,
    Member,
    PropertyType,
    Struct,
    Text,
    TextList,
    TextMap,
)


class ResourceKind(enum.Flag):
    """The two resources: a stack that is adopted, and a product that is launched."""

    IMPORTED = enum.auto()
    PROVISIONED = enum.auto()

    @property
    def token(self) -> str:
        """Return the type token that programs and states name."""
        return _TOKENS[self]

    @property
    def dynamic_token(self) -> str:
        """Return that of the dynamic provider: those of Pulumi's dynamic resources begin like this."""
        return f"pulumi-python:dynamic/servicecatalog:{self.token.rpartition(':')[2]}"

    @classmethod
    def of_type(cls, token: str) -> "ResourceKind | None":
        """Return which resource a type token is, of either provider; None for every other resource."""
        return next((kind for kind in _TOKENS if token in {kind.token, kind.dynamic_token}), None)


IMPORTED: Final = ResourceKind.IMPORTED
PROVISIONED: Final = ResourceKind.PROVISIONED
BOTH: Final = IMPORTED | PROVISIONED
_TOKENS = {
    IMPORTED: "servicecatalog:index:ImportedProvisionedProduct",
    PROVISIONED: "servicecatalog:index:ProvisionedProduct",
}


class Comparison(enum.Enum):
    """How a declared value is compared. There is no property without one."""

    LIVE = "with the value that AWS reports for the provisioned product"
    OWN_RULE = "by a rule of its own in rules/drift, with what AWS reports"
    EACH_KEY = "key by key, with what AWS reports and with what was declared last"
    LAST_DECLARED = "with what was declared last, since AWS does not report it"
    SETTING = "with what was declared last; a difference changes nothing at AWS"
    LOCATION = "with where the resource was made; elsewhere it is another resource"


class SentBy(enum.Flag):
    """The requests by which a declared value takes effect at AWS."""

    NOTHING = 0
    IMPORT = enum.auto()
    PROVISION = enum.auto()
    UPDATE = enum.auto()
    UPDATE_PROPERTIES = enum.auto()
    TERMINATE = enum.auto()


@dataclass(frozen=True, order=True, slots=True)
class PropertyPath:
    """A property, or one key of a property that is a map."""

    name: str
    key: str | None = None

    def __str__(self) -> str:
        return self.name if self.key is None else f"{self.name}.{self.key}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Property:
    """One input.

    `field` is the member of `DesiredState` that holds the value, "" where `DesiredState.plain` does: then no rule
    needs it by name. `remembered` tells that AWS's own value does not show every change of what is declared, so that a
    difference from what was declared last counts as well. `same_as` is the other input that names the same thing,
    `shown_in` the output in which its values show again. `secret` tells that it is encrypted in every state. `doc` and
    `default` are those of an imported provisioned product; `doc_provisioned` and `default_provisioned` stand where the
    other resource differs.
    """

    name: str
    type: PropertyType
    comparison: Comparison
    sent_by: SentBy
    doc: str
    field: str = ""
    kinds: ResourceKind = BOTH
    required: bool = False
    replaces: bool = False
    remembered: bool = False
    same_as: str = ""
    shown_in: str = ""
    secret: bool = False
    default: bool | str | None = None
    doc_provisioned: str = ""
    default_provisioned: bool | str | None = None

    def doc_of(self, kind: ResourceKind) -> str:
        """Return what it means for a kind of resource."""
        return self.doc_provisioned if kind is PROVISIONED and self.doc_provisioned else self.doc

    def default_of(self, kind: ResourceKind) -> bool | str | None:
        """Return the value that stands where nothing is declared; None where there is none."""
        differs = kind is PROVISIONED and self.default_provisioned is not None
        return self.default_provisioned if differs else self.default

    def json_schema(self, kind: ResourceKind) -> dict[str, Any]:
        """Return the type, default and description, as JSON Schema has them."""
        default = self.default_of(kind)
        shown = {} if default is None else {"default": default}
        replaces = {"willReplaceOnChanges": True} if self.replaces else {}
        secret = {"secret": True} if self.secret else {}
        return {**self.type.json_schema(), **shown, **replaces, **secret, "description": self.doc_of(kind)}


_ID = Text(min_length=1, max_length=100, pattern="^[a-zA-Z0-9_-]*$")
_TAG_CHARACTERS = r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$"
_TAGS = TextMap(
    key=Text(min_length=1, max_length=128, pattern=_TAG_CHARACTERS, reserved="aws:"),
    value=Text(min_length=1, max_length=256, pattern=_TAG_CHARACTERS),
    max_items=50,
)
"""Tags, TagKey and TagValue of AWS's model."""
_EITHER = SentBy.PROVISION | SentBy.UPDATE

PROVISIONING_PREFERENCES: Final = Struct(
    token="servicecatalog:index:ProvisioningPreferences",  # noqa: S106 - the name of a type
    doc="Where a product with a STACKSET constraint runs, and at which pace AWS works on its stack instances.",
    members={
        "stackSetAccounts": Member(
            TextList(item=Text(pattern="^[0-9]{12}$")),
            doc="The accounts that get a stack instance, out of those of the constraint. Left out: all of them.",
        ),
        "stackSetRegions": Member(
            TextList(item=REGION),
            doc="The Regions that get a stack instance, out of those of the constraint, in the order in which AWS "
            "works on them. Left out: all of them.",
        ),
        "stackSetFailureToleranceCount": Member(
            Integer(minimum=0),
            doc="The number of accounts of a Region in which an operation may fail before AWS stops there. Either "
            "this or the percentage.",
        ),
        "stackSetFailureTolerancePercentage": Member(
            Integer(minimum=0, maximum=100),
            doc="The percentage of accounts of a Region in which an operation may fail before AWS stops there.",
        ),
        "stackSetMaxConcurrencyCount": Member(
            Integer(minimum=1),
            doc="The number of accounts in which AWS works at a time: at most one more than may fail. Either this "
            "or the percentage.",
        ),
        "stackSetMaxConcurrencyPercentage": Member(
            Integer(minimum=1, maximum=100),
            doc="The percentage of accounts in which AWS works at a time.",
        ),
    },
)

PROPERTIES: Final = (
    Property(
        name="name",
        field="name",
        type=Text(min_length=1, max_length=128, pattern="^[a-zA-Z0-9][a-zA-Z0-9._-]*$"),
        comparison=Comparison.OWN_RULE,
        sent_by=SentBy.IMPORT | SentBy.PROVISION,
        required=True,
        replaces=True,
        doc="The name of the provisioned product, unique in the account and Region. AWS cannot rename one, so another "
        "name releases the stack and adopts it again.",
        doc_provisioned="The name of the provisioned product, unique in the account and Region. AWS cannot rename one, "
        "so another name launches a new stack and deletes this one.",
    ),
    Property(
        name="physicalId",
        field="physical_id",
        type=Text(min_length=1, max_length=2048),
        comparison=Comparison.OWN_RULE,
        sent_by=SentBy.IMPORT,
        kinds=IMPORTED,
        required=True,
        replaces=True,
        doc="The stack to adopt: its stack ID (an ARN) or its name. A name and the ARN that it resolves to are equal. "
        "Another stack replaces the resource.",
    ),
    Property(
        name="productId",
        field="product",
        type=_ID,
        comparison=Comparison.OWN_RULE,
        sent_by=SentBy.IMPORT | _EITHER,
        same_as="productName",
        doc="The product that will govern the stack, as `prod-...`. Either this or `productName`.",
        doc_provisioned="The product to launch, as `prod-...`. Either this or `productName`.",
    ),
    Property(
        name="productName",
        field="product",
        type=Text(min_length=1, max_length=8191),
        comparison=Comparison.OWN_RULE,
        sent_by=SentBy.IMPORT | _EITHER,
        same_as="productId",
        doc="The product by its name, which must belong to one product only. Either this or `productId`.",
    ),
    Property(
        name="provisioningArtifactId",
        field="artifact",
        type=_ID,
        comparison=Comparison.OWN_RULE,
        sent_by=SentBy.IMPORT | _EITHER,
        same_as="provisioningArtifactName",
        doc="The version of the product, as `pa-...`. With neither this nor `provisioningArtifactName`, the stack is "
        "adopted at the active version whose template it has.",
        doc_provisioned="The version of the product, as `pa-...`. Either this, or `provisioningArtifactName`, or a "
        "`versionPolicy` that is not `pinned`.",
    ),
    Property(
        name="provisioningArtifactName",
        field="artifact",
        type=Text(min_length=1, max_length=8192),
        comparison=Comparison.OWN_RULE,
        sent_by=SentBy.IMPORT | _EITHER,
        same_as="provisioningArtifactId",
        doc="The version of the product by its name.",
    ),
    Property(
        name="versionPolicy",
        field="artifact",
        type=Text(choices=("pinned", "latest-active", "latest-default-guidance")),
        comparison=Comparison.SETTING,
        sent_by=SentBy.IMPORT | _EITHER,
        default="pinned",
        doc="Which version is meant. `pinned`: the one that is named. `latest-active`: at every update the newest "
        "active version. `latest-default-guidance`: the newest active version that is not deprecated. With a policy "
        "other than `pinned`, no version is named, except by `provisioningArtifactName: latest`.",
    ),
    Property(
        name="pathId",
        field="path",
        type=_ID,
        comparison=Comparison.OWN_RULE,
        sent_by=_EITHER,
        remembered=True,
        same_as="pathName",
        doc="The launch path that updates use, as `lpv2-...`. Needed only where the product has several; an import "
        "takes none.",
        doc_provisioned="The launch path, as `lpv2-...`. Needed only where the product has several.",
    ),
    Property(
        name="pathName",
        field="path",
        type=Text(min_length=1, max_length=100),
        comparison=Comparison.OWN_RULE,
        sent_by=_EITHER,
        remembered=True,
        same_as="pathId",
        doc="The launch path by its name, in place of `pathId`.",
    ),
    Property(
        name="parameters",
        field="parameters",
        type=TextMap(value=Text(max_length=4096)),
        comparison=Comparison.EACH_KEY,
        sent_by=_EITHER,
        shown_in="liveParameters",
        doc="Values of the template's parameters. An import takes none: where a declared value differs from the "
        "stack's, an update follows the import. A parameter that is not named keeps the value that the stack has.",
        doc_provisioned="Values of the template's parameters. A parameter that is not named has the template's "
        "default; after the launch it keeps the value that it has.",
    ),
    Property(
        name="tags",
        field="tags",
        type=_TAGS,
        comparison=Comparison.EACH_KEY,
        sent_by=_EITHER,
        doc="Tags of the provisioned product. An import takes none, so an update follows it; AWS takes tags only where "
        "a RESOURCE_UPDATE constraint allows that. A tag that is not named is left alone.",
        doc_provisioned="Tags of the provisioned product and of its stack, beside those of the portfolio and the "
        "product. They can be changed later only where a RESOURCE_UPDATE constraint allows that.",
    ),
    Property(
        name="notificationArns",
        field="notification_arns",
        type=TextList(
            item=Text(
                min_length=1, max_length=1224, pattern="^arn:[a-z0-9-]+:sns:[a-z0-9-]+:[0-9]{12}:[a-zA-Z0-9_.-]+$"
            ),
            max_items=5,
        ),
        comparison=Comparison.LAST_DECLARED,
        sent_by=SentBy.PROVISION,
        kinds=PROVISIONED,
        replaces=True,
        doc="The SNS topics that receive the stack's events. AWS takes them at the launch only, so other topics launch "
        "a new stack.",
    ),
    Property(
        name="provisioningPreferences",
        field="preferences",
        type=PROVISIONING_PREFERENCES,
        comparison=Comparison.LAST_DECLARED,
        sent_by=_EITHER,
        kinds=PROVISIONED,
        doc="Where and at which pace the stack instances of a product with a STACKSET constraint are made. Left out: "
        "as the constraint says.",
    ),
    Property(
        name="launchRoleArn",
        field="launch_role_arn",
        type=Text(min_length=20, max_length=1024, pattern=ROLE_ARN),
        comparison=Comparison.LIVE,
        sent_by=SentBy.UPDATE_PROPERTIES,
        doc="The role with which Service Catalog updates and terminates, set by UpdateProvisionedProductProperties. "
        "Left out: what a LAUNCH constraint says, or the caller's own permissions.",
    ),
    Property(
        name="owner",
        field="owner",
        type=Text(min_length=20, max_length=1024, pattern="^arn:[a-z0-9-]+:(iam|sts)::[0-9]{12}:[!-~]+$"),
        comparison=Comparison.LIVE,
        sent_by=SentBy.UPDATE_PROPERTIES,
        doc="The IAM user, role or session that owns the provisioned product, by its ARN, set by "
        "UpdateProvisionedProductProperties. Left out: the caller that made it.",
    ),
    Property(
        name="previewChanges",
        field="preview_changes",
        type=Flag(),
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,
        doc="True: the preview of an update has AWS work out a provisioned product plan, shows which resources it "
        "adds, changes, replaces and removes, and deletes the plan. This writes to AWS, though not to the stack. Left "
        "out: `servicecatalog:previewChanges`.",
    ),
    Property(
        name="applyConstraints",
        field="apply_constraints",
        type=Flag(),
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,
        kinds=IMPORTED,
        default=False,
        doc="True: an update follows the import, which is when AWS applies the product's constraints.",
    ),
    Property(
        name="preflight",
        field="preflight",
        type=Text(choices=("error", "warn", "off")),
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,
        default="error",
        doc="What the preview does with the reasons why the import would fail: `error` stops for them, `warn` shows "
        "them as warnings, `off` skips the checks.",
        doc_provisioned="What the preview does with the reasons why the launch would fail: `error` stops for them, "
        "`warn` shows them as warnings, `off` skips the checks.",
    ),
    Property(
        name="timeouts",
        field="timeouts",
        type=TextMap(value=DURATION, key=Text(choices=("create", "update", "delete"))),
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,
        doc="How long `create`, `update` and `delete` may take, such as `30m` or `1h30m`. The resource option "
        "customTimeouts takes precedence; left out: an hour.",
    ),
    Property(
        name="acceptLanguage",
        field="accept_language",
        type=Text(choices=("en", "jp", "zh")),
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,  # it goes with every request, and changes nothing at AWS
        default="en",
        doc="The language of AWS's messages: `en`, `jp` or `zh`.",
    ),
    Property(
        name="retainPhysicalResources",
        field="retain_physical_resources",
        type=Flag(),
        comparison=Comparison.SETTING,
        sent_by=SentBy.TERMINATE,
        default=True,
        default_provisioned=False,
        doc="What deleting this resource does. True: the stack is released and keeps running. False: AWS deletes the "
        "stack and what is in it.",
        doc_provisioned="What deleting this resource does. False: AWS deletes the stack and what is in it, since the "
        "program launched it. True: the stack is released and keeps running.",
    ),
    Property(
        name="ignoreErrors",
        field="ignore_errors",
        type=Flag(),
        comparison=Comparison.SETTING,
        sent_by=SentBy.TERMINATE,
        default=False,
        doc="IgnoreErrors of TerminateProvisionedProduct: AWS stops governing the stack even where it cannot delete "
        "it. Never switched on by itself.",
    ),
    Property(
        name="region",
        field="connection.region",
        type=REGION,
        comparison=Comparison.LOCATION,
        sent_by=SentBy.NOTHING,
        replaces=True,
        doc="The AWS Region of the stack and of the product. Left out: `servicecatalog:region`, then what the "
        "AWS SDK finds; a Python program without the plugin looks for `aws:region` in between.",
        doc_provisioned="The AWS Region of the product and of the stack. Left out: `servicecatalog:region`, then "
        "what the AWS SDK finds; a Python program without the plugin looks for `aws:region` in between.",
    ),
    Property(
        name="profile",
        field="connection.profile",
        type=Text(min_length=1),
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,
        doc="The profile of the shared AWS configuration files to take credentials from.",
    ),
    Property(
        name="roleArn",
        field="connection.role_arn",
        type=Text(min_length=20, max_length=2048, pattern=ROLE_ARN),
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,
        doc="A role that is assumed for the calls of this resource.",
    ),
    Property(
        name="externalId",
        field="connection.external_id",
        type=EXTERNAL_ID,
        secret=True,
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,
        doc="The external ID that the role's trust policy asks for.",
    ),
    Property(
        name="expectedAccountId",
        field="connection.expected_account_id",
        type=Text(pattern="^[0-9]{12}$"),
        comparison=Comparison.SETTING,
        sent_by=SentBy.NOTHING,
        doc="The account that the credentials must belong to; with any other account nothing is read or changed.",
    ),
)
"""In the order of the reference page, which is also the order in which differences are shown."""

BY_NAME: Final[Mapping[str, Property]] = MappingProxyType({prop.name: prop for prop in PROPERTIES})


@cache
def of(kind: ResourceKind) -> tuple[Property, ...]:
    """Return the inputs of a kind of resource."""
    return tuple(prop for prop in PROPERTIES if kind in prop.kinds)


@cache
def required(kind: ResourceKind) -> tuple[str, ...]:
    """Return the names of the inputs that a resource of this kind cannot do without."""
    return tuple(prop.name for prop in of(kind) if prop.required)


@cache
def json_schema(kind: ResourceKind) -> Mapping[str, Mapping[str, Any]]:
    """Return the JSON Schema of each input of a kind of resource, by its name."""
    return {prop.name: prop.json_schema(kind) for prop in of(kind)}


CONNECTION: Final = tuple(prop for prop in PROPERTIES if prop.field.startswith("connection."))
"""The inputs that are parts of the connection."""

SECRET: Final = frozenset(prop.name for prop in PROPERTIES if prop.secret)
"""The names of the inputs that are secret whatever a program says."""


@cache
def sent_by(request: SentBy) -> frozenset[str]:
    """Return the names of the inputs that a request carries."""
    return frozenset(prop.name for prop in PROPERTIES if request & prop.sent_by)


@cache
def compared(comparison: Comparison) -> frozenset[str]:
    """Return the names of the inputs that are compared in this way."""
    return frozenset(prop.name for prop in PROPERTIES if prop.comparison is comparison)
