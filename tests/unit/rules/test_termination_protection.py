"""A stack that is protected cannot be deleted: with a replacement, nor one day as now declared."""

from dataclasses import replace

from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import replacement
from support.fakes.samples import V1, V2, WEB, stack
from support.tables import table

PROTECTED = stack(termination_protection=True)
ADOPTED = DesiredImport(
    name="payments", physical_id="payments", product=ByName(WEB.name), artifact=ByName(V1.name)
)  # which retains
LAUNCHED = DesiredLaunch(name="payments", product=ByName(WEB.name), artifact=ByName(V1.name))  # which deletes
KEPT = replace(LAUNCHED, retain_physical_resources=True)


def protected(old, changes, of=PROTECTED):
    problem = replacement.protected(old, replace(old, **changes), of)
    return None if problem is None else (problem.code, problem.severity.name)


@table(
    "old changes of",
    (LAUNCHED, {"name": "another"}, stack(), "it is not protected"),
    (LAUNCHED, {"name": "another"}, None, "it cannot be read"),
    (LAUNCHED, {"artifact": ByName(V2.name)}, PROTECTED, "nothing is replaced"),
    (KEPT, {"name": "another"}, PROTECTED, "the replacement keeps it"),
    (KEPT, {"name": "another", "retain_physical_resources": False}, PROTECTED, "what was declared last decides"),
    (ADOPTED, {}, PROTECTED, "it is retained"),
    (LAUNCHED, {"retain_physical_resources": True}, PROTECTED, "it is retained from now on"),
)
def test_a_stack_that_nothing_deletes_is_no_problem(old, changes, of, reason):
    assert protected(old, changes, of) is None, reason


@table(
    "old changes severity",
    (LAUNCHED, {"name": "another"}, "ERROR", "another name replaces it"),
    (LAUNCHED, {"name": UNKNOWN}, "WARNING", "the name may be another one"),
    (ADOPTED, {"retain_physical_resources": False}, "WARNING", "what was adopted is to be deleted one day"),
    (KEPT, {"retain_physical_resources": False}, "WARNING", "what was launched as well"),
)
def test_a_protected_stack_that_is_to_be_deleted_is_reported(old, changes, severity, reason):
    assert protected(old, changes) == ("TerminationProtected", severity), reason


def test_a_replacement_needs_the_stack_to_be_retained_before():
    problem = replacement.protected(LAUNCHED, replace(LAUNCHED, name="another"), PROTECTED)
    assert problem is not None
    assert "replacing this resource would fail" in problem.message()
    assert "run `pulumi up` before making this change" in problem.remedy()
