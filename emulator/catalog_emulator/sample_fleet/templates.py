"""Templates in families: a version adds one resource to the one before, and each text can be laid out otherwise.

They are made of types that teams use most, are of the size that such templates have (2 to 6 KB), and need no AWS
resource to exist: the fleet's stacks are stubs until somebody changes one.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import yaml

VERSIONS = 4
"""The number of versions that a family has."""

_TYPES = (
    ("Jobs", "AWS::SQS::Queue", {"VisibilityTimeout": {"Ref": "VisibilityTimeout"}, "MessageRetentionPeriod": 345600}),
    ("Events", "AWS::SNS::Topic", {"DisplayName": {"Fn::Sub": "${Team} events"}}),
    ("Items", "AWS::DynamoDB::Table", {"BillingMode": "PAY_PER_REQUEST", "TableClass": "STANDARD"}),
    ("Files", "AWS::S3::Bucket", {"VersioningConfiguration": {"Status": "Enabled"}}),
    ("Log", "AWS::Logs::LogGroup", {"RetentionInDays": 30}),
    ("Alarm", "AWS::CloudWatch::Alarm", {"Threshold": 5, "EvaluationPeriods": 3, "Namespace": "AWS/SQS"}),
    ("Schedule", "AWS::Events::Rule", {"ScheduleExpression": "rate(5 minutes)", "State": "ENABLED"}),
    ("Key", "AWS::KMS::Key", {"EnableKeyRotation": True}),
)
_BASE_RESOURCES = 5


@lru_cache(maxsize=4096)
def document(family: int, version: int) -> str:
    """Return the template of a version (1 to VERSIONS) of a family, as JSON.

    Two families differ in a property; two versions of one in a resource.
    """
    return json.dumps(_document(family, version), indent=2)


@lru_cache(maxsize=4096)
def laid_out_otherwise(family: int, version: int) -> str:
    """Return the same template with another layout: YAML, its keys in another order, a comment."""
    body = yaml.safe_dump(_document(family, version), sort_keys=True)
    return f"# Kept by the team that runs it\n{body}"


@lru_cache(maxsize=4096)
def edited(family: int, version: int, edit: int) -> str:
    """Return a version's template after a change by hand: another property, a resource more, or a resource less."""
    body = _document(family, version)
    match edit % 3:
        case 0:
            body["Resources"]["Log1"]["Properties"]["RetentionInDays"] = 365
        case 1:
            body["Resources"]["Debug"] = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": f"debug {edit}"}}
        case 2:
            del body["Resources"]["Events1"]
    return json.dumps(body, indent=2)


def _document(family: int, version: int) -> dict[str, Any]:
    wanted = _BASE_RESOURCES + family % 3 + version
    resources = {
        f"{name}{1 + number // len(_TYPES)}": {"Type": kind, "Properties": {**properties, **_tags(family, kind)}}
        for number in range(wanted)
        for name, kind, properties in [_TYPES[number % len(_TYPES)]]
    }
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Service {family}: what its team runs",
        "Parameters": {
            "Team": {"Type": "String", "Default": "platform", "AllowedPattern": "[a-z-]+"},
            "VisibilityTimeout": {"Type": "Number", "Default": 30, "MinValue": 0, "MaxValue": 43200},
            "Token": {"Type": "String", "NoEcho": True, "Default": "unset"},
        },
        "Resources": resources,
        "Outputs": {"JobsUrl": {"Value": {"Ref": "Jobs1"}}, "ItemsName": {"Value": {"Ref": "Items1"}}},
    }


def _tags(family: int, kind: str) -> dict[str, Any]:
    tags = [{"Key": "service", "Value": str(family)}, {"Key": "team", "Value": {"Ref": "Team"}}]
    return {"Tags": tags} if kind != "AWS::Events::Rule" else {"Description": f"Service {family}"}
