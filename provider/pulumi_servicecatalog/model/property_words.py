"""The names of inputs where they are words of a sentence, for readers who know them by other names."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.property_types import Struct


def names() -> Iterator[str]:
    """Return the names of all inputs as schema.json has them, those inside of object types among them."""
    for prop in properties.PROPERTIES:
        yield prop.name
        if isinstance(prop.type, Struct):
            yield from prop.type.members


def respelt(text: str, spell: Callable[[str], str]) -> str:
    """Return a text with the names of inputs in another spelling.

    Only names of several words are taken for names: `region` and `tags` are words of the language, too.

    Args:
        text: a message or a remedy.
        spell: gives the spelling of a name of schema.json.

    """
    return _COMPOUND.sub(lambda match: spell(match.group()), text)


_COMPOUNDS: Final = "|".join(sorted({name for name in names() if not name.islower()}, key=len, reverse=True))
_COMPOUND: Final = re.compile(rf"(?<![\w.:/-])(?:{_COMPOUNDS})(?!\w|[:/-]\w)")
