"""What the import does not mind, and a later update or delete will."""

from integration.preflight.place import Place
from integration.preflight.problem_cases.case import Asked, asked, problem_case
from pulumi_servicecatalog.model.desired import ById, ByName


@problem_case("NoLaunchPath", "productName", "Associate the caller's role")
def a_product_in_no_portfolio(place: Place) -> Asked:
    place.no_portfolio()
    return asked(place.desired(), "web-service", f"arn:aws:sts::{place.account}:")


@problem_case("SeveralLaunchPaths", "pathName", "Set pathId or pathName")
def a_product_in_two_portfolios(place: Place) -> Asked:
    place.portfolio("second")
    return asked(place.desired(), "web-service", "platform (", "second (")


@problem_case("LaunchPathNotFound", "pathName", "Set pathId or pathName to one of them")
def a_misspelt_path(place: Place) -> Asked:
    return asked(place.desired(path=ByName("platfrom")), '"platfrom"', "platform (", "web-service")


@problem_case("LaunchPathNotFound", "pathId", "remove both if there is only one")
def an_id_of_no_path(place: Place) -> Asked:
    return asked(place.desired(path=ById("lpv2-nothing")), "lpv2-nothing", "platform (")


@problem_case("UnknownParameter", "parameters.Sise", "Its parameters are: Size")
def a_misspelt_parameter(place: Place) -> Asked:
    return asked(place.desired(parameters={"Sise": "small"}), "v1", "Sise", 'Did you mean "Size"?')


@problem_case("ParameterNotAllowed", "parameters.Size", "allows")
def a_value_that_the_template_does_not_allow(place: Place) -> Asked:
    return asked(
        place.desired(parameters={"Size": "huge"}),
        "The value of parameter Size is not allowed: it must be one of small, large.",
        "small",
        "large",
    )


@problem_case("TagUpdateNotAllowed", "tags", "TagUpdateOnProvisionedProduct")
def tags_without_a_constraint_that_allows_them(place: Place) -> Asked:
    return asked(place.desired(tags={"team": "core"}), "web-service")


@problem_case("ConstraintsPending", "applyConstraints", "set applyConstraints to true")
def a_launch_constraint(place: Place) -> Asked:
    place.constrain("LAUNCH", {"RoleArn": f"arn:aws:iam::{place.account}:role/launch"})
    return asked(place.desired(), "web-service", "LAUNCH")


@problem_case("UpdateFollows", "", "To import the stack without an update")
def a_parameter_with_another_value(place: Place) -> Asked:
    return asked(place.desired(parameters={"Size": "large"}), "parameters.Size")


@problem_case("UpdateFollows", "", "To import the stack without an update")
def constraints_that_are_to_be_applied(place: Place) -> Asked:
    return asked(place.desired(apply_constraints=True), "applyConstraints")


@problem_case("UpdateFollows", "", "To import the stack without an update")
def tags_that_a_constraint_allows(place: Place) -> Asked:
    allowed = {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
    place.constrain("RESOURCE_UPDATE", allowed)
    return asked(place.desired(tags={"team": "core"}), "tags")


@problem_case("PreflightOff", "preflight", "remove `preflight`")
def a_program_that_asks_for_no_preflight(place: Place) -> Asked:
    return asked(place.inputs(preflight="off"), "preflight is off")
