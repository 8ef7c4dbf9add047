"""SARIF 2.1.0, for code scanning: a result for each problem, with a fingerprint that stays the same."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting.issues import Issue
from pulumi_servicecatalog.reporting.overview import Overview

_LEVELS: Final = {"error": "error", "warning": "warning"}
_MOST: Final = 25_000
"""GitHub refuses a run that has more results."""
_OF_PULUMI: Final = "Pulumi"
"""The rule of what Pulumi or a program says."""


def text(overview: Overview) -> str:
    """Return the document of a report."""
    issues = overview.issues[:_MOST]
    rules = {rule(issue): issue for issue in reversed(issues)}
    source = overview.report.sources[0].name if overview.report.sources else "report"
    run = {
        "tool": {"driver": {"name": "catalogctl", "version": overview.report.version, "rules": _rules(rules)}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _left_out(overview)}],
        "results": [_result(issue, source) for issue in issues],
    }
    document = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(document, separators=(",", ":")) + "\n"


def rule(issue: Issue) -> str:
    """Return the ID of the rule of a problem."""
    return display.line(issue.problem.code) or _OF_PULUMI


def _rules(rules: Mapping[str, Issue]) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "id": code,
            "shortDescription": {"text": code},
            "help": {"text": display.line(issue.problem.remedy) or "docs/problems.md describes it."},
        }
        for code, issue in sorted(rules.items())
    ]


def _left_out(overview: Overview) -> Sequence[Mapping[str, Any]]:
    more = len(overview.issues) - _MOST
    return [{"level": "warning", "message": {"text": f"{more} more results were left out"}}] if more > 0 else []


def _result(issue: Issue, source: str) -> Mapping[str, Any]:
    sentences = display.line(f"{issue.name}: {issue.problem.message} {issue.problem.remedy}".strip())
    name = {"fullyQualifiedName": display.line(issue.id), "name": display.line(issue.name), "kind": "resource"}
    physical = {"artifactLocation": {"uri": _uri(source)}, "region": {"startLine": 1}}
    return {
        "ruleId": rule(issue),
        "level": _LEVELS.get(issue.problem.severity, "error"),
        "message": {"text": sentences},
        "locations": [{"physicalLocation": physical, "logicalLocations": [name]}],
        "partialFingerprints": {"catalogctl/v1": issue.fingerprint},
    }


def _uri(name: str) -> str:
    return quote(display.line(name))
