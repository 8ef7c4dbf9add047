"""Whether a resource is looked for where it was adopted, and whether replacing it would end its stack."""

from fakes.samples import stack_id
from fakes.state import SOMEBODY
from pulumi_servicecatalog.rules import location
from tables import table


@table(
    "stack",
    (stack_id("payments"), "the account and Region of the connection"),
    ("payments", "a name does not tell where it is"),
    ("", "nothing is recorded"),
    (None, "nothing is recorded"),
)
def test_a_resource_that_is_looked_for_in_its_own_place_is_no_problem(stack, reason):
    assert location.recorded_elsewhere("pp-1", stack, SOMEBODY) is None, reason


@table(
    "stack where",
    (stack_id("payments", region="us-east-1"), "account 123456789012, us-east-1", "another Region"),
    (stack_id("payments", account="999999999999"), "account 999999999999, eu-west-1", "another account"),
)
def test_a_resource_that_was_adopted_elsewhere_is_not_taken_for_gone(stack, where, reason):
    problem = location.recorded_elsewhere("pp-1", stack, SOMEBODY)
    assert problem is not None, reason
    assert problem.code == "RecordedElsewhere", reason
    assert problem.message.startswith(f"pp-1 was adopted in {where}"), reason
    assert "Nothing was read or changed" in problem.remedy


@table(
    "name stack retain changed",
    (True, False, False, "name", "another name replaces"),
    (False, True, False, "physicalId", "another stack replaces"),
    (True, True, False, "name and physicalId", "both are named"),
    (True, True, True, None, "with retain a replacement leaves the stack alone"),
    (False, False, False, None, "nothing is replaced"),
)
def test_a_replacement_that_would_delete_the_stack_is_refused(name, stack, retain, changed, reason):
    problem = location.replacement_deletes_stack(
        name_changed=name, stack_changed=stack, retain_physical_resources=retain, stack="payments"
    )
    told = problem and (problem.code, problem.message.split(" replaces")[0])
    assert told == (changed and ("ReplacementDeletesStack", f"Changing {changed}")), reason
