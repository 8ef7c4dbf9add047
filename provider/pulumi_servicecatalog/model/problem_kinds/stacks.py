"""The stack that is to be adopted, and who governs it."""

from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.problem_kinds.registry import registered

STACK_NOT_FOUND = registered(
    "StackNotFound",
    "physicalId",
    "There is no stack {stack} in account {account}, {region}.{suggestions}",
    "Correct physicalId, or deploy the stack first.",
    "CloudFormation does not know the stack, or it has been deleted.",
)
STACK_STATUS_NOT_IMPORTABLE = registered(
    "StackStatusNotImportable",
    "physicalId",
    "The stack {stack} is in {status}{reason}, and AWS imports a stack only in CREATE_COMPLETE, UPDATE_COMPLETE, "
    "UPDATE_ROLLBACK_COMPLETE, IMPORT_COMPLETE or IMPORT_ROLLBACK_COMPLETE.",
    "{advice}",
    "ImportAsProvisionedProduct lists the five statuses.",
)
NESTED_STACK = registered(
    "NestedStack",
    "physicalId",
    "The stack {stack} is nested in {parent}.",
    "Adopt the root stack {root} instead, whose template holds it.",
    "ImportAsProvisionedProduct does not support nested stacks that are not the root.",
)
STACK_SET_INSTANCE = registered(
    "StackSetInstance",
    "physicalId",
    "The stack {stack} is owned by a stack set.",
    "It cannot be adopted. Take it out of the stack set first (delete the stack instance, and retain the stack).",
    "ImportAsProvisionedProduct does not support stack sets. CloudFormation names their stacks StackSet-NAME-UUID.",
)
TERMINATION_PROTECTED = registered(
    "TerminationProtected",
    "retainPhysicalResources",
    "The stack {stack} has termination protection, and retainPhysicalResources is false: deleting this resource "
    "would fail.",
    "Keep retainPhysicalResources true, or take the protection away from the stack.",
    "CloudFormation refuses to delete a protected stack.",
    Severity.WARNING,
)
STACK_IN_OTHER_REGION = registered(
    "StackInOtherRegion",
    "physicalId",
    "The stack {stack} is in {stack_region}, and this resource works in {region}.",
    "Set `region` to {stack_region}, or name a stack of {region}.",
    "Service Catalog imports a stack of its own Region only.",
)
STACK_IN_OTHER_ACCOUNT = registered(
    "StackInOtherAccount",
    "physicalId",
    "The stack {stack} is in account {stack_account}, and the credentials belong to {account}.",
    "Use credentials of {stack_account} (`profile` or `roleArn`), or name a stack of {account}.",
    "Service Catalog imports a stack of its own account only.",
)
ALREADY_GOVERNED = registered(
    "AlreadyGoverned",
    "physicalId",
    'The stack {stack} is already governed: by the provisioned product "{name}" ({id}) of product {product}, '
    "version {artifact}.",
    "Take it out there first (terminate it with RetainPhysicalResources), or declare it under that name and product.",
    "A stack belongs to at most one provisioned product.",
)
NAME_TAKEN = registered(
    "NameTaken",
    "name",
    'The name "{name}" is taken by {id}, which governs {stack}.',
    "Choose another name: provisioned product names are unique in an account and Region.",
    "ImportAsProvisionedProduct refuses a name that exists (DuplicateResourceException).",
)

DECLARED_TWICE = registered(
    "DeclaredTwice",
    "physicalId",
    "{what} is declared by {other} as well.",
    "Keep one of the two resources.",
    "Two resources of one program govern the same stack, or bear the same name.",
)
