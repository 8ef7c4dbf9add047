"""Two resources of one program may not mean the same stack, nor bear the same name."""

import pytest

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.observation.declarations import Declarations

HERE = Identity(
    partition="aws", account="111122223333", region="eu-west-1", caller_arn="arn:aws:iam::111122223333:root"
)
ARN = "arn:aws:cloudformation:eu-west-1:111122223333:stack/payments/1"


def _second(name, stack):
    """Return the codes and properties of what is wrong with a second declaration, after one of the stack payments."""
    declarations = Declarations()
    first = DesiredImport(name="payments", physical_id="payments", product=ByName("web-service"))
    assert list(declarations.check("urn::payments", first, HERE)) == []
    second = DesiredImport(name=name, physical_id=stack, product=ByName("web-service"))
    return [(problem.code, problem.property) for problem in declarations.check("urn::other", second, HERE)]


@pytest.mark.parametrize("stack", ["payments", ARN])
def test_the_same_stack_is_declared_once_whether_by_name_or_by_arn(stack):
    assert _second("other", stack) == [("DeclaredTwice", "physicalId")]


@pytest.mark.parametrize(
    "stack",
    [
        "orders",
        ARN.replace("eu-west-1", "us-east-1"),
        ARN.replace("111122223333", "999999999999"),
        UNKNOWN,
    ],
)
def test_a_stack_of_another_name_or_place_is_another_one(stack):
    assert _second("other", stack) == []


def test_the_same_name_is_declared_once():
    assert _second("payments", "orders") == [("DeclaredTwice", "name")]


def test_a_resource_that_is_checked_again_is_not_in_its_own_way():
    declarations = Declarations()
    desired = DesiredImport(name="payments", physical_id="payments", product=ByName("web-service"))
    assert [*declarations.check("urn::a", desired, HERE), *declarations.check("urn::a", desired, HERE)] == []
