"""Comparing with what the catalog tells: what cannot be known is no drift, and what need not be known is not asked."""

from dataclasses import replace

import pytest

from fakes.door import FakeDoor
from fakes.run import Run
from fakes.samples import OTHER, OTHER_V1, V1, V2, WEB, adopted, adoption
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import AdoptionDraft, ById, ByName, Latest
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile import comparing, reading
from reconcile.launches import ROLE
from tables import table

ROTATED = replace(V1, id="pa-7")
DENIED = refusal.Denied(operation="ListProvisioningArtifacts", reason="no")


def compared(door, wish):
    site = Run(door).site
    actual = reading.read("pp-payments", site)
    assert actual is not None
    return [(each.property, each.actual, each.declared) for each in comparing.changes(wish, actual, site)]


def with_rotated():
    """Give an account where the name v1 has gone over to another version."""
    state = adopted("payments")
    old, new = (replace(state.version(V1.id), artifact=each) for each in (replace(V1, name="v1-old"), ROTATED))
    return replace(state, versions=(old, new, *(each for each in state.versions if each.artifact.id != V1.id)))


@table(
    "wish found",
    (adoption(), [], "a name that means what it meant"),
    (adoption(artifact=ByName("v2")), [("provisioningArtifactName", "v1", "v2")], "another name"),
    (adoption(artifact=Latest.ACTIVE), [("provisioningArtifactName", "v1", "v2")], "a newer version has come up"),
    (adoption(artifact=None), [], "none is declared"),
    (
        adoption(product=ById(OTHER.id), artifact=ByName("v1")),
        [("productId", WEB.id, OTHER.id), ("provisioningArtifactId", V1.id, OTHER_V1.id)],
        "a version of the same name of another product",
    ),
)
def test_versions_are_compared_with_those_of_the_declared_product(wish, found, reason):
    assert compared(FakeDoor(adopted("payments")), wish) == found, reason


def test_a_name_that_has_gone_over_to_another_version_is_a_difference():
    assert compared(FakeDoor(with_rotated()), adoption()) == [("provisioningArtifactId", V1.id, ROTATED.id)]


@pytest.mark.parametrize("refused", [DENIED, refusal.Throttled(operation="ListProvisioningArtifacts", reason="5")])
@table(
    "wish found",
    (adoption(), [], "the name is told by the provisioned product itself"),
    (adoption(artifact=Latest.ACTIVE), [], "which version is the newest nobody knows"),
    (adoption(artifact=ByName("v2")), [("provisioningArtifactName", "v1", "v2")], "another name is another one"),
)
def test_versions_that_cannot_be_listed_are_no_drift(wish, found, reason, refused):
    door = FakeDoor(with_rotated())
    door.refuse("artifacts", refused, times=9)
    assert compared(door, wish) == found, reason


@table(
    "wish",
    (adoption(product=ByName(OTHER.name), artifact=ByName("v1")), "another product"),
    (adoption(product=ByName("web-servce"), artifact=ByName("v1")), "a product that there is not"),
)
def test_a_product_that_cannot_be_looked_up_leaves_names_to_be_compared(wish, reason):
    door = FakeDoor(adopted("payments"))
    door.refuse("products_named", DENIED)
    assert [prop for prop, *_ in compared(door, wish)] == ["productName"], reason


def test_a_product_that_is_not_known_yet_has_no_versions_to_compare_with():
    wish = AdoptionDraft(name="payments", physical_id="payments", product=UNKNOWN, artifact=ByName("v1"))
    door = FakeDoor(adopted("payments"))
    assert compared(door, wish) == [("productId", WEB.id, UNKNOWN)]
    assert door.calls("artifacts") == 0


@table(
    "wish calls",
    (adoption(artifact=ById(V1.id)), 0, "an ID needs no list"),
    (adoption(artifact=None), 0, "nothing is declared"),
    (adoption(), 1, "a name may have gone over"),
    (adoption(artifact=Latest.ACTIVE), 1, "a policy"),
)
def test_versions_are_listed_only_where_that_is_needed(wish, calls, reason):
    door = FakeDoor(adopted("payments"))
    compared(door, wish)
    assert door.calls("artifacts") == calls, reason


def test_versions_are_listed_once_for_all_resources_of_a_product():
    names = [f"stack-{number}" for number in range(5)]
    door = FakeDoor(adopted(*names))
    site = Run(door).site
    for name in names:
        actual = reading.read_governor(f"pp-{name}", site)
        assert actual is not None
        assert comparing.changes(adoption(name), actual, site) == ()
    assert door.calls("artifacts") == 1


# The launch role, which AWS's search does not tell


@table(
    "declared actual found",
    (ROLE, ROLE, [], "it has the declared one"),
    (ROLE, "", [("launchRoleArn", "", ROLE)], "it has none"),
    (ROLE, None, [("launchRoleArn", "", ROLE)], "it never had one"),
)
def test_a_declared_launch_role_is_asked_for(declared, actual, found, reason):
    door = FakeDoor(adopted("payments", launch_role_arn=actual))
    assert compared(door, adoption(launch_role_arn=declared)) == found, reason
    assert door.calls("provisioned_product") == 1, reason


def test_where_none_is_declared_no_launch_role_is_asked_for():
    door = FakeDoor(adopted("payments", launch_role_arn=ROLE))
    assert compared(door, adoption()) == []
    assert door.calls("provisioned_product") == 0


def test_a_launch_role_that_aws_does_not_tell_is_a_refusal_and_no_drift():
    door = FakeDoor(adopted("payments"))
    door.refuse("provisioned_product", refusal.Throttled(operation="DescribeProvisionedProduct", reason="5"))
    with pytest.raises(refusal.Throttled):
        compared(door, adoption(launch_role_arn=ROLE))


def test_a_newest_version_is_the_only_one_where_others_are_inactive():
    state = adopted("payments")
    inactive = replace(state.version(V2.id), artifact=replace(V2, active=False))
    versions = tuple(inactive if each.artifact.id == V2.id else each for each in state.versions)
    assert compared(FakeDoor(replace(state, versions=versions)), adoption(artifact=Latest.ACTIVE)) == []
