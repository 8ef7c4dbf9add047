"""What a preview shows of the update that follows: the resources that it changes, and the version that it moves to."""

import re
from typing import Any

import pytest

from support.providers import INPUTS, LAUNCHED, REGION, adopt, launch
from support.wire import UNKNOWN

PLANNED = "CreateProvisionedProductPlan"
V2 = {"provisioningArtifactName": "v2"}
TABLE = """\
This update of {} changes 2 resources of its stack:
  ~ Jobs         AWS::SQS::Queue  is changed (PROPERTIES)
  + DeadLetters  AWS::SQS::Queue  is added"""


@pytest.fixture
def quick(emulator, account):
    """Plans that are there at once, of updates that change what they say."""
    emulator.control.set(account=account, plan_seconds=0, auto_tags=False)


def plans(aws):
    return aws.client("servicecatalog").list_provisioned_product_plans()["ProvisionedProductPlans"]


def planning_calls(emulator, account):
    """Return which of the plans' operations were called."""
    return {call["operation"] for call in emulator.control.journal(account=account) if "Plan" in call["operation"]}


def tables(provider):
    return [line for line in provider.shown(passing=False) if line.startswith("This update")]


@pytest.mark.parametrize(
    ("config", "target"),
    [({}, {"previewChanges": True}), ({"previewChanges": "true"}, {})],
    ids=["of the resource", "of the provider"],
)
def test_a_preview_shows_what_changes_and_leaves_no_plan(aws, quick, begin, config, target):
    id_, state, inputs = adopt(begin(**config), **target)
    next_run = begin(**config)
    assert next_run.preview_update(id_, state, inputs, {**inputs, **V2}) == []
    assert tables(next_run) == [TABLE.format("payments")]
    observed = aws.observed()["payments"]
    assert (observed["Status"], observed["ProvisioningArtifactName"], plans(aws)) == ("AVAILABLE", "v1", [])


def test_a_preview_of_what_was_launched_shows_it_as_well(aws, quick, begin):
    id_, state, inputs = launch(begin().of(LAUNCHED), previewChanges=True)
    next_run = begin().of(LAUNCHED)
    assert next_run.preview_update(id_, state, inputs, {**inputs, **V2}) == []
    assert tables(next_run) == [TABLE.format("shop")]
    assert plans(aws) == []


NO_PLAN: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "by default": ({}, {**V2, "previewChanges": None}),
    "where the resource says no": ({"previewChanges": "true"}, {**V2, "previewChanges": False}),
    "where nothing changes": ({}, {}),
    "where a setting alone changes": ({}, {"ignoreErrors": True}),
    "of a replacement": ({}, {**V2, "name": "pay"}),
    "of what is not sound": ({}, {"provisioningArtifactName": "v9"}),
    "where it is not known where": ({}, {**V2, "region": UNKNOWN}),
}
"""The configuration, and what the program declares by now."""


def test_a_preview_makes_no_plan(aws, quick, begin, emulator, account):
    id_, state, inputs = adopt(begin(), previewChanges=True)
    providers = {"": begin(), "true": begin(previewChanges="true")}
    for why, (config, new) in NO_PLAN.items():
        target = {name: value for name, value in {**inputs, **new}.items() if value is not None}
        providers[config.get("previewChanges", "")].preview_update(id_, state, inputs, target)
        assert PLANNED not in planning_calls(emulator, account), why


def test_an_update_makes_no_plan(aws, quick, begin, emulator, account):
    id_, state, inputs = adopt(begin(), previewChanges=True)
    next_run = begin()
    new, _ = next_run.check({**inputs, **V2}, inputs)
    next_run.diff(id_, state, new)
    assert next_run.update(id_, state, new)["provisioningArtifactName"] == "v2"
    assert PLANNED not in planning_calls(emulator, account)


def test_without_the_permission_the_preview_says_so_and_goes_on(aws, quick, begin, emulator, account):
    id_, state, inputs = adopt(begin(), previewChanges=True)
    emulator.control.set(account=account, denied_actions=[f"servicecatalog:{PLANNED}"])
    next_run = begin()
    assert next_run.preview_update(id_, state, inputs, {**inputs, **V2}) == []
    (line,) = next_run.reported("ChangesNotPreviewed")
    assert f"servicecatalog:{PLANNED}" in line
    assert tables(next_run) == []


def test_a_plan_that_a_killed_preview_has_left_is_removed(aws, quick, begin):
    id_, state, inputs = adopt(begin(), previewChanges=True)
    _plan(aws, state, "pulumi-preview-killed")
    next_run = begin()
    assert next_run.preview_update(id_, state, inputs, {**inputs, **V2}) == []
    assert tables(next_run) == [TABLE.format("payments")]
    assert (aws.observed()["payments"]["Status"], plans(aws)) == ("AVAILABLE", [])


def test_a_plan_of_somebody_else_is_left_alone_and_named(aws, quick, begin):
    id_, state, inputs = adopt(begin(), previewChanges=True)
    _plan(aws, state, "for-friday")
    next_run = begin()
    failures = [reason for _, reason in next_run.preview_update(id_, state, inputs, {**inputs, **V2})]
    (reason,) = {*failures, *next_run.reported("PlanInTheWay")}
    assert "for-friday" in reason, "AWS would refuse the update"
    assert [plan["PlanName"] for plan in plans(aws)] == ["for-friday"]


def test_of_a_stack_set_it_is_said_that_aws_makes_no_plans(aws, quick, begin, account):
    aws.make_stack_set("web-service", REGION)
    id_, state, inputs = launch(begin().of(LAUNCHED), previewChanges=True)
    next_run = begin().of(LAUNCHED)
    assert next_run.preview_update(id_, state, inputs, {**inputs, **V2}) == []
    assert ["stack sets" in line for line in next_run.reported("ChangesNotPreviewed")] == [True]


@pytest.mark.parametrize("policy", ["latest-active", "latest-default-guidance"])
def test_a_version_policy_tells_from_which_version_to_which(aws, begin, policy):
    id_, state, inputs = adopt(begin())
    next_run, new = begin(), {**inputs, "versionPolicy": policy}
    del new["provisioningArtifactName"]
    assert next_run.preview_update(id_, state, inputs, new) == []
    (line,) = set(next_run.reported("VersionFollows"))
    assert re.search(rf"version_?[pP]olicy {policy} moves payments from version v1 to v2", line)
    updated = next_run.update(id_, state, new)
    assert updated["provisioningArtifactName"] == "v2"
    next_run = begin()
    assert next_run.preview_update(id_, updated, new, new) == []
    assert next_run.reported("VersionFollows") == []


def test_a_newer_version_is_followed_although_the_program_is_the_same(aws, begin):
    target = {name: value for name, value in INPUTS.items() if name != "provisioningArtifactName"}
    id_, state, _ = adopt(begin())
    new = {**target, "region": REGION, "versionPolicy": "latest-active"}
    next_run = begin()
    diff = next_run.diff(id_, {**state, **new}, new)
    assert (list(diff.replaces), len(next_run.reported("VersionFollows"))) == ([], 1)


def _plan(aws, state, name):
    """Leave a plan to move to v2. One that changes nothing would fail, and be in nobody's way."""
    catalog = aws.client("servicecatalog")
    versions = catalog.describe_product(Id=state["productId"])["ProvisioningArtifacts"]
    catalog.create_provisioned_product_plan(
        PlanName=name,
        PlanType="CLOUDFORMATION",
        ProvisionedProductName=state["name"],
        ProductId=state["productId"],
        ProvisioningArtifactId=next(version["Id"] for version in versions if version["Name"] == "v2"),
    )
