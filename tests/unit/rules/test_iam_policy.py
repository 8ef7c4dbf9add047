"""The policy document of `catalogctl iam-policy`: what each purpose needs, and no more."""

import pytest

from pulumi_servicecatalog.model.actions import OPERATIONS, Purpose, action
from pulumi_servicecatalog.rules.iam_policy import policy

PRODUCT = "arn:aws:catalog:eu-west-1:111122223333:product/prod-1"


def allowed(document):
    return {name for statement in document["Statement"] for name in statement["Action"]}


@pytest.mark.parametrize("purpose", Purpose)
def test_a_policy_allows_the_actions_of_its_purpose_and_no_others(purpose):
    assert allowed(policy([purpose])) == {action(operation) for operation in OPERATIONS[purpose]}


def test_two_purposes_have_one_policy():
    both = policy([Purpose.ADOPT, Purpose.RELEASE])
    assert allowed(both) == allowed(policy([Purpose.ADOPT])) | allowed(policy([Purpose.RELEASE]))


def test_only_what_iam_can_limit_to_products_is_limited():
    resources = {s["Sid"]: s["Resource"] for s in policy([Purpose.ADOPT], [PRODUCT])["Statement"]}
    assert resources == {"Products": [PRODUCT], "ProvisionedProducts": "*", "Stacks": "*", "Templates": "*"}


def test_a_statement_without_actions_is_left_out():
    statements = {s["Sid"] for s in policy([Purpose.RELEASE])["Statement"]}
    assert "Templates" not in statements


@pytest.mark.parametrize("purpose", [Purpose.CHECK, Purpose.DRIFT])
def test_looking_needs_no_action_that_changes(purpose):
    readers = ("Describe", "Get", "List", "Search", "Scan", "Simulate")
    assert all(name.partition(":")[2].startswith(readers) for name in allowed(policy([purpose])))
