"""The names by which a Python program knows properties: `provisioning_artifact_id` for `provisioningArtifactId`."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pulumi_servicecatalog.model import outputs, property_words, settings

COMPONENT_NAMES: Final = ("stacks", "adoptions", "provisionedProductIds", "statuses")
"""What GovernedStacks has beside the properties of the resources that it makes."""


def snake(camel: str) -> str:
    """Return `provisioning_artifact_id` for `provisioningArtifactId`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", camel).lower()


def _names() -> Iterator[str]:
    yield from property_words.names()
    yield from outputs.NAMES
    yield from (setting.name for setting in settings.SETTINGS)
    yield from COMPONENT_NAMES


def in_text(text: str) -> str:
    """Return a text with the names of properties as Python has them: `provisioning_artifact_name`."""
    return property_words.respelt(text, snake)


SCHEMA_NAMES: Final[Mapping[str, str]] = MappingProxyType({snake(name): name for name in _names()})
"""The name in schema.json of each Python name."""
