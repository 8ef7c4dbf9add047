"""What a launch needs, and what is told of one that failed."""

from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.problem_kinds.registry import registered

ARTIFACT_NOT_NAMED = registered(
    "ArtifactNotNamed",
    "provisioningArtifactName",
    "No version of the product is named.",
    "Name it by provisioningArtifactName or provisioningArtifactId, or set versionPolicy to latest-active or "
    "latest-default-guidance.",
    "A launch needs a version. Only for a stack that exists can it be found out by the template.",
)
LAUNCH_NEEDS_PATH = registered(
    "LaunchNeedsPath",
    "productName",
    "Product {product} cannot be launched by {caller}, which is in no portfolio that holds it.",
    "Associate the caller's role with a portfolio that holds the product, or use the credentials of one that is in it.",
    "ProvisionProduct needs a launch path, which a principal of a portfolio has (ListLaunchPaths).",
)
LAUNCH_PATH_OPEN = registered(
    "LaunchPathOpen",
    "pathName",
    "Product {product} can be reached by several launch paths: {paths}.",
    "Name one with pathId or pathName, since their constraints and tags may differ.",
    "AWS asks for the path where there are several, at a launch and at an update.",
)
PARAMETER_MISSING = registered(
    "ParameterMissing",
    "parameters",
    "The parameter {name} of version {artifact} has no default, and no value is declared.",
    "Declare it under `parameters`.{description}",
    "CloudFormation makes no stack without a value for each parameter.",
)
TAG_NOT_ALLOWED = registered(
    "TagNotAllowed",
    "tags",
    'The tag {key} is "{value}", and product {product} allows: {allowed}.',
    "Choose one of these values.",
    "The product or its portfolio has TagOptions (DescribeProvisioningParameters).",
)
NOT_A_STACK_SET = registered(
    "NotAStackSet",
    "provisioningPreferences",
    "provisioningPreferences are declared, and no STACKSET constraint makes product {product} one of stack sets.",
    "Leave them out, or have a STACKSET constraint added to the product in its portfolio.",
    "ProvisionProduct takes preferences only for products with a STACKSET constraint.",
)
OUTSIDE_STACK_SET = registered(
    "OutsideStackSet",
    "provisioningPreferences",
    "The {what} {outside} are declared, and the STACKSET constraint of product {product} allows: {allowed}.",
    "Choose among these, or have the constraint widened.",
    "ProvisionProduct takes only accounts and Regions of the constraint (DescribeProvisioningParameters).",
)
NAME_TAKEN_BY_OTHER = registered(
    "NameTakenByOther",
    "name",
    'The name "{name}" is taken by {id}, which this resource did not launch for this product.',
    "Choose another name; or take it over with `pulumi import`, if it is to belong to this program.",
    "Provisioned product names are unique, and what a resource did not launch it must not delete one day.",
)
LAUNCHED_ANEW = registered(
    "LaunchedAnew",
    "",
    "The launch of {name} ({id}) failed, and CloudFormation updates no stack that was never made: it is terminated and "
    "launched anew.",
    "Correct first what made it fail: {reason}",
    "The provisioned product is in ERROR and has never worked.",
    Severity.INFORMATION,
)
STACK_DELETED_BY_REPLACEMENT = registered(
    "StackDeletedByReplacement",
    "",
    "Replacing this resource deletes the stack {stack} and what is in it, since this program launched it.",
    "Set retainPhysicalResources to true and run `pulumi up` before, if the stack is to stay.",
    "A ProvisionedProduct owns its stack; an ImportedProvisionedProduct does not.",
    Severity.WARNING,
)
