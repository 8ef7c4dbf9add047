"""Members of templates: what stands under a section, such as a resource, as it is written. Read once for many texts.

The versions of a product, and the stacks that were made from them, are alike but for a few resources. `yaml_members`
and `json_members` split a text into its members, and parse those whose values are not kept here.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pulumi_servicecatalog.rules.templates import canonical
from pulumi_servicecatalog.rules.templates.template import Value

REWRITTEN: Final = "Fn::GetAtt"
"""`intrinsic.normal` changes a map of this name alone."""

_MOST_CHARACTERS: Final = 8 * 1_048_576
"""Of all texts whose values are kept."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What a text holds, and the digest of its canonical text where nothing of that can have been masked."""

    body: dict[str, Value]
    digest: str | None

    @classmethod
    def of(cls, body: dict[str, Value], written: str) -> "Whole":
        """Return it from its canonical text."""
        plain = written.isascii() and "?" not in written
        return cls(body, hashlib.sha256(written.encode()).hexdigest() if plain else None)


@dataclass(frozen=True, slots=True)
class Read:
    """A member: its name, its value, and how `canonical.text` writes both."""

    name: str
    value: Value
    written: str

    @classmethod
    def of(cls, name: str, value: Value) -> "Read":
        """Return a member."""
        return cls(name, value, entry(name, canonical.text(value)))


class Known:
    """The values of texts. What was not asked for in a while goes. Threads may share it: they race for equal values."""

    def __init__(self, most_characters: int = _MOST_CHARACTERS) -> None:
        self._most = most_characters
        self._new: dict[str, Read] = {}
        self._old: dict[str, Read] = {}
        self._characters = 0

    def get(self, text: str) -> Read | None:
        """Return what a text holds; None where that is not kept."""
        known = self._new.get(text)
        if known is None and (known := self._old.get(text)) is not None:
            self.keep(text, known)
        return known

    def keep(self, text: str, read: Read) -> None:
        """Keep what a text holds."""
        if self._characters >= self._most // 2:
            self._old, self._new, self._characters = self._new, {}, 0
        self._new[text] = read
        self._characters += len(text)


def entry(name: str, written: str) -> str:
    """Write a member as `canonical.text` does."""
    return f"{json.dumps(name, ensure_ascii=False)}:{written}"


def written_object(entries: Iterable[tuple[str, str]]) -> str:
    """Write an object as `canonical.text` does, of entries by their names."""
    return "{" + ",".join(text for _, text in sorted(entries)) + "}"
