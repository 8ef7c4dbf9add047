"""The product, its versions and their templates."""

from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.problem_kinds.registry import registered

PRODUCT_NOT_FOUND = registered(
    "ProductNotFound",
    "productName",
    "There is no product {product} that this caller can see in account {account}, {region}.{suggestions}",
    "Correct the name or ID; or have the caller added to a portfolio that holds the product.",
    "The catalog has no such product, or the caller has no access to it.",
)
PRODUCT_AMBIGUOUS = registered(
    "ProductAmbiguous",
    "productName",
    'The name "{product}" belongs to several products: {candidates}.',
    "Name the one that you mean by productId.",
    "Product names need not be unique.",
)
ARTIFACT_NOT_FOUND = registered(
    "ArtifactNotFound",
    "provisioningArtifactName",
    "Product {product} has no version {artifact}. Its versions are: {versions}.",
    "Name one of them.",
    "The product has no such provisioning artifact.",
)
ARTIFACT_AMBIGUOUS = registered(
    "ArtifactAmbiguous",
    "provisioningArtifactName",
    'Product {product} has several versions named "{artifact}": {candidates}.',
    "Name the one that you mean by provisioningArtifactId.",
    "Version names need not be unique.",
)
PRODUCT_TYPE_NOT_SUPPORTED = registered(
    "ProductTypeNotSupported",
    "productName",
    "Product {product} is of type {type}, and only CLOUD_FORMATION_TEMPLATE products can govern a stack.",
    "Name a product of that type.",
    "ImportAsProvisionedProduct imports CloudFormation stacks into products of CloudFormation templates.",
)
ARTIFACT_INACTIVE = registered(
    "ArtifactInactive",
    "provisioningArtifactName",
    "Version {artifact} of product {product} is inactive.",
    "Activate it in the catalog, or name an active one: {versions}.",
    "An inactive version cannot be provisioned.",
)
ARTIFACT_DEPRECATED = registered(
    "ArtifactDeprecated",
    "provisioningArtifactName",
    "Version {artifact} of product {product} is deprecated.",
    "It works; those who keep the catalog advise to move on to: {versions}.",
    "The version's guidance is DEPRECATED.",
    Severity.WARNING,
)
ARTIFACT_NOT_READY = registered(
    "ArtifactNotReady",
    "provisioningArtifactName",
    "Version {artifact} of product {product} is {status}.",
    "{advice}",
    "A version can be used once its status is AVAILABLE (DescribeProvisioningArtifact).",
)
TEMPLATE_MISMATCH = registered(
    "TemplateMismatch",
    "provisioningArtifactName",
    "The template of stack {stack} is not that of version {artifact}: {reason}",
    "Adopt the stack at the version that it was deployed from, or make a version from the stack itself "
    "(CreateProvisioningArtifact with ImportFromPhysicalId).",
    "ImportAsProvisionedProduct requires that the templates match.",
)
TEMPLATE_EQUIVALENT = registered(
    "TemplateEquivalent",
    "provisioningArtifactName",
    "The template of stack {stack} and that of version {artifact} mean the same, and are written differently.",
    "Nothing is to be done, unless AWS refuses the import: then make a version from the stack itself.",
    "AWS does not say whether it compares the text of templates or their meaning.",
    Severity.INFORMATION,
)
TEMPLATE_UNREADABLE = registered(
    "TemplateUnreadable",
    "provisioningArtifactName",
    "The template of {whose} cannot be read, so nobody can tell before the import whether the two match: {reason}",
    "{advice}",
    "Preview compares the two templates, and could read only one of them or none.",
    Severity.WARNING,
)
NO_MATCHING_ARTIFACT = registered(
    "NoMatchingArtifact",
    "provisioningArtifactName",
    "No active version of product {product} has the template of stack {stack}.{nearest}",
    "Add a version that has it (CreateProvisioningArtifact with ImportFromPhysicalId makes one from the stack).",
    "No version is declared, and none fits.",
)
SEVERAL_MATCHING_ARTIFACTS = registered(
    "SeveralMatchingArtifacts",
    "provisioningArtifactName",
    "Several active versions of product {product} fit stack {stack}: {versions}.",
    "Name one of them by provisioningArtifactId.",
    "No version is declared, and which one is meant cannot be told.",
)
