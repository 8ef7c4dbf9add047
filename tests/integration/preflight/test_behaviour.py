"""What preflight skips, what it reads and how often, for whom it works, and when it looks again."""

import json
from collections import Counter
from typing import Any

from integration.preflight.place import REGION, URN, V1, V2, Place, blocking, codes, template
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.desired import ById, ByName, ImportSpec
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, NotMade
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile import imported as adopting
from pulumi_servicecatalog.rules.launch import LaunchKey
from support.fakes.by_values import of_inputs
from support.tables import table


def operations(place: Place) -> Counter[str]:
    return Counter(call["operation"] for call in place.seen)


# Unknown values


@table(
    "unknown reported",
    ({"physical_id": UNKNOWN}, ["UnknownParameter", "NameTaken"], "the stack, so neither its template nor status"),
    (
        {"product": UNKNOWN},
        ["StackStatusNotImportable", "NameTaken"],
        "the product, so neither its version, nor what that takes",
    ),
    (
        {"artifact": UNKNOWN},
        ["StackStatusNotImportable", "NameTaken"],
        "the version, so neither its template nor its parameters",
    ),
    (
        {"name": UNKNOWN},
        ["StackStatusNotImportable", "TemplateMismatch", "UnknownParameter"],
        "the name, so not whether it is taken",
    ),
    (
        {"parameters": UNKNOWN},
        ["StackStatusNotImportable", "TemplateMismatch", "NameTaken"],
        "all parameters, so not whether they are allowed",
    ),
    (
        {"parameters": {"Sise": UNKNOWN}},
        ["StackStatusNotImportable", "TemplateMismatch", "NameTaken", "UnknownParameter"],
        "the value of one, but not its name",
    ),
    (
        {"tags": UNKNOWN, "path": UNKNOWN},
        ["StackStatusNotImportable", "TemplateMismatch", "NameTaken", "UnknownParameter"],
        "what only a later update needs",
    ),
)
def test_an_unknown_value_skips_only_what_depends_on_it(
    unknown: dict[str, Any], reported: list[str], reason: str, place: Place
) -> None:
    place.stack("orders")
    place.adopt("orders", name="payments")
    place.force("payments", status="UPDATE_IN_PROGRESS")
    broken = {"artifact": ByName("v2"), "parameters": {"Sise": "small"}}
    verdict = place.examine(place.desired(**{**broken, **unknown}))
    assert sorted(blocking(verdict)) == sorted(reported)


def test_nothing_is_reported_of_values_that_are_all_unknown(place: Place) -> None:
    desired = place.desired(
        name=UNKNOWN,
        physical_id=UNKNOWN,
        product=UNKNOWN,
        artifact=UNKNOWN,
        path=UNKNOWN,
        parameters=UNKNOWN,
        tags=UNKNOWN,
    )
    assert codes(place.examine(desired)) == []


# No version named


def test_of_versions_with_the_stacks_template_the_newest_is_taken(place: Place) -> None:
    newest = place.version("v3", V1)
    verdict = place.examine(place.desired(artifact=None))
    assert verdict.artifact is not None
    assert (verdict.artifact.id, codes(verdict)) == (newest, [])


def test_a_deprecated_version_is_taken_only_where_no_other_fits(place: Place) -> None:
    place.version("v3", V1)
    place.change_version("v3", Guidance="DEPRECATED")
    verdict = place.examine(place.desired(artifact=None))
    assert verdict.artifact is not None
    assert (verdict.artifact.name, codes(verdict)) == ("v1", [])


def test_the_same_text_goes_before_the_same_meaning(place: Place) -> None:
    place.version("v3", json.dumps(json.loads(V1), indent=2))
    verdict = place.examine(place.desired(artifact=None))
    assert verdict.artifact is not None
    assert (verdict.artifact.name, codes(verdict)) == ("v1", [])


def test_a_version_that_was_made_from_the_stack_itself_fits(place: Place) -> None:
    place.set(stack_artifact_info="physical-id")
    info = {"ImportFromPhysicalId": place.stack("orders", template("Orders"))}
    place.catalog.create_provisioning_artifact(
        ProductId=place.product_id, Parameters={"Name": "v3", "Type": "CLOUD_FORMATION_TEMPLATE", "Info": info}
    )
    verdict = place.examine(place.desired(name="orders", physical_id="orders", artifact=None))
    assert verdict.artifact is not None
    assert (verdict.artifact.name, codes(verdict)) == ("v3", [])


# Callers


def test_a_user_of_the_catalog_gets_the_same_verdict_as_its_administrator(place: Place) -> None:
    administration = ["SearchProductsAsAdmin", "DescribeProductAsAdmin", "ListProvisioningArtifacts"]
    by_name, by_id = place.desired(), place.desired(product=ById(place.product_id))
    place.set(denied_actions=[f"servicecatalog:{name}" for name in administration])
    assert [codes(place.examine(desired)) for desired in (by_name, by_id)] == [[], []]


@table(
    "path asked",
    ("/", 1, "a role without a path is asked about at once"),
    ("/platform/team/", 2, "the path of a role is not in a session's ARN, and is looked up"),
)
def test_the_simulator_is_asked_about_the_role_of_a_session(path: str, asked: int, reason: str, place: Place) -> None:
    made = place.client("iam").create_role(RoleName="deploy", Path=path, AssumeRolePolicyDocument="{}")
    place.set(denied_actions=["servicecatalog:ImportAsProvisionedProduct"])
    session = place.session(role_arn=made["Role"]["Arn"])
    verdict = place.examine(place.desired(), session)
    assert blocking(verdict) == ["MissingPermission"]
    assert "assumed-role/deploy/" in verdict.problems[0].message()
    simulated = [call for call in place.seen if call["operation"] == "SimulatePrincipalPolicy"]
    assert len(simulated) == asked
    assert simulated[-1]["parameters"]["PolicySourceArn"] == made["Role"]["Arn"]


def test_a_caller_who_may_not_ask_the_simulator_is_left_to_the_import(place: Place) -> None:
    place.set(denied_actions=["iam:*", "servicecatalog:ImportAsProvisionedProduct"])
    assert codes(place.examine(place.desired())) == []


def test_the_simulator_is_asked_about_the_product_and_not_about_stacks(place: Place) -> None:
    place.examine(place.desired())
    (simulated,) = [call["parameters"] for call in place.seen if call["operation"] == "SimulatePrincipalPolicy"]
    assert simulated["ResourceArns.member.1"] == f"arn:aws:catalog:{REGION}:{place.account}:product/{place.product_id}"
    assert "ActionNames.member.2" not in simulated


# The two other modes


def test_warn_tells_the_same_and_stops_nothing(place: Place) -> None:
    inputs = place.inputs(provisioningArtifactName="v2")
    stopping, telling = place.check(inputs), place.check({**inputs, "preflight": "warn"})
    assert [problem.code for problem in stopping.failures] == ["TemplateMismatch"]
    assert telling.failures == ()
    assert telling.remarks == stopping.failures


def test_off_looks_at_nothing_and_says_so(place: Place) -> None:
    checked = place.check(place.inputs(physicalId="paymnets", preflight="off"))
    assert checked.failures == ()
    assert [problem.code for problem in checked.remarks] == ["PreflightOff"]
    assert set(operations(place)) == {"GetCallerIdentity"}


# Adopted already


def test_an_adopted_resource_is_not_examined_again(place: Place) -> None:
    place.adopt()
    recorded = place.inputs(region=REGION)
    checked = place.check(recorded, old=recorded)
    assert (checked.failures, checked.remarks) == ((), ())
    assert set(operations(place)) == {"GetCallerIdentity"}


def test_a_changed_version_of_an_adopted_resource_is_looked_at_without_the_stack(place: Place) -> None:
    place.adopt()
    recorded = place.inputs(region=REGION)
    good = place.check({**recorded, "provisioningArtifactName": "v2"}, old=recorded)
    assert good.failures == ()
    bad = place.check({**recorded, "provisioningArtifactName": "v9"}, old=recorded)
    assert [problem.code for problem in bad.failures] == ["ArtifactNotFound"]
    assert not {"GetTemplate", "DescribeStacks"} & set(operations(place))


def test_a_stack_that_is_governed_as_declared_is_taken_up_where_a_killed_run_left_it(place: Place) -> None:
    governor = place.adopt()
    place.force("payments", status="UPDATE_ROLLBACK_FAILED")
    verdict = place.examine(place.desired())
    assert verdict.resumes is not None
    assert (verdict.resumes.id, codes(verdict)) == (governor, [])
    assert "GetTemplate" not in operations(place)


def test_a_stack_that_cannot_be_read_is_said_once_and_is_no_drift(place: Place) -> None:
    governor = place.adopt()
    place.set(denied_actions=["cloudformation:DescribeStacks"])
    recorded = place.inputs(region=REGION, parameters={"Size": "large"})
    resource, before = of_inputs(recorded, place.controllers()), place.last()
    first, second = (resource.diff(governor, recorded, recorded) for _ in range(2))
    place.seen += place.control.journal(account=place.account, since=before)
    assert (first.changes, second.changes) == ((), ())
    assert [problem.code for problem in first.remarks] == ["StackNotReadable"]
    assert first.remarks[0].message() == "The stack of payments cannot be read, so its parameters were not compared."
    assert second.remarks == ()


# Between the preview and the import


def _changed_status(place: Place) -> None:
    place.force("payments", status="UPDATE_IN_PROGRESS")


def _changed_template(place: Place) -> None:
    place.stacks.update_stack(StackName="payments", TemplateBody=V2)


def _deleted(place: Place) -> None:
    place.stacks.delete_stack(StackName="payments")


def _lost_permission(place: Place) -> None:
    place.set(denied_actions=["cloudformation:GetTemplate"])


@table(
    "change reported",
    (_changed_status, "StackStatusNotImportable", "somebody has begun to update the stack"),
    (_changed_template, "TemplateMismatch", "somebody has updated the stack"),
    (_deleted, "StackNotFound", "somebody has deleted the stack"),
    (_lost_permission, "MissingPermission", "the caller has lost a permission"),
)
def test_what_has_changed_since_the_preview_is_caught_before_the_import(
    change: Any, reported: str, reason: str, place: Place
) -> None:
    session, desired = place.session(), place.desired()
    assert codes(place.examine(desired, session)) == []
    change(place)
    outcome = _adopted(place, desired.resolve(), session)
    assert isinstance(outcome, NotMade)
    assert reported in [problem.code for problem in outcome.problems]
    assert "ImportAsProvisionedProduct" not in operations(place)


def test_what_is_still_sound_is_imported(place: Place) -> None:
    session, desired = place.session(), place.desired()
    place.set(import_seconds=0)
    assert codes(place.examine(desired, session)) == []
    looked = len(place.seen)
    assert isinstance(_adopted(place, desired.resolve(), session), Done)
    imported = [call["operation"] for call in place.seen[looked:]].index("ImportAsProvisionedProduct")
    del place.seen[looked + imported]  # the one change there is, which this test asks for
    assert {call["operation"] for call in place.seen[looked : looked + imported]} == {
        "DescribeStacks",
        "GetTemplate",
        "DescribeProvisionedProduct",
    }


def _adopted(place: Place, adoption: ImportSpec, session: Any) -> Any:
    before = place.last()
    outcome = adopting.adopt(adoption, session, Operation.lasting(60.0, timer=SystemTimer()))
    place.seen += place.control.journal(account=place.account, since=before)
    return outcome


# Calls


def test_a_further_stack_costs_one_call(place: Place) -> None:
    names = [f"stack-{number}" for number in range(12)]
    for name in names:
        place.stack(name)
    session = place.session()
    for name in names:
        assert codes(place.examine(place.desired(name=name, physical_id=name), session)) == []
    calls = operations(place)
    assert calls.pop("GetTemplate") == len(names)
    assert calls.pop("DescribeStacks") <= 4  # three one by one, and all of them in a page
    assert set(calls.values()) == {1}


# Launches


@table(
    "unknown reported",
    ({"product": UNKNOWN}, ["NameTakenByOther"], "the product, so nothing that depends on it"),
    (
        {"artifact": UNKNOWN},
        ["NameTakenByOther"],
        "the version, so not what it takes",
    ),
    ({"path": UNKNOWN}, ["NameTakenByOther"], "the path, so not what a launch by it takes"),
    ({"name": UNKNOWN}, ["TagNotAllowed", "UnknownParameter"], "the name, so not whether it is taken"),
    ({"parameters": UNKNOWN}, ["NameTakenByOther", "TagNotAllowed"], "all parameters"),
    (
        {"parameters": {"Sise": UNKNOWN}},
        ["NameTakenByOther", "TagNotAllowed", "UnknownParameter"],
        "the value of one, but not its name",
    ),
    ({"tags": {"team": UNKNOWN}}, ["NameTakenByOther", "UnknownParameter"], "the value of a tag"),
    (
        {"preferences": UNKNOWN, "notification_arns": UNKNOWN, "owner": UNKNOWN, "launch_role_arn": UNKNOWN},
        ["NameTakenByOther", "TagNotAllowed", "UnknownParameter"],
        "what nothing else depends on",
    ),
)
def test_an_unknown_value_of_a_launch_skips_only_what_depends_on_it(
    unknown: dict[str, Any], reported: list[str], reason: str, place: Place
) -> None:
    place.adopt(name="shop")
    place.tag_options("team", "core")
    broken = {"parameters": {"Sise": "small"}, "tags": {"team": "croe"}}
    verdict = place.examine(place.launch_draft(**{**broken, **unknown}))
    assert sorted(blocking(verdict)) == sorted(reported)


def test_nothing_is_reported_of_a_launch_whose_values_are_all_unknown(place: Place) -> None:
    desired = place.launch_draft(
        name=UNKNOWN,
        product=UNKNOWN,
        artifact=UNKNOWN,
        path=UNKNOWN,
        parameters=UNKNOWN,
        tags=UNKNOWN,
        preferences=UNKNOWN,
    )
    place.examine(place.launch_draft())
    assert codes(place.examine(desired)) == []


def test_what_this_resource_has_launched_is_taken_up_where_a_killed_run_left_it(place: Place) -> None:
    session = place.session()
    target = LaunchKey(name="shop", product_id=place.product_id, declared_by=URN, identity=session.gateway.identity())
    begun = place.catalog.provision_product(
        ProductId=place.product_id,
        ProvisioningArtifactId=place.version_id(),
        ProvisionedProductName="shop",
        ProvisionToken=f"{target.mark}of-the-killed-run",
    )["RecordDetail"]
    verdict = place.examine(place.launch_draft(), session)
    assert verdict.resumes is not None
    assert (verdict.resumes.id, codes(verdict)) == (begun["ProvisionedProductId"], [])


def test_the_name_of_what_is_replaced_is_free_by_then(place: Place) -> None:
    place.adopt(name="shop")
    old = place.launch_inputs(region=REGION)
    changed = place.check({**old, "notificationArns": [f"arn:aws:sns:{REGION}:{place.account}:events"]}, old=old)
    assert changed.failures == ()


def test_further_launches_of_a_version_cost_no_call(place: Place) -> None:
    session = place.session()
    for number in range(12):
        assert codes(place.examine(place.launch_draft(name=f"shop-{number}"), session)) == []
    assert set(operations(place).values()) == {1}
    assert not {"GetTemplate", "GetObject", "DescribeStacks"} & set(operations(place))


def test_a_launch_is_looked_at_with_warn_and_off_as_well(place: Place) -> None:
    wrong = place.launch_inputs(parameters={"Size": "huge"})
    telling, silent = (place.check({**wrong, "preflight": mode}) for mode in ("warn", "off"))
    assert (telling.failures, [problem.code for problem in telling.remarks]) == ((), ["ParameterNotAllowed"])
    assert (silent.failures, [problem.code for problem in silent.remarks]) == ((), ["PreflightOff"])


def test_a_launched_resource_is_not_examined_again(place: Place) -> None:
    recorded = place.launch_inputs(region=REGION, retainPhysicalResources=False)
    checked = place.check(recorded, old=recorded)
    assert (checked.failures, checked.remarks) == ((), ())
    assert set(operations(place)) == {"GetCallerIdentity"}
