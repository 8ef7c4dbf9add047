"""Between Pulumi's structs and plain values.

Plain values are those of JSON, with three of our own: UNKNOWN for what the engine cannot know yet, `Secret` around what
is not to be shown, and `ResourceReference`. A number without a fraction is an int. The texts and keys below are part of
Pulumi's protocol (sdk/proto, "property values"), and never change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf import struct_pb2

from pulumi_servicecatalog.model.unknown import UNKNOWN

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - marks secrets, and is none
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"
UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_UNKNOWN_TEXTS = frozenset(
    {
        UNKNOWN_TEXT,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # of a bool
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # of a number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # of a list
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # of a map
        "030794c1-ac77-496b-92df-f27374a8bd58",  # of an asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # of an archive
    }
)
_EXACT = 2**53
"""Up to here a float holds every integer."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that state files encrypt and no output shows."""

    value: Any

    def __repr__(self) -> str:
        return "Secret(...)"


@dataclass(frozen=True, kw_only=True, slots=True)
class ResourceReference:
    """A resource where a value could be. `id` is None for a component, UNKNOWN before its creation."""

    urn: str
    id: Any = None
    package_version: str = ""


def decode(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Return the plain values of a struct."""
    return {name: decode_value(value) for name, value in struct.fields.items()}


def decode_value(value: struct_pb2.Value) -> Any:
    """Return the plain value."""
    match value.WhichOneof("kind"):
        case "string_value":
            return UNKNOWN if value.string_value in _UNKNOWN_TEXTS else value.string_value
        case "number_value":
            return _number(value.number_value)
        case "bool_value":
            return value.bool_value
        case "list_value":
            return [decode_value(item) for item in value.list_value.values]
        case "struct_value":
            return _structured(value.struct_value)
        case _:
            return None


def encode(values: Mapping[str, Any]) -> struct_pb2.Struct:
    """Return the struct of plain values."""
    struct = struct_pb2.Struct()
    _encode_fields(struct, values)
    return struct


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() and abs(value) <= _EXACT else value


def _structured(struct: struct_pb2.Struct) -> Any:
    """Return what a struct stands for; an asset or an archive stays as it is, and so comes through unchanged."""
    fields = struct.fields
    signature = fields[SIGNATURE].string_value if SIGNATURE in fields else None
    if signature == SECRET:
        return Secret(decode_value(fields["value"]))
    if signature == OUTPUT:
        known = decode_value(fields["value"]) if "value" in fields else UNKNOWN
        return Secret(known) if "secret" in fields and fields["secret"].bool_value else known
    if signature == RESOURCE:
        return ResourceReference(
            urn=fields["urn"].string_value,
            id=decode_value(fields["id"]) if "id" in fields else None,
            package_version=fields["packageVersion"].string_value if "packageVersion" in fields else "",
        )
    return decode(struct)


def _encode_fields(target: struct_pb2.Struct, values: Mapping[str, Any]) -> None:
    """Encode where the values belong: a copy at each level would cost its whole depth."""
    target.SetInParent()
    for name, value in values.items():
        _encode_into(target.fields[name], value)


def _encode_into(target: struct_pb2.Value, value: Any) -> None:
    match value:
        case Secret():
            _encode_fields(target.struct_value, {SIGNATURE: SECRET, "value": value.value})
        case ResourceReference():
            _encode_fields(target.struct_value, _reference(value))
        case Mapping():
            _encode_fields(target.struct_value, value)
        case list() | tuple():
            target.list_value.SetInParent()
            for item in value:
                _encode_into(target.list_value.values.add(), item)
        case _:
            _encode_scalar_into(target, value)


def _encode_scalar_into(target: struct_pb2.Value, value: Any) -> None:
    match value:
        case None:
            target.null_value = struct_pb2.NULL_VALUE
        case _ if value is UNKNOWN:
            target.string_value = UNKNOWN_TEXT
        case bool():
            target.bool_value = value
        case int() | float():
            target.number_value = value
        case str():
            target.string_value = value
        case _:
            raise TypeError(f"a {type(value).__name__} cannot be sent to the engine")


def _reference(reference: ResourceReference) -> dict[str, Any]:
    parts = {SIGNATURE: RESOURCE, "urn": reference.urn, "id": reference.id, "packageVersion": reference.package_version}
    return {name: part for name, part in parts.items() if part not in {None, ""}}
