"""What preflight reads and how often, for whom it works, and when it looks again."""

from collections.abc import Callable
from typing import Any

import pytest

from integration.preflight.preview import (
    URN,
    Preview,
    adoption,
    blocking,
    codes,
    inputs,
    launch,
    launch_inputs,
    template,
)
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done
from pulumi_servicecatalog.reconcile import imported
from pulumi_servicecatalog.rules.launch import LaunchKey
from support.account import REGION
from support.tables import table

Inputs = Callable[..., dict[str, Any]]
BOTH = pytest.mark.parametrize("declared", [inputs, launch_inputs], ids=["adopted", "launched"])


def test_a_version_that_was_made_from_the_stack_itself_fits(preview: Preview) -> None:
    preview.aws.set(stack_artifact_info="physical-id")
    preview.aws.make_stack("orders", template("Orders"))
    preview.aws.add_version_like("orders", "web-service", "v3")
    verdict = preview.examine(adoption(name="orders", physical_id="orders", artifact=None))
    assert verdict.artifact is not None
    assert (verdict.artifact.name, codes(verdict)) == ("v3", [])


# Callers


def test_a_user_of_the_catalog_gets_the_same_verdict_as_its_administrator(preview: Preview) -> None:
    administration = ["SearchProductsAsAdmin", "DescribeProductAsAdmin", "ListProvisioningArtifacts"]
    by_name, by_id = adoption(), adoption(product=ById(preview.aws.product_id("web-service")))
    preview.aws.set(denied_actions=[f"servicecatalog:{name}" for name in administration])
    assert [codes(preview.examine(desired)) for desired in (by_name, by_id)] == [[], []]


def simulations(preview: Preview) -> list[dict[str, Any]]:
    """Return what IAM's simulator was asked."""
    return [call["parameters"] for call in preview.calls if call["operation"] == "SimulatePrincipalPolicy"]


@table(
    "path calls",
    ("/", 1, "a role without a path is asked about at once"),
    ("/platform/team/", 2, "the path of a role is not in a session's ARN, and is looked up"),
)
def test_the_simulator_is_asked_about_the_role_of_a_session(
    path: str, calls: int, reason: str, preview: Preview
) -> None:
    iam = preview.aws.client("iam")
    role = iam.create_role(RoleName="deploy", Path=path, AssumeRolePolicyDocument="{}")["Role"]
    preview.aws.set(denied_actions=["servicecatalog:ImportAsProvisionedProduct"])
    verdict = preview.examine(adoption(), preview.session(role_arn=role["Arn"]))
    assert blocking(verdict) == ["MissingPermission"]
    assert "assumed-role/deploy/" in verdict.problems[0].message()
    assert len(simulations(preview)) == calls, reason
    assert simulations(preview)[-1]["PolicySourceArn"] == role["Arn"]


def test_a_caller_who_may_not_ask_the_simulator_is_left_to_the_import(preview: Preview) -> None:
    preview.aws.set(denied_actions=["iam:*", "servicecatalog:ImportAsProvisionedProduct"])
    assert codes(preview.examine(adoption())) == []


def test_the_simulator_is_asked_about_the_product_and_not_about_stacks(preview: Preview) -> None:
    preview.examine(adoption())
    (simulated,) = simulations(preview)
    product = preview.aws.product_id("web-service")
    assert simulated["ResourceArns.member.1"] == f"arn:aws:catalog:{REGION}:{preview.aws.account}:product/{product}"
    actions = [value for name, value in simulated.items() if name.startswith("ActionNames.")]
    assert {action.partition(":")[0] for action in actions} == {"servicecatalog"}


# The two other modes


@table(
    "wrong code",
    (inputs(provisioningArtifactName="v2"), "TemplateMismatch", "an adoption"),
    (launch_inputs(parameters={"Size": "huge"}), "ParameterNotAllowed", "a launch"),
)
def test_warn_tells_the_same_and_stops_nothing(wrong: dict[str, Any], code: str, reason: str, preview: Preview) -> None:
    stopping, warning = preview.check(wrong), preview.check({**wrong, "preflight": "warn"})
    assert [problem.code for problem in stopping.failures] == [code], reason
    assert (warning.failures, warning.remarks) == ((), stopping.failures)


@table(
    "wrong",
    (inputs(physicalId="paymnets"), "an adoption"),
    (launch_inputs(parameters={"Size": "huge"}), "a launch"),
)
def test_off_looks_at_nothing_and_says_so(wrong: dict[str, Any], reason: str, preview: Preview) -> None:
    checked = preview.check({**wrong, "preflight": "off"})
    assert (checked.failures, [problem.code for problem in checked.remarks]) == ((), ["PreflightOff"]), reason
    assert "preflight is off" in checked.remarks[0].message()
    assert "remove `preflight`" in checked.remarks[0].remedy()
    assert set(preview.operations()) == {"GetCallerIdentity"}


# Governed already


@BOTH
def test_what_is_governed_is_not_examined_again(declared: Inputs, preview: Preview) -> None:
    recorded = declared(region=REGION)
    checked = preview.check(recorded, old=recorded)
    assert (checked.failures, checked.remarks) == ((), ())
    compared = {"GetCallerIdentity", "SearchProvisionedProducts", "ListProvisioningArtifacts"}
    assert set(preview.operations()) <= compared, "only a difference brings an update to examine"


def test_a_changed_version_of_an_adopted_resource_costs_one_look_at_the_stacks_template(preview: Preview) -> None:
    preview.aws.adopt("payments")
    recorded = inputs(region=REGION)
    good = preview.check({**recorded, "provisioningArtifactName": "v2"}, old=recorded)
    assert good.failures == ()
    bad = preview.check({**recorded, "provisioningArtifactName": "v9"}, old=recorded)
    assert [problem.code for problem in bad.failures] == ["ArtifactNotFound"]
    assert preview.operations()["GetTemplate"] == 1, "whether somebody has changed it by hand"


def test_what_this_resource_has_launched_is_taken_up_where_a_killed_run_left_it(preview: Preview) -> None:
    session, product_id = preview.session(), preview.aws.product_id("web-service")
    key = LaunchKey(name="shop", product_id=product_id, declared_by=URN, identity=session.gateway.identity())
    record = preview.aws.catalog.provision_product(
        ProductId=product_id,
        ProvisioningArtifactId=preview.aws.version_id("web-service", "v1"),
        ProvisionedProductName="shop",
        ProvisionToken=f"{key.mark}of-the-killed-run",
    )["RecordDetail"]
    verdict = preview.examine(launch(), session)
    assert verdict.resumes is not None
    assert (verdict.resumes.id, codes(verdict)) == (record["ProvisionedProductId"], ["TakenAsIs"])


# Calls


def test_between_preview_and_import_only_what_may_have_changed_is_read_again(preview: Preview) -> None:
    session, desired = preview.session(), adoption()
    assert codes(preview.examine(desired, session)) == []
    calls_before = len(preview.calls)
    with preview.recorded():
        outcome = imported.adopt(desired.resolve(), session, Operation.lasting(60.0, timer=SystemTimer()))
    assert isinstance(outcome, Done)
    calls = [call["operation"] for call in preview.calls[calls_before:]]
    position = calls.index("ImportAsProvisionedProduct")
    assert set(calls[:position]) == {"DescribeStacks", "DescribeProvisionedProduct"}
    del preview.calls[calls_before + position]  # the one change there is, which this test asks for


def test_a_further_stack_costs_one_call(preview: Preview) -> None:
    names = [f"stack-{number}" for number in range(12)]
    for name in names:
        preview.aws.make_stack(name, template("Jobs"))
    session = preview.session()
    for name in names:
        assert codes(preview.examine(adoption(name=name, physical_id=name), session)) == []
    calls = preview.operations()
    assert len(names) <= calls.pop("GetTemplate") <= len(names) + 1  # that of the account's other stack is read ahead
    assert calls.pop("DescribeStacks") <= 4  # three one by one, and all of them in a page
    assert calls.pop("DescribeProvisionedProduct") == 3  # whether the search hides names
    assert set(calls.values()) == {1}


def test_further_launches_of_a_version_cost_no_call(preview: Preview) -> None:
    session = preview.session()
    for number in range(12):
        assert codes(preview.examine(launch(name=f"shop-{number}"), session)) == []
    calls = preview.operations()
    assert calls.pop("DescribeProvisionedProduct") == 3  # whether the search hides names
    assert set(calls.values()) == {1}
    assert "GetObject" in calls, "the template, whose Rules are judged"
    assert not {"GetTemplate", "DescribeStacks"} & set(calls)
