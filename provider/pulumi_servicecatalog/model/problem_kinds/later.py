"""What the import does not mind, and a later update or delete does."""

from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.problem_kinds.registry import registered

NO_LAUNCH_PATH = registered(
    "NoLaunchPath",
    "productName",
    "The caller has no launch path to product {product}: {caller} is in no portfolio that holds it.",
    "The import works without; later updates do not. Associate the caller's role with such a portfolio.",
    "UpdateProvisionedProduct needs a launch path, which a principal of a portfolio has (ListLaunchPaths).",
    Severity.WARNING,
)
SEVERAL_LAUNCH_PATHS = registered(
    "SeveralLaunchPaths",
    "pathName",
    "Product {product} can be reached by several launch paths: {paths}.",
    "Name one with pathId or pathName, so that later updates know which constraints are meant.",
    "UpdateProvisionedProduct asks for the path where there are several.",
    Severity.WARNING,
)
LAUNCH_PATH_NOT_FOUND = registered(
    "LaunchPathNotFound",
    "pathName",
    "Product {product} has no launch path {path} for this caller. It has: {paths}.",
    "Name one of them, or leave it out where there is one only.",
    "The declared path does not exist (any more).",
)
PARAMETER_NOT_ALLOWED = registered(
    "ParameterNotAllowed",
    "parameters",
    "{name} is {value}: {reason}.",
    "Choose a value that the template of version {artifact} allows.",
    "A declared value breaks a constraint that the version's template sets.",
)
TAG_UPDATE_NOT_ALLOWED = registered(
    "TagUpdateNotAllowed",
    "tags",
    "Tags are declared, and no constraint of product {product} lets a provisioned product's tags be changed.",
    "Add a RESOURCE_UPDATE constraint with TagUpdateOnProvisionedProduct ALLOWED, or leave `tags` out.",
    "UpdateProvisionedProduct takes tags only under such a constraint; an import takes none.",
)
CONSTRAINTS_PENDING = registered(
    "ConstraintsPending",
    "applyConstraints",
    "Product {product} has constraints ({constraints}), which AWS does not apply at the import.",
    "They apply at the next update; applyConstraints true makes one right after the import.",
    "ImportAsProvisionedProduct applies no constraints; UpdateProvisionedProduct does.",
    Severity.INFORMATION,
)
UPDATE_FOLLOWS = registered(
    "UpdateFollows",
    "",
    "After the import an update follows, because of {because}.",
    "Leave that out, if the stack is not to be updated now.",
    "An import takes neither parameters nor tags, and applies no constraints.",
    Severity.INFORMATION,
)
PREFLIGHT_OFF = registered(
    "PreflightOff",
    "preflight",
    "Nobody has looked whether it will work, since preflight is off.",
    "Leave `preflight` out to have it looked at.",
    "The program asks for no preflight.",
    Severity.WARNING,
)
