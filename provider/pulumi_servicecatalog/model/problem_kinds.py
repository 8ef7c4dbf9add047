"""The registry of problem kinds: every code that a user can meet, once.

docs/problems.md is generated from it (tools/generate), in this order.
"""

from pulumi_servicecatalog.model.problem import ProblemKind, Severity

_KINDS: list[ProblemKind] = []


def _kind(  # noqa: PLR0913 - one argument for each column of the reference page
    code: str, prop: str, message: str, remedy: str, meaning: str, severity: Severity = Severity.ERROR
) -> ProblemKind:
    kind = ProblemKind(code=code, severity=severity, property=prop, message=message, remedy=remedy, meaning=meaning)
    _KINDS.append(kind)
    return kind


# Inputs

UNKNOWN_PROPERTY = _kind(
    "UnknownProperty",
    "",
    'There is no property "{name}".{near}',
    "The properties are: {known}.",
    "A declared property is not in the schema, most often a slip of the keyboard.",
)
MISSING_PROPERTY = _kind(
    "MissingProperty",
    "",
    "{name} is required.",
    "Give it: {description}",
    "A property that the adoption cannot do without is not declared.",
)
INVALID_VALUE = _kind(
    "InvalidValue",
    "",
    "{name} is {value}: {reason}.",
    "{description}",
    "A value has another type, length or form than the schema (which follows AWS's API) allows.",
)
CONFLICTING_PROPERTIES = _kind(
    "ConflictingProperties",
    "",
    "{first} and {second} are both given.",
    "Keep one of them: each names the same thing.",
    "Two properties that exclude each other are both declared.",
)
PRODUCT_NOT_NAMED = _kind(
    "ProductNotNamed",
    "productName",
    "Neither productId nor productName is given.",
    "Name the product that is to govern the stack, by one of the two.",
    "An adoption needs a product.",
)
NOT_A_STACK = _kind(
    "NotAStack",
    "physicalId",
    "{physical_id} is neither the ARN of a CloudFormation stack nor a name that one can have.",
    "Give the stack ID (arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID) or the stack's name.",
    "ImportAsProvisionedProduct imports CloudFormation stacks only.",
)
REPLACEMENT_DELETES_STACK = _kind(
    "ReplacementDeletesStack",
    "retainPhysicalResources",
    "Changing {changed} replaces the resource, and with retainPhysicalResources false that would delete the stack "
    "{stack}.",
    "Set retainPhysicalResources to true and run `pulumi up` once before this change; or `pulumi destroy` the resource "
    "first, if the stack is to go.",
    "A replacement deletes before it creates. With retain that releases the stack; without, it would end it.",
)

# The connection

NO_CREDENTIALS = _kind(
    "NoCredentials",
    "",
    "There are no AWS credentials to work with: {reason}.",
    "Log in (`aws sso login`), set AWS_PROFILE, or set `profile`; `aws sts get-caller-identity` shows who you are.",
    "The AWS SDK found no credentials in its chain.",
)
NO_REGION = _kind(
    "NoRegion",
    "region",
    "No AWS Region is given.",
    "Set it with `pulumi config set aws:region REGION`, with AWS_REGION, or as `region` of the resource.",
    "Neither the resource, nor the configuration, nor the environment names a Region.",
)
CREDENTIALS_EXPIRED = _kind(
    "CredentialsExpired",
    "",
    "AWS refuses the credentials: {reason}.",
    "Log in again and repeat the command; what was done so far is found again.",
    "The session token has expired or the access key is not valid (any more).",
)
MISSING_PERMISSION = _kind(
    "MissingPermission",
    "",
    "AWS denies {operation} to {caller}: {reason}",
    "Allow {action} to that identity. The managed policies of Service Catalog cover only stacks that are named SC-*.",
    "An operation that the adoption needs is denied to the caller.",
)
UNEXPECTED_ACCOUNT = _kind(
    "UnexpectedAccount",
    "expectedAccountId",
    "The credentials belong to account {account}, and {expected} is expected.",
    "Use credentials of {expected} (check AWS_PROFILE and `roleArn`), or correct expectedAccountId.",
    "A guard against running a program with the credentials of another account.",
)
RECORDED_ELSEWHERE = _kind(
    "RecordedElsewhere",
    "",
    "{id} was adopted in account {recorded_account}, {recorded_region}, and this connection leads to {account}, "
    "{region}.",
    "Use the credentials and the Region that it was adopted with. Nothing was read or changed.",
    "Seen from another account or Region a provisioned product would look as if it were gone.",
)
GONE = _kind(
    "Gone",
    "",
    "{id} is gone: somebody terminated it outside of Pulumi.",
    "Run `pulumi refresh`, then `pulumi up`, which adopts the stack again.",
    "The provisioned product went away between the preview and the update.",
)
UNREACHABLE = _kind(
    "Unreachable",
    "",
    "{endpoint} cannot be reached: {reason}.",
    "Check the network, the Region and AWS_ENDPOINT_URL, and repeat the command.",
    "The endpoint does not answer.",
)
NO_ANSWER = _kind(
    "NoAnswer",
    "",
    "No usable answer came to {operation}: {reason}.",
    "Run the command again; what was done so far is found again. If it stays so, see AWS's health page.",
    "The connection broke, or AWS had an error of its own, while something was only being read.",
)

# The stack

STACK_NOT_FOUND = _kind(
    "StackNotFound",
    "physicalId",
    "There is no stack {stack} in account {account}, {region}.{near}",
    "Correct physicalId, or deploy the stack first.",
    "CloudFormation does not know the stack, or it has been deleted.",
)
STACK_STATUS_NOT_IMPORTABLE = _kind(
    "StackStatusNotImportable",
    "physicalId",
    "The stack {stack} is in {status}{reason}, and AWS imports a stack only in CREATE_COMPLETE, UPDATE_COMPLETE, "
    "UPDATE_ROLLBACK_COMPLETE, IMPORT_COMPLETE or IMPORT_ROLLBACK_COMPLETE.",
    "{advice}",
    "ImportAsProvisionedProduct lists the five statuses.",
)
NESTED_STACK = _kind(
    "NestedStack",
    "physicalId",
    "The stack {stack} is nested in {parent}.",
    "Adopt the root stack {root} instead, whose template holds it.",
    "ImportAsProvisionedProduct does not support nested stacks that are not the root.",
)
STACK_SET_INSTANCE = _kind(
    "StackSetInstance",
    "physicalId",
    "The stack {stack} is owned by a stack set.",
    "It cannot be adopted. Take it out of the stack set first (delete the stack instance, and retain the stack).",
    "ImportAsProvisionedProduct does not support stack sets. CloudFormation names their stacks StackSet-NAME-UUID.",
)
TERMINATION_PROTECTED = _kind(
    "TerminationProtected",
    "retainPhysicalResources",
    "The stack {stack} has termination protection, and retainPhysicalResources is false: deleting this resource "
    "would fail.",
    "Keep retainPhysicalResources true, or take the protection away from the stack.",
    "CloudFormation refuses to delete a protected stack.",
    Severity.WARNING,
)
STACK_IN_OTHER_REGION = _kind(
    "StackInOtherRegion",
    "physicalId",
    "The stack {stack} is in {stack_region}, and this resource works in {region}.",
    "Set `region` to {stack_region}, or name a stack of {region}.",
    "Service Catalog imports a stack of its own Region only.",
)
STACK_IN_OTHER_ACCOUNT = _kind(
    "StackInOtherAccount",
    "physicalId",
    "The stack {stack} is in account {stack_account}, and the credentials belong to {account}.",
    "Use credentials of {stack_account} (`profile` or `roleArn`), or name a stack of {account}.",
    "Service Catalog imports a stack of its own account only.",
)
ALREADY_GOVERNED = _kind(
    "AlreadyGoverned",
    "physicalId",
    'The stack {stack} is already governed: by the provisioned product "{name}" ({id}) of product {product}, '
    "version {artifact}.",
    "Take it out there first (terminate it with RetainPhysicalResources), or declare it under that name and product.",
    "A stack belongs to at most one provisioned product.",
)
NAME_TAKEN = _kind(
    "NameTaken",
    "name",
    'The name "{name}" is taken by {id}, which governs {stack}.',
    "Choose another name: provisioned product names are unique in an account and Region.",
    "ImportAsProvisionedProduct refuses a name that exists (DuplicateResourceException).",
)

DECLARED_TWICE = _kind(
    "DeclaredTwice",
    "physicalId",
    "{what} is declared by {other} as well.",
    "Keep one of the two resources.",
    "Two resources of one program govern the same stack, or bear the same name.",
)

# The product and its version

PRODUCT_NOT_FOUND = _kind(
    "ProductNotFound",
    "productName",
    "There is no product {product} that this caller can see in account {account}, {region}.{near}",
    "Correct the name or ID; or have the caller added to a portfolio that holds the product.",
    "The catalog has no such product, or the caller has no access to it.",
)
PRODUCT_AMBIGUOUS = _kind(
    "ProductAmbiguous",
    "productName",
    'The name "{product}" belongs to several products: {candidates}.',
    "Name the one that you mean by productId.",
    "Product names need not be unique.",
)
ARTIFACT_NOT_FOUND = _kind(
    "ArtifactNotFound",
    "provisioningArtifactName",
    "Product {product} has no version {artifact}. Its versions are: {versions}.",
    "Name one of them.",
    "The product has no such provisioning artifact.",
)
ARTIFACT_AMBIGUOUS = _kind(
    "ArtifactAmbiguous",
    "provisioningArtifactName",
    'Product {product} has several versions named "{artifact}": {candidates}.',
    "Name the one that you mean by provisioningArtifactId.",
    "Version names need not be unique.",
)
PRODUCT_TYPE_NOT_SUPPORTED = _kind(
    "ProductTypeNotSupported",
    "productName",
    "Product {product} is of type {type}, and only CLOUD_FORMATION_TEMPLATE products can govern a stack.",
    "Name a product of that type.",
    "ImportAsProvisionedProduct imports CloudFormation stacks into products of CloudFormation templates.",
)
ARTIFACT_INACTIVE = _kind(
    "ArtifactInactive",
    "provisioningArtifactName",
    "Version {artifact} of product {product} is inactive.",
    "Activate it in the catalog, or name an active one: {versions}.",
    "An inactive version cannot be provisioned.",
)
ARTIFACT_DEPRECATED = _kind(
    "ArtifactDeprecated",
    "provisioningArtifactName",
    "Version {artifact} of product {product} is deprecated.",
    "It works; those who keep the catalog advise to move on to: {versions}.",
    "The version's guidance is DEPRECATED.",
    Severity.WARNING,
)
ARTIFACT_NOT_READY = _kind(
    "ArtifactNotReady",
    "provisioningArtifactName",
    "Version {artifact} of product {product} is {status}.",
    "{advice}",
    "A version can be used once its status is AVAILABLE (DescribeProvisioningArtifact).",
)
TEMPLATE_MISMATCH = _kind(
    "TemplateMismatch",
    "provisioningArtifactName",
    "The template of stack {stack} is not that of version {artifact}: {reason}",
    "Adopt the stack at the version that it was deployed from, or make a version from the stack itself "
    "(CreateProvisioningArtifact with ImportFromPhysicalId).",
    "ImportAsProvisionedProduct requires that the templates match.",
)
TEMPLATE_EQUIVALENT = _kind(
    "TemplateEquivalent",
    "provisioningArtifactName",
    "The template of stack {stack} and that of version {artifact} mean the same, and are written differently.",
    "Nothing is to be done, unless AWS refuses the import: then make a version from the stack itself.",
    "AWS does not say whether it compares the text of templates or their meaning.",
    Severity.INFORMATION,
)
TEMPLATE_UNREADABLE = _kind(
    "TemplateUnreadable",
    "provisioningArtifactName",
    "The template of {whose} cannot be read, so nobody can tell before the import whether the two match: {reason}",
    "{advice}",
    "Preview compares the two templates, and could read only one of them or none.",
    Severity.WARNING,
)
NO_MATCHING_ARTIFACT = _kind(
    "NoMatchingArtifact",
    "provisioningArtifactName",
    "No active version of product {product} has the template of stack {stack}.{nearest}",
    "Add a version that has it (CreateProvisioningArtifact with ImportFromPhysicalId makes one from the stack).",
    "No version is declared, and none fits.",
)
SEVERAL_MATCHING_ARTIFACTS = _kind(
    "SeveralMatchingArtifacts",
    "provisioningArtifactName",
    "Several active versions of product {product} fit stack {stack}: {versions}.",
    "Name one of them by provisioningArtifactId.",
    "No version is declared, and which one is meant cannot be told.",
)

# Later operations

NO_LAUNCH_PATH = _kind(
    "NoLaunchPath",
    "productName",
    "The caller has no launch path to product {product}: {caller} is in no portfolio that holds it.",
    "The import works without; later updates do not. Associate the caller's role with such a portfolio.",
    "UpdateProvisionedProduct needs a launch path, which a principal of a portfolio has (ListLaunchPaths).",
    Severity.WARNING,
)
SEVERAL_LAUNCH_PATHS = _kind(
    "SeveralLaunchPaths",
    "pathName",
    "Product {product} can be reached by several launch paths: {paths}.",
    "Name one with pathId or pathName, so that later updates know which constraints are meant.",
    "UpdateProvisionedProduct asks for the path where there are several.",
    Severity.WARNING,
)
LAUNCH_PATH_NOT_FOUND = _kind(
    "LaunchPathNotFound",
    "pathName",
    "Product {product} has no launch path {path} for this caller. It has: {paths}.",
    "Name one of them, or leave it out where there is one only.",
    "The declared path does not exist (any more).",
)
PARAMETER_NOT_ALLOWED = _kind(
    "ParameterNotAllowed",
    "parameters",
    "{name} is {value}: {reason}.",
    "Choose a value that the template of version {artifact} allows.",
    "A declared value breaks a constraint that the version's template sets.",
)
TAG_UPDATE_NOT_ALLOWED = _kind(
    "TagUpdateNotAllowed",
    "tags",
    "Tags are declared, and no constraint of product {product} lets a provisioned product's tags be changed.",
    "Add a RESOURCE_UPDATE constraint with TagUpdateOnProvisionedProduct ALLOWED, or leave `tags` out.",
    "UpdateProvisionedProduct takes tags only under such a constraint; an import takes none.",
)
CONSTRAINTS_PENDING = _kind(
    "ConstraintsPending",
    "applyConstraints",
    "Product {product} has constraints ({constraints}), which AWS does not apply at the import.",
    "They apply at the next update; applyConstraints true makes one right after the import.",
    "ImportAsProvisionedProduct applies no constraints; UpdateProvisionedProduct does.",
    Severity.INFORMATION,
)
UPDATE_FOLLOWS = _kind(
    "UpdateFollows",
    "",
    "After the import an update follows, because of {because}.",
    "Leave that out, if the stack is not to be updated now.",
    "An import takes neither parameters nor tags, and applies no constraints.",
    Severity.INFORMATION,
)
PREFLIGHT_OFF = _kind(
    "PreflightOff",
    "preflight",
    "Nobody has looked whether the adoption will work, since preflight is off.",
    "Leave `preflight` out to have it looked at.",
    "The program asks for no preflight.",
    Severity.WARNING,
)

# Versions by policy

LATEST_NEEDS_POLICY = _kind(
    "LatestNeedsPolicy",
    "provisioningArtifactName",
    'A version named "latest" is asked for, and nothing says what that is to be.',
    "Set versionPolicy to latest-active or latest-default-guidance to follow the newest version; to pinned, if a "
    'version really bears the name "latest".',
    "AWS knows no latest version. Which one is meant would change by itself, so the program has to say so.",
)
POLICY_NAMES_VERSION = _kind(
    "PolicyNamesVersion",
    "versionPolicy",
    "versionPolicy {policy} chooses the version by itself, and {property} names one.",
    "Leave out one of the two.",
    "A version is either named or chosen.",
)
NO_LATEST_ARTIFACT = _kind(
    "NoLatestArtifact",
    "versionPolicy",
    "Product {product} has no version that is {wanted}. Its versions are: {versions}.",
    "Activate one in the catalog, or choose another versionPolicy.",
    "The policy finds no version to choose.",
)
VERSION_FOLLOWS = _kind(
    "VersionFollows",
    "versionPolicy",
    "versionPolicy {policy} moves {name} from version {before} to {after}.",
    "Set versionPolicy to pinned and name {before}, if it is to stay.",
    "A newer version has come up since the last update.",
    Severity.INFORMATION,
)

# Launching

ARTIFACT_NOT_NAMED = _kind(
    "ArtifactNotNamed",
    "provisioningArtifactName",
    "No version of the product is named.",
    "Name it by provisioningArtifactName or provisioningArtifactId, or set versionPolicy to latest-active or "
    "latest-default-guidance.",
    "A launch needs a version. Only for a stack that exists can it be found out by the template.",
)
LAUNCH_NEEDS_PATH = _kind(
    "LaunchNeedsPath",
    "productName",
    "Product {product} cannot be launched by {caller}, which is in no portfolio that holds it.",
    "Associate the caller's role with a portfolio that holds the product, or use the credentials of one that is in it.",
    "ProvisionProduct needs a launch path, which a principal of a portfolio has (ListLaunchPaths).",
)
LAUNCH_PATH_OPEN = _kind(
    "LaunchPathOpen",
    "pathName",
    "Product {product} can be reached by several launch paths: {paths}.",
    "Name one with pathId or pathName, since their constraints and tags may differ.",
    "AWS asks for the path where there are several, at a launch and at an update.",
)
PARAMETER_MISSING = _kind(
    "ParameterMissing",
    "parameters",
    "The parameter {name} of version {artifact} has no default, and no value is declared.",
    "Declare it under `parameters`.{description}",
    "CloudFormation makes no stack without a value for each parameter.",
)
TAG_NOT_ALLOWED = _kind(
    "TagNotAllowed",
    "tags",
    'The tag {key} is "{value}", and product {product} allows: {allowed}.',
    "Choose one of these values.",
    "The product or its portfolio has TagOptions (DescribeProvisioningParameters).",
)
NOT_A_STACK_SET = _kind(
    "NotAStackSet",
    "provisioningPreferences",
    "provisioningPreferences are declared, and no STACKSET constraint makes product {product} one of stack sets.",
    "Leave them out, or have a STACKSET constraint added to the product in its portfolio.",
    "ProvisionProduct takes preferences only for products with a STACKSET constraint.",
)
OUTSIDE_STACK_SET = _kind(
    "OutsideStackSet",
    "provisioningPreferences",
    "{what} {outside} is declared, and the STACKSET constraint of product {product} allows: {allowed}.",
    "Choose among these, or have the constraint widened.",
    "ProvisionProduct takes only accounts and Regions of the constraint (DescribeProvisioningParameters).",
)
NAME_TAKEN_BY_OTHER = _kind(
    "NameTakenByOther",
    "name",
    'The name "{name}" is taken by {id}, which this program did not launch.',
    "Choose another name; or take it over with `pulumi import`, if it is to belong to this program.",
    "Provisioned product names are unique, and what this program did not launch it must not delete one day.",
)
LAUNCHED_ANEW = _kind(
    "LaunchedAnew",
    "",
    "The launch of {name} ({id}) failed, and CloudFormation updates no stack that was never made: it is terminated and "
    "launched anew.",
    "Correct first what made it fail: {reason}",
    "The provisioned product is in ERROR and has never worked.",
    Severity.INFORMATION,
)
STACK_DELETED_BY_REPLACEMENT = _kind(
    "StackDeletedByReplacement",
    "",
    "Replacing this resource deletes the stack {stack} and what is in it, since this program launched it.",
    "Set retainPhysicalResources to true and run `pulumi up` before, if the stack is to stay.",
    "A ProvisionedProduct owns its stack; an ImportedProvisionedProduct does not.",
    Severity.WARNING,
)

# Updates

STACK_NOT_READABLE = _kind(
    "StackNotReadable",
    "parameters",
    "The stack of {name} cannot be read, so its parameters are not compared.",
    "Allow the caller cloudformation:DescribeStacks, if drift of parameters is to show.",
    "What cannot be known is no drift.",
    Severity.INFORMATION,
)
TAG_KEPT = _kind(
    "TagKept",
    "tags",
    "AWS kept the tag {keys} although the update left it out.",
    "Change another tag along with it: AWS is known to pass over an update that only removes tags.",
    "UpdateProvisionedProduct took the tags, and the provisioned product still has the removed one.",
    Severity.WARNING,
)
PLAN_IN_THE_WAY = _kind(
    "PlanInTheWay",
    "",
    "{name} has a provisioned product plan that is not from here: {plans}. Until it is executed or deleted, AWS "
    "changes nothing.",
    "Execute it or delete it (`aws servicecatalog delete-provisioned-product-plan`), and repeat the command.",
    "The provisioned product is PLAN_IN_PROGRESS.",
)
CHANGES_NOT_PREVIEWED = _kind(
    "ChangesNotPreviewed",
    "previewChanges",
    "Which resources the update changes cannot be shown: {reason}",
    "The update itself does not depend on it. Allow servicecatalog:CreateProvisionedProductPlan, "
    "DescribeProvisionedProductPlan, ListProvisionedProductPlans and DeleteProvisionedProductPlan, or leave "
    "previewChanges out.",
    "AWS makes no plans for this product, or denies them to the caller.",
    Severity.INFORMATION,
)

# Moving

MOVES_PRODUCT = _kind(
    "MovesProduct",
    "productName",
    "{name} moves from product {before} to {after}: by an update, or, if AWS refuses that, by releasing the stack and "
    "adopting it there.{fallback}",
    "Nothing is to be done; the stack keeps running either way.",
    "AWS does not say for which products it takes an update to another product.",
    Severity.INFORMATION,
)
MOVE_REFUSED = _kind(
    "MoveRefused",
    "productName",
    "AWS does not move {name} to product {product} by an update ({reason}), and {hindrance}.",
    "{advice}",
    "The other way would release the stack and adopt it anew, which is done only where that is safe.",
)
MOVED_BACK = _kind(
    "MovedBack",
    "productName",
    "{name} was released from product {before}, could not be adopted under {after} ({reason}), and was adopted under "
    "{before} again.",
    "Correct what AWS names, and run `pulumi up` again.",
    "The second half of a move failed, and the way back was taken. The stack kept running.",
)
LEFT_RELEASED = _kind(
    "LeftReleased",
    "productName",
    "{name} was released from product {before}, could not be adopted under {after} ({reason}), nor under {before} "
    "again ({back}). The stack keeps running, and nothing governs it.",
    "Run `pulumi up` again: it adopts the stack as declared.",
    "The second half of a move failed, and so did the way back.",
)

# The operation

PARAMETER_UNKNOWN = _kind(
    "UnknownParameter",
    "parameters",
    "Version {artifact} has no parameter {name}.{near}",
    "Its parameters are: {known}.",
    "A declared parameter is not in the version's template.",
)
REFUSED_BY_AWS = _kind(
    "RefusedByAws",
    "",
    "AWS refuses {operation}: {reason}",
    "Nothing was changed by this call. Correct what AWS names, and repeat the command.",
    "An error of AWS that has no name of its own here; the message is AWS's.",
)
OPERATION_FAILED = _kind(
    "OperationFailed",
    "",
    "{what} failed: {reasons}",
    "{advice}",
    "AWS began the operation, and its record ended FAILED.",
)
NOT_IN_TIME = _kind(
    "NotInTime",
    "",
    "{what} was not done within {seconds:.0f} s; AWS is still at it (record {record}).",
    "Run `pulumi up` again: it waits for the same operation and starts no second one.",
    "The deadline of the operation passed while AWS was working.",
)
OUTCOME_UNKNOWN = _kind(
    "OutcomeUnknown",
    "",
    "{operation} was sent, and no complete answer came back: {reason}.",
    "Run `pulumi up` again: the same request is repeated under the same token, so nothing is made twice.",
    "The connection broke, so that nobody can tell whether AWS did it.",
)
THROTTLED = _kind(
    "Throttled",
    "",
    "AWS throttles {operation}: {reason}.",
    "Run `pulumi up` again later; what was done so far is found again.",
    "The request rate of the account is used up.",
)
NOT_BEGUN = _kind(
    "NotBegun",
    "",
    "{what} did not begin within {seconds:.0f} s: {reason}. Nothing was made.",
    "Run `pulumi up` again, with a longer customTimeouts where many stacks are adopted at once: AWS imports one at a "
    "time.",
    "The deadline passed before AWS accepted the request.",
)
CANCELLED_BEFORE = _kind(
    "CancelledBefore",
    "",
    "{what} was cancelled before it began; nothing was made.",
    "Run `pulumi up` again.",
    "Somebody cancelled while the resource waited for its turn.",
)
CANCELLED = _kind(
    "Cancelled",
    "",
    "{what} was cancelled while AWS was at it.",
    "Run `pulumi up` again: it goes on where this run stopped.",
    "Somebody cancelled the operation.",
)

KINDS: tuple[ProblemKind, ...] = tuple(_KINDS)
"""All kinds, in the order of the reference page."""
