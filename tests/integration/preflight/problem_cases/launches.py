"""Why a product cannot be launched: the path, the parameters, the tags, the places of a stack set, the name."""

from integration.preflight.place import REGION, Place, template
from integration.preflight.problem_cases.case import Asked, asked, problem_case
from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.stack_set import StackSetPreferences

_REQUIRED = template(Parameters={"Size": {"Type": "String", "Description": "How much it bears."}})
_SECRET = template(Parameters={"Pin": {"Type": "String", "NoEcho": True, "AllowedPattern": "[0-9]{4}"}})


@problem_case("LaunchNeedsPath", "productName", "Associate the caller's role")
def a_launch_of_a_product_in_no_portfolio(place: Place) -> Asked:
    place.no_portfolio()
    return asked(place.launch_draft(), "web-service", f"arn:aws:sts::{place.account}:", "in no portfolio")


@problem_case("LaunchPathOpen", "pathName", "Set pathId or pathName")
def a_launch_of_a_product_in_two_portfolios(place: Place) -> Asked:
    place.portfolio("second")
    return asked(place.launch_draft(), "web-service", "platform (", "second (")


@problem_case("LaunchPathNotFound", "pathName", "Set pathId or pathName to one of them")
def a_launch_by_a_misspelt_path(place: Place) -> Asked:
    return asked(place.launch_draft(path=ByName("platfrom")), '"platfrom"', "platform (")


@problem_case("ParameterMissing", "parameters.Size", "Set it in `parameters`. It is described as: How much it bears.")
def a_parameter_without_a_default_and_a_value(place: Place) -> Asked:
    place.version("v3", _REQUIRED)
    return asked(place.launch_draft(artifact=ByName("v3")), "Size", "v3", "no default")


@problem_case("ParameterMissing", "parameters.Size", "Set it in `parameters`")
def a_parameter_without_a_value_as_the_engine_sends_it(place: Place) -> Asked:
    place.version("v3", _REQUIRED)
    return asked(place.launch_inputs(provisioningArtifactName="v3"), "Size", "v3")


@problem_case("UnknownParameter", "parameters.Sise", "Its parameters are: Size")
def a_launch_with_a_misspelt_parameter(place: Place) -> Asked:
    return asked(place.launch_draft(parameters={"Sise": "small"}), "v1", "Sise", 'Did you mean "Size"?')


@problem_case("ParameterNotAllowed", "parameters.Size", "allows")
def a_launch_with_a_value_that_the_template_does_not_allow(place: Place) -> Asked:
    return asked(
        place.launch_draft(parameters={"Size": "huge"}),
        "The value of parameter Size is not allowed: it must be one of small, large.",
        "small",
        "large",
    )


@problem_case("ParameterNotAllowed", "parameters.Pin", "allows")
def a_launch_with_a_secret_that_is_not_printed(place: Place) -> Asked:
    place.version("v3", _SECRET)
    return asked(
        place.launch_draft(artifact=ByName("v3"), parameters={"Pin": "12345"}),
        "The value of parameter Pin is not allowed: it must match [0-9]{4}",
    )


@problem_case("TagNotAllowed", "tags.team", "Use one of these values")
def a_tag_that_is_none_of_the_options(place: Place) -> Asked:
    place.tag_options("team", "core", "data")
    return asked(place.launch_draft(tags={"team": "croe"}), "team", '"croe"', "web-service", "core, data")


@problem_case("NotAStackSet", "provisioningPreferences", "STACKSET constraint added")
def preferences_for_a_product_that_is_no_stack_set(place: Place) -> Asked:
    return asked(place.launch_draft(preferences=StackSetPreferences(regions=(REGION,))), "web-service", "STACKSET")


@problem_case("NotAStackSet", "provisioningPreferences", "Remove provisioningPreferences")
def a_pace_for_a_product_that_is_no_stack_set(place: Place) -> Asked:
    return asked(place.launch_inputs(provisioningPreferences={"stackSetFailureToleranceCount": 0}), "web-service")


@problem_case("OutsideStackSet", "provisioningPreferences.stackSetRegions", "Use only what it allows")
def a_region_outside_of_the_stack_set(place: Place) -> Asked:
    place.stack_set(REGION, "eu-west-3")
    desired = place.launch_draft(preferences=StackSetPreferences(regions=(REGION, "us-east-1")))
    return asked(desired, "does not allow the Regions us-east-1", "web-service", f"{REGION}, eu-west-3")


@problem_case("OutsideStackSet", "provisioningPreferences.stackSetAccounts", "have the constraint extended")
def an_account_outside_of_the_stack_set(place: Place) -> Asked:
    place.stack_set(REGION)
    preferences = {"stackSetAccounts": [place.account, "999999999999"]}
    return asked(
        place.launch_inputs(provisioningPreferences=preferences),
        "does not allow the accounts 999999999999",
        place.account,
    )


@problem_case("NameTakenByOther", "name", "Choose another name, or take it over with `pulumi import`")
def a_name_that_governs_an_adopted_stack(place: Place) -> Asked:
    holder = place.adopt(name="shop")
    return asked(place.launch_draft(), '"shop"', holder)


@problem_case("NameTakenByOther", "name", "take it over with `pulumi import`")
def a_name_under_which_somebody_has_launched(place: Place) -> Asked:
    made = place.catalog.provision_product(
        ProductId=place.product_id, ProvisioningArtifactId=place.version_id(), ProvisionedProductName="shop"
    )["RecordDetail"]
    return asked(place.launch_inputs(), '"shop"', made["ProvisionedProductId"])


@problem_case("NameTakenByOther", "name", "Choose another name")
def a_name_that_is_taken_while_the_product_is_not_known(place: Place) -> Asked:
    holder = place.adopt(name="shop")
    return asked(place.launch_draft(product=ById("prod-nothing")), '"shop"', holder)


@problem_case("DeclaredTwice", "name", "Keep one of the two")
def a_name_that_an_adoption_and_a_launch_declare(place: Place) -> Asked:
    return asked([place.inputs(name="shop"), place.launch_inputs()], 'The name "shop"', '"resource-1"')


@problem_case("ProductNotFound", "productName", "Correct the name")
def a_launch_of_a_misspelt_product(place: Place) -> Asked:
    return asked(place.launch_draft(product=ByName("web-servise")), '"web-servise"', 'Did you mean "web-service"?')


@problem_case("ArtifactNotReady", "provisioningArtifactName", "Wait until AWS has created it")
def a_launch_of_a_version_that_is_still_being_made(place: Place) -> Asked:
    place.control.force_artifact(place.version_id(), account=place.account, region=REGION, status="CREATING")
    return asked(place.launch_draft(), "v1", "web-service", "CREATING")


@problem_case("ArtifactInactive", "provisioningArtifactName", "use an active version: v2")
def a_launch_of_a_version_that_was_taken_out_of_use(place: Place) -> Asked:
    place.change_version("v1", Active=False)
    return asked(place.launch_draft(), "v1", "web-service", "inactive")


@problem_case("ArtifactDeprecated", "provisioningArtifactName", "a version that is not deprecated: v2")
def a_launch_of_a_deprecated_version(place: Place) -> Asked:
    place.change_version("v1", Guidance="DEPRECATED")
    return asked(place.launch_draft(), "v1", "deprecated")


@problem_case("MissingPermission", "parameters", "Allow servicecatalog:DescribeProvisioningParameters")
def a_caller_who_may_not_ask_what_a_launch_takes(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:DescribeProvisioningParameters"])
    return asked(place.launch_draft(), "DescribeProvisioningParameters", "is not authorized")


@problem_case("MissingPermission", "pathName", "Allow servicecatalog:ListLaunchPaths")
def a_caller_who_launches_and_does_not_see_launch_paths(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:ListLaunchPaths"])
    return asked(place.launch_draft(), "ListLaunchPaths")


@problem_case("MissingPermission", "name", "Allow servicecatalog:SearchProvisionedProducts")
def a_caller_who_launches_and_does_not_see_what_is_governed(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:SearchProvisionedProducts"])
    return asked(place.launch_draft(), "SearchProvisionedProducts")
