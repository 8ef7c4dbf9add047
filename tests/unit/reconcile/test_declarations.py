"""Two resources of one program may not mean the same stack, nor bear the same name."""

import pytest

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.observation.declarations import Declarations

HERE = Identity(
    partition="aws", account="111122223333", region="eu-west-1", caller_arn="arn:aws:iam::111122223333:root"
)
ARN = "arn:aws:cloudformation:eu-west-1:111122223333:stack/payments/1"


def _second(name, stack):
    """Return code and message of what is wrong with a second declaration, after one of the stack payments."""
    declarations = Declarations()
    first = DesiredImport(name="payments", physical_id="payments", product=ByName("web-service"))
    assert list(declarations.check("urn::payments", first, HERE)) == []
    second = DesiredImport(name=name, physical_id=stack, product=ByName("web-service"))
    problems = list(declarations.check("urn::other", second, HERE))
    assert {problem.code for problem in problems} <= {"DeclaredTwice"}
    assert all(problem.remedy().startswith("Keep one of the two") for problem in problems)
    return [(problem.property, problem.message()) for problem in problems]


@pytest.mark.parametrize("stack", ["payments", ARN])
def test_the_same_stack_is_declared_once_whether_by_name_or_by_arn(stack):
    message = 'The stack payments is also declared by the resource "payments".'
    assert _second("other", stack) == [("physicalId", message)]


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
    message = 'The name "payments" is also declared by the resource "payments".'
    assert _second("payments", "orders") == [("name", message)]


def test_an_adoption_and_a_launch_do_not_bear_the_same_name():
    declarations = Declarations()
    launch = DesiredLaunch(name="payments", product=ByName("web-service"))
    assert list(declarations.check("urn::shop", launch, HERE)) == []
    (problem,) = declarations.check(
        "urn::payments", DesiredImport(name="payments", physical_id="x", product=ByName("web-service")), HERE
    )
    assert (problem.code, problem.property) == ("DeclaredTwice", "name")


def test_a_resource_that_is_checked_again_is_not_in_its_own_way():
    declarations = Declarations()
    desired = DesiredImport(name="payments", physical_id="payments", product=ByName("web-service"))
    assert [*declarations.check("urn::a", desired, HERE), *declarations.check("urn::a", desired, HERE)] == []
