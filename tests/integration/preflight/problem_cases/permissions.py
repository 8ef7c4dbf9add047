"""What the caller may not do: each denied action is a problem of its own, at the input that it is needed for."""

from preflight.place import Place
from preflight.provoking import Asked, asked, provokes


@provokes("MissingPermission", "", "Allow servicecatalog:ImportAsProvisionedProduct")
def a_caller_who_may_not_import(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:ImportAsProvisionedProduct"])
    return asked(place.desired(), "ImportAsProvisionedProduct", f"arn:aws:sts::{place.account}:", "simulator")


@provokes("MissingPermission", "physicalId", "cover only stacks that are named SC-*")
def a_caller_who_may_not_describe_the_stack(place: Place) -> Asked:
    place.set(denied_actions=["cloudformation:DescribeStacks"])
    return asked(place.desired(), "DescribeStacks", "is not authorized to perform: cloudformation:DescribeStacks")


@provokes("MissingPermission", "physicalId", "Allow cloudformation:GetTemplate")
def a_caller_who_may_not_read_the_stacks_template(place: Place) -> Asked:
    place.set(denied_actions=["cloudformation:GetTemplate"])
    return asked(place.desired(), "GetTemplate", "is not authorized to perform: cloudformation:GetTemplate")


@provokes("MissingPermission", "productName", "Allow servicecatalog:SearchProducts")
def a_caller_who_sees_no_products(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:SearchProducts*"])
    return asked(place.desired(), "SearchProducts", "is not authorized")


@provokes("MissingPermission", "provisioningArtifactName", "Allow servicecatalog:DescribeProduct")
def a_caller_who_sees_no_versions(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:ListProvisioningArtifacts", "servicecatalog:DescribeProduct"])
    return asked(place.desired(), "DescribeProduct")


@provokes("MissingPermission", "", "Allow servicecatalog:SearchProvisionedProducts")
def a_caller_who_does_not_see_what_is_governed(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:SearchProvisionedProducts"])
    return asked(place.desired(), "SearchProvisionedProducts")


@provokes("MissingPermission", "pathName", "Allow servicecatalog:ListLaunchPaths")
def a_caller_who_does_not_see_launch_paths(place: Place) -> Asked:
    place.set(denied_actions=["servicecatalog:ListLaunchPaths"])
    return asked(place.desired(), "ListLaunchPaths")
