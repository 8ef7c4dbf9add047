"""What an update of something that is governed already depends on."""

from integration.preflight.place import REGION, V1, Place
from integration.preflight.problem_cases.case import Asked, asked, problem_case
from pulumi_servicecatalog.model.desired import Latest


@problem_case("VersionFollows", "versionPolicy", "set versionPolicy to pinned and provisioningArtifactName to v1")
def an_adoption_by_a_policy_that_finds_a_newer_version(place: Place) -> Asked:
    return asked(place.desired(artifact=Latest.ACTIVE), "latest-active", "payments", "from version v1 to v2")


@problem_case("VersionFollows", "versionPolicy", "set versionPolicy to pinned and provisioningArtifactName to v1")
def an_update_to_a_policy_that_finds_a_newer_version(place: Place) -> Asked:
    place.adopt()
    old = place.inputs(region=REGION)
    new = {**old, "versionPolicy": "latest-default-guidance"}
    del new["provisioningArtifactName"]
    return asked(new, "latest-default-guidance", "payments", "from version v1 to v2", old=old)


@problem_case("MovesProduct", "productName", "The stack keeps running in any case")
def another_product_of_an_adopted_stack(place: Place) -> Asked:
    place.adopt()
    place.portfolio("second", place.product("other", V1)[0])
    old = place.inputs(region=REGION)
    return asked({**old, "productName": "other"}, "payments moves from product web-service to other", old=old)


@problem_case("MovesProduct", "productName", "No action is needed")
def another_product_of_a_stack_that_is_not_retained(place: Place) -> Asked:
    place.adopt()
    place.portfolio("second", place.product("other", V1)[0])
    old = place.inputs(region=REGION, retainPhysicalResources=False)
    return asked({**old, "productName": "other"}, "the move fails, because retainPhysicalResources is false", old=old)


@problem_case("MovesProduct", "productName", "No action is needed")
def another_product_of_a_stack_that_was_launched(place: Place) -> Asked:
    place.adopt(name="shop")
    place.portfolio("second", place.product("other", V1)[0])
    old = place.launch_inputs(region=REGION)
    moved = {**old, "productName": "other"}
    return asked(moved, "the move fails, because it was launched, not adopted.", old=old)


@problem_case("SeveralLaunchPaths", "pathName", "Set pathId or pathName")
def an_update_of_what_is_in_two_portfolios_by_now(place: Place) -> Asked:
    place.adopt()
    place.portfolio("second")
    old = place.inputs(region=REGION)
    return asked({**old, "parameters": {"Size": "large"}}, "platform (", "second (", old=old)


@problem_case("ParameterNotAllowed", "parameters.Size", "allows")
def an_update_with_a_value_that_the_template_does_not_allow(place: Place) -> Asked:
    place.adopt()
    old = place.inputs(region=REGION)
    return asked(
        {**old, "parameters": {"Size": "huge"}},
        "The value of parameter Size is not allowed: it must be one of small, large.",
        "small",
        "large",
        old=old,
    )


@problem_case("TagUpdateNotAllowed", "tags", "TagUpdateOnProvisionedProduct")
def an_update_of_tags_without_a_constraint_that_allows_them(place: Place) -> Asked:
    place.adopt()
    old = place.inputs(region=REGION)
    return asked({**old, "tags": {"team": "core"}}, "web-service", old=old)
