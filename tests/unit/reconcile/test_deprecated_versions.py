"""A version whose guidance is DEPRECATED: AWS launches none, lets updates go to one, and says nothing of imports."""

from dataclasses import replace

from pulumi_servicecatalog.model.desired import ByName, Latest
from pulumi_servicecatalog.model.problems.base import Severity
from pulumi_servicecatalog.model.problems.products import ArtifactDeprecated
from pulumi_servicecatalog.reconcile.preflight import imported, provisioned, update
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, product
from support.launches import URN, launched
from support.sessions import unshared
from support.tables import table
from unit.reconcile.test_preflight import desired_import, desired_launch


def deprecations(examine, state):
    versions = tuple(replace(v, artifact=replace(v.artifact, guidance="DEPRECATED")) for v in state.versions)
    problems = examine(unshared(FakeGateway(replace(state, versions=versions))))
    return [(p.property, p.severity) for p in problems if isinstance(p, ArtifactDeprecated)]


def launch(**facts):
    return lambda session: provisioned.examine(desired_launch(**facts), session, declared_by=URN).problems


def adopt(session):
    return imported.examine(desired_import(), session).problems


def move(session):
    return update.examine(desired_import(artifact=ByName("v2")), session, actual=product())


@table(
    "examine state problems",
    (launch(), account(), [("provisioningArtifactName", Severity.ERROR)], "a launch by name"),
    (launch(artifact=Latest.ACTIVE), account(), [("versionPolicy", Severity.ERROR)], "a launch by a policy"),
    (launch(), launched(), [], "what is launched at it already: nothing follows"),
    (adopt, account(), [("provisioningArtifactName", Severity.WARNING)], "an adoption"),
    (move, account(), [("provisioningArtifactName", Severity.WARNING)], "an update"),
)
def test_a_deprecated_version_is_an_error_where_aws_refuses_it(examine, state, problems, reason):
    assert deprecations(examine, state) == problems, reason


def test_the_remedy_of_a_refused_launch_is_one_that_helps():
    alone, others = (
        ArtifactDeprecated(artifact="v1", product="web-service", versions=versions, severity=Severity.ERROR).remedy()
        for versions in ((), ("v2",))
    )
    assert alone.startswith("AWS does not launch it. Set its guidance to DEFAULT in the catalog (`aws ")
    assert others == f"{alone.removesuffix('.')}, or use a version that is not deprecated: v2."
