"""An ID where a name is expected, or the other way round, gets a hint that names the property and the option."""

import pytest

from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.problems.after_import import LaunchPathNotFound
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.products import ArtifactNotFound, ProductNotFound


def product(reference: ById | ByName) -> Problem:
    return ProductNotFound(product=reference, account="111122223333", region="eu-west-1")


def version(reference: ById | ByName) -> Problem:
    return ArtifactNotFound(product="web", artifact=reference, versions=("v1",))


def path(reference: ById | ByName) -> Problem:
    return LaunchPathNotFound(product="web", path=reference, paths=("platform",))


MIXED_UP = {
    "a product's ID": (
        product(ByName("prod-abc123")),
        "prod-abc123 has the form of an ID; for an ID use productId (--",
    ),
    "a product's name": (product(ById("web")), "web is not an ID; for a name use productName (--product). "),
    "a version's ID": (version(ByName("pa-abc123")), "for an ID use provisioningArtifactId (--version-id). "),
    "a version's name": (version(ById("v1")), "for a name use provisioningArtifactName (--version). "),
    "a path's ID": (path(ByName("lpv2-abc123")), "for an ID use pathId. "),
    "a path's name": (path(ById("platform")), "for a name use pathName. "),
}


@pytest.mark.parametrize(("problem", "hint"), MIXED_UP.values(), ids=MIXED_UP)
def test_what_was_mixed_up_is_said(problem: Problem, hint: str) -> None:
    assert hint in problem.remedy()


@pytest.mark.parametrize("make", [product, version, path])
@pytest.mark.parametrize("reference", [ByName("web-service"), ById("prod-abc123"), ByName("prod web"), ByName("pa-")])
def test_what_is_as_it_should_be_gets_no_hint(make, reference: ById | ByName) -> None:
    assert " use " not in make(reference).remedy()
