"""What a scan says of a stack without a match, and which stacks are left out whatever their template."""

from pulumi_servicecatalog.discovery.exclusion import excluded
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.model.desired import ById, DesiredImport
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, stack
from support.sessions import unshared
from support.tables import table


@table(
    "name codes",
    ("payments", [], "any other stack"),
    ("SC-123456789012-pp-h3snk7zmyrgpq", ["HiddenProvisionedProduct"], "Service Catalog made it, and hides by what"),
    ("CDKToolkit", ["StackOfTool"], "the CDK's own"),
    ("aws-sam-cli-managed-default", ["StackOfTool"], "the SAM CLI's own"),
    ("StackSet-base-0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f", ["StackSetInstance"], "an instance of a stack set"),
)
def test_a_stack_that_nobody_adopts_is_left_out(name, codes, reason):
    desired = DesiredImport(name=name, physical_id=name, product=ById(""))
    assert [problem.code for problem in excluded(stack(name), desired)] == codes, reason


def test_a_stack_that_no_version_has_names_the_nearest_versions():
    state = account(stack("payments"))
    (existing,) = state.stacks
    other = state.templates[existing.id].replace("Secret", "Password")
    gateway = FakeGateway(state.with_stack(existing, other))
    (verdict,) = scan(unshared(gateway), lambda same: same).verdicts
    assert verdict.kind.value in {"near", "unmatched"}
    assert [problem.code for problem in verdict.problems] == ["NoVersionMatches"]
