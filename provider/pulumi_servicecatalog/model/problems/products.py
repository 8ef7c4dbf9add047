"""The product, its versions and their templates."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.desired import Reference
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import did_you_mean, listing, mixed_up, sentence

_VERSION_OF_STACK = "create a version from the stack itself (CreateProvisioningArtifact with ImportFromPhysicalId)"
_ACTIVATE = "`aws servicecatalog update-provisioning-artifact --active`"
_RECOMMEND = "`aws servicecatalog update-provisioning-artifact --guidance DEFAULT`"
_MOST_KEYS = 5
_NOT_READY = {
    "CREATING": "Wait until AWS has created it, and run the command again.",
    "FAILED": "AWS could not create it. Create it again from a valid template, or use another version.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductNotFound(Problem):
    """The catalog has no such product, or the caller has no access to it."""

    property: str = "productName"
    product: Reference
    account: str
    region: str
    suggestions: tuple[str, ...] = ()

    def message(self) -> str:
        where = f"account {self.account}, {self.region}"
        suggestions = did_you_mean(self.suggestions)
        return f"There is no product {self.product} that this caller can see in {where}.{suggestions}"

    def remedy(self) -> str:
        hint = mixed_up(self.product, by_name="productName (--product)", by_id="productId (--product-id)")
        return f"{hint}Correct the name or ID, or have the caller added to a portfolio that contains the product."


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductAmbiguous(Problem):
    """Product names need not be unique."""

    property: str = "productName"
    product: str
    candidates: tuple[str, ...]

    def message(self) -> str:
        return f'Several products are named "{self.product}": {listing(self.candidates)}.'

    def remedy(self) -> str:
        return "Set productId to one of them."


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactNotFound(Problem):
    """The product has no such provisioning artifact."""

    property: str = "provisioningArtifactName"
    product: str
    artifact: Reference
    versions: tuple[str, ...]

    def message(self) -> str:
        versions = f"Its versions are: {listing(self.versions)}." if self.versions else "It has no versions."
        return f"Product {self.product} has no version {self.artifact}. {versions}"

    def remedy(self) -> str:
        if not self.versions:
            return "Use another product, or add a version to this one."
        by_name, by_id = "provisioningArtifactName (--version)", "provisioningArtifactId (--version-id)"
        return f"{mixed_up(self.artifact, by_name=by_name, by_id=by_id)}Use one of them."


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactAmbiguous(Problem):
    """Version names need not be unique."""

    property: str = "provisioningArtifactName"
    product: str
    artifact: str
    candidates: tuple[str, ...]

    def message(self) -> str:
        candidates = listing(self.candidates)
        return f'Several versions of product {self.product} are named "{self.artifact}": {candidates}.'

    def remedy(self) -> str:
        return "Set provisioningArtifactId to one of them."


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductTypeNotSupported(Problem):
    """ImportAsProvisionedProduct imports CloudFormation stacks into products of CloudFormation templates."""

    property: str = "productName"
    product: str
    type: str

    def message(self) -> str:
        return (
            f"Product {self.product} is of type {self.type}, "
            "and stacks can be adopted only under products of type CLOUD_FORMATION_TEMPLATE."
        )

    def remedy(self) -> str:
        return "Use a product of type CLOUD_FORMATION_TEMPLATE."


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactInactive(Problem):
    """An inactive version cannot be provisioned."""

    property: str = "provisioningArtifactName"
    artifact: str
    product: str
    versions: tuple[str, ...]

    def message(self) -> str:
        return f"Version {self.artifact} of product {self.product} is inactive."

    def remedy(self) -> str:
        others = f", or use an active version: {listing(self.versions)}" if self.versions else ""
        return f"Activate it in the catalog ({_ACTIVATE}){others}."


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactDeprecated(Problem):
    """The version's guidance is DEPRECATED. AWS does not say whether it imports a stack at such a version."""

    severity: Severity = Severity.WARNING
    property: str = "provisioningArtifactName"
    artifact: str
    product: str
    versions: tuple[str, ...]

    def message(self) -> str:
        return f"Version {self.artifact} of product {self.product} is deprecated."

    def remedy(self) -> str:
        if self.severity is Severity.ERROR:
            others = f", or use a version that is not deprecated: {listing(self.versions)}" if self.versions else ""
            return f"AWS does not launch it. Set its guidance to DEFAULT in the catalog ({_RECOMMEND}){others}."
        others = "The product has no version yet that is not deprecated."
        if self.versions:
            others = f"Plan to move to a version that is not deprecated: {listing(self.versions)}."
        return f"If AWS refuses it, set the version's guidance to DEFAULT for this operation ({_RECOMMEND}). {others}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactNotReady(Problem):
    """A version can be used once its status is AVAILABLE (DescribeProvisioningArtifact)."""

    property: str = "provisioningArtifactName"
    artifact: str
    product: str
    status: str

    def message(self) -> str:
        return f"Version {self.artifact} of product {self.product} is in status {self.status}."

    def remedy(self) -> str:
        return _NOT_READY.get(self.status, "Use another version.")


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateMismatch(Problem):
    """ImportAsProvisionedProduct requires that the templates match."""

    property: str = "provisioningArtifactName"
    stack: str
    artifact: str
    reason: str

    def message(self) -> str:
        return sentence(
            f"The template of stack {self.stack} differs from that of version {self.artifact}: {self.reason}"
        )

    def remedy(self) -> str:
        return f"Use the version that the stack was deployed from, or {_VERSION_OF_STACK}."


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateEquivalent(Problem):
    """AWS does not say whether it compares the text of templates or their meaning.

    If AWS refuses the import, create a version from the stack itself (CreateProvisioningArtifact with
    ImportFromPhysicalId).
    """

    severity: Severity = Severity.INFORMATION
    property: str = "provisioningArtifactName"
    stack: str
    artifact: str

    def message(self) -> str:
        return f"{self.stack} and {self.artifact}: the templates mean the same, and their text differs."

    def remedy(self) -> str:
        return "No action is needed."


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateMasked(Problem):
    """GetTemplate shows ? for what is not ASCII. Whether AWS compares what it shows there is not known."""

    severity: Severity = Severity.WARNING
    property: str = "provisioningArtifactName"
    stack: str
    artifact: str
    masked: tuple[str, ...]

    def message(self) -> str:
        return (
            f"The templates of stack {self.stack} and version {self.artifact} mean the same, except that these places "
            f"could not be compared, because CloudFormation shows ? there: {listing(self.masked)}."
        )

    def remedy(self) -> str:
        return f"Compare these places yourself. If AWS refuses the import, {_VERSION_OF_STACK}."


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatedTemplateKey(Problem):
    """CloudFormation accepts a key that stands more than once in its map, and takes the last value."""

    severity: Severity = Severity.INFORMATION
    property: str = "provisioningArtifactName"
    owner: str
    keys: tuple[str, ...]

    def message(self) -> str:
        keys = ", ".join(self.keys[:_MOST_KEYS])
        rest = f" and {len(self.keys) - _MOST_KEYS} more" if len(self.keys) > _MOST_KEYS else ""
        return f"The template of {self.owner} repeats keys, and the last value counts: {keys}{rest}."

    def remedy(self) -> str:
        return "No action is needed. Remove the other values when you change the template."


@dataclass(frozen=True, kw_only=True, slots=True)
class StackTemplateUnreadable(Problem):
    """No version is declared, and without the stack's template the one that it has cannot be found."""

    property: str = "provisioningArtifactName"
    stack: str
    reason: str

    def message(self) -> str:
        return sentence(
            f"The template of stack {self.stack} cannot be read, so its version cannot be found: {self.reason}"
        )

    def remedy(self) -> str:
        return "Set provisioningArtifactName to the version that the stack was deployed from."


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateUnreadable(Problem):
    """The preview compares the two templates, and could not read one of them, or either."""

    severity: Severity = Severity.WARNING
    property: str = "provisioningArtifactName"
    owner: str
    reason: str
    advice: str

    def message(self) -> str:
        return sentence(
            f"The template of {self.owner} cannot be read, so the preview cannot say whether the templates match: "
            f"{self.reason}"
        )

    def remedy(self) -> str:
        return self.advice


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateReverted(Problem):
    """UpdateProvisionedProduct brings the template of the version, whatever somebody else has made of the stack's."""

    severity: Severity = Severity.WARNING
    stack: str
    before: str
    after: str
    reason: str

    def message(self) -> str:
        return sentence(
            f"The template of stack {self.stack} is not that of version {self.before} any more, and the update "
            f"replaces it with that of version {self.after}: {self.reason}"
        )

    def remedy(self) -> str:
        return f"To keep the changes, {_VERSION_OF_STACK} and update to that one. If not, no action is needed."


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateNotCompared(Problem):
    """Before an update the stack's template is compared with that of the version that it was deployed from."""

    severity: Severity = Severity.INFORMATION
    owner: str
    after: str
    reason: str

    def message(self) -> str:
        return sentence(
            f"The template of {self.owner} cannot be read, so the preview cannot say whether somebody has changed the "
            f"stack's. The update replaces it with that of version {self.after}: {self.reason}"
        )

    def remedy(self) -> str:
        return "Allow the caller to read both templates (cloudformation:GetTemplate, s3:GetObject), or compare them."


@dataclass(frozen=True, kw_only=True, slots=True)
class NearestVersions:
    """The versions that differ least; of one of them, in how many places, and the lines that name the first."""

    names: tuple[str, ...]
    compared: str
    differences: int
    shown: tuple[str, ...]

    def __str__(self) -> str:
        count = f"{self.differences} difference{'s' if self.differences > 1 else ''}: {'; '.join(self.shown)}."
        if len(self.names) == 1:
            return f"Nearest is {self.compared}, with {count}"
        return f"Nearest are {listing(self.names)}. {self.compared} has {count}"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoMatchingArtifact(Problem):
    """No version is declared, and no active one has the stack's template."""

    property: str = "provisioningArtifactName"
    product: str
    stack: str
    nearest: NearestVersions | None = None
    unreadable: tuple[str, ...] = ()

    def message(self) -> str:
        nearest = f" {self.nearest}" if self.nearest else ""
        unreadable = f" These versions could not be read: {listing(self.unreadable)}." if self.unreadable else ""
        return (
            f"No active version of product {self.product} has the template of stack {self.stack}.{nearest}{unreadable}"
        )

    def remedy(self) -> str:
        if self.unreadable:
            return f"If the stack has one of these, set provisioningArtifactName to it. If not, {_VERSION_OF_STACK}."
        return f"{_VERSION_OF_STACK[0].upper()}{_VERSION_OF_STACK[1:]}, and run the command again."


@dataclass(frozen=True, kw_only=True, slots=True)
class SeveralMatchingArtifacts(Problem):
    """No version is declared, and several fit equally well."""

    property: str = "provisioningArtifactName"
    product: str
    stack: str
    versions: tuple[str, ...]

    def message(self) -> str:
        versions = listing(self.versions)
        return f"Several active versions of product {self.product} match stack {self.stack}: {versions}."

    def remedy(self) -> str:
        return "Set provisioningArtifactId to one of them."
