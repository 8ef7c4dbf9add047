"""Which product and version a declaration means."""

from dataclasses import replace

from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.rules import references
from support.fakes.samples import OTHER, V1, V2, WEB
from support.fakes.state import SOMEBODY
from support.tables import table

TWIN = replace(WEB, id="prod-twin", owner="")
OLD = replace(V1, id="pa-0", active=False)


def product(wanted, *candidates, known_names=()):
    return references.product(wanted, candidates=candidates, known_names=known_names, identity=SOMEBODY)


def artifact(wanted, *artifacts):
    return references.artifact(wanted, of=WEB, artifacts=artifacts)


def test_the_only_candidate_is_meant():
    assert product(ByName("web-service"), WEB) == WEB


@table(
    "wanted known_names at message",
    (
        ByName("web-servce"),
        ["web-service", "billing"],
        "productName",
        (
            'There is no product "web-servce" that this caller can see in account 123456789012, eu-west-1.'
            ' Did you mean "web-service"?'
        ),
        "a name that was misspelt gets a hint",
    ),
    (
        ById("prod-none"),
        ["prod-nine"],
        "productId",
        "There is no product prod-none that this caller can see in account 123456789012, eu-west-1.",
        "an ID resembles others by chance only",
    ),
)
def test_a_product_that_is_not_there_is_reported_on_the_property_that_names_it(
    wanted, known_names, at, message, reason
):
    problem = product(wanted, known_names=known_names)
    assert (problem.code, problem.property, problem.message()) == ("ProductNotFound", at, message), reason


def test_a_name_of_several_products_is_reported_with_all_of_them():
    problem = product(ByName("web-service"), WEB, TWIN)
    assert problem.code == "ProductAmbiguous"
    assert problem.message() == ('Several products are named "web-service": prod-twin, prod-web (owner Platform team).')
    assert "productId" in problem.remedy()


@table(
    "wanted",
    (ById("pa-2"), "by its ID"),
    (ByName("v2"), "by its name"),
)
def test_a_version_is_found(wanted, reason):
    assert artifact(wanted, V1, V2) == V2, reason


@table(
    "wanted at message",
    (
        ByName("v3"),
        "provisioningArtifactName",
        'Product web-service has no version "v3". Its versions are: v1 (pa-0, inactive), v2 (pa-2).',
        "all versions are listed, with those that are inactive marked",
    ),
    (
        ById("pa-9"),
        "provisioningArtifactId",
        "Product web-service has no version pa-9. Its versions are: v1 (pa-0, inactive), v2 (pa-2).",
        "told on the property that names it",
    ),
)
def test_a_version_that_is_not_there_is_reported_with_those_that_are(wanted, at, message, reason):
    problem = artifact(wanted, OLD, V2)
    assert (problem.code, problem.property, problem.message()) == ("ArtifactNotFound", at, message), reason


def test_a_product_without_versions_still_gives_a_whole_sentence():
    problem = references.artifact(ByName("v1"), of=OTHER, artifacts=[])
    assert isinstance(problem, Problem)
    assert problem.message().endswith("It has no versions.")


def test_a_name_of_several_versions_is_reported_with_what_distinguishes_them():
    problem = artifact(ByName("v1"), V1, OLD)
    assert problem.code == "ArtifactAmbiguous"
    assert "pa-0 (inactive), pa-1 (active)" in problem.message()
