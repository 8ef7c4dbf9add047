"""What only the wire can show of a problem: AWS's own words about a refusal, and why AWS cannot be asked at all.

Which problem is found in which state, and what it says, is looked at in tests/unit/reconcile/test_preflight.py.
"""

from typing import Any

import pytest

from integration.preflight.preview import Preview, adoption, inputs, launch
from pulumi_servicecatalog.model.desired import ById, ByName, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.problems.base import Problem
from support.tables import table

CATALOG, ADMINISTRATOR = "servicecatalog:", ["SearchProductsAsAdmin", "DescribeProductAsAdmin"]


def said(problems: tuple[Problem, ...], code: str, at: str) -> str:
    """Return all that the only problem of this code on this property says."""
    (problem,) = [problem for problem in problems if (problem.code, problem.property) == (code, at)]
    return f"{problem.message()} {problem.remedy()}"


@table(
    "desired denied at parts",
    (
        adoption(),
        ["servicecatalog:ImportAsProvisionedProduct"],
        "",
        ["ImportAsProvisionedProduct", "arn:aws:sts::{account}:", "simulator", "Allow {action}"],
        "to import",
    ),
    (
        adoption(),
        ["cloudformation:DescribeStacks"],
        "physicalId",
        ["is not authorized to perform: {action}", "cover only stacks that are named SC-*"],
        "to describe the stack",
    ),
    (
        adoption(),
        ["cloudformation:GetTemplate"],
        "physicalId",
        ["is not authorized to perform: {action}", "Allow {action}"],
        "to read the stack's template",
    ),
    (
        adoption(),
        ["servicecatalog:SearchProducts*"],
        "productName",
        ["is not authorized", "Allow servicecatalog:SearchProducts"],
        "to see products",
    ),
    (
        adoption(),
        ["servicecatalog:DescribeProduct", "servicecatalog:ListProvisioningArtifacts"],
        "provisioningArtifactName",
        ["DescribeProduct", "Allow {action}"],
        "to see versions",
    ),
    (adoption(), ["servicecatalog:SearchProvisionedProducts"], "", ["Allow {action}"], "to see what is governed"),
    (adoption(), ["servicecatalog:ListLaunchPaths"], "pathName", ["Allow {action}"], "to see launch paths"),
    (
        launch(),
        ["servicecatalog:DescribeProvisioningParameters"],
        "parameters",
        ["is not authorized", "Allow {action}"],
        "to ask what a launch takes",
    ),
    (launch(), ["servicecatalog:ListLaunchPaths"], "pathName", ["Allow {action}"], "to see paths, for a launch"),
    (launch(), ["servicecatalog:SearchProvisionedProducts"], "name", ["Allow {action}"], "to see what has the name"),
)
def test_a_permission_that_is_missing_is_named_where_it_is_needed(
    desired: DesiredImport | DesiredLaunch, denied: list[str], at: str, parts: list[str], reason: str, preview: Preview
) -> None:
    preview.aws.set(denied_actions=denied)
    text = said(preview.examine(desired).problems, "MissingPermission", at)
    facts = {"account": preview.aws.account, "action": denied[0]}
    assert [part for part in (part.format(**facts) for part in parts) if part not in text] == [], reason


def test_a_template_that_is_gone_from_s3_is_said_in_its_words(preview: Preview) -> None:
    preview.aws.lose_template("web-service", "v1")
    text = said(preview.examine(adoption()).problems, "TemplateUnreadable", "provisioningArtifactName")
    parts = ["version v1", "GetObject", "NoSuchKey", "make sure that the template still exists"]
    assert [part for part in parts if part not in text] == []


def test_a_template_that_the_caller_may_not_read_is_said_with_the_permission(preview: Preview) -> None:
    preview.aws.set(denied_actions=["s3:GetObject"])
    text = said(preview.examine(adoption()).problems, "TemplateUnreadable", "provisioningArtifactName")
    assert [part for part in ("version v1", "s3:GetObject", "allow the caller to read it") if part not in text] == []


def test_a_version_of_a_stack_that_is_gone_is_said_with_that_stack(preview: Preview) -> None:
    preview.aws.set(stack_artifact_info="physical-id")
    origin = preview.aws.make_stack(
        "origin", preview.aws.cloudformation.get_template(StackName="payments")["TemplateBody"]
    )
    preview.aws.add_version_like("origin", "web-service", "v3")
    preview.aws.cloudformation.delete_stack(StackName=origin)
    problems = preview.examine(adoption(artifact=ByName("v3"))).problems
    text = said(problems, "TemplateUnreadable", "provisioningArtifactName")
    assert [part for part in ("version v3", origin, "does not exist any more") if part not in text] == []


@pytest.mark.parametrize("by", ["productName", "productId"])
def test_a_product_that_a_user_does_not_reach_is_not_found_and_said_so(by: str, preview: Preview) -> None:
    product = ByName("web-service") if by == "productName" else ById(preview.aws.product_id("web-service"))
    preview.aws.withdraw("web-service")
    preview.aws.set(denied_actions=[CATALOG + name for name in ADMINISTRATOR])
    text = said(preview.examine(adoption(product=product)).problems, "ProductNotFound", by)
    named = '"web-service"' if isinstance(product, ByName) else product.id
    assert [part for part in (named, "that this caller can see", "added to a portfolio") if part not in text] == []


@table(
    "variables declared code at parts",
    ({"AWS_REGION": None}, {}, "NoRegion", "region", ["No AWS Region is set", "servicecatalog:region"], "no Region"),
    (
        {"HOME": "/nonexistent", "AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None},
        {},
        "NoCredentials",
        "",
        ["No AWS credentials", "aws sso login"],
        "no credentials",
    ),
    (
        {},
        {"expectedAccountId": "999999999999"},
        "UnexpectedAccount",
        "expectedAccountId",
        ["{account}", "999999999999", "Use credentials of 999999999999"],
        "credentials of another account",
    ),
    (
        {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"},
        {},
        "Unreachable",
        "",
        ["http://127.0.0.1:9", "AWS_ENDPOINT_URL"],
        "an endpoint where nothing answers",
    ),
)
def test_why_aws_cannot_be_asked_is_said(
    variables: dict[str, str | None],
    declared: dict[str, Any],
    code: str,
    at: str,
    parts: list[str],
    reason: str,
    preview: Preview,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preview.examine(adoption())
    for name, value in variables.items():
        monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
    text = said(preview.check(inputs(**declared)).failures, code, at)
    assert [part for part in parts if part.format(account=preview.aws.account) not in text] == [], reason


def test_a_session_that_has_expired_is_said(preview: Preview) -> None:
    preview.aws.control.add_fault("expired", account=preview.aws.account, times=None)
    text = said(preview.check(inputs()).failures, "CredentialsExpired", "")
    assert [part for part in ("expired", "Log in again") if part not in text] == []
