"""What a difference says to a person: what AWS has and what is declared, and never the value of a parameter."""

from typing import Any

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch, Latest
from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import drift
from pulumi_servicecatalog.rules.drift import Change
from support.fakes.samples import observed
from support.tables import table

VERSION = PropertyPath("provisioningArtifactName")
SIZE = PropertyPath("parameters", "Size")


@table(
    "change sentence",
    (
        Change(path=VERSION, actual="v2", declared="v1"),
        "provisioningArtifactName: AWS has v2, and v1 is declared.",
        "both values",
    ),
    (
        Change(path=PropertyPath("tags", "team"), actual=None, declared="web"),
        "tags.team: AWS has nothing, and web is declared.",
        "AWS has none",
    ),
    (
        Change(path=PropertyPath("tags", "team"), actual="web", declared=None),
        "tags.team: AWS has web, and nothing is declared.",
        "none is declared",
    ),
    (
        Change(path=SIZE, actual="12", declared="13"),
        "parameters.Size: AWS has another value than the one that is declared.",
        "a parameter may be a secret",
    ),
    (
        Change(path=SIZE, actual=None, declared="13"),
        "parameters.Size: AWS has no value, and one is declared.",
        "a parameter that the stack lacks may be a secret as well",
    ),
    (
        Change(path=PropertyPath("provisioningPreferences"), actual=None, declared=StackSetPreferences()),
        "provisioningPreferences: other accounts, Regions or limits are declared than at the last update.",
        "AWS does not report them",
    ),
    (
        Change(path=PropertyPath("notificationArns"), actual=(), declared=("arn",)),
        "notificationArns: other topics are declared than at the launch.",
        "AWS does not report them",
    ),
)
def test_a_difference_is_a_sentence(change, sentence, reason):
    assert drift.describe(change) == sentence, reason


IMPORT: dict[str, Any] = {"name": "payments", "physical_id": "payments", "product": ByName("web-service")}


@table(
    "before now paths",
    ({}, {}, [], "nothing is declared otherwise"),
    ({}, {"ignore_errors": True}, ["ignoreErrors"], "a setting"),
    ({"artifact": Latest.ACTIVE}, {"artifact": ByName("v1")}, ["versionPolicy"], "a policy is given up"),
    ({"path": ByName("all")}, {}, ["pathName"], "a path is given up, which AWS does not show"),
    ({"timeouts": {"create": 60.0}}, {"timeouts": {"create": 90.0}}, ["timeouts"], "how long it may take"),
    ({"artifact": ByName("v1")}, {"artifact": ByName("v2")}, [], "a version is compared with AWS's own"),
    ({"parameters": {"Size": "1"}}, {"parameters": UNKNOWN}, [], "parameters are compared with AWS's own"),
)
def test_settings_are_compared_with_what_was_declared_last(before, now, paths, reason):
    earlier, desired = DesiredImport(**IMPORT, **before), DesiredImport(**IMPORT, **now)
    changes = drift.setting_changes(desired, earlier)
    assert [str(change.path) for change in changes] == paths, reason
    assert all(change.setting for change in changes)


def test_without_a_last_declaration_no_setting_has_changed():
    assert drift.setting_changes(DesiredImport(**IMPORT, ignore_errors=True), None) == ()


def test_what_only_one_resource_has_is_not_compared_across_both():
    launch = DesiredLaunch(name="payments", product=ByName("web-service"), notification_arns=("arn",))
    known = drift.Known(earlier=DesiredImport(**IMPORT))
    assert drift._last_declared(properties.BY_NAME["notificationArns"], launch, observed(), known) == ()


def test_of_a_masked_value_nothing_is_claimed_that_nobody_can_know() -> None:
    change = Change(path=PropertyPath("parameters", "Token"), actual="****", declared="new", hidden=True)
    assert drift.describe(change) == (
        "parameters.Token: AWS masks the value, so it cannot be compared. The declared value is sent."
    )
