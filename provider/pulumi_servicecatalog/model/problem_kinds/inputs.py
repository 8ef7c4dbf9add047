"""What is wrong with the inputs by themselves, before AWS is asked."""

from pulumi_servicecatalog.model.problem_kinds.registry import registered

UNKNOWN_PROPERTY = registered(
    "UnknownProperty",
    "",
    'There is no property "{name}".{suggestions}',
    "The properties are: {known}.",
    "A declared property is not in the schema, most often a slip of the keyboard.",
)
MISSING_PROPERTY = registered(
    "MissingProperty",
    "",
    "{name} is required.",
    "Give it: {description}",
    "A property that the resource cannot do without is not declared.",
)
INVALID_VALUE = registered(
    "InvalidValue",
    "",
    "{name} is {value}: {reason}.",
    "{description}",
    "A value has another type, length or form than the schema (which follows AWS's API) allows.",
)
CONFLICTING_PROPERTIES = registered(
    "ConflictingProperties",
    "",
    "{first} and {second} are both given.",
    "Keep one of them: each names the same thing.",
    "Two properties that exclude each other are both declared.",
)
PRODUCT_NOT_NAMED = registered(
    "ProductNotNamed",
    "productName",
    "Neither productId nor productName is given.",
    "Name the product by one of the two.",
    "A stack is adopted under a product, and a launch is that of one.",
)
NOT_A_STACK = registered(
    "NotAStack",
    "physicalId",
    "{physical_id} is neither the ARN of a CloudFormation stack nor a name that one can have.",
    "Give the stack ID (arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID) or the stack's name.",
    "ImportAsProvisionedProduct imports CloudFormation stacks only.",
)
REPLACEMENT_DELETES_STACK = registered(
    "ReplacementDeletesStack",
    "retainPhysicalResources",
    "Changing {changed} replaces the resource, and with retainPhysicalResources false that would delete the stack "
    "{stack}.",
    "Set retainPhysicalResources to true and run `pulumi up` once before this change; or `pulumi destroy` the resource "
    "first, if the stack is to go.",
    "A replacement deletes before it creates. With retain that releases the stack; without, it would end it.",
)
