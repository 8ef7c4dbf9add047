"""What a preview says of a stack that an earlier run has imported already."""

from fakes.samples import product
from pulumi_servicecatalog.model.desired import AdoptionDraft, ByName
from pulumi_servicecatalog.rules.checks import later

FOUND = product("payments")


def _draft(version: str) -> AdoptionDraft:
    return AdoptionDraft(
        name=FOUND.name,
        physical_id=FOUND.physical_id or "",
        product=ByName(FOUND.product_name),
        artifact=ByName(version),
    )


def test_an_earlier_import_at_the_declared_version_needs_nothing_more():
    assert list(later.check_resumed(_draft(FOUND.artifact_name), FOUND)) == []


def test_an_earlier_import_at_another_version_tells_of_the_update_that_follows():
    (problem,) = later.check_resumed(_draft("v9"), FOUND)
    assert (problem.code, "provisioningArtifactName" in problem.message) == ("UpdateFollows", True)
