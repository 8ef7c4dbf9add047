"""A problem of each class with made-up facts: the examples of docs/problems.md, and what tests of all problems use."""

import inspect
from collections.abc import Mapping
from dataclasses import fields

from pulumi_servicecatalog.model.desired import ByName, Latest
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.problems import every
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.products import NearestVersions

_PATHS = ("platform (lpv2-a1b2)", "sandbox (lpv2-c3d4)")
_VERSIONS = ("v1 (pa-a1b2)", "v2 (pa-c3d4)")
_STACK_ID = "arn:aws:cloudformation:eu-west-1:123456789012:stack/payments/5f1e"

_FACTS: Mapping[str, object] = {
    "account": "123456789012",
    "attempts": 3,
    "after": "v2",
    "artifact": "v1",
    "because": ("parameters.Size", "tags"),
    "before": "v1",
    "caller": "arn:aws:iam::123456789012:role/deploy",
    "changed": ("name",),
    "constraints": ("LAUNCH", "TEMPLATE"),
    "setting": "endpointUrl",
    "proxy": "http://10.0.0.1:3128",
    "endpoint": "https://servicecatalog.eu-west-1.amazonaws.com",
    "entry": "product prod-a1b2",
    "expected": "210987654321",
    "holder": "payments",
    "id": "pp-a1b2c3",
    "imports": True,
    "key": "team",
    "keys": ("team",),
    "name": "payments",
    "nearest": NearestVersions(
        names=("v1", "v2"),
        compared="v2",
        differences=1,
        shown=("Resources.Queue.Properties.DelaySeconds: stack has 5, version has 10",),
    ),
    "only_update": "",
    "operation": "DescribeProduct",
    "outside": ("eu-north-1",),
    "owner": "stack payments",
    "parent": "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/77aa",
    "path": ByName("platfrom"),
    "paths": _PATHS,
    "physical_id": "arn:aws:s3:::payments",
    "plans": ("release-42",),
    "policy": Latest.ACTIVE,
    "pulumi_stack": "123456789012-eu-west-1",
    "product": "web-service",
    "reason": "the security token included in the request is expired",
    "reason_back": "Service Catalog is not available",
    "reasons": ("Resource handler returned message: the bucket exists already (QueueBucket)",),
    "record": "rec-a1b2c3",
    "recorded_account": "210987654321",
    "recorded_region": "eu-central-1",
    "region": "eu-west-1",
    "resource": "payments-copy",
    "root": "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/77aa",
    "seconds": 1800.0,
    "stack": "payments",
    "stack_account": "210987654321",
    "stack_region": "eu-central-1",
    "status": "UPDATE_ROLLBACK_FAILED",
    "status_reason": "The bucket is not empty",
    "unreadable": (),
    "value": "payments",
    "waited": 600,
    "versions": _VERSIONS,
    "kind": OperationKind.IMPORT,
}
"""By the name of the fact."""

_FACTS_OF: Mapping[str, Mapping[str, object]] = {
    "UnknownProperty": {
        "name": "physicalID",
        "suggestions": ("physicalId",),
        "known": ("name", "physicalId", "productName"),
    },
    "MissingProperty": {"name": "physicalId", "description": "The stack to adopt, by its name or its ARN."},
    "InvalidValue": {
        "name": "preflight",
        "value": '"maybe"',
        "requirement": "must be one of error, warn, off",
        "description": "What to do with the problems that preflight finds.",
    },
    "ConflictingProperties": {"first": "productId", "second": "productName"},
    "NoCredentials": {"reason": "Unable to locate credentials"},
    "MissingPermission": {
        "operation": "DescribeStacks",
        "action": "cloudformation:DescribeStacks",
        "reason": "no identity-based policy allows the action",
    },
    "InvalidRegion": {"region": "eu_west_1"},
    "InvalidEndpoint": {"endpoint": "127.0.0.1:4566"},
    "InvalidSdkConfiguration": {"reason": "Unable to parse config file: ~/.aws/config"},
    "PulumiStackLocked": {"holder": "deploy@build-7, process 4711, since 2026-08-01T10:10:10+00:00"},
    "PendingOperations": {"number": 2},
    "WorkerLost": {"reason": "its process was ended by SIGKILL"},
    "ChangesLeft": {"changes": "1 to update"},
    "StateUnreadable": {"reason": "no stack named '123456789012-eu-west-1' found"},
    "EncryptedInState": {"inputs": ("parameters.Password",)},
    "LastOperationFailed": {"reason": "[UpdateFailed] The update of payments failed: no capacity."},
    "UpdateInterrupted": {"number": 2},
    "DriftNotDetected": {"reason": "Failed to detect drift on resource [Queue]"},
    "NotComparable": {"parameters": ("Password",)},
    "TemplateEdited": {
        "version": "v1",
        "reason": "Resources.Queue.Properties.DelaySeconds: stack has 5, version has 10",
    },
    "NotAvailable": {"status": "TAINTED"},
    "NotAttempted": {"reason": "2 of 10 failed in this wave, and the tolerance is 1"},
    "PlainHttp": {"endpoint": "http://198.51.100.7:4566"},
    "CredentialsInvalid": {"reason": "the security token included in the request is invalid"},
    "WrongClock": {"reason": "Signature expired: 20260801T101010Z is now earlier than 20260801T111010Z"},
    "RefusedBySdk": {
        "operation": "UpdateProvisionedProduct",
        "reason": "Tags[0].Value is missing or has the wrong form",
    },
    "Unreachable": {"reason": "the connection timed out"},
    "NoAnswer": {"reason": "the service is unavailable (request 5d1f)"},
    "StackNotFound": {"stack": "paymnets", "suggestions": ("payments",)},
    "DeclaredTwice": {"what": "stack"},
    "ProductNotFound": {"product": ByName("web-servcie"), "suggestions": ("web-service",)},
    "ProductAmbiguous": {"candidates": ("prod-a1b2 (owner Platform)", "prod-c3d4 (owner Web)")},
    "ArtifactNotFound": {"artifact": ByName("v9")},
    "ArtifactAmbiguous": {"candidates": ("pa-a1b2 (active)", "pa-c3d4 (inactive)")},
    "ProductTypeNotSupported": {"type": "TERRAFORM_OPEN_SOURCE"},
    "ArtifactNotReady": {"status": "CREATING"},
    "TemplateMismatch": {"reason": "Resources.Queue.Properties.DelaySeconds: stack has 5, version has 10"},
    "TemplateMasked": {"masked": ("Description", "Resources.Queue.Properties.Tags[0].Value")},
    "TerminationProtected": {"replaces": False},
    "RepeatedTemplateKey": {"keys": ("DelaySeconds (line 6, column 7)",)},
    "StackTemplateUnreadable": {"reason": "line 1, column 1: its top level must be a map; this is a list"},
    "TemplateUnreadable": {
        "reason": "AWS denies GetTemplate",
        "advice": "To compare them in the preview, allow the caller to read it.",
    },
    "TemplateReverted": {
        "before": "v1",
        "after": "v2",
        "reason": "Resources.Queue.Properties.DelaySeconds: stack has 5, version has 10",
    },
    "TemplateNotCompared": {"after": "v2", "reason": "AWS denies GetTemplate"},
    "ParameterNotAllowed": {"name": "Size", "reason": "it must be one of small, large", "by_default": False},
    "PatternNotJudged": {"by_default": False, "name": "Name", "pattern": r"(a)\1", "artifact": "v2"},
    "HiddenValueNotJudged": {"name": "Token", "artifact": "v2"},
    "StackOfTool": {"stack": "CDKToolkit", "tool": "the AWS CDK"},
    "HiddenProvisionedProduct": {"stack": "SC-123456789012-pp-h3snk7zmyrgpq"},
    "NoVersionMatches": {"nearest": ("web-service v1", "web-service v2")},
    "LaunchPathNameShared": {"name": "platform", "ids": ("lpv2-a1b2", "lpv2-c3d4")},
    "NoEchoInClear": {"name": "Token"},
    "PolicyNamesVersion": {"named_by": "provisioningArtifactName"},
    "ParameterMissing": {"name": "Size", "description": "The size of the service"},
    "TagNotAllowed": {"value": "wbe", "allowed": ("data", "web")},
    "TagMissing": {"allowed": ("data", "web")},
    "TagContradictsPath": {"value": "wbe", "path": "platform", "path_value": "web"},
    "TooManyTags": {"declared": 48, "added": 5, "path": "platform", "most": 50},
    "OutsideStackSet": {"what": "Regions", "allowed": ("eu-central-1", "eu-west-1")},
    "LaunchedAnew": {"reason": "the bucket exists already"},
    "ChangesNotPreviewed": {"reason": "AWS makes no plans for stack sets"},
    "MovesProduct": {"before": "web-service", "after": "web-service-2"},
    "MoveRefused": {
        "product": "web-service-2",
        "reason": "the product cannot be changed",
        "hindrance": "retainPhysicalResources is false",
        "advice": "Set retainPhysicalResources to true, so that the stack can be released.",
    },
    "MovedBack": {"before": "web-service", "after": "web-service-2", "reason": "the templates do not match"},
    "LeftReleased": {"before": "web-service", "after": "web-service-2", "reason": "the templates do not match"},
    "TakesOver": {"owner": "arn:aws:iam::123456789012:role/deploy"},
    "ClaimsNotShared": {"folder": "~/.cache/pulumi-servicecatalog/operations", "reason": "Read-only file system"},
    "StackDeleted": {"stack": _STACK_ID},
    "StackRecreated": {"stack": _STACK_ID},
    "TemplateRuleBroken": {"artifact": "", "rule": "Sizes", "description": "Only small sizes."},
    "ExportTaken": {"output": "Queue", "name": "payments-queue", "stack": "payments", "artifact": "v2"},
    "ExportInUse": {
        "output": "Queue",
        "name": "payments-queue",
        "stack": "payments",
        "artifact": "v2",
        "importers": ("shop",),
    },
    "ImportMissing": {"user": "Queue", "name": "payments-queue", "artifact": "v2"},
    "ExportNotJudged": {
        "importing": (),
        "exports": ("payments-queue",),
        "artifact": "v2",
        "reason": "access is denied",
    },
    "TooManyAtOnce": {"at_once": 5, "percentage": 25, "accounts": 8, "tolerance": 2},
    "TagOptionsConflict": {"key": "cost"},
    "StoredParameterMissing": {"name": "Image", "artifact": "v2"},
    "StoredParameterNotChecked": {
        "name": "Image",
        "artifact": "v2",
        "reason": "the caller may not call ssm:GetParameters",
    },
    "TemplateRuleNotJudged": {"rule": "Sizes", "causes": ("Fn::ValueOf",), "artifact": "v2"},
    "TemplateNotJudged": {"artifact": "v2", "reason": "Access Denied"},
    "TemplateRulesUnknown": {"path": "platform"},
    "NothingToImport": {"id": "payments", "stack": "payments"},
    "OwnerNotAllowed": {"owner": "arn:aws:iam::210987654321:role/deploy", "partition": "aws"},
    "UnderChange": {"record": "rec-a1b2c3", "operation": "UPDATE_PROVISIONED_PRODUCT", "version": "v2"},
    "LaunchRoleNotAllowed": {"role": "arn:aws-cn:iam::123456789012:role/launch", "partition": "aws"},
    "SourceEmpty": {"option": "--stack-set baseline"},
    "SourceNotFound": {"option": "--organization", "reason": "Your account is not a member of an organization."},
    "StackNotUpdatable": {"stack": "payments", "status": "UPDATE_ROLLBACK_FAILED"},
    "LaunchedStackDeleted": {"stack": _STACK_ID},
    "RetentionNotKnown": {"stack": _STACK_ID},
    "ConfigurationNotKnown": {"unknown": ("region",)},
    "ConnectionNotKnown": {"unknown": ("expectedAccountId", "roleArn"), "is_new": False},
    "MaskDeclared": {"name": "Token", "kept": True},
    "UnknownParameter": {"name": "Sise", "suggestions": ("Size",), "known": ("Size", "Zone")},
    "RefusedByAws": {"operation": "UpdateProvisionedProduct", "reason": "the product has no active version"},
    "OutcomeUnknown": {"operation": "ImportAsProvisionedProduct", "reason": "the connection was reset"},
    "Throttled": {"reason": "Rate exceeded"},
    "NotBegun": {"reason": "other imports were ahead"},
}
"""Where a class needs other facts than those."""


def sample(kind: type[Problem]) -> Problem:
    """Return a problem of a class. Raises KeyError for a fact that has no value here."""
    own = _FACTS_OF.get(kind.__name__, {})
    common = {field.name for field in fields(Problem)}
    facts = {
        field.name: own[field.name] if field.name in own else _FACTS[field.name]
        for field in fields(kind)
        if field.name not in {*common, *({"advice"} if field.name not in own else ())}
    }
    return kind(**facts)  # type: ignore[arg-type]  # tests hold each value against the type of its fact


def meaning(kind: type[Problem]) -> str:
    """Return when a problem of a class occurs: the first paragraph of its docstring; the rest is about its fields."""
    return (inspect.getdoc(kind) or "").partition("\n\n")[0]


def samples() -> tuple[Problem, ...]:
    """Return one of each class, in the order of the page."""
    return tuple(sample(kind) for kind in every())
