"""Which version a policy chooses, and what a program has to say for one to choose."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model.desired import Latest
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import versions
from support.fakes.samples import V1, V2, WEB
from support.fakes.state import moment
from support.tables import table

OLD = replace(V1, created_time=moment(10))
NEW = replace(V2, created_time=moment(20))
INACTIVE = replace(V2, id="pa-3", name="v3", created_time=moment(30), active=False)
DEPRECATED = replace(V2, id="pa-4", name="v4", created_time=moment(40), guidance="DEPRECATED")
TWIN = replace(NEW, id="pa-5", name="v5")
UNDATED = replace(V2, id="pa-6", name="v6", created_time=None)


@table(
    "policy artifacts chosen",
    (Latest.ACTIVE, [NEW, OLD], NEW, "the one that was made last, wherever AWS lists it"),
    (Latest.ACTIVE, [OLD, NEW, INACTIVE], NEW, "an inactive one cannot be provisioned"),
    (Latest.ACTIVE, [OLD, NEW, DEPRECATED], DEPRECATED, "a deprecated one is active"),
    (Latest.DEFAULT_GUIDANCE, [OLD, NEW, DEPRECATED], NEW, "the other policy leaves deprecated ones out"),
    (Latest.DEFAULT_GUIDANCE, [OLD, INACTIVE, DEPRECATED], OLD, "and inactive ones as well"),
    (Latest.ACTIVE, [OLD, NEW, TWIN], TWIN, "of one second, the one that AWS lists last"),
    (Latest.ACTIVE, [OLD, TWIN, NEW], NEW, "of one second, whatever their names are"),
    (Latest.ACTIVE, [NEW, UNDATED], NEW, "one whose time AWS does not report is not the newest"),
    (Latest.ACTIVE, [UNDATED], UNDATED, "unless there is no other"),
    (Latest.DEFAULT_GUIDANCE, [DEPRECATED], None, "deprecated ones only"),
    (Latest.ACTIVE, [INACTIVE], None, "inactive ones only"),
    (Latest.ACTIVE, [], None, "none at all"),
)
def test_the_version_that_a_policy_chooses(policy, artifacts, chosen, reason):
    assert versions.newest(policy, artifacts) == chosen, reason


@table(
    "policy artifacts message",
    (
        Latest.ACTIVE,
        [INACTIVE],
        "Product web-service has no version that is active. Its versions are: v3 (pa-3, inactive).",
        "an inactive one is reported as such",
    ),
    (
        Latest.DEFAULT_GUIDANCE,
        [DEPRECATED],
        "Product web-service has no version that is active and not deprecated. Its versions are: v4 (pa-4).",
        "a deprecated one",
    ),
    (
        Latest.ACTIVE,
        [],
        "Product web-service has no version that is active. It has no versions.",
        "a whole sentence where there is none",
    ),
)
def test_where_a_policy_finds_none_its_versions_are_reported(policy, artifacts, message, reason):
    problem = versions.choose(policy, of=WEB, artifacts=artifacts)
    assert isinstance(problem, Problem), reason
    assert (problem.code, problem.property, problem.message()) == ("NoLatestArtifact", "versionPolicy", message), reason


@given(
    artifacts=some.lists(
        some.builds(
            replace,
            some.just(V1),
            active=some.booleans(),
            guidance=some.sampled_from(["DEFAULT", "DEPRECATED"]),
            created_time=some.none() | some.integers(0, 9).map(moment),
        )
    )
)
def test_the_choice_is_usable_and_none_that_is_usable_is_newer(artifacts):
    for policy in Latest:
        usable = [
            artifact
            for artifact in artifacts
            if artifact.active and (policy is Latest.ACTIVE or not artifact.deprecated)
        ]
        chosen = versions.newest(policy, artifacts)
        assert (chosen in usable) if usable else chosen is None
        newest = chosen and chosen.created_time
        assert all(artifact.created_time is None or (newest and artifact.created_time <= newest) for artifact in usable)


@table(
    "inputs",
    ({}, "nothing is said of the version"),
    ({"provisioningArtifactName": "v1"}, "a name"),
    ({"provisioningArtifactId": "pa-1"}, "an ID"),
    ({"versionPolicy": "pinned", "provisioningArtifactName": "v1"}, "pinned is what is meant without a policy"),
    ({"versionPolicy": "pinned", "provisioningArtifactName": "latest"}, "a version that really bears the name"),
    ({"versionPolicy": "pinned", "provisioningArtifactId": "pa-1"}, "pinned to an ID"),
    ({"versionPolicy": "latest-active"}, "a policy alone"),
    ({"versionPolicy": "latest-default-guidance", "provisioningArtifactName": "latest"}, "a policy, and the same word"),
    ({"provisioningArtifactName": "Latest"}, "another name"),
    ({"provisioningArtifactName": UNKNOWN}, "a name that is not known yet"),
    ({"versionPolicy": UNKNOWN, "provisioningArtifactName": "latest"}, "a policy that is not known yet"),
    ({"versionPolicy": "latest-active", "provisioningArtifactName": None}, "a property that is given as nothing"),
)
def test_a_version_that_is_named_or_chosen_is_no_problem(inputs, reason):
    assert versions.policy_problems(inputs) == [], reason


def test_latest_without_a_policy_is_refused_with_an_explanation():
    (problem,) = versions.policy_problems({"provisioningArtifactName": "latest"})
    assert (problem.code, problem.property) == ("LatestNeedsPolicy", "provisioningArtifactName")
    assert problem.message() == 'The version is "latest", but versionPolicy is not set.'
    for policy in ("latest-active", "latest-default-guidance", "pinned"):
        assert policy in problem.remedy()


@table(
    "named properties",
    ({"provisioningArtifactName": "v1"}, ["provisioningArtifactName"], "a name"),
    ({"provisioningArtifactId": "pa-1"}, ["provisioningArtifactId"], "an ID"),
    (
        {"provisioningArtifactId": UNKNOWN},
        ["provisioningArtifactId"],
        "one that is not known yet is named all the same",
    ),
    (
        {"provisioningArtifactName": "latest", "provisioningArtifactId": "pa-1"},
        ["provisioningArtifactId"],
        "the word for the newest is no name",
    ),
)
def test_a_policy_beside_a_named_version_is_refused(named, properties, reason):
    problems = versions.policy_problems({"versionPolicy": "latest-active", **named})
    assert [problem.code for problem in problems] == ["PolicyNamesVersion"] * len(properties), reason
    for problem, prop in zip(problems, properties, strict=True):
        assert problem.message() == f"versionPolicy latest-active chooses the version, but {prop} is set as well."
