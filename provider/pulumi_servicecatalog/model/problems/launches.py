"""What a launch needs, and what follows from one that failed."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import clause, given_up, listing, sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactNotNamed(Problem):
    """A launch needs a version. Only an existing stack shows by its template which one it has."""

    property: str = "provisioningArtifactName"

    def message(self) -> str:
        return "No version of the product is set."

    def remedy(self) -> str:
        return (
            "Set provisioningArtifactName or provisioningArtifactId, "
            "or set versionPolicy to latest-active or latest-default-guidance."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchNeedsPath(Problem):
    """ProvisionProduct needs a launch path, which a principal of a portfolio has (ListLaunchPaths)."""

    property: str = "productName"
    product: str
    caller: str

    def message(self) -> str:
        return f"Product {self.product} cannot be launched by {self.caller}, which is in no portfolio that contains it."

    def remedy(self) -> str:
        return (
            "Associate the caller's role with a portfolio that contains the product "
            "(`aws servicecatalog associate-principal-with-portfolio`), or use other credentials."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateRuleBroken(Problem):
    """A TEMPLATE constraint of the path refuses the values, or the `Rules` of the version's template do.

    `description` is its author's, if there is one; `artifact` the version, "" where it is a constraint's.
    """

    property: str = "parameters"
    rule: str
    description: str = ""
    product: str
    artifact: str = ""

    def message(self) -> str:
        described = f": {clause(self.description)}" if self.description else ""
        owner = f"the template of version {self.artifact}" if self.artifact else "a TEMPLATE constraint"
        return f"The values of the parameters break the rule {self.rule} of {owner}{described}."

    def remedy(self) -> str:
        if self.artifact:
            return f"Declare values that the rule allows, or choose another version of product {self.product}."
        return (
            "Declare values that the rule allows, or have the constraint changed in the portfolio of product "
            f"{self.product} (`aws servicecatalog describe-constraint` shows its rules)."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateRulesUnknown(Problem):
    """The path has a TEMPLATE constraint, and DescribeProvisioningParameters tells no rules of it."""

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    path: str
    product: str

    def message(self) -> str:
        return (
            f"Launch path {self.path} of product {self.product} has a TEMPLATE constraint whose rules AWS does not "
            "show, so the preview cannot say whether they allow the values of the parameters."
        )

    def remedy(self) -> str:
        return "Compare the values with the rules of the constraint (`aws servicecatalog describe-constraint`)."


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateRuleNotJudged(Problem):
    """A rule depends on what the preview cannot see: functions that look at resources, and values that AWS hides.

    `artifact` is the version whose template has the rule, "" where a TEMPLATE constraint has it.
    """

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    rule: str
    causes: tuple[str, ...]
    artifact: str = ""

    def message(self) -> str:
        owner = f"the template of version {self.artifact}" if self.artifact else "a TEMPLATE constraint"
        return (
            f"The preview cannot say whether the values of the parameters satisfy the rule {self.rule} of {owner}, "
            f"which depends on {listing(self.causes)}."
        )

    def remedy(self) -> str:
        return "Compare the values with the rule yourself."


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateNotJudged(Problem):
    """The template of the version that a launch or an update brings cannot be read: its `Rules` and its exports."""

    severity: Severity = Severity.INFORMATION
    property: str = "parameters"
    artifact: str
    reason: str

    def message(self) -> str:
        return sentence(
            f"The preview cannot say whether the Rules of the template of version {self.artifact} allow the values of "
            f"the parameters, nor whether its exports are free: {self.reason}"
        )

    def remedy(self) -> str:
        return "If the template has no Rules and no exports, no action is needed."


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredParameterMissing(Problem):
    """The value of a parameter of a Systems Manager type is the name of a parameter there, which has to exist by then.

    The same program may make it before.
    """

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    name: str
    artifact: str

    def message(self) -> str:
        return (
            f"The value of parameter {self.name} of version {self.artifact} is now no name in Systems Manager's "
            "parameter store. CloudFormation looks it up there, and it must exist by the time `up` gets to it."
        )

    def remedy(self) -> str:
        return (
            f"If the same program creates it, let this resource depend on it (`dependsOn`). Otherwise create it "
            f"(`aws ssm put-parameter`), or set {self.name} to a name that exists."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredParameterNotChecked(Problem):
    """Whether the value of a parameter of a Systems Manager type exists there is not known."""

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    name: str
    artifact: str
    reason: str

    def message(self) -> str:
        return sentence(
            f"The preview cannot say whether the value of parameter {self.name} of version {self.artifact} is a name "
            f"in Systems Manager's parameter store: {self.reason}"
        )

    def remedy(self) -> str:
        return "To have it checked, allow the caller ssm:GetParameters."


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchPathOpen(Problem):
    """AWS asks for the path where there are several, at a launch and at an update."""

    property: str = "pathName"
    kind: OperationKind = OperationKind.LAUNCH
    product: str
    paths: tuple[str, ...]

    def message(self) -> str:
        several = f"product {self.product} has several launch paths: {listing(self.paths)}"
        return f"{self.kind.subject} cannot choose its path: {several}."

    def remedy(self) -> str:
        return "Set pathId or pathName to one of them. Their constraints and tags may differ."


@dataclass(frozen=True, kw_only=True, slots=True)
class ParameterMissing(Problem):
    """CloudFormation creates no stack without a value for each parameter."""

    property: str = "parameters"
    name: str
    artifact: str
    description: str = ""

    def message(self) -> str:
        return f"The parameter {self.name} of version {self.artifact} has no default, and no value is declared."

    def remedy(self) -> str:
        described = f" It is described as: {self.description}" if self.description else ""
        return sentence(f"Set it in `parameters`.{described}")


@dataclass(frozen=True, kw_only=True, slots=True)
class TagNotAllowed(Problem):
    """The product or its portfolio has TagOptions (DescribeProvisioningParameters)."""

    property: str = "tags"
    key: str
    value: str
    product: str
    allowed: tuple[str, ...]

    def message(self) -> str:
        allowed = f"allows: {listing(self.allowed)}" if self.allowed else f"allows no value of it. {_NOTHING_IN_COMMON}"
        return f'The tag {self.key} is "{self.value}", but product {self.product} {allowed}.'

    def remedy(self) -> str:
        return "Use one of these values." if self.allowed else f"Remove {self.key} from `tags`."


_NOTHING_IN_COMMON = "The TagOptions of the product and those of its portfolio have no value in common"


@dataclass(frozen=True, kw_only=True, slots=True)
class TagOptionsConflict(Problem):
    """AWS then sets a value that says so (Administrator Guide, "Launching a Product with TagOptions")."""

    severity: Severity = Severity.WARNING
    property: str = "tags"
    key: str
    product: str

    def message(self) -> str:
        return (
            f"{_NOTHING_IN_COMMON} for the key {self.key}, so AWS sets the tag {self.key} of product {self.product} to "
            '"sc-tagconflict-" and the IDs of both.'
        )

    def remedy(self) -> str:
        return "Have the TagOptions of the portfolio or of the product corrected."


@dataclass(frozen=True, kw_only=True, slots=True)
class TagMissing(Problem):
    """Of a key with one TagOption AWS sets the tag by itself; of several, the request has to choose."""

    property: str = "tags"
    key: str
    product: str
    allowed: tuple[str, ...]

    def message(self) -> str:
        return f"The tag {self.key} is not declared, but product {self.product} needs one of: {listing(self.allowed)}."

    def remedy(self) -> str:
        return f"Add {self.key} to `tags`, with one of these values."


@dataclass(frozen=True, kw_only=True, slots=True)
class TagContradictsPath(Problem):
    """The tags of a portfolio and of a product go to what is launched along the path (ListLaunchPaths, Tags)."""

    property: str = "tags"
    key: str
    value: str
    path: str
    path_value: str

    def message(self) -> str:
        return f'The tag {self.key} is "{self.value}", but launch path {self.path} sets it to "{self.path_value}".'

    def remedy(self) -> str:
        return "Declare the value of the launch path, or remove the tag: AWS adds it."


@dataclass(frozen=True, kw_only=True, slots=True)
class TooManyTags(Problem):
    """AWS counts the tags of the launch path too, and those that it sets by TagOptions."""

    property: str = "tags"
    declared: int
    added: int
    path: str
    most: int

    def message(self) -> str:
        return (
            f"AWS allows {self.most} tags, but {self.declared} are declared, and launch path {self.path} adds "
            f"{self.added} more."
        )

    def remedy(self) -> str:
        return f"Declare at most {self.most - self.added} tags."


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAStackSet(Problem):
    """ProvisionProduct takes preferences only for products with a STACKSET constraint."""

    property: str = "provisioningPreferences"
    product: str

    def message(self) -> str:
        return f"provisioningPreferences are set, but product {self.product} has no STACKSET constraint."

    def remedy(self) -> str:
        return "Remove provisioningPreferences, or have a STACKSET constraint added to the product in its portfolio."


@dataclass(frozen=True, kw_only=True, slots=True)
class OutsideStackSet(Problem):
    """ProvisionProduct takes only accounts and Regions of the constraint (DescribeProvisioningParameters)."""

    property: str = "provisioningPreferences"
    what: str
    outside: tuple[str, ...]
    product: str
    allowed: tuple[str, ...]

    def message(self) -> str:
        return (
            f"The STACKSET constraint of product {self.product} does not allow the {self.what} "
            f"{', '.join(self.outside)}. It allows: {listing(self.allowed)}."
        )

    def remedy(self) -> str:
        return "Use only what it allows, or have the constraint extended."


@dataclass(frozen=True, kw_only=True, slots=True)
class TooManyAtOnce(Problem):
    """The number of accounts at a time is at most one more than that of those that may fail, which AWS rounds down."""

    property: str = "provisioningPreferences"
    at_once: int
    percentage: int
    accounts: int
    tolerance: int

    def message(self) -> str:
        return (
            f"The value {self.at_once} of stackSetMaxConcurrencyCount must be at most one more than the accounts that "
            f"may fail: {self.percentage} % of {self.accounts} are {self.tolerance}."
        )

    def remedy(self) -> str:
        return (
            f"Set it to at most {self.tolerance + 1}, raise stackSetFailureTolerancePercentage, or use "
            "stackSetMaxConcurrencyPercentage."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NameTakenByOther(Problem):
    """Names are unique, and a resource must not take, and one day delete, what it did not launch."""

    property: str = "name"
    name: str
    id: str

    def message(self) -> str:
        return (
            f'The name "{self.name}" is already used by the provisioned product {self.id}, '
            "which this resource did not launch."
        )

    def remedy(self) -> str:
        return f"Choose another name, or take it over with `pulumi import` and the ID {self.id}. {given_up('the name')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchedAnew(Problem):
    """The provisioned product is in ERROR and has never worked.

    `reason` is AWS's, "" where it says none.
    """

    severity: Severity = Severity.INFORMATION
    name: str
    id: str
    reason: str

    def message(self) -> str:
        return (
            f"The launch of {self.name} ({self.id}) failed. CloudFormation cannot update a stack that was never "
            "created, so it will be terminated and launched again."
        )

    def remedy(self) -> str:
        reason = self.reason or "AWS gives no reason"
        return sentence(f"Fix the cause of the failure before you run `pulumi up`: {reason}")


@dataclass(frozen=True, kw_only=True, slots=True)
class StackDeletedByReplacement(Problem):
    """A ProvisionedProduct owns its stack; an ImportedProvisionedProduct does not."""

    severity: Severity = Severity.WARNING
    stack: str

    def message(self) -> str:
        return f"Replacing this resource deletes the stack {self.stack} and its resources."

    def remedy(self) -> str:
        return "To keep the stack, set retainPhysicalResources to true and run `pulumi up` before making this change."
