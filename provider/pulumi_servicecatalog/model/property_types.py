"""The types that inputs can have. Each knows its JSON Schema, from which schema.json, checks and arguments follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A string. Lengths are in characters; the pattern is that of the whole text, in the form of JSON Schema.

    `reserved` is how it must not begin, in capitals or not, since AWS keeps that for itself.
    """

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    reserved: str = ""

    def json_schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema has it."""
        limits = {"minLength": self.min_length, "maxLength": self.max_length, "pattern": self.pattern}
        schema: dict[str, Any] = {"type": "string"}
        schema |= {name: limit for name, limit in limits.items() if limit is not None}
        if self.reserved:
            letters = "".join(f"[{letter}{letter.upper()}]" if letter.isalpha() else letter for letter in self.reserved)
            described = f"begin with {self.reserved}, which AWS keeps for itself"
            schema["not"] = {"pattern": f"^{letters}.*$", "description": described}
        return {**schema, "enum": list(self.choices)} if self.choices else schema


LABEL: Final = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
"""A part of the name of a host."""

REGION: Final = Text(min_length=1, max_length=63, pattern=f"^{LABEL}$")
"""The form that the AWS SDK asks of the name of a Region."""

ROLE_ARN: Final = "^arn:[a-z0-9-]+:iam::[0-9]{12}:role/([!-~]+/)?[a-zA-Z0-9_+=,.@-]+$"
"""IAM's forms of a path and of the name of a role."""

EXTERNAL_ID: Final = Text(min_length=2, max_length=1224, pattern="^[a-zA-Z0-9_+=,.@:/-]*$")
"""STS AssumeRole: externalIdType."""

DURATION: Final = Text(pattern=r"^(?=.*[1-9])([0-9]+([.][0-9]+)?[hms])+$")
"""A time as Pulumi writes it in customTimeouts, and longer than none: zero would be taken for nothing declared."""


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def json_schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema has it."""
        return {"type": "boolean"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Integer:
    """A whole number."""

    minimum: int | None = None
    maximum: int | None = None

    def json_schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema has it."""
        limits = {"minimum": self.minimum, "maximum": self.maximum}
        return {"type": "integer", **{name: limit for name, limit in limits.items() if limit is not None}}


@dataclass(frozen=True, kw_only=True, slots=True)
class TextList:
    """A list of strings."""

    item: Text
    max_items: int | None = None

    def json_schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema has it."""
        limit = {} if self.max_items is None else {"maxItems": self.max_items}
        return {"type": "array", "items": self.item.json_schema(), **limit}


@dataclass(frozen=True, kw_only=True, slots=True)
class TextMap:
    """A map from strings to strings. `key` limits its keys; `max_items` is how many it may have."""

    value: Text = field(default_factory=Text)
    key: Text | None = None
    max_items: int | None = None

    def json_schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema has it."""
        schema: dict[str, Any] = {"type": "object", "additionalProperties": self.value.json_schema()}
        if self.max_items is not None:
            schema["maxProperties"] = self.max_items
        if self.key is not None:
            schema["propertyNames"] = {name: limit for name, limit in self.key.json_schema().items() if name != "type"}
        return schema


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object, with its meaning."""

    type: "PropertyType"
    doc: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Struct:
    """An object with members of its own. `token` is its name in Pulumi's schema; members are optional."""

    token: str
    doc: str
    members: Mapping[str, Member]

    def json_schema(self) -> dict[str, Any]:
        """Return the type as JSON Schema has it, which knows nothing of Pulumi's named types."""
        members = {
            name: {**member.type.json_schema(), "description": member.doc} for name, member in self.members.items()
        }
        return {"type": "object", "properties": members, "additionalProperties": False}


PropertyType = Text | Flag | Integer | TextList | TextMap | Struct
