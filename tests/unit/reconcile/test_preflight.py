"""Preflight of an adoption, of a launch and of an update: which problems it finds in which state of AWS.

What each problem says is in tests/data/problem_texts.yaml. What only the wire can show, such as AWS's own words, is
looked at in tests/integration/preflight.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from pulumi_servicecatalog.model.desired import ById, ByName, Desired, DesiredImport, DesiredLaunch, Latest
from pulumi_servicecatalog.model.problems.base import Problem, blocking
from pulumi_servicecatalog.model.product import ArtifactSource, LaunchPath, ProvisioningParameters
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Denied, Throttled
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile.preflight import imported, provisioned, update
from support.fakes.gateway import FakeGateway
from support.fakes.samples import (
    OTHER,
    OTHER_V1,
    PATH,
    SECRET,
    SIZE,
    V1,
    V2,
    WEB,
    account,
    adopted,
    product,
    stack,
    stack_id,
    template,
    version,
)
from support.fakes.state import State, Version, moment
from support.launches import URN, A, B, launched, stack_sets
from support.sessions import unshared
from support.tables import table

CodesAndProperties = list[tuple[str, str]]
SECOND = LaunchPath(id="lpv2-2", name="everyone")
SAME_NAMES = account().with_paths(WEB, PATH, replace(SECOND, name=PATH.name))
TERRAFORM = replace(WEB, type="TERRAFORM_OPEN_SOURCE")
SAME = template(SIZE, SECRET)
NEWER = replace(V2, created_time=moment(9))
TWENTY_QUEUES = json.dumps({"Resources": {f"Queue{n}": {"Type": "AWS::SQS::Queue"} for n in range(20)}})
CHOICE = '{"Parameters": {"Size": {"Type": "String", "AllowedValues": ["small", "large"]}}, "Resources": {}}'
NO = Denied(operation="Any", reason="no", code="AccessDeniedException")
TEXTS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "problem_texts.yaml").read_text(encoding="utf-8")
)


def desired_import(**facts: Any) -> DesiredImport:
    usual = {"name": "payments", "physical_id": "payments", "product": ByName(WEB.name), "artifact": ByName(V1.name)}
    return DesiredImport(**{**usual, **facts})


def desired_launch(**facts: Any) -> DesiredLaunch:
    usual = {"name": "shop", "product": ByName(WEB.name), "artifact": ByName(V1.name)}
    values = {"Size": "small", "Secret": "hunter2"}
    return DesiredLaunch(**{**usual, "parameters": values, **facts})


def codes_and_properties(problems: Iterable[Problem]) -> CodesAndProperties:
    return [(problem.code, problem.property) for problem in problems]


def assert_texts(problems: Iterable[Problem], reason: str) -> None:
    """Require of each problem of a row the parts of its text that the data has for it."""
    for problem in problems:
        text = f"{problem.message()} {problem.remedy()}"
        assert [part for part in TEXTS.get(reason, {}).get(problem.code, []) if part not in text] == [], text


def examined(desired: Desired, gateway: FakeGateway, **more: Any) -> Verdict:
    session = unshared(gateway)
    if isinstance(desired, DesiredLaunch):
        verdict = provisioned.examine(desired, session, declared_by=URN, **more)
    else:
        assert isinstance(desired, DesiredImport)
        verdict = imported.examine(desired, session, **more)
    assert gateway.requests == [], "a preview changed something"
    return verdict


def with_v1(**facts: Any) -> State:
    """Return an account in which these facts of version 1, or of its artifact, are others."""
    of_artifact = {name: facts.pop(name) for name in ("active", "guidance") if name in facts}
    usual = replace(version(WEB, V1, SIZE, SECRET), artifact=replace(V1, **of_artifact))
    return account().with_version(replace(usual, **facts))


def with_stack(**facts: Any) -> State:
    usual = stack("payments", **facts)
    return account(usual)


def made_from(**facts: Any) -> State:
    """Return an account in which version 1 was made from the stack origin, of which these are facts."""
    made = replace(V1, created_time=moment(5))
    source = ArtifactSource(status="AVAILABLE", physical_id=stack_id("origin"))
    state = account(stack("payments"), stack("origin", **facts))
    return state.with_version(replace(version(WEB, V1), artifact=made, source=source))


def not_readable(*methods: str, state: State | None = None) -> FakeGateway:
    gateway = FakeGateway(state or account())
    for method in methods:
        gateway.refuse(method, NO)
    return gateway


@table(
    "state",
    (account(), "the version has the template of the stack"),
    (with_v1(template=SAME.replace(" ", "  ")), "it is written otherwise"),
    (with_stack(status="UPDATE_ROLLBACK_COMPLETE"), "an update was rolled back"),
    (account().with_product(replace(WEB, type="")), "AWS does not report the type of the product"),
    (made_from(), "the version was made from a stack that has not changed since"),
    (made_from(last_updated_time=moment(4)), "nor was it updated after that"),
)
def test_an_adoption_that_will_work_is_let_through(state: State, reason: str) -> None:
    verdict = examined(desired_import(), FakeGateway(state))
    assert verdict.adoptable, (reason, codes_and_properties(verdict.problems))
    assert verdict.artifact is not None
    assert verdict.artifact.id == V1.id


@table(
    "state desired problems",
    # the stack
    (account(), {"physical_id": "no/name"}, [("NotAStack", "physicalId")], "neither a name nor an ARN"),
    (account(), {"physical_id": "arn:aws:s3:::bucket"}, [("NotAStack", "physicalId")], "the ARN of something else"),
    (account(), {"physical_id": "paymnets"}, [("StackNotFound", "physicalId")], "a name that is misspelt"),
    (
        account(),
        {"physical_id": stack_id("payments", account="999999999999")},
        [("StackInOtherAccount", "physicalId")],
        "the ARN names another account",
    ),
    (
        account(),
        {"physical_id": stack_id("payments", region="us-east-1")},
        [("StackInOtherRegion", "physicalId")],
        "the ARN names another Region",
    ),
    (
        account(),
        {"physical_id": stack_id("paymnets")},
        [("StackNotFound", "physicalId")],
        "the ARN of a stack that does not exist",
    ),
    (
        with_stack(status="UPDATE_IN_PROGRESS"),
        {},
        [("StackStatusNotImportable", "physicalId")],
        "somebody updates the stack",
    ),
    (
        with_stack(status="UPDATE_ROLLBACK_FAILED", status_reason="Jobs did not roll back"),
        {},
        [("StackStatusNotImportable", "physicalId")],
        "an update of it could not be rolled back",
    ),
    (
        with_stack(status="DELETE_IN_PROGRESS"),
        {},
        [("StackStatusNotImportable", "physicalId")],
        "somebody deletes the stack",
    ),
    (
        with_stack(status="ROLLBACK_COMPLETE", status_reason="it broke"),
        {},
        [("StackStatusNotImportable", "physicalId")],
        "its creation failed",
    ),
    (
        with_stack(parent_id=stack_id("app"), root_id=stack_id("whole")),
        {},
        [("NestedStack", "physicalId")],
        "it is nested in another stack",
    ),
    (
        account(stack("StackSet-base-0a1b2c3d-1111-2222-3333-444455556666")),
        {"physical_id": "StackSet-base-0a1b2c3d-1111-2222-3333-444455556666"},
        [("StackSetInstance", "physicalId")],
        "a stack set keeps it",
    ),
    (
        with_stack(termination_protection=True),
        {"retain_physical_resources": False},
        [("TerminationProtected", "retainPhysicalResources")],
        "it is protected, and is to be deleted one day",
    ),
    (with_stack(termination_protection=True), {}, [], "it is protected, and is retained"),
    # the product and its version
    (account(), {"product": ByName("web-servise")}, [("ProductNotFound", "productName")], "a product misspelt"),
    (account(), {"product": ById("prod-nothing")}, [("ProductNotFound", "productId")], "an ID of no product"),
    (
        account().with_product(replace(OTHER, name=WEB.name)),
        {},
        [("ProductAmbiguous", "productName")],
        "two products of the name",
    ),
    (
        account().with_product(TERRAFORM),
        {},
        [("ProductTypeNotSupported", "productName")],
        "a product of Terraform",
    ),
    (
        account().with_product(TERRAFORM),
        {"artifact": None},
        [("ProductTypeNotSupported", "productName")],
        "a product of Terraform, of which no version is compared",
    ),
    (account(), {"artifact": ByName("v9")}, [("ArtifactNotFound", "provisioningArtifactName")], "no such version"),
    (account(), {"artifact": ById("pa-99")}, [("ArtifactNotFound", "provisioningArtifactId")], "no version of this ID"),
    (
        account().with_version(replace(version(WEB, V2), artifact=replace(V2, name="v1"))),
        {},
        [("ArtifactAmbiguous", "provisioningArtifactName")],
        "two versions of the name",
    ),
    (with_v1(active=False), {}, [("ArtifactInactive", "provisioningArtifactName")], "taken out of use"),
    (
        with_v1(active=False),
        {"artifact": ById(V1.id)},
        [("ArtifactInactive", "provisioningArtifactId")],
        "taken out of use, and named by its ID",
    ),
    (with_v1(guidance="DEPRECATED"), {}, [("ArtifactDeprecated", "provisioningArtifactName")], "deprecated"),
    (
        with_v1(guidance="DEPRECATED"),
        {"artifact": None},
        [("ArtifactDeprecated", "provisioningArtifactName")],
        "deprecated, and the only one that fits",
    ),
    (with_v1(status="CREATING"), {}, [("ArtifactNotReady", "provisioningArtifactName")], "still being made"),
    (
        with_v1(status="FAILED"),
        {"artifact": ById(V1.id)},
        [("ArtifactNotReady", "provisioningArtifactId")],
        "could not be made",
    ),
    # the templates
    (account(), {"artifact": ByName("v2")}, [("TemplateMismatch", "provisioningArtifactName")], "another template"),
    (
        account(),
        {"artifact": ById(V2.id)},
        [("TemplateMismatch", "provisioningArtifactId")],
        "another template, named by its ID",
    ),
    (
        with_v1(template=TWENTY_QUEUES),
        {},
        [("TemplateMismatch", "provisioningArtifactName")],
        "more differences than a person reads",
    ),
    (
        with_v1(template=SAME.replace(" ", "  ")),
        {},
        [("TemplateEquivalent", "provisioningArtifactName")],
        "it means the same and is written otherwise",
    ),
    (
        with_v1(template="{"),
        {},
        [("TemplateUnreadable", "provisioningArtifactName")],
        "the version's template is no template",
    ),
    (
        made_from(last_updated_time=moment(6)),
        {},
        [("TemplateUnreadable", "provisioningArtifactName")],
        "the stack that the version was made from has been updated since",
    ),
    (
        made_from().without_stack(stack_id("origin")),
        {},
        [("TemplateUnreadable", "provisioningArtifactName")],
        "the stack that the version was made from does not exist any more",
    ),
    (
        with_v1(source=ArtifactSource(status="AVAILABLE")),
        {},
        [("TemplateUnreadable", "provisioningArtifactName")],
        "AWS does not report where the version came from",
    ),
    # no version named
    (
        account(stack("payments")).with_version(version(WEB, V1, SIZE)),
        {"artifact": None},
        [("NoMatchingArtifact", "provisioningArtifactName")],
        "the stack has no version's template",
    ),
    (
        with_v1(status="FAILED"),
        {"artifact": None},
        [("NoMatchingArtifact", "provisioningArtifactName")],
        "the version that would fit could not be made",
    ),
    (
        account().with_version(version(WEB, V1, SIZE)).with_version(replace(version(WEB, V2), template="{")),
        {"artifact": None},
        [("NoMatchingArtifact", "provisioningArtifactName")],
        "another version cannot be read",
    ),
    (
        account().with_version(replace(version(WEB, V2, SIZE, SECRET), artifact=NEWER)),
        {"artifact": None},
        [],
        "of two versions that have the stack's template the newer is taken",
    ),
    (
        account().with_version(version(WEB, V2, SIZE, SECRET)),
        {"artifact": None},
        [("SeveralMatchingArtifacts", "provisioningArtifactName")],
        "two versions have the stack's template",
    ),
    (
        account().with_version(replace(version(WEB, V2, SIZE, SECRET), artifact=NEWER)),
        {"artifact": Latest.ACTIVE},
        [],
        "the policy chooses the version that fits",
    ),
    (
        account().with_version(replace(version(WEB, V2), artifact=NEWER)),
        {"artifact": Latest.ACTIVE},
        [("VersionFollows", "versionPolicy")],
        "the policy chooses another version, which an update brings",
    ),
    # what is there already
    (adopted("payments"), {"name": "pay"}, [("AlreadyGoverned", "physicalId")], "the stack has another name already"),
    (
        adopted("payments", product_id=OTHER.id, product_name=OTHER.name, artifact_id=OTHER_V1.id),
        {"name": "pay"},
        [("AlreadyGoverned", "physicalId")],
        "the stack belongs to another product",
    ),
    (
        adopted("payments", physical_id=stack_id("orders")),
        {},
        [("NameTaken", "name")],
        "the name is another stack's",
    ),
    (
        adopted("payments"),
        {"product": UNKNOWN, "name": "pay"},
        [("AlreadyGoverned", "physicalId")],
        "the product is not known yet",
    ),
    (
        adopted("payments"),
        {"product": UNKNOWN},
        [],
        "the product is not known yet, and the name governs this very stack",
    ),
    # what follows
    (
        account(),
        {"parameters": {"Sise": "small"}},
        [("UnknownParameter", "parameters.Sise"), ("UpdateFollows", "")],
        "a parameter misspelt",
    ),
    (
        with_v1(template=CHOICE).with_stack(stack("payments"), CHOICE),
        {"parameters": {"Size": "huge"}},
        [("ParameterNotAllowed", "parameters.Size"), ("UpdateFollows", "")],
        "a value that the template does not allow",
    ),
    (account(), {"parameters": {"Size": "large"}}, [("UpdateFollows", "")], "a parameter with another value"),
    (account(), {"parameters": {"Size": "small"}}, [], "a parameter with the value that the stack has"),
    (account(), {"parameters": {"Size": UNKNOWN}}, [], "a parameter whose value is not known yet"),
    (account(), {"apply_constraints": True}, [("UpdateFollows", "")], "constraints that are to be applied"),
    (account(), {"owner": "arn:aws:iam::123456789012:role/other"}, [("UpdateFollows", "")], "another owner"),
    (account().with_paths(WEB), {}, [("NoLaunchPath", "productName")], "no path leads to the product"),
    (account().with_paths(WEB, PATH, SECOND), {}, [("SeveralLaunchPaths", "pathName")], "two paths, none named"),
    (
        account().with_paths(WEB, PATH, SECOND),
        {"apply_constraints": True},
        [("LaunchPathOpen", "pathName"), ("UpdateFollows", "")],
        "two paths, and an update that follows at once",
    ),
    (account(), {"path": ByName("platfrom")}, [("LaunchPathNotFound", "pathName")], "a path misspelt"),
    (SAME_NAMES, {"path": ByName(PATH.name)}, [("LaunchPathNameShared", "pathName")], "a path name of two portfolios"),
    (account(), {"path": ById("lpv2-nothing")}, [("LaunchPathNotFound", "pathId")], "an ID of no path"),
    (account(), {"path": UNKNOWN}, [], "a path that is not known yet"),
    (
        account().with_paths(WEB, replace(PATH, constraints=("LAUNCH",))),
        {},
        [("ConstraintsPending", "applyConstraints")],
        "a constraint that waits for an update",
    ),
    (
        account(),
        {"tags": {"team": "core"}},
        [("TagUpdateNotAllowed", "tags"), ("UpdateFollows", "")],
        "tags",
    ),
    (
        account().with_paths(WEB, replace(PATH, constraints=("RESOURCE_UPDATE",))),
        {"tags": {"team": "core"}, "apply_constraints": True},
        [("UpdateFollows", "")],
        "tags that a constraint allows",
    ),
)
def test_preflight_of_an_adoption_finds(
    state: State, desired: dict[str, Any], problems: CodesAndProperties, reason: str
) -> None:
    verdict = examined(desired_import(**desired), FakeGateway(state))
    assert codes_and_properties(verdict.problems) == problems, reason
    assert_texts(verdict.problems, reason)


NOTHING_IS_SOUND = adopted("payments", "orders").with_stack(replace(stack("payments"), status="UPDATE_IN_PROGRESS"))


@table(
    "unknown problems",
    ({"physical_id": UNKNOWN}, "Parameter", "the stack, so nothing that depends on it"),
    ({"product": UNKNOWN}, "Status NameTaken Governed", "the product, so neither its version nor what that takes"),
    ({"artifact": UNKNOWN}, "Status NameTaken Governed", "the version, so neither its template nor its parameters"),
    ({"name": UNKNOWN}, "Status Mismatch Governed Parameter", "the name, so not whether it is taken"),
    ({"parameters": UNKNOWN}, "Status Mismatch NameTaken Governed", "all parameters"),
    ({"parameters": {"Sise": UNKNOWN}}, "Status Mismatch NameTaken Governed Parameter", "one value, not its name"),
    ({"tags": UNKNOWN, "path": UNKNOWN}, "Status Mismatch NameTaken Governed Parameter", "what an update needs"),
)
def test_a_value_that_is_not_known_yet_skips_only_what_depends_on_it(
    unknown: dict[str, Any], problems: str, reason: str
) -> None:
    desired = desired_import(name="orders", artifact=ByName("v2"), parameters={"Sise": "small"})
    verdict = examined(replace(desired, **unknown), FakeGateway(NOTHING_IS_SOUND))
    codes = {
        "Status": "StackStatusNotImportable",
        "Mismatch": "TemplateMismatch",
        "NameTaken": "NameTaken",
        "Governed": "AlreadyGoverned",
        "Parameter": "UnknownParameter",
    }
    assert {problem.code for problem in blocking(verdict.problems)} == {codes[word] for word in problems.split()}, (
        reason
    )


TAG_OPTIONS = {PATH.id: ProvisioningParameters(tag_options={"team": ("core", "data")})}


@table(
    "unknown problems",
    ({"product": UNKNOWN}, ["NameTakenByOther"], "the product, so nothing that depends on it"),
    ({"artifact": UNKNOWN}, ["NameTakenByOther"], "the version, so not what it takes"),
    ({"path": UNKNOWN}, ["NameTakenByOther"], "the path, so not what a launch by it takes"),
    ({"name": UNKNOWN}, ["TagNotAllowed", "UnknownParameter"], "the name, so not whether it is taken"),
    ({"parameters": UNKNOWN}, ["NameTakenByOther", "TagNotAllowed"], "all parameters"),
    (
        {"parameters": {"Size": "small", "Secret": "x", "Sise": UNKNOWN}},
        ["NameTakenByOther", "TagNotAllowed", "UnknownParameter"],
        "the value of one, but not its name",
    ),
    ({"tags": {"team": UNKNOWN}}, ["NameTakenByOther", "UnknownParameter"], "the value of a tag"),
    (
        dict.fromkeys(("preferences", "notification_arns", "owner", "launch_role_arn"), UNKNOWN),
        ["NameTakenByOther", "TagNotAllowed", "UnknownParameter"],
        "what nothing else depends on",
    ),
)
def test_a_value_of_a_launch_that_is_not_known_yet_skips_only_what_depends_on_it(
    unknown: dict[str, Any], problems: list[str], reason: str
) -> None:
    values = {"Size": "small", "Secret": "x", "Sise": "small"}
    desired = desired_launch(parameters=values, tags={"team": "croe"})
    verdict = examined(replace(desired, **unknown), FakeGateway(replace(adopted("shop"), terms=TAG_OPTIONS)))
    assert sorted(problem.code for problem in verdict.problems) == problems, reason


def test_nothing_is_found_of_what_is_not_known_at_all() -> None:
    values: dict[str, Any] = dict.fromkeys(("name", "product", "artifact", "path", "parameters", "tags"), UNKNOWN)
    gateway = FakeGateway(account())
    assert examined(desired_import(physical_id=UNKNOWN, **values), gateway).problems == ()
    assert examined(desired_launch(**values), gateway).problems == ()
    assert update.examine(desired_import(**values), unshared(gateway), actual=None) == ()


@table(
    "denied problems",
    (["stack"], [("MissingPermission", "physicalId")], "to look at the stack"),
    (["products_named"], [("MissingPermission", "productName")], "to look for the product"),
    (["provisioned_products"], [("MissingPermission", "")], "to search provisioned products"),
    (
        ["artifact_source"],
        [("MissingPermission", "provisioningArtifactName"), ("TemplateUnreadable", "provisioningArtifactName")],
        "to look at the version, which is reported",
    ),
    (["launch_paths"], [("MissingPermission", "pathName")], "to list the launch paths"),
    (["denied_actions"], [], "to ask IAM's simulator, which few may"),
    (
        ["stack_template"],
        [("MissingPermission", "physicalId"), ("TemplateUnreadable", "provisioningArtifactName")],
        "to read the stack's template",
    ),
    (["template_at"], [("TemplateUnreadable", "provisioningArtifactName")], "to read the version's template"),
)
def test_what_the_caller_may_not_do_is_found_and_the_rest_is_looked_at(
    denied: list[str], problems: CodesAndProperties, reason: str
) -> None:
    verdict = examined(desired_import(), not_readable(*denied))
    assert codes_and_properties(verdict.problems) == problems, reason


def test_where_the_stacks_template_is_denied_the_only_version_is_reported_and_not_chosen_blindly() -> None:
    verdict = examined(desired_import(artifact=None), not_readable("stack_template"))
    assert codes_and_properties(verdict.problems) == [
        ("MissingPermission", "physicalId"),
        ("StackTemplateUnreadable", "provisioningArtifactName"),
    ]


def test_the_only_version_is_taken_where_it_could_not_be_compared() -> None:
    state = replace(account(), versions=(version(WEB, V1, SIZE, SECRET), version(OTHER, OTHER_V1)))
    verdict = examined(desired_import(artifact=None), not_readable("template_at", state=state))
    assert verdict.artifact == V1
    assert "TemplateUnreadable" in [problem.code for problem in verdict.problems]


NEWER_WITH_SAME = replace(version(WEB, V2, SIZE, SECRET), artifact=NEWER)


@table(
    "newer chosen",
    (NEWER_WITH_SAME, V2.id, "the newest that fits"),
    (replace(NEWER_WITH_SAME, artifact=replace(NEWER, guidance="DEPRECATED")), V1.id, "before a deprecated one"),
    (replace(NEWER_WITH_SAME, template=SAME.replace(" ", "  ")), V1.id, "the same text before the same meaning"),
)
def test_of_the_versions_that_fit_one_is_taken(newer: Version, chosen: str, reason: str) -> None:
    verdict = examined(desired_import(artifact=None), FakeGateway(account().with_version(newer)))
    assert verdict.artifact is not None
    assert (verdict.artifact.id, verdict.problems) == (chosen, ()), reason


def test_iam_may_deny_the_import_itself() -> None:
    gateway = FakeGateway(account())
    gateway.denied = frozenset({"servicecatalog:ImportAsProvisionedProduct"})
    verdict = examined(desired_import(), gateway)
    assert [problem.code for problem in verdict.problems] == ["MissingPermission"]
    assert not verdict.adoptable


def test_names_of_stacks_are_a_courtesy_that_a_throttled_answer_does_not_spoil() -> None:
    gateway = FakeGateway(account())
    gateway.refuse("stacks", Throttled(operation="DescribeStacks", reason="slow down"))
    (problem,) = examined(desired_import(physical_id="paymnets"), gateway).problems
    assert problem.code == "StackNotFound"
    assert "Did you mean" not in problem.message()


# What governs the stack already, as declared


@table(
    "desired problems",
    ({}, [("TakenAsIs", "")], "as declared"),
    ({"parameters": {"Size": "large"}}, [("TakenAsIs", ""), ("UpdateFollows", "")], "another value of a parameter"),
    ({"artifact": ByName("v2")}, [("TakenAsIs", ""), ("UpdateFollows", "")], "another version"),
)
def test_what_an_earlier_run_has_adopted_is_taken_up(
    desired: dict[str, Any], problems: CodesAndProperties, reason: str
) -> None:
    gateway = FakeGateway(adopted("payments"))
    verdict = examined(desired_import(**desired), gateway)
    assert verdict.resumes is not None
    assert (verdict.resumes.id, codes_and_properties(verdict.problems)) == ("pp-payments", problems), reason
    assert gateway.calls("stack_template") == bool(desired), "only for what an update would take back"


def test_what_will_be_released_before_is_in_nobodys_way() -> None:
    gateway = FakeGateway(adopted("payments"))
    verdict = examined(desired_import(product=ByName(WEB.name), name="pay"), gateway, replaces="payments")
    assert (verdict.resumes, verdict.problems) == (None, ())


# Where preflight is off: what the names mean, and nothing else


@table(
    "desired artifact problems",
    ({}, V1, [], "a version by its name"),
    ({"artifact": None}, V1, [], "the version that fits"),
    ({"artifact": UNKNOWN}, None, [], "a version that is not known yet"),
    ({"artifact": ByName("v2")}, V2, [], "a version that does not fit, which nobody looks at"),
    ({"product": UNKNOWN}, None, [], "a product that is not known yet"),
    ({"artifact": ByName("v9")}, None, [("ArtifactNotFound", "provisioningArtifactName")], "no such version"),
    ({"physical_id": "paymnets"}, V1, [("StackNotFound", "physicalId")], "no such stack"),
)
def test_what_the_names_of_an_adoption_mean(
    desired: dict[str, Any], artifact: Any, problems: CodesAndProperties, reason: str
) -> None:
    verdict = imported.resolve_only(desired_import(**desired), unshared(FakeGateway(account())))
    assert (verdict.artifact, codes_and_properties(verdict.problems)) == (artifact, problems), reason


@table(
    "desired artifact problems",
    ({}, V1, [], "a version by its name"),
    ({"artifact": Latest.ACTIVE}, NEWER, [], "a version by a policy"),
    ({"artifact": UNKNOWN}, None, [], "a version that is not known yet"),
    ({"product": ById("prod-9")}, None, [("ProductNotFound", "productId")], "no such product"),
)
def test_what_the_names_of_a_launch_mean(
    desired: dict[str, Any], artifact: Any, problems: CodesAndProperties, reason: str
) -> None:
    state = account().with_version(replace(version(WEB, V2), artifact=NEWER))
    verdict = provisioned.resolve_only(desired_launch(**desired), unshared(FakeGateway(state)))
    assert (verdict.artifact and verdict.artifact.id, codes_and_properties(verdict.problems)) == (
        artifact and artifact.id,
        problems,
    ), reason


# Launches


def stack_set_anywhere(**preferences: Any) -> dict[str, Any]:
    return {"preferences": StackSetPreferences(**preferences)}


@table(
    "state desired problems",
    (account(), {}, [], "nothing is in its way"),
    (account(), {"artifact": Latest.ACTIVE}, [], "the newest version"),
    (
        account()
        .with_version(replace(version(WEB, V2), artifact=replace(V2, active=False)))
        .with_version(replace(version(WEB, V1), artifact=replace(V1, active=False))),
        {"artifact": Latest.ACTIVE},
        [("NoLatestArtifact", "versionPolicy")],
        "no version is active",
    ),
    (account(), {"path": ByName("platform")}, [], "a path by its name"),
    (account(), {"path": UNKNOWN}, [], "a path that is not known yet"),
    (account(), {"product": ByName("web-servise")}, [("ProductNotFound", "productName")], "a product misspelt"),
    (account().with_paths(WEB), {}, [("LaunchNeedsPath", "productName")], "no path leads to the product"),
    (account().with_paths(WEB, PATH, SECOND), {}, [("LaunchPathOpen", "pathName")], "two paths, none named"),
    (SAME_NAMES, {"path": ByName(PATH.name)}, [("LaunchPathNameShared", "pathName")], "a path name of two portfolios"),
    (account(), {"path": ByName("platfrom")}, [("LaunchPathNotFound", "pathName")], "a path misspelt"),
    (with_v1(active=False), {}, [("ArtifactInactive", "provisioningArtifactName")], "taken out of use"),
    (with_v1(guidance="DEPRECATED"), {}, [("ArtifactDeprecated", "provisioningArtifactName")], "deprecated"),
    (with_v1(status="CREATING"), {}, [("ArtifactNotReady", "provisioningArtifactName")], "still being made"),
    (
        account(),
        {"parameters": {"Size": "small", "Secret": "x", "Sise": "small"}},
        [("UnknownParameter", "parameters.Sise")],
        "a parameter misspelt",
    ),
    (
        replace(account(), terms=TAG_OPTIONS),
        {"tags": {"team": "croe"}},
        [("TagNotAllowed", "tags.team")],
        "a tag that is not an option",
    ),
    (account(), {"parameters": {"Size": "small"}}, [("ParameterMissing", "parameters.Secret")], "one has no value"),
    (
        account(),
        stack_set_anywhere(regions=("eu-west-1",)),
        [("NotAStackSet", "provisioningPreferences")],
        "preferences of a product that makes no stack set",
    ),
    (
        account(),
        stack_set_anywhere(failure_tolerance_count=0),
        [("NotAStackSet", "provisioningPreferences")],
        "a pace for a product that makes no stack set",
    ),
    (
        stack_sets(),
        stack_set_anywhere(accounts=(A, "999999999999")),
        [("OutsideStackSet", "provisioningPreferences.stackSetAccounts")],
        "an account outside of the stack set",
    ),
    (stack_sets(), stack_set_anywhere(accounts=(A, B), regions=("eu-west-1",)), [], "a stack set within its bounds"),
    (
        stack_sets(),
        stack_set_anywhere(accounts=(A,), regions=("us-east-1",)),
        [("OutsideStackSet", "provisioningPreferences.stackSetRegions")],
        "a Region outside of the stack set",
    ),
    (
        adopted("shop"),
        {},
        [("NameTakenByOther", "name")],
        "the name is that of an adopted stack",
    ),
    (
        launched(idempotency_token="of-somebody-else"),
        {},
        [("NameTakenByOther", "name")],
        "the name is that of what somebody else has launched",
    ),
    (
        adopted("shop"),
        {"product": ById("prod-9")},
        [("ProductNotFound", "productId"), ("NameTakenByOther", "name")],
        "the name is taken, whatever the product is",
    ),
)
def test_preflight_of_a_launch_finds(
    state: State, desired: dict[str, Any], problems: CodesAndProperties, reason: str
) -> None:
    reported = examined(desired_launch(**desired), FakeGateway(state)).problems
    assert codes_and_properties(reported) == problems, reason
    assert_texts(reported, reason)


def test_what_this_resource_has_launched_is_taken_up() -> None:
    verdict = examined(desired_launch(), FakeGateway(launched()))
    assert verdict.resumes is not None
    assert (verdict.resumes.id, codes_and_properties(verdict.problems)) == ("pp-shop", [("TakenAsIs", "")])


def test_the_name_of_what_is_replaced_is_free_by_then() -> None:
    assert examined(desired_launch(), FakeGateway(adopted("shop")), replaces="shop").problems == ()


@table(
    "denied problems",
    (["provisioned_products"], [("MissingPermission", "name")], "to search provisioned products"),
    (["launch_paths"], [("MissingPermission", "pathName")], "to list launch paths"),
    (["provisioning_parameters"], [("MissingPermission", "parameters")], "to see what a launch takes"),
)
def test_what_the_caller_may_not_see_of_a_launch_is_reported(
    denied: list[str], problems: CodesAndProperties, reason: str
) -> None:
    assert codes_and_properties(examined(desired_launch(), not_readable(*denied)).problems) == problems, reason


# Updates


def updated(desired: Desired, gateway: FakeGateway, actual: ProvisionedProduct | None = None) -> tuple[Problem, ...]:
    problems = update.examine(desired, unshared(gateway), actual=actual)
    assert gateway.requests == [], "a preview changed something"
    return tuple(problems)


NEWER_V2 = account().with_version(replace(version(WEB, V2, SIZE, SECRET), artifact=NEWER))


@table(
    "state desired actual problems",
    (account(), desired_import(), product(), [], "nothing is in its way"),
    (account(), desired_import(product=ById("prod-9")), product(), [("ProductNotFound", "productId")], "no product"),
    (
        account().with_product(TERRAFORM),
        desired_import(artifact=UNKNOWN),
        None,
        [("ProductTypeNotSupported", "productName")],
        "a product whose stacks cannot be adopted",
    ),
    (
        account(),
        desired_import(artifact=ByName("v9")),
        product(),
        [("ArtifactNotFound", "provisioningArtifactName")],
        "v",
    ),
    (account(), desired_import(artifact=None), product(), [], "no version is named"),
    (NEWER_V2, desired_import(artifact=Latest.ACTIVE), product(), [("VersionFollows", "versionPolicy")], "a policy"),
    (
        NEWER_V2,
        desired_import(artifact=Latest.DEFAULT_GUIDANCE),
        product(),
        [("VersionFollows", "versionPolicy")],
        "a policy that leaves out what is deprecated",
    ),
    (
        NEWER_V2,
        desired_import(artifact=Latest.ACTIVE),
        product(artifact_id=V2.id, artifact_name="v2"),
        [],
        "the version of the policy is there already",
    ),
    (NEWER_V2, desired_import(artifact=Latest.ACTIVE), None, [], "a policy, where what is there is not seen"),
    (
        account(),
        desired_import(parameters={"Sise": "small"}),
        product(),
        [("UnknownParameter", "parameters.Sise")],
        "a parameter misspelt",
    ),
    (
        with_v1(template=CHOICE).with_stack(stack(), CHOICE),
        desired_import(parameters={"Size": "huge"}),
        product(),
        [("ParameterNotAllowed", "parameters.Size")],
        "a value that the template does not allow",
    ),
    (
        account().with_paths(WEB, PATH, SECOND),
        desired_import(parameters={"Size": "large"}),
        product(),
        [("LaunchPathOpen", "pathName")],
        "two paths, none named",
    ),
    (account(), desired_import(parameters=UNKNOWN), product(), [], "parameters that are not known yet"),
    (
        with_v1(source=ArtifactSource(status="AVAILABLE", template_url="https://templates.example/v1")),
        desired_import(parameters={"Sise": "small"}),
        product(),
        [("UnknownParameter", "parameters.Sise"), ("TemplateNotCompared", ""), ("TemplateNotJudged", "parameters")],
        "the version's template cannot be read, and AWS itself reports its parameters",
    ),
    (
        account().with_paths(WEB),
        desired_import(),
        product(),
        [("NoLaunchPath", "productName")],
        "no path leads to the product",
    ),
    (account(), desired_import(tags={"team": "core"}), product(), [("TagUpdateNotAllowed", "tags")], "tags"),
    (
        account(),
        desired_import(product=ByName(OTHER.name)),
        product(),
        [("MovesProduct", "productName")],
        "another product of an adopted stack",
    ),
    (
        account(),
        desired_launch(preferences=StackSetPreferences(regions=("eu-west-1",))),
        product("shop"),
        [("NotAStackSet", "provisioningPreferences")],
        "preferences of a product that makes no stack set",
    ),
    (
        stack_sets(),
        desired_launch(preferences=StackSetPreferences(accounts=(A,)), path=UNKNOWN),
        product("shop"),
        [],
        "preferences, by a path that is not known yet",
    ),
    (stack_sets(), desired_launch(preferences=StackSetPreferences(accounts=(A,))), product("shop"), [], "one account"),
)
def test_preflight_of_an_update_finds(
    state: State, desired: Desired, actual: ProvisionedProduct | None, problems: CodesAndProperties, reason: str
) -> None:
    reported = updated(desired, FakeGateway(state), actual)
    assert codes_and_properties(reported) == problems, reason
    assert_texts(reported, reason)


@table(
    "desired fails",
    (desired_import(product=ByName(OTHER.name)), "", "another product of an adopted stack"),
    (
        desired_import(product=ByName(OTHER.name), retain_physical_resources=False),
        "the move fails",
        "another product of a stack that is not retained",
    ),
    (
        desired_launch(product=ByName(OTHER.name), parameters=None),
        "the move fails",
        "another product of what was launched",
    ),
)
def test_a_move_to_another_product_says_whether_it_may_be_released_in_between(
    desired: Desired, fails: str, reason: str
) -> None:
    (problem,) = updated(desired, FakeGateway(account()), product())
    assert problem.code == "MovesProduct"
    assert ("the move fails" in problem.message()) == bool(fails), reason
    assert_texts([problem], reason)


@table(
    "denied problems",
    (
        ["launch_paths"],
        [("UnknownParameter", "parameters.Sise"), ("MissingPermission", "pathName")],
        "to list launch paths",
    ),
    (
        ["template_at"],
        [("UnknownParameter", "parameters.Sise"), ("TemplateNotCompared", ""), ("TemplateNotJudged", "parameters")],
        "to read the version's template, which AWS describes",
    ),
    (
        ["template_at", "artifact_parameters"],
        [("TemplateNotCompared", ""), ("TemplateNotJudged", "parameters")],
        "to read anything of the version",
    ),
)
def test_what_the_caller_may_not_see_of_an_update_is_reported(
    denied: list[str], problems: CodesAndProperties, reason: str
) -> None:
    desired = desired_import(parameters={"Sise": "small"})
    assert codes_and_properties(updated(desired, not_readable(*denied), product())) == problems, reason


def test_an_unreadable_template_of_a_product_with_several_paths_hides_no_unknown_parameter() -> None:
    gateway = not_readable("template_at")
    gateway.state = gateway.state.with_paths(WEB, PATH, replace(PATH, id="lpv2-2", name="everyone"))
    problems = updated(desired_import(parameters={"Sise": "small"}), gateway, product())
    assert ("UnknownParameter", "parameters.Sise") in codes_and_properties(problems)


def test_what_a_stack_set_takes_may_be_hidden_from_who_updates_it() -> None:
    desired = desired_launch(preferences=StackSetPreferences(accounts=(A,)))
    gateway = not_readable("provisioning_parameters", state=stack_sets())
    assert codes_and_properties(updated(desired, gateway, product("shop"))) == [
        ("MissingPermission", "provisioningPreferences")
    ]


def test_every_text_is_that_of_a_row() -> None:
    tables = (test_preflight_of_an_adoption_finds, test_preflight_of_a_launch_finds, test_preflight_of_an_update_finds)
    rows = [row for test in tables for mark in getattr(test, "pytestmark", []) for row in mark.args[1]]
    reported = {(row.id, code) for row in rows for code, _ in row.values[-2]}
    written = {(reason, code) for reason, texts in TEXTS.items() for code in texts}
    assert {(reason, code) for reason, code in written - reported if code != "MovesProduct"} == set()
