"""What catalogctl calls the inputs that messages and remedies name: its own options, as far as it has one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pulumi_servicecatalog.model.property_words import respelt

OPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "externalId": "--external-id",
        "physicalId": "STACK",
        "productId": "--product-id",
        "productName": "--product",
        "provisioningArtifactId": "--version-id",
        "provisioningArtifactName": "--version",
        "roleArn": "--role-arn",
    }
)


def in_text(text: str) -> str:
    """Return a text with options in place of the names of inputs. What has no option is declared in a program."""
    return respelt(text, lambda name: OPTIONS.get(name, name))
