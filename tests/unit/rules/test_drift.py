"""What is not as declared: compared with what AWS reports now."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model.desired import ById, ByName, DesiredImport, DesiredLaunch, Latest
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import drift
from pulumi_servicecatalog.rules.drift import Change, Known
from support.fakes.samples import V1, V2, VALUES, WEB, adoption, observed, product, stack, stack_id
from support.fakes.state import SOMEBODY, moment
from support.tables import table

SPEC = adoption()
ROLE = "arn:aws:iam::123456789012:role/team/deploy"
LAUNCH_ROLE = "arn:aws:iam::123456789012:role/launch"
SESSION = "arn:aws:sts::123456789012:assumed-role/deploy/somebody@example.com"


def desired(**target):
    usual = {"name": SPEC.name, "physical_id": SPEC.physical_id, "product": SPEC.product, "artifact": SPEC.artifact}
    return DesiredImport(**{**usual, **target})


def desired_launch(**target):
    usual = {"name": SPEC.name, "product": SPEC.product, "artifact": SPEC.artifact}
    return DesiredLaunch(**{**usual, **target})


def properties(changes):
    return [str(change.path) for change in changes]


@table(
    "target actual",
    ({}, {}, "just as adopted"),
    ({"physical_id": stack_id("payments")}, {}, "the ARN that the name resolves to"),
    ({"physical_id": stack_id("payments")}, {"physical_id": None}, "AWS does not report the stack: taken to be right"),
    ({"product": ById(WEB.id)}, {}, "the product by its ID"),
    ({"artifact": ById(V1.id)}, {}, "the version by its ID"),
    ({"artifact": None}, {"artifact_name": "v7"}, "no version is declared, so any is right"),
    ({"parameters": None}, {}, "no parameters are declared, so any are right"),
    ({"parameters": {}}, {}, "an empty map declares none"),
    ({"parameters": {"Size": "small"}}, {}, "one is declared, and the other is left alone"),
    ({"parameters": {"Size": " small\n"}}, {}, "CloudFormation trims values"),
    ({"parameters": {"Secret": "****"}}, {}, "what AWS shows in place of a NoEcho value is no value"),
    ({"tags": None}, {"tags": {"team": "web"}}, "no tags are declared, so any are right"),
    ({"tags": {"team": "web"}}, {"tags": {"team": "web", "aws:x": "y"}}, "tags of AWS's own are none of ours"),
    ({"tags": {"team": "web"}}, {"tags": {"team": "web", "env": "x"}}, "the catalog adds tags of the portfolio"),
    ({"retain_physical_resources": False, "ignore_errors": True}, {}, "AWS does not keep these"),
    ({}, {"status": "UNDER_CHANGE"}, "somebody is at it; what comes of that is not known yet"),
)
def test_no_difference(target, actual, reason):
    assert drift.changes(desired(**target), observed(**actual)) == (), reason


@table(
    "target actual change",
    (
        {"name": "pay"},
        {},
        Change(path=PropertyPath("name"), actual="payments", declared="pay", replaces=True),
        "renamed",
    ),
    (
        {"physical_id": "orders"},
        {},
        Change(path=PropertyPath("physicalId"), actual=stack_id("payments"), declared="orders", replaces=True),
        "another stack, by name",
    ),
    (
        {"physical_id": stack_id("payments").replace("0a1b", "ffff")},
        {},
        Change(
            path=PropertyPath("physicalId"),
            actual=stack_id("payments"),
            declared=stack_id("payments").replace("0a1b", "ffff"),
            replaces=True,
        ),
        "a stack that was made again under the same name is another one",
    ),
    (
        {"artifact": ByName("v2")},
        {},
        Change(path=PropertyPath("provisioningArtifactName"), actual="v1", declared="v2"),
        "newer",
    ),
    (
        {"artifact": ByName("v1")},
        {"artifact_id": "pa-2", "artifact_name": "v2"},
        Change(path=PropertyPath("provisioningArtifactName"), actual="v2", declared="v1"),
        "somebody changed the version by hand",
    ),
    (
        {"artifact": ById("pa-2")},
        {},
        Change(path=PropertyPath("provisioningArtifactId"), actual="pa-1", declared="pa-2"),
        "the version by its ID",
    ),
    (
        {"product": ByName("report-bucket")},
        {},
        Change(path=PropertyPath("productName"), actual="web-service", declared="report-bucket"),
        "another product, which an update can change",
    ),
    (
        {"product": ById("prod-other")},
        {},
        Change(path=PropertyPath("productId"), actual="prod-web", declared="prod-other"),
        "another product, by its ID",
    ),
    (
        {"parameters": {"Size": "large"}},
        {},
        Change(path=PropertyPath("parameters", "Size"), actual="small", declared="large"),
        "a value that differs",
    ),
    (
        {"parameters": {"Zone": "b"}},
        {},
        Change(path=PropertyPath("parameters", "Zone"), actual=None, declared="b"),
        "a value for a parameter that the stack does not have yet",
    ),
    (
        {"tags": {"team": "web"}},
        {"tags": {"team": "data"}},
        Change(path=PropertyPath("tags", "team"), actual="data", declared="web"),
        "a tag that differs",
    ),
    ({}, {"status": "TAINTED"}, Change(path=PropertyPath("status"), actual="TAINTED", declared="AVAILABLE"), "tainted"),
    ({}, {"status": "ERROR"}, Change(path=PropertyPath("status"), actual="ERROR", declared="AVAILABLE"), "in error"),
)
def test_one_difference(target, actual, change, reason):
    assert drift.changes(desired(**target), observed(**actual)) == (change,), reason


@table(
    "target properties replaces",
    ({"name": UNKNOWN}, ["name"], True, "the name might be another one"),
    ({"physical_id": UNKNOWN}, ["physicalId"], True, "the stack might be another one"),
    ({"product": UNKNOWN}, ["productId"], False, "an update can change the product"),
    ({"artifact": UNKNOWN}, ["provisioningArtifactId"], False, "an update can change the version"),
    ({"parameters": UNKNOWN}, ["parameters"], False, "all of the parameters"),
    ({"parameters": {"Size": UNKNOWN}}, ["parameters.Size"], False, "one parameter"),
    ({"parameters": {"Secret": UNKNOWN}}, ["parameters.Secret"], False, "one whose value is masked"),
    ({"tags": UNKNOWN}, ["tags"], False, "all of the tags"),
    ({"tags": {"team": UNKNOWN}}, ["tags.team"], False, "one tag"),
)
def test_what_is_not_known_yet_is_shown_as_a_change(target, properties, replaces, reason):
    changes = drift.changes(desired(**target), observed())
    assert [(str(change.path), change.replaces) for change in changes] == [(prop, replaces) for prop in properties], (
        reason
    )
    assert all(change.declared is UNKNOWN for change in changes), reason


def test_every_difference_is_reported_at_once():
    target = desired(name="pay", artifact=ByName("v2"), parameters={"Size": "large"}, tags={"team": "web"})
    changes = drift.changes(target, observed(status="TAINTED"))
    assert [str(change.path) for change in changes] == [
        "name",
        "provisioningArtifactName",
        "parameters.Size",
        "tags.team",
        "status",
    ]


def test_a_stack_that_cannot_be_read_is_no_drift():
    target = desired(parameters={"Size": "large"})
    assert drift.changes(target, ObservedState(provisioned_product=product(), stack=None)) == ()


@given(
    parameters=some.none() | some.dictionaries(some.text(min_size=1), some.text()),
    tags=some.none() | some.dictionaries(some.text(min_size=1).filter(lambda key: key[:4] != "aws:"), some.text()),
    product_by=some.sampled_from([ById(WEB.id), ByName(WEB.name)]),
    artifact_by=some.sampled_from([ById(V1.id), ByName(V1.name), None]),
    by_arn=some.booleans(),
    masked=some.booleans(),
)
def test_what_was_adopted_as_declared_has_no_drift(parameters, tags, product_by, artifact_by, by_arn, masked):
    target = desired(
        physical_id=stack_id("payments") if by_arn else "payments",
        product=product_by,
        artifact=artifact_by,
        parameters=parameters,
        tags=tags,
    )
    live = {key: "****" if masked else value.strip() for key, value in {**VALUES, **(parameters or {})}.items()}
    actual = ObservedState(provisioned_product=product(tags=tags or {}), stack=stack(parameters=live))
    assert drift.changes(target, actual, Known(earlier=target)) == ()


# The version: names may go over to another one, and a policy may come to mean another one


ROTATED = replace(V1, id="pa-7")
INACTIVE = replace(V2, active=False)
NEWER = replace(V2, created_time=moment(20))


@table(
    "wanted artifacts",
    (ByName("v1"), [V1, V2], "the version that bears the name"),
    (ByName("v1"), [V1, ROTATED], "one of several that bear it"),
    (ByName("v1"), [], "the catalog tells of no versions: names are compared"),
    (ByName("v1"), None, "the list cannot be read: names are compared"),
    (ByName("v1"), [V2], "the list leaves the version out, as it does inactive ones for a user: names are compared"),
    (Latest.ACTIVE, [V1], "the newest"),
    (Latest.DEFAULT_GUIDANCE, [V1, replace(NEWER, guidance="DEPRECATED")], "the newest that is not deprecated"),
    (Latest.ACTIVE, [INACTIVE], "the policy finds none: the update will tell"),
    (Latest.ACTIVE, None, "the list cannot be read: what cannot be known is no drift"),
)
def test_a_version_that_is_meant_is_no_difference(wanted, artifacts, reason):
    assert drift.changes(desired(artifact=wanted), observed(), Known(artifacts=artifacts)) == (), reason


@table(
    "wanted artifacts change",
    (
        ByName("v1"),
        [ROTATED, V2],
        Change(path=PropertyPath("provisioningArtifactId"), actual="pa-1", declared="pa-7"),
        "the name has gone over to another ID, as a pipeline does that replaces a version",
    ),
    (
        ByName("v2"),
        [V1, V2],
        Change(path=PropertyPath("provisioningArtifactName"), actual="v1", declared="v2"),
        "another version",
    ),
    (
        ByName("v2"),
        [V1, V2, replace(V2, id="pa-8")],
        Change(path=PropertyPath("provisioningArtifactName"), actual="v1", declared="v2"),
        "another version, of which there are several: names tell enough",
    ),
    (
        Latest.ACTIVE,
        [V1, NEWER],
        Change(path=PropertyPath("provisioningArtifactName"), actual="v1", declared="v2"),
        "a newer version has come up",
    ),
    (
        Latest.ACTIVE,
        [V1, replace(ROTATED, created_time=moment(20))],
        Change(path=PropertyPath("provisioningArtifactId"), actual="pa-1", declared="pa-7"),
        "a newer version of the same name",
    ),
)
def test_another_version_is_a_difference_that_both_names_or_both_ids_tell(wanted, artifacts, change, reason):
    assert drift.changes(desired(artifact=wanted), observed(), Known(artifacts=artifacts)) == (change,), reason


def test_a_version_that_bears_the_declared_name_by_now_is_meant_whatever_the_search_still_calls_it():
    renamed = observed(artifact_name="draft")
    assert drift.changes(desired(), renamed, Known(artifacts=[V1, ROTATED])) == ()


# NoEcho values and removed tags: only the last declaration tells


@table(
    "before now differs",
    ({"Secret": "hunter2"}, {"Secret": "hunter2"}, False, "the program says the same"),
    ({"Secret": "hunter2"}, {"Secret": "hunter3"}, True, "the program says another value"),
    ({}, {"Secret": "hunter2"}, True, "the program says a value for the first time"),
    (None, {"Secret": "hunter2"}, True, "no parameters were declared before"),
    (UNKNOWN, {"Secret": "hunter2"}, False, "nobody knows what it said"),
    ({"Secret": "hunter2"}, {}, False, "the program says nothing any more: the stack keeps its value"),
)
def test_a_masked_value_differs_where_the_program_has_changed(before, now, differs, reason):
    earlier = desired(parameters=before)
    changes = drift.changes(desired(parameters=now), observed(), Known(earlier=earlier))
    assert properties(changes) == (["parameters.Secret"] if differs else []), reason


def test_without_a_last_declaration_a_masked_value_is_sent():
    changes = drift.changes(desired(parameters={"Secret": "hunter2"}), observed(), Known(earlier=None))
    assert properties(changes) == ["parameters.Secret"]


def test_a_value_that_aws_shows_is_compared_with_aws_and_not_with_the_last_declaration():
    earlier = desired(parameters={"Size": "large"})
    assert drift.changes(desired(parameters={"Size": "small"}), observed(), Known(earlier=earlier)) == ()


@table(
    "before now actual removed",
    ({"team": "web"}, None, {"team": "web"}, ["team"], "the last tag is not declared any more"),
    ({"team": "web", "env": "x"}, {"env": "x"}, {"team": "web", "env": "x"}, ["team"], "one of two"),
    ({"team": "web"}, {}, {"team": "data"}, ["team"], "whatever its value is by now"),
    ({"team": "web"}, {}, {}, [], "it is gone already"),
    ({"aws:x": "y"}, {}, {"aws:x": "y"}, [], "AWS's own go when AWS wants"),
    ({}, {}, {"team": "web"}, [], "somebody else's, or the portfolio's, are left alone"),
    (None, None, {"team": "web"}, [], "none were ever declared"),
    (UNKNOWN, {}, {"team": "web"}, [], "nobody knows which were declared"),
)
def test_a_tag_that_is_not_declared_any_more_is_to_go(before, now, actual, removed, reason):
    earlier = desired(tags=before)
    changes = drift.changes(desired(tags=now), observed(tags=actual), Known(earlier=earlier))
    assert changes == tuple(
        Change(path=PropertyPath("tags", key), actual=actual[key], declared=None) for key in removed
    ), reason


def test_without_a_last_declaration_no_tag_is_to_go():
    assert drift.changes(desired(tags={}), observed(tags={"team": "web"}), Known(earlier=None)) == ()


# The launch role and the owner


@table(
    "declared actual",
    (None, LAUNCH_ROLE, "none is declared, so any is right"),
    (LAUNCH_ROLE, LAUNCH_ROLE, "the declared one"),
    (LAUNCH_ROLE, None, "AWS was not asked, and what is not known is no drift"),
)
def test_a_launch_role_that_is_right_or_not_known_is_no_difference(declared, actual, reason):
    assert drift.changes(desired(launch_role_arn=declared), observed(launch_role_arn=actual)) == (), reason


@table(
    "declared actual",
    (LAUNCH_ROLE, "", "it has none, so that the caller's own permissions count"),
    (LAUNCH_ROLE, ROLE, "it has another one"),
    (UNKNOWN, ROLE, "which one is not known yet"),
)
def test_another_launch_role_is_a_difference_that_is_changed_in_place(declared, actual, reason):
    changes = drift.changes(desired(launch_role_arn=declared), observed(launch_role_arn=actual))
    assert changes == (Change(path=PropertyPath("launchRoleArn"), actual=actual, declared=declared),), reason


@table(
    "declared actual",
    (None, SESSION, "none is declared"),
    (SOMEBODY.caller_arn, SOMEBODY.caller_arn, "a user"),
    (SESSION, SESSION, "a session"),
    ("arn:aws:iam::123456789012:role/deploy", SESSION, "AWS reports a session of the declared role"),
    (ROLE, SESSION, "the path of a role is not in a session's ARN"),
    (SESSION, "arn:aws:iam::123456789012:role/deploy", "a session is declared, and AWS reports its role"),
    (SESSION, ROLE, "also with its path"),
    ("arn:aws-cn:iam::123456789012:role/deploy", SESSION.replace("aws:", "aws-cn:", 1), "in another partition"),
)
def test_the_owner_is_the_declared_principal(declared, actual, reason):
    assert drift.changes(desired(owner=declared), observed(owner=actual)) == (), reason


@table(
    "declared actual",
    (SESSION, "arn:aws:iam::123456789012:role/deployer", "a session of another role"),
    (SESSION, SESSION.replace("somebody", "another"), "another session"),
    ("arn:aws:iam::123456789012:role/deployer", SESSION, "another role that begins alike"),
    ("arn:aws:iam::210987654321:role/deploy", SESSION, "a role of another account"),
    ("arn:aws-cn:iam::123456789012:role/deploy", SESSION, "a role of another partition"),
    ("arn:aws:iam::123456789012:user/deploy", SESSION, "a user of the role's name"),
    (SOMEBODY.caller_arn, "", "AWS does not report the owner yet"),
    (UNKNOWN, SESSION, "who is not known yet"),
)
def test_another_owner_is_a_difference_that_is_changed_in_place(declared, actual, reason):
    changes = drift.changes(desired(owner=declared), observed(owner=actual))
    assert changes == (Change(path=PropertyPath("owner"), actual=actual, declared=declared),), reason


# What only a launch has


SMALL = StackSetPreferences(accounts=("111111111111",), regions=("eu-west-1",))
LARGE = replace(SMALL, accounts=("111111111111", "222222222222"))


@table(
    "before now",
    (SMALL, SMALL, "the same"),
    (None, None, "none"),
)
def test_preferences_that_the_program_has_not_changed_are_no_difference(before, now, reason):
    known = Known(earlier=desired_launch(preferences=before))
    assert drift.changes(desired_launch(preferences=now), observed(), known) == (), reason


@table(
    "before now",
    (SMALL, LARGE, "another account"),
    (SMALL, replace(SMALL, failure_tolerance_count=0), "another pace, be it zero"),
    (None, SMALL, "declared for the first time"),
    (SMALL, None, "not declared any more"),
    (SMALL, UNKNOWN, "not known yet"),
)
def test_preferences_that_the_program_has_changed_are_a_difference(before, now, reason):
    known = Known(earlier=desired_launch(preferences=before))
    changes = drift.changes(desired_launch(preferences=now), observed(), known)
    assert changes == (Change(path=PropertyPath("provisioningPreferences"), actual=before, declared=now),), reason


def test_nobody_tells_where_a_stack_set_runs_so_without_a_last_declaration_there_is_no_difference():
    assert drift.changes(desired_launch(preferences=LARGE), observed()) == ()


def test_a_launch_has_no_stack_to_compare_with():
    assert drift.changes(desired_launch(), observed(physical_id=stack_id("SC-1"))) == ()


@table(
    "target actual replaces",
    (
        desired_launch(),
        {"status": "ERROR", "last_successful_record_id": ""},
        True,
        "CloudFormation never made the stack",
    ),
    (desired_launch(), {"status": "ERROR"}, False, "an update has failed, and another one may help"),
    (desired_launch(), {"status": "TAINTED", "last_successful_record_id": ""}, False, "it runs"),
    (
        desired(),
        {"status": "ERROR", "last_successful_record_id": ""},
        False,
        "an adopted stack existed before, and stays",
    ),
    (desired(), {"status": "ERROR"}, False, "an adopted stack whose update has failed"),
)
def test_only_a_launch_that_never_worked_is_made_anew(target, actual, replaces, reason):
    (change,) = drift.changes(target, observed(**actual))
    assert (str(change.path), change.actual, change.replaces) == ("status", actual["status"], replaces), reason
