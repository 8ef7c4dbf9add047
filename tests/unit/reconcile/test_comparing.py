"""Comparing with what the catalog shows: what cannot be known is no drift, and what need not be known is not asked."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName, DesiredImport, Latest
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.observation import comparison, read
from support.expect import present
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import OTHER, OTHER_V1, V1, V2, WEB, adopted, adoption
from support.launches import ROLE
from support.tables import table

ROTATED = replace(V1, id="pa-7")
DENIED = refusal.Denied(operation="ListProvisioningArtifacts", reason="no")


def compared(gateway, target):
    session = Run(gateway).session
    actual = read.read("pp-payments", session)
    assert actual is not None
    return [
        (str(change.path), change.actual, change.declared) for change in comparison.changes(target, actual, session)
    ]


def with_rotated():
    """Return an account where the name v1 has gone over to another version."""
    state = adopted("payments")
    old, new = (
        replace(present(state.version(V1.id)), artifact=artifact) for artifact in (replace(V1, name="v1-old"), ROTATED)
    )
    return replace(state, versions=(old, new, *(version for version in state.versions if version.artifact.id != V1.id)))


@table(
    "target changes",
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
def test_versions_are_compared_with_those_of_the_declared_product(target, changes, reason):
    assert compared(FakeGateway(adopted("payments")), target) == changes, reason


def test_a_name_that_has_gone_over_to_another_version_is_a_difference():
    assert compared(FakeGateway(with_rotated()), adoption()) == [("provisioningArtifactId", V1.id, ROTATED.id)]


@pytest.mark.parametrize("refused", [DENIED, refusal.Throttled(operation="ListProvisioningArtifacts", reason="5")])
@table(
    "target changes",
    (adoption(), [], "the provisioned product itself has the name"),
    (adoption(artifact=Latest.ACTIVE), [], "which version is the newest nobody knows"),
    (adoption(artifact=ByName("v2")), [("provisioningArtifactName", "v1", "v2")], "another name is another one"),
)
def test_versions_that_cannot_be_listed_are_no_drift(target, changes, reason, refused):
    gateway = FakeGateway(with_rotated())
    gateway.refuse("artifacts", refused, times=9)
    assert compared(gateway, target) == changes, reason


@table(
    "target",
    (adoption(product=ByName(OTHER.name), artifact=ByName("v1")), "another product"),
    (adoption(product=ByName("web-servce"), artifact=ByName("v1")), "a product that there is not"),
)
def test_a_product_that_cannot_be_looked_up_leaves_names_to_be_compared(target, reason):
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("products_named", DENIED)
    assert [prop for prop, *_ in compared(gateway, target)] == ["productName"], reason


def test_a_product_that_is_not_known_yet_has_no_versions_to_compare_with():
    target = DesiredImport(name="payments", physical_id="payments", product=UNKNOWN, artifact=ByName("v1"))
    gateway = FakeGateway(adopted("payments"))
    assert compared(gateway, target) == [("productId", WEB.id, UNKNOWN)]
    assert gateway.calls("artifacts") == 0


@table(
    "target calls",
    (adoption(artifact=ById(V1.id)), 0, "an ID needs no list"),
    (adoption(artifact=None), 0, "nothing is declared"),
    (adoption(), 1, "a name may have gone over"),
    (adoption(artifact=Latest.ACTIVE), 1, "a policy"),
)
def test_versions_are_listed_only_where_that_is_needed(target, calls, reason):
    gateway = FakeGateway(adopted("payments"))
    compared(gateway, target)
    assert gateway.calls("artifacts") == calls, reason


def test_versions_are_listed_once_for_all_resources_of_a_product():
    names = [f"stack-{number}" for number in range(5)]
    gateway = FakeGateway(adopted(*names))
    session = Run(gateway).session
    for name in names:
        actual = read.read(f"pp-{name}", session)
        assert actual is not None
        assert comparison.changes(adoption(name), actual, session) == ()
    assert gateway.calls("artifacts") == 1


# The launch role, which AWS's search does not show


@table(
    "declared actual changes",
    (ROLE, ROLE, [], "it has the declared one"),
    (ROLE, "", [("launchRoleArn", "", ROLE)], "it has none"),
    (ROLE, None, [("launchRoleArn", "", ROLE)], "it never had one"),
)
def test_a_declared_launch_role_is_asked_for(declared, actual, changes, reason):
    gateway = FakeGateway(adopted("payments", launch_role_arn=actual))
    assert compared(gateway, adoption(launch_role_arn=declared)) == changes, reason
    assert gateway.calls("provisioned_product") == 1, reason


def test_where_none_is_declared_no_launch_role_is_asked_for():
    gateway = FakeGateway(adopted("payments", launch_role_arn=ROLE))
    assert compared(gateway, adoption()) == []
    assert gateway.calls("provisioned_product") == 0


def test_a_launch_role_that_aws_does_not_tell_is_a_refusal_and_no_drift():
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("provisioned_product", refusal.Throttled(operation="DescribeProvisionedProduct", reason="5"))
    with pytest.raises(refusal.Throttled):
        compared(gateway, adoption(launch_role_arn=ROLE))


def test_a_newest_version_is_the_only_one_where_others_are_inactive():
    state = adopted("payments")
    inactive = replace(present(state.version(V2.id)), artifact=replace(V2, active=False))
    assert compared(FakeGateway(state.with_version(inactive)), adoption(artifact=Latest.ACTIVE)) == []
