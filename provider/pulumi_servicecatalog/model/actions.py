"""Which IAM action each operation of AWS needs that is used here, and which operations each purpose uses.

The tests run every purpose with exactly its actions, and miss each of them, with a catalog of the account's own and
with one that another account shares.
"""

import enum
from collections.abc import Mapping

_SERVICES: Mapping[str, frozenset[str]] = {
    "cloudformation": frozenset(
        {
            "DescribeStackDriftDetectionStatus",
            "DescribeStackEvents",
            "DescribeStackResourceDrifts",
            "DescribeStacks",
            "DetectStackDrift",
            "GetTemplate",
            "ListExports",
            "ListImports",
            "ListStackInstances",
        }
    ),
    "cloudtrail": frozenset({"LookupEvents"}),
    "config": frozenset({"SelectAggregateResourceConfig"}),
    "ec2": frozenset({"DescribeRegions"}),
    "iam": frozenset({"GetRole", "SimulatePrincipalPolicy"}),
    "organizations": frozenset({"ListAccounts", "ListAccountsForParent", "ListOrganizationalUnitsForParent"}),
    "s3": frozenset({"DeleteObject", "GetObject", "PutObject"}),
    "ssm": frozenset({"GetParameters"}),
    "sts": frozenset({"AssumeRole", "GetCallerIdentity"}),
}


def action(operation: str) -> str:
    """Return the IAM action of an operation of AWS: all that other services do not have is Service Catalog's."""
    service = next((name for name, operations in _SERVICES.items() if operation in operations), "servicecatalog")
    return f"{service}:{operation}"


def is_operation(service: str, operation: str) -> bool:
    """Return whether an operation of a service is used here, by IAM's name of the service."""
    return action(operation).startswith(f"{service}:")


def operations(service: str) -> frozenset[str]:
    """Return the operations of a service that are used here; of Service Catalog only those that have a purpose."""
    every = frozenset().union(*OPERATIONS.values(), *_SERVICES.values())
    return frozenset(operation for operation in every if is_operation(service, operation))


class Purpose(enum.Enum):
    """What a caller is to be allowed. Without administrators' calls: end users' calls show the same products."""

    CHECK = "check"
    ADOPT = "adopt"
    UPDATE = "update"
    RELEASE = "release"
    DRIFT = "drift"
    DRIFT_RESOURCES = "drift-resources"
    DRIFT_TRAIL = "drift-trail"


ON_PRODUCTS = frozenset(
    {
        "DescribeProduct",
        "DescribeProvisioningArtifact",
        "DescribeProvisioningParameters",
        "ImportAsProvisionedProduct",
        "ListLaunchPaths",
    }
)
"""The operations whose permission IAM can limit to products (Service Authorization Reference)."""

_LOOK = frozenset({"DescribeStacks", "SearchProvisionedProducts"})
_FIND_PRODUCT = frozenset({"DescribeProduct", "ListLaunchPaths", "SearchProducts"})
_CHECK = (
    _LOOK | _FIND_PRODUCT | {"DescribeProvisionedProduct", "DescribeProvisioningArtifact", "GetObject", "GetTemplate"}
)
_CHANGE = frozenset({"DescribeProvisionedProduct", "DescribeRecord"})

OPERATIONS: Mapping[Purpose, frozenset[str]] = {
    Purpose.CHECK: _CHECK,
    Purpose.ADOPT: _CHECK | _CHANGE | {"ImportAsProvisionedProduct"},
    Purpose.UPDATE: _LOOK
    | _FIND_PRODUCT
    | _CHANGE
    | {
        "DescribeProvisioningArtifact",
        "DescribeProvisioningParameters",
        "GetObject",
        "GetTemplate",
        "UpdateProvisionedProduct",
        "UpdateProvisionedProductProperties",
    },
    Purpose.RELEASE: _CHANGE | {"SearchProvisionedProducts", "TerminateProvisionedProduct"},
    Purpose.DRIFT: _LOOK | _CHANGE | {"DescribeProvisioningArtifact", "GetObject", "GetTemplate", "ListRecordHistory"},
    Purpose.DRIFT_RESOURCES: frozenset(
        {"DescribeStackDriftDetectionStatus", "DescribeStackResourceDrifts", "DetectStackDrift"}
    ),
    Purpose.DRIFT_TRAIL: frozenset({"LookupEvents"}),
}
