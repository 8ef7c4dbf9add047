"""A structure of a response of AWS, read member by member: a missing one is a response that was cut off on its way.

The SDK reads JSON that was cut off as a response without members, so that every response may lack any of them. Modules
of this package look at responses through a `Structure` only; `translation` makes a `Refusal` of what it raises.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class MissingMemberError(Exception):
    """A response lacks a member that AWS's API reference says it always has. Its text is the member's name."""


class Structure:
    """A structure of a response. What AWS may leave out is read by the methods with `optional` in their names.

    Args:
        members: the members, as the SDK has parsed them.
    """

    def __init__(self, members: Mapping[str, Any]) -> None:
        self._members = members

    def text(self, name: str) -> str:
        """Return a string.

        Raises:
            MissingMemberError: the member is missing or empty.
        """
        value = self._members.get(name)
        if not value:
            raise MissingMemberError(name)
        return str(value)

    def optional_text(self, name: str, default: str = "") -> str:
        """Return a string, or the default where it is left out."""
        return str(self._members.get(name, default))

    def text_or_none(self, name: str) -> str | None:
        """Return a string; None where it is left out or empty."""
        return self._members.get(name) or None

    def default_text(self, name: str) -> str | None:
        """Return a string, which may be empty; None where it is left out."""
        return self._members.get(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of strings that AWS may leave out."""
        return tuple(self._members.get(name, ()))

    def documents(self, name: str) -> list[Structure]:
        """Return a list of structures that are JSON in strings.

        Raises:
            MissingMemberError: the member is missing, or one of them is no JSON object.
        """
        try:
            documents = [json.loads(text) for text in self._members[name]]
        except (KeyError, ValueError) as error:
            raise MissingMemberError(name) from error
        if not all(isinstance(document, dict) for document in documents):
            raise MissingMemberError(name)
        return [Structure(document) for document in documents]

    def integer(self, name: str) -> int:
        """Return an integer.

        Raises:
            MissingMemberError: the member is missing.
        """
        if name not in self._members:
            raise MissingMemberError(name)
        return int(self._members[name])

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a boolean, or the default where it is left out."""
        return bool(self._members.get(name, default))

    def optional_time(self, name: str) -> datetime | None:
        """Return a timestamp; None where it is left out."""
        return self._members.get(name)

    def structure(self, name: str) -> Structure:
        """Return a structure.

        Raises:
            MissingMemberError: the member is missing.
        """
        if name not in self._members:
            raise MissingMemberError(name)
        return Structure(self._members[name])

    def optional_structure(self, name: str) -> Structure:
        """Return a structure, without members where it is left out."""
        return Structure(self._members.get(name, {}))

    def structures(self, name: str) -> list[Structure]:
        """Return a list of structures.

        Raises:
            MissingMemberError: the member is missing. An empty list is none that is missing.
        """
        if name not in self._members:
            raise MissingMemberError(name)
        return self.optional_structures(name)

    def optional_structures(self, name: str) -> list[Structure]:
        """Return a list of structures, empty where it is left out."""
        return [Structure(members) for members in self._members.get(name, ())]

    def tags(self, name: str) -> dict[str, str]:
        """Return a list of tags that AWS may leave out, by key. The value of a tag may be empty."""
        return {tag.text("Key"): tag.optional_text("Value") for tag in self.optional_structures(name)}
