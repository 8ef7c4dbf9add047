"""What the caller may not do: each denied action is a problem of its own, at the input that it is needed for."""

from integration.preflight.place import Place
from integration.preflight.problem_cases.case import Asked, asked, problem_case


@problem_case("MissingPermission", "", "Allow servicecatalog:ImportAsProvisionedProduct")
def a_caller_who_may_not_import(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:ImportAsProvisionedProduct"])
    return asked(place.desired(), "ImportAsProvisionedProduct", f"arn:aws:sts::{place.account}:", "simulator")


@problem_case("MissingPermission", "physicalId", "cover only stacks that are named SC-*")
def a_caller_who_may_not_describe_the_stack(place: Place) -> Asked:
    place.set(denied_actions=["cloudformation:DescribeStacks"])
    return asked(place.desired(), "DescribeStacks", "is not authorized to perform: cloudformation:DescribeStacks")


@problem_case("MissingPermission", "physicalId", "Allow cloudformation:GetTemplate")
def a_caller_who_may_not_read_the_stacks_template(place: Place) -> Asked:
    place.set(denied_actions=["cloudformation:GetTemplate"])
    return asked(place.desired(), "GetTemplate", "is not authorized to perform: cloudformation:GetTemplate")


@problem_case("MissingPermission", "productName", "Allow servicecatalog:SearchProducts")
def a_caller_who_sees_no_products(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:SearchProducts*"])
    return asked(place.desired(), "SearchProducts", "is not authorized")


@problem_case("MissingPermission", "provisioningArtifactName", "Allow servicecatalog:DescribeProduct")
def a_caller_who_sees_no_versions(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:ListProvisioningArtifacts", "servicecatalog:DescribeProduct"])
    return asked(place.desired(), "DescribeProduct")


@problem_case("MissingPermission", "", "Allow servicecatalog:SearchProvisionedProducts")
def a_caller_who_does_not_see_what_is_governed(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:SearchProvisionedProducts"])
    return asked(place.desired(), "SearchProvisionedProducts")


@problem_case("MissingPermission", "pathName", "Allow servicecatalog:ListLaunchPaths")
def a_caller_who_does_not_see_launch_paths(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:ListLaunchPaths"])
    return asked(place.desired(), "ListLaunchPaths")
