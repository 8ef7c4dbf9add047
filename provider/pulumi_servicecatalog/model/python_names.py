"""The names by which a Python program knows properties: `provisioning_artifact_id` for `provisioningArtifactId`."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pulumi_servicecatalog.model import outputs, properties, settings
from pulumi_servicecatalog.model.property_types import Struct

COMPONENT_NAMES: Final = ("stacks", "provisionedProductIds", "statuses")
"""What GovernedStacks has beside the properties of the resources that it makes."""


def snake(camel: str) -> str:
    """Return `provisioning_artifact_id` for `provisioningArtifactId`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", camel).lower()


def _inputs() -> Iterator[str]:
    for prop in properties.PROPERTIES:
        yield prop.name
        if isinstance(prop.type, Struct):
            yield from prop.type.members


def _names() -> Iterator[str]:
    yield from _inputs()
    yield from outputs.NAMES
    yield from (setting.name for setting in settings.SETTINGS)
    yield from COMPONENT_NAMES


def in_text(text: str) -> str:
    """Return a text with the names of properties as Python has them: `provisioning_artifact_name`."""
    return _COMPOUND.sub(lambda match: snake(match.group()), text)


SCHEMA_NAMES: Final[Mapping[str, str]] = MappingProxyType({snake(name): name for name in _names()})
"""The name in schema.json of each Python name."""

_SPELT: Final = "|".join(sorted({name for name in _inputs() if name != snake(name)}, key=len, reverse=True))
_COMPOUND: Final = re.compile(rf"(?<![\w.:/-])(?:{_SPELT})(?!\w|[:/-]\w)")
"""The names of inputs that Python spells in another way, where they are words of a sentence."""
