"""What is wrong with the product or the version, and whether the caller gets to them."""

from integration.preflight.place import REGION, V1, V2, Place
from integration.preflight.problem_cases.case import Asked, asked, problem_case
from pulumi_servicecatalog.model.desired import ById, ByName

ADMINISTRATOR = [f"servicecatalog:{name}" for name in ("SearchProductsAsAdmin", "DescribeProductAsAdmin")]


@problem_case("ProductNotFound", "productName", "Correct the name")
def a_misspelt_product(place: Place) -> Asked:
    desired = place.desired(product=ByName("web-servise"))
    return asked(desired, '"web-servise"', place.account, REGION, 'Did you mean "web-service"?')


@problem_case("ProductNotFound", "productId", "Correct the name or ID")
def an_id_of_no_product(place: Place) -> Asked:
    return asked(place.desired(product=ById("prod-nothing")), "prod-nothing", place.account)


@problem_case("ProductNotFound", "productName", "added to a portfolio")
def a_product_that_a_user_does_not_reach(place: Place) -> Asked:
    place.no_portfolio()
    place.set(denied_actions=ADMINISTRATOR)
    return asked(place.desired(), '"web-service"', "that this caller can see")


@problem_case("ProductNotFound", "productId", "added to a portfolio")
def an_id_of_a_product_that_a_user_does_not_reach(place: Place) -> Asked:
    product_id = place.product_id
    place.no_portfolio()
    place.set(denied_actions=ADMINISTRATOR)
    return asked(place.desired(product=ById(product_id)), product_id, "that this caller can see")


@problem_case("ProductAmbiguous", "productName", "Set productId")
def a_name_that_two_products_bear(place: Place) -> Asked:
    first, (second, _) = place.product_id, place.product("web-service")
    return asked(place.desired(), '"web-service"', first, second, "owner platform")


@problem_case("ProductTypeNotSupported", "productName", "Use a product of type CLOUD_FORMATION_TEMPLATE")
def a_product_of_terraform(place: Place) -> Asked:
    place.product("network", "resource {}", kind="EXTERNAL")
    return asked(place.desired(product=ByName("network")), "network", "EXTERNAL", "CLOUD_FORMATION_TEMPLATE")


@problem_case("ArtifactNotFound", "provisioningArtifactName", "Use one of them")
def a_name_of_no_version(place: Place) -> Asked:
    return asked(place.desired(artifact=ByName("v9")), '"v9"', "web-service", "v1", place.version_id("v2"))


@problem_case("ArtifactNotFound", "provisioningArtifactId", "Use one of them")
def an_id_of_no_version(place: Place) -> Asked:
    return asked(place.desired(artifact=ById("pa-nothing")), "pa-nothing", place.version_id("v1"))


@problem_case("ArtifactAmbiguous", "provisioningArtifactName", "Set provisioningArtifactId")
def a_name_that_two_versions_bear(place: Place) -> Asked:
    first, second = place.version_id("v1"), place.version("v1", V2)
    return asked(place.desired(), '"v1"', first, second)


@problem_case("ArtifactInactive", "provisioningArtifactName", "or use an active version: v2")
def a_version_that_was_taken_out_of_use(place: Place) -> Asked:
    place.change_version("v1", Active=False)
    return asked(place.desired(), "v1", "web-service", "inactive")


@problem_case("ArtifactInactive", "provisioningArtifactId", "Activate it in the catalog")
def an_inactive_version_by_its_id(place: Place) -> Asked:
    place.change_version("v1", Active=False)
    return asked(place.desired(artifact=ById(place.version_id())), "v1", "web-service")


@problem_case("ArtifactDeprecated", "provisioningArtifactName", "a version that is not deprecated: v2")
def a_deprecated_version(place: Place) -> Asked:
    place.change_version("v1", Guidance="DEPRECATED")
    return asked(place.desired(), "v1", "deprecated")


@problem_case("ArtifactDeprecated", "provisioningArtifactName", "a version that is not deprecated: v2")
def a_deprecated_version_that_alone_fits(place: Place) -> Asked:
    place.change_version("v1", Guidance="DEPRECATED")
    return asked(place.desired(artifact=None), "v1", "deprecated")


@problem_case("ArtifactNotReady", "provisioningArtifactName", "Wait until AWS has created it")
def a_version_that_is_still_being_made(place: Place) -> Asked:
    place.control.force_artifact(place.version_id(), account=place.account, region=REGION, status="CREATING")
    return asked(place.desired(), "v1", "web-service", "CREATING")


@problem_case("ArtifactNotReady", "provisioningArtifactId", "Create it again from a valid template")
def a_version_that_could_not_be_made(place: Place) -> Asked:
    place.control.force_artifact(place.version_id(), account=place.account, region=REGION, status="FAILED")
    return asked(place.desired(artifact=ById(place.version_id())), "v1", "FAILED")


@problem_case("NoMatchingArtifact", "provisioningArtifactName", "CreateProvisioningArtifact with ImportFromPhysicalId")
def a_stack_that_fits_the_failed_version_only(place: Place) -> Asked:
    place.control.force_artifact(place.version_id("v1"), account=place.account, region=REGION, status="FAILED")
    return asked(place.desired(artifact=None), "web-service", "payments", "Nearest is v2")


@problem_case("SeveralMatchingArtifacts", "provisioningArtifactName", "Set provisioningArtifactId")
def versions_of_one_moment_that_fit_alike(frozen: Place) -> Asked:
    second = frozen.version("v1-again", V1)  # the clock stands still, so that neither is the newer one
    return asked(frozen.desired(artifact=None), "web-service", "payments", frozen.version_id("v1"), second)
