"""Whether a resource is looked for where it was adopted, and whether replacing it would end its stack."""

from dataclasses import replace

from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import location, replacement
from support.fakes.samples import stack_id
from support.fakes.state import ACCOUNT, REGION, SOMEBODY
from support.tables import table


@table(
    "arns",
    ([stack_id("payments"), ""], "the account and Region of the connection"),
    (["", f"arn:aws:servicecatalog:{REGION}:{ACCOUNT}:stack/payments/pp-1"], "of the provisioned product as well"),
    (["payments", ""], "a name does not say where it is"),
    (["", ""], "nothing is recorded"),
)
def test_a_resource_that_is_looked_for_in_its_own_place_is_no_problem(arns, reason):
    assert location.recorded_elsewhere("pp-1", arns, SOMEBODY) is None, reason


@table(
    "arns where",
    ([stack_id("payments", region="us-east-1"), ""], "account 123456789012, us-east-1", "another Region"),
    ([stack_id("payments", account="999999999999"), ""], "account 999999999999, eu-west-1", "another account"),
    (
        ["", "arn:aws:servicecatalog:eu-west-1:999999999999:stack/payments/pp-1"],
        "account 999999999999, eu-west-1",
        "the state has no stack, and the ARN of the provisioned product",
    ),
)
def test_a_resource_that_was_adopted_elsewhere_is_not_taken_for_gone(arns, where, reason):
    problem = location.recorded_elsewhere("pp-1", arns, SOMEBODY)
    assert problem is not None, reason
    assert problem.code == "RecordedElsewhere", reason
    assert problem.message().startswith(f"pp-1 is in {where}"), reason
    assert "Nothing was read or changed" in problem.remedy()


@table(
    "new changed",
    ({"name": "shop"}, "name", "another name replaces"),
    ({"physical_id": "orders"}, "physicalId", "another stack replaces"),
    ({"name": "shop", "physical_id": "orders"}, "name and physicalId", "both are named"),
)
def test_a_replacement_that_would_delete_the_stack_is_refused(new, changed, reason):
    old = desired(retain_physical_resources=False)
    problem = replacement.deletes_stack(old, replacement.known_changes(old, replace(old, **new)))
    assert problem is not None, reason
    assert (problem.code, problem.message().split(" replaces")[0]) == ("ReplacementDeletesStack", f"Changing {changed}")


@table(
    "old new",
    ({}, {"name": "shop"}, "with retain a replacement leaves the stack alone"),
    ({"retain_physical_resources": False}, {}, "nothing is replaced"),
    ({"retain_physical_resources": False}, {"name": UNKNOWN}, "the new name is not known yet"),
    ({"retain_physical_resources": False}, {"physical_id": stack_id("payments")}, "a name and its ARN are one stack"),
)
def test_a_replacement_that_keeps_the_stack_is_no_problem(old, new, reason):
    before = desired(**old)
    changed = replacement.known_changes(before, replace(before, **new))
    assert replacement.deletes_stack(before, changed) is None, reason


def test_what_a_program_has_launched_it_may_replace():
    old = DesiredLaunch(name="shop", product=ByName("web-service"))
    assert replacement.deletes_stack(old, replacement.known_changes(old, replace(old, name="store"))) is None


def desired(**declared):
    usual = {"name": "payments", "physical_id": "payments", "product": ByName("web-service")}
    return DesiredImport(**{**usual, **declared})
