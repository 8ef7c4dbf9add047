"""Judges inputs by the table of properties: every problem at once, each on its property. Called by check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeGuard

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.arn import is_stack_name, parse_stack_arn
from pulumi_servicecatalog.model.problems.inputs import (
    ConflictingProperties,
    InvalidValue,
    MissingProperty,
    NotAStack,
    ProductNotNamed,
    UnknownProperty,
)
from pulumi_servicecatalog.model.problems.launches import ArtifactNotNamed
from pulumi_servicecatalog.model.properties import PROVISIONED, ResourceKind
from pulumi_servicecatalog.model.property_types import DURATION
from pulumi_servicecatalog.model.settings import ENDPOINT
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import suggestions, versions

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from pulumi_servicecatalog.model.problems.base import Problem

Schema = Mapping[str, Mapping[str, Any]]
"""The JSON Schema of each property, by its name."""

_EXCLUSIVE = tuple(
    (prop.name, prop.same_as)
    for prop in properties.PROPERTIES
    if prop.same_as and prop.name.endswith("Id")  # each pair once
)
_EXCLUSIVE_PREFERENCES = (
    ("stackSetFailureToleranceCount", "stackSetFailureTolerancePercentage"),
    ("stackSetMaxConcurrencyCount", "stackSetMaxConcurrencyPercentage"),
)
_MAY_BE_SECRET = properties.SECRET | {"parameters"}
"""Whose values no message repeats."""

_FORMS = {
    ENDPOINT: "must be a URL such as http://127.0.0.1:4566",
    DURATION.pattern: "must be a time longer than zero, such as 30m or 1h30m",
}
"""What a pattern means, where nobody could read it."""

_UNICODE_CLASSES = {
    r"\p{L}": r"\w",
    r"\p{N}": r"\w",
    r"\p{Z}": " \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
}
"""JSON Schema's patterns have them, and Python's have none: `\\w` is letters and numbers, and the underscore."""

_TYPES = {
    "string": "a string",
    "boolean": "true or false",
    "integer": "an integer",
    "object": "a map",
    "array": "a list",
}


def problems(inputs: Mapping[str, object], kind: ResourceKind) -> tuple[Problem, ...]:
    """Return what is wrong with the inputs of a resource.

    An unknown value is taken to be right: it is judged again, by the next check, once it is known.
    """
    wrong = by_schema(inputs, properties.json_schema(kind), required=properties.required(kind))
    return (*wrong, *_by_relation(inputs), *_version_problems(inputs, kind))


def by_schema(inputs: Mapping[str, object], described: Schema, *, required: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Return what a schema alone finds wrong: unknown, missing and misshapen properties."""
    hidden = [name for name, value in inputs.items() if value is UNKNOWN and name in described]
    schema = {
        "type": "object",
        "properties": described,
        "additionalProperties": False,
        "required": [name for name in required if name not in hidden],
    }
    known = {name: _without_unknowns(value) for name, value in inputs.items() if name not in hidden}
    errors = sorted(_judges()(schema).iter_errors(known), key=lambda error: str(error.json_path))
    once = [error for index, error in enumerate(errors) if not _says_the_same(error, errors[:index])]
    return tuple(dict.fromkeys(problem for error in once for problem in _from_error(error, described)))


@cache
def _judges() -> Any:
    """Return the class of validators, once: making it takes longer than a check."""
    # It takes 0.1 s, and only checks need it.
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415

    return validators.extend(Draft202012Validator, {"pattern": _whole_text})  # type: ignore[no-untyped-call]


def _whole_text(_judge: object, pattern: str, value: object, _schema: object) -> Iterator[ValidationError]:
    """Judge a pattern by the whole text. Python's `$` would let a line's end pass, which AWS refuses."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415 - see above

    if isinstance(value, str) and not re.fullmatch(_in_python(pattern), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _in_python(pattern: str) -> str:
    """Return the pattern in Python's terms, which knows no classes of Unicode within a set; `_` is in none of these."""
    for name, characters in _UNICODE_CLASSES.items():
        pattern = pattern.replace(name, characters)
    return pattern


def _says_the_same(error: ValidationError, earlier: list[ValidationError]) -> bool:
    """Tell whether the value has been found wrong already: an empty text, say, has no right form either."""
    return bool(error.path) and any(other.path == error.path for other in earlier)


def _without_unknowns(value: object) -> object:
    match value:
        case Mapping():
            return {key: _without_unknowns(item) for key, item in value.items() if item is not UNKNOWN}
        case list():
            return [_without_unknowns(item) for item in value if item is not UNKNOWN]
        case _:
            return value


def _from_error(error: ValidationError, described: Schema) -> list[Problem]:
    match error.validator:
        case "additionalProperties":
            return _unknown_properties(error)
        case "required":
            return _missing_properties(error)
        case _:
            name = str(error.path[0])
            is_key = "propertyNames" in error.absolute_schema_path
            return [
                InvalidValue(
                    property=name,
                    name=f"A key of {name}" if is_key else ".".join(str(part) for part in error.path),
                    value=None if name in _MAY_BE_SECRET and not is_key else _short(error.instance),
                    requirement=_requirement(error),
                    description=described[name]["description"],
                )
            ]


def _missing_properties(error: ValidationError) -> list[Problem]:
    required: Any = error.validator_value
    declared: Any = error.instance
    within: Any = error.schema
    path = _path(error)
    return [
        MissingProperty(
            property=f"{path}{name}", name=f"{path}{name}", description=within["properties"][name]["description"]
        )
        for name in required
        if name not in declared
    ]


def _path(error: ValidationError) -> str:
    """Return what the name of a property begins with: "" at the top."""
    return "".join(f"{part}." for part in error.path)


def _unknown_properties(error: ValidationError) -> list[Problem]:
    """Name what is not in the schema: a property of the resource, or one of an object among them."""
    within: Any = error.schema
    declared: Any = error.instance
    known = within["properties"]
    path = _path(error)
    return [
        UnknownProperty(
            property=f"{path}{name}",
            name=f"{path}{name}",
            suggestions=suggestions.similar(name, known),
            known=tuple(known),
        )
        for name in declared
        if name not in known
    ]


def _requirement(error: ValidationError) -> str:
    """Return what the value must be, to follow "is 5, but "."""
    limit: Any = error.validator_value
    match error.validator:
        case "type":
            return f"must be {_TYPES[limit]}"
        case "enum":
            return f"must be one of {', '.join(map(str, limit))}"
        case "not":
            return f"must not {limit['description']}"
        case "pattern":
            return _FORMS.get(limit, f"must match {limit}")
        case "minLength" | "maxLength" | "maxItems" | "maxProperties" | "minimum" | "maximum":
            return _limit(error.validator, limit)
        case _:
            return f"must satisfy {error.validator} {limit}"


def _limit(keyword: str, limit: int) -> str:
    match keyword:
        case "minLength":
            return "must not be empty" if limit == 1 else f"must have at least {limit} characters"
        case "maxLength":
            return f"must have at most {limit} characters"
        case "maxItems" | "maxProperties":
            return f"must have at most {limit} {'items' if keyword == 'maxItems' else 'keys'}"
        case "minimum":
            return f"must be at least {limit}"
        case _:
            return f"must be at most {limit}"


def _by_relation(inputs: Mapping[str, object]) -> list[Problem]:
    """Judge what a JSON Schema could only say in words that help nobody."""
    problems: list[Problem] = [
        ConflictingProperties(property=second, first=first, second=second)
        for first, second in _EXCLUSIVE
        if first in inputs and second in inputs
    ]
    preferences = inputs.get("provisioningPreferences")
    if isinstance(preferences, Mapping):
        problems += [
            ConflictingProperties(property=f"provisioningPreferences.{second}", first=first, second=second)
            for first, second in _EXCLUSIVE_PREFERENCES
            if first in preferences and second in preferences
        ]
        problems += _too_many_at_once(preferences)
    if "productId" not in inputs and "productName" not in inputs:
        problems.append(ProductNotNamed())
    physical_id = inputs.get("physicalId")
    if (
        isinstance(physical_id, str)
        and physical_id
        and not (parse_stack_arn(physical_id) or is_stack_name(physical_id))
    ):
        problems.append(NotAStack(physical_id=physical_id))
    return problems


def _too_many_at_once(preferences: Mapping[str, object]) -> Iterator[Problem]:
    """Judge the concurrency by the tolerance, of which AWS's default is 0. Of percentages AWS says no such thing."""
    name = "stackSetMaxConcurrencyCount"
    at_once, tolerance = preferences.get(name), preferences.get("stackSetFailureToleranceCount", 0)
    if "stackSetFailureTolerancePercentage" in preferences or not (_is_count(at_once) and _is_count(tolerance)):
        return
    if at_once > tolerance + 1:
        yield InvalidValue(
            property=f"provisioningPreferences.{name}",
            name=f"provisioningPreferences.{name}",
            value=str(at_once),
            requirement=f"must be at most one more than stackSetFailureToleranceCount, which is {tolerance}",
            description=properties.PROVISIONING_PREFERENCES.members[name].doc,
        )


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _version_problems(inputs: Mapping[str, object], kind: ResourceKind) -> list[Problem]:
    """Judge how the version is named. Only a stack that exists tells by its template which version it has."""
    problems = versions.policy_problems(inputs)
    named = any(inputs.get(name) is not None for name in ("provisioningArtifactId", "provisioningArtifactName"))
    follows = inputs.get("versionPolicy") not in (None, versions.PINNED)
    if kind is PROVISIONED and not named and not follows:
        problems.append(ArtifactNotNamed())
    return problems


def _short(value: object, *, most: int = 60) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= most else text[: most - 1] + "…"
