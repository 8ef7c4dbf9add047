"""A preview judges the update that will follow: of what is governed already, of an adoption, of what is in the state.

The same reasons are errors in each of them, before anything is sent; where no update follows, they are warnings.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, Latest
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, NotMade
from pulumi_servicecatalog.model.plan import Plan
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.product import ArtifactParameter, LaunchPath, ProvisioningParameters
from pulumi_servicecatalog.model.refusal import Absent, Denied
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.controller import CheckResult, Defaults
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import (
    PATH,
    SECRET,
    SIZE,
    V1,
    V2,
    WEB,
    account,
    adopted,
    adoption,
    product,
    record,
    stack,
    stack_id,
    version,
)
from support.fakes.state import REGION, State, moment
from support.launches import URN, launched, wanted
from support.tables import table

HERE = Connection(region=REGION)
SECOND = LaunchPath(id="lpv2-2", name="everyone")
ALLOWING = replace(PATH, constraints=("RESOURCE_UPDATE",))
LARGE: dict[str, Any] = {"parameters": {"Size": "large"}}
TO_V2: dict[str, Any] = {"artifact": ByName(V2.name)}
SITUATIONS = ("in the state", "governed already", "adopted")
NEEDS_ONE_MORE = version(WEB, V2, SIZE, SECRET, ArtifactParameter(key="Needed"))
PICKY = '{"Parameters": {"Size": {"Type": "String", "AllowedValues": ["tiny", "huge"]}}, "Resources": {}}'
RESTRICTED = """{"Parameters": {"Size": {"Type": "String"},
    "Secret": {"Type": "String", "NoEcho": true, "AllowedPattern": "x+"}}, "Resources": {}}"""
WRONG_DEFAULT = '{"Parameters": {"Zone": {"Type": "String", "Default": "c", "AllowedValues": ["a"]}}, "Resources": {}}'
OLD = DesiredImport(
    name="payments", physical_id="payments", product=ByName(WEB.name), artifact=ByName(V1.name), connection=HERE
)


def check(
    situation: str, world: Any, desired: dict[str, Any], *, old: Any = OLD, denied: Sequence[str] = ()
) -> CheckResult:
    """Check in an account where the stack is in this situation; `world` changes the account."""
    state = account() if situation == "adopted" else adopted("payments")
    gateway = FakeGateway(world(state))
    gateway.denied = frozenset(denied)
    controller = importing(gateway)
    result = controller.check(old if situation == "in the state" else None, replace(OLD, **desired), urn=URN)
    assert gateway.requests == []
    return result


def importing(gateway: FakeGateway) -> ImportedProvisionedProductController:
    return ImportedProvisionedProductController(Defaults(), SessionPool(lambda _: gateway, Scope.OFF))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def as_it_is(state: State) -> State:
    return state


def with_path_tags(state: State) -> State:
    path = replace(ALLOWING, tags={"env": "prod"})
    terms = ProvisioningParameters(tag_options={"cost": ("a", "b")})
    return replace(state.with_paths(WEB, path), terms={path.id: terms})


def same_names(state: State) -> State:
    return state.with_paths(WEB, PATH, replace(SECOND, name=PATH.name))


def inactive(state: State) -> State:
    of_v1 = state.version(V1.id)
    assert of_v1 is not None
    return state.with_version(replace(of_v1, artifact=replace(V1, active=False)))


def with_tag_options(state: State) -> State:
    terms = ProvisioningParameters(tag_options={"team": ("core",)})
    return replace(state.with_paths(WEB, ALLOWING), terms={ALLOWING.id: terms})


@pytest.mark.parametrize("situation", SITUATIONS)
@table(
    "world desired error",
    (lambda state: state.with_paths(WEB), LARGE, "NoLaunchPath", "no launch path"),
    (lambda state: state.with_paths(WEB, PATH, SECOND), LARGE, "LaunchPathOpen", "several paths, and none declared"),
    (as_it_is, {**LARGE, "path": ByName("platfrom")}, "LaunchPathNotFound", "a path misspelt"),
    (same_names, {**LARGE, "path": ByName(PATH.name)}, "LaunchPathNameShared", "the name of two paths"),
    (as_it_is, {"parameters": {"Sise": "large"}}, "UnknownParameter", "a parameter misspelt"),
    (
        lambda state: state.with_version(replace(version(WEB, V1), template=PICKY)).with_stack(stack(), PICKY),
        LARGE,
        "ParameterNotAllowed",
        "a value that the template refuses",
    ),
    (inactive, LARGE, "ArtifactInactive", "a version that is inactive"),
    (as_it_is, {**LARGE, "artifact": ByName("v9")}, "ArtifactNotFound", "a version that does not exist"),
    (as_it_is, {**LARGE, "product": ByName("web")}, "ProductNotFound", "a product that does not exist"),
    (as_it_is, {"tags": {"team": "core"}}, "TagUpdateNotAllowed", "tags that no constraint allows"),
    (with_path_tags, {"tags": {"env": "test", "cost": "a"}}, "TagContradictsPath", "a tag that the path sets"),
    (with_path_tags, {"tags": {"more": "x"}}, "TagMissing", "a tag that has to be chosen"),
    (with_path_tags, {"tags": {f"key{n}": "x" for n in range(50)}}, "TooManyTags", "too many with those of the path"),
    (as_it_is, {"owner": "arn:aws:iam::210987654321:role/x"}, "OwnerNotAllowed", "an owner of another account"),
    (with_tag_options, {"tags": {"team": "web"}}, "TagNotAllowed", "a tag with a value beside the options"),
)
def test_what_the_update_would_fail_for_is_an_error_of_the_preview(
    world: Any, desired: dict[str, Any], error: str, reason: str, situation: str
) -> None:
    assert error in codes(check(situation, world, desired).failures), reason


@pytest.mark.parametrize("situation", ["in the state", "governed already"])
@table(
    "desired failures remarks",
    (LARGE, ["ArtifactNotFound"], [], "an update that follows for sure"),
    ({"parameters": {"Size": UNKNOWN}}, [], ["ArtifactNotFound"], "one that may follow"),
    ({}, [], [], "none that follows"),
)
def test_the_version_that_an_update_keeps_must_exist(
    situation: str, desired: dict[str, Any], failures: list[str], remarks: list[str], reason: str
) -> None:
    kept = replace(OLD, artifact=None)
    result = check(situation, lambda state: state.without_version(V1.id), {**desired, "artifact": None}, old=kept)
    assert codes(result.failures) == failures, reason
    assert [code for code in codes(result.remarks) if code.startswith("Artifact")] == remarks, reason


@table(
    "situation desired",
    ("in the state", TO_V2, "declared"),
    ("governed already", TO_V2, "declared"),
    ("adopted", {"artifact": Latest.ACTIVE}, "chosen by a policy"),
)
def test_another_version_that_the_stack_has_no_value_for_is_an_error(
    situation: str, desired: dict[str, Any], reason: str
) -> None:
    def with_v2(state: State) -> State:
        return state.with_version(replace(NEEDS_ONE_MORE, artifact=replace(V2, created_time=moment(9))))

    assert codes(check(situation, with_v2, desired).failures) == ["ParameterMissing"], reason
    good = {**desired, "parameters": {"Needed": "yes"}}
    assert check(situation, with_v2, good).failures == (), "once it is declared"


def test_a_value_that_a_hand_changed_template_has_dropped_is_missing_to_the_update() -> None:
    """The version is the same, so its parameters are; the stack has lost one, which the update needs again."""

    def world(_state: State) -> State:
        lost = replace(stack(), parameters={})
        return adopted("payments", status="TAINTED").with_stack(lost)

    assert codes(check("in the state", world, {}).failures) == ["ParameterMissing"] * 2


def test_a_kept_value_that_another_version_refuses_is_an_error() -> None:
    def with_v2(state: State) -> State:
        return state.with_version(replace(version(WEB, V2), template=PICKY))

    (problem,) = check("in the state", with_v2, TO_V2).failures
    assert (problem.code, problem.property) == ("ParameterNotAllowed", "parameters.Size")


def test_a_hidden_value_that_another_version_restricts_is_a_warning() -> None:
    def with_v2(state: State) -> State:
        return state.with_version(replace(version(WEB, V2), template=RESTRICTED))

    result = check("in the state", with_v2, TO_V2)
    assert (codes(result.failures), codes(result.remarks)) == ([], ["HiddenValueNotJudged"])


def test_a_default_that_another_version_does_not_allow_is_an_error() -> None:
    def with_v2(state: State) -> State:
        return state.with_version(replace(version(WEB, V2), template=WRONG_DEFAULT))

    (problem,) = check("in the state", with_v2, TO_V2).failures
    assert (problem.code, problem.property) == ("ParameterNotAllowed", "parameters.Zone")


@table(
    "situation world remarks",
    ("adopted", lambda state: state.with_paths(WEB), ["NoLaunchPath"], "an adoption without a path"),
    ("adopted", lambda state: state.with_paths(WEB, PATH, SECOND), ["SeveralLaunchPaths"], "or with several"),
    ("governed already", lambda state: state.with_paths(WEB), ["TakesOver"], "what is taken over"),
    ("in the state", lambda state: state.with_paths(WEB), [], "what is as declared"),
    ("in the state", inactive, [], "at a version that is inactive by now"),
)
def test_where_no_update_follows_it_is_no_error(situation: str, world: Any, remarks: list[str], reason: str) -> None:
    result = check(situation, world, {})
    assert (codes(result.failures), codes(result.remarks)) == ([], remarks), reason


def test_a_path_name_that_two_share_is_a_warning_where_no_update_follows() -> None:
    result = check("adopted", same_names, {"path": ByName(PATH.name)})
    assert (codes(result.failures), codes(result.remarks)) == ([], ["LaunchPathNameShared"])


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_value_that_is_not_known_yet_makes_no_update_certain(situation: str) -> None:
    result = check(situation, lambda state: state.with_paths(WEB), {"parameters": {"Size": UNKNOWN}})
    assert result.failures == ()


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_launch_role_and_the_owner_need_no_path(situation: str) -> None:
    role = {"owner": "arn:aws:iam::123456789012:user/another"}
    assert check(situation, lambda state: state.with_paths(WEB), role).failures == ()


@table(
    "status product_status failures",
    ("UPDATE_ROLLBACK_FAILED", "AVAILABLE", ["StackNotUpdatable"], "a rollback that failed"),
    ("ROLLBACK_COMPLETE", "TAINTED", ["StackNotUpdatable"], "a stack that was never made"),
    ("UPDATE_IN_PROGRESS", "AVAILABLE", ["StackNotUpdatable"], "changed past the catalog"),
    ("UPDATE_ROLLBACK_COMPLETE", "TAINTED", [], "a rollback that went well"),
)
@pytest.mark.parametrize("situation", ["in the state", "governed already"])
def test_a_stack_that_cannot_be_updated_is_an_error_where_an_update_follows(
    situation: str, status: str, product_status: str, failures: list[str], reason: str
) -> None:
    def world(_state: State) -> State:
        return adopted("payments", status=product_status).with_stack(replace(stack(), status=status))

    assert codes(check(situation, world, LARGE).failures) == failures, reason


@pytest.mark.parametrize("situation", SITUATIONS)
@table(
    "operation desired failures",
    ("UpdateProvisionedProduct", LARGE, ["MissingPermission"], "an update"),
    (
        "UpdateProvisionedProductProperties",
        {"owner": "arn:aws:iam::123456789012:user/b"},
        ["MissingPermission"],
        "owner",
    ),
    ("UpdateProvisionedProduct", {}, [], "an update that does not follow"),
)
def test_what_iam_denies_is_an_error_where_it_follows(
    operation: str, desired: dict[str, Any], failures: list[str], reason: str, situation: str
) -> None:
    result = check(situation, as_it_is, desired, denied=[f"servicecatalog:{operation}"])
    assert codes(result.failures) == failures, reason


def test_a_replacement_that_may_not_be_released_is_an_error() -> None:
    denied = ["servicecatalog:TerminateProvisionedProduct"]
    assert codes(check("in the state", as_it_is, {"name": "another"}, denied=denied).failures) == ["MissingPermission"]
    assert check("in the state", as_it_is, {}, denied=denied).failures == ()


ONLY_SMALL = {"Sizes": {"Assertions": [{"Assert": {"Fn::Contains": [["small"], {"Ref": "Size"}]}}]}}


@pytest.mark.parametrize("situation", SITUATIONS)
@table(
    "rules desired failures remarks",
    (ONLY_SMALL, LARGE, ["TemplateRuleBroken"], [], "a value that the rule does not allow"),
    (ONLY_SMALL, {"parameters": {"Secret": "new"}}, [], [], "a value that the stack keeps, and the rule allows"),
    (None, LARGE, [], ["TemplateRulesUnknown"], "rules that AWS does not show"),
)
def test_the_rules_of_a_template_constraint_are_judged(
    rules: Any, desired: dict[str, Any], failures: list[str], remarks: list[str], reason: str, situation: str
) -> None:
    path = replace(PATH, constraints=("TEMPLATE",))

    def world(state: State) -> State:
        return replace(state.with_paths(WEB, path), terms={path.id: ProvisioningParameters(rules=rules)})

    result = check(situation, world, desired)
    assert codes(result.failures) == failures, reason
    assert [code for code in codes(result.remarks) if code.startswith("TemplateRule")] == remarks, reason


def test_the_update_has_words_of_its_own() -> None:
    (no_path,) = check("in the state", lambda state: state.with_paths(WEB), LARGE).failures
    (several,) = check("in the state", lambda state: state.with_paths(WEB, PATH, SECOND), LARGE).failures
    assert no_path.message().startswith("The update has no launch path to product web-service")
    assert "import" not in no_path.remedy()
    assert several.message().startswith("The update cannot choose its path: ")


@table(
    "facts",
    ({"status": "TAINTED"}, "its last operation did not end well"),
    ({"artifact_id": V2.id, "artifact_name": V2.name}, "somebody has changed its version"),
)
def test_an_update_that_only_aws_makes_necessary_is_judged_as_well(facts: dict[str, Any], reason: str) -> None:
    def world(_state: State) -> State:
        return adopted("payments", **facts).with_paths(WEB)

    assert codes(check("in the state", world, {}).failures) == ["NoLaunchPath"], reason


def test_without_a_declared_version_the_one_that_it_keeps_is_judged() -> None:
    undeclared = {"artifact": None}
    old = replace(OLD, artifact=None)
    assert codes(check("in the state", inactive, {**LARGE, **undeclared}, old=old).failures) == ["ArtifactInactive"]
    assert codes(check("governed already", inactive, {**LARGE, **undeclared}).failures) == ["ArtifactInactive"]


def test_a_plan_of_somebody_else_is_in_the_way_of_the_update_alone() -> None:
    plan = Plan(id="plan-1", name="release-42", provisioned_product_id="pp-payments")

    def planned(state: State) -> State:
        return state.with_plan(plan)

    assert codes(check("in the state", planned, TO_V2).failures) == ["PlanInTheWay"]
    assert check("in the state", planned, {}).failures == ()


def test_what_is_not_to_be_seen_is_judged_by_what_is_declared() -> None:
    gateway = FakeGateway(adopted("payments").with_paths(WEB))
    controller = importing(gateway)
    for new, expected in ((OLD, []), (replace(OLD, **TO_V2), ["NoLaunchPath"])):
        gateway.refuse("provisioned_products", Denied(operation="SearchProvisionedProducts", reason="no"))
        assert codes(controller.check(OLD, new, urn=URN).failures) == expected


# What was launched


def launching(gateway: FakeGateway) -> ProvisionedProductController:
    return ProvisionedProductController(Defaults(), SessionPool(lambda _: gateway, Scope.OFF))


@table(
    "desired failures remarks",
    ({}, [], ["TakenAsIs"], "as declared, though no path leads to it any more"),
    (TO_V2, ["NoLaunchPath"], ["TakenAsIs", "UpdateFollows"], "at another version"),
)
def test_what_this_resource_has_launched_is_judged_by_the_update_that_follows(
    desired: dict[str, Any], failures: list[str], remarks: list[str], reason: str
) -> None:
    result = launching(FakeGateway(launched().with_paths(WEB))).check(None, wanted(connection=HERE, **desired), urn=URN)
    assert (codes(result.failures), codes(result.remarks)) == (failures, remarks), reason


def test_a_misspelt_product_of_what_this_resource_has_launched_is_the_only_problem() -> None:
    new = wanted(connection=HERE, product=ByName("web-servise"))
    assert codes(launching(FakeGateway(launched())).check(None, new, urn=URN).failures) == ["ProductNotFound"]


def test_a_launch_is_judged_by_iam_and_by_the_rules_of_the_path() -> None:
    path = replace(PATH, constraints=("TEMPLATE",))
    state = replace(account().with_paths(WEB, path), terms={path.id: ProvisioningParameters(rules=ONLY_SMALL)})
    gateway = FakeGateway(state)
    gateway.denied = frozenset({"servicecatalog:ProvisionProduct"})
    new = wanted(connection=HERE, parameters={"Size": "large", "Secret": "hunter2"})
    failures = codes(launching(gateway).check(None, new, urn=URN).failures)
    assert failures == ["ParameterNotAllowed", "TemplateRuleBroken", "MissingPermission"]


# What is done is what was judged


def test_an_adoption_whose_update_would_fail_sends_nothing() -> None:
    gateway = FakeGateway(account().with_paths(WEB))
    assert isinstance(Run(gateway).adopt(adoption(**LARGE)), NotMade)
    assert gateway.requests == []


def test_the_path_of_an_update_survives_a_change_of_the_owner_before_it() -> None:
    """The record of that change names no path, and it is the last one by then."""
    taken = product("payments")
    state = adopted("payments").with_record(record(taken, path_id=PATH.id)).with_paths(WEB, PATH, SECOND)
    new = adoption(owner="arn:aws:iam::123456789012:user/another", connection=HERE, **LARGE)
    gateway = FakeGateway(state)
    controller = importing(gateway)
    assert controller.check(OLD, new, urn=URN).failures == ()
    assert isinstance(Run(gateway).change("pp-payments", new), Done)


# Whose name it is


@table(
    "holder desired problems",
    ({}, {"product": ByName("web-servise")}, ["ProductNotFound"], "it governs this very stack"),
    ({"physical_id": stack_id("orders")}, {"product": ByName("x")}, ["ProductNotFound", "NameTaken"], "another one"),
    ({}, {"product": UNKNOWN}, [], "this very stack, and the product is not known yet"),
)
def test_a_name_is_taken_only_by_what_governs_another_stack(
    holder: dict[str, Any], desired: dict[str, Any], problems: list[str], reason: str
) -> None:
    result = check("governed already", lambda _state: adopted("payments", **holder), desired)
    assert codes(result.failures) == problems, reason


def test_a_stack_that_is_gone_does_not_make_its_name_a_problem() -> None:
    result = check("governed already", lambda state: state.without_stack(stack_id("payments")), {})
    assert codes(result.failures) == ["StackNotFound"]


def test_where_it_is_not_known_what_a_name_governs_nothing_else_is_said() -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.unsearchable = {"pp-payments"}
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, NotMade)
    (problem,) = outcome.problems
    assert problem.code == "NameTaken"
    assert "does not show which stack" in problem.message()
    assert "SearchProvisionedProducts" in problem.remedy()


# After the first change


@table(
    "method",
    ("record", "the import has begun"),
    ("update_provisioned_product", "the import is done"),
)
def test_a_refusal_after_the_first_change_claims_nothing_of_the_whole(method: str, reason: str) -> None:
    gateway = FakeGateway(account())
    gateway.refuse(method, Absent(operation="Any", reason="not found"))
    outcome = Run(gateway).adopt(adoption(**LARGE))
    assert not isinstance(outcome, Done | NotMade), reason
    assert not [problem for problem in outcome.problems if "othing" in f"{problem.message()} {problem.remedy()}"]


# What is shown once


def test_an_operation_does_not_repeat_the_warnings_of_its_check() -> None:
    for checked, expected in ((True, []), (False, ["[SeveralLaunchPaths"])):
        gateway = FakeGateway(account().with_paths(WEB, PATH, SECOND))
        controller = importing(gateway)
        warned: list[str] = []
        if checked:
            assert codes(controller.check(None, OLD, urn=URN).remarks) == ["SeveralLaunchPaths"]
        operation = Operation.lasting(3600.0, timer=gateway.timer, warn=warned.append)
        assert isinstance(controller.create(OLD, operation, urn=URN), Done)
        assert [line.partition("]")[0] for line in warned] == expected
