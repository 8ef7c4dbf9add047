"""CloudFormation's GetTemplate puts ? in the place of every character that is not ASCII.

The stack has the character, and its template, as we get to see it, has not
(aws-cloudformation/cloudformation-coverage-roadmap issues 814 and 1220). An artifact's template comes from S3 and is
whole. Without this module every template with an umlaut or a dash in it would differ from the stack that it made.

One ? for a character is what was seen. Of characters beyond U+FFFF nothing is known, so that one ? for each UTF-16 unit
or UTF-8 byte is taken as well.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Final

from pulumi_servicecatalog.rules.templates.template import Value

Path = tuple[str | int, ...]

_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_BLURRED: Final = re.compile(r"[^\x00-\x3e\x40-\x7f]+")
_UNITS: Final[tuple[Callable[[str], int], ...]] = (
    len,
    lambda character: len(character.encode("utf-16-le", errors="surrogatepass")) // 2,
    lambda character: len(character.encode(errors="surrogatepass")),
)


def masked(text: str) -> tuple[str, ...]:
    """Return what GetTemplate may show in the place of a text, what was seen first."""
    if text.isascii():
        return (text,)
    return tuple(_NOT_ASCII.sub(partial(_question_marks, units), text) for units in _UNITS)


def _question_marks(units: Callable[[str], int], match: re.Match[str]) -> str:
    return "?" * units(match[0])


def blurred(value: Value) -> Value:
    """Return a value with one ? for each run of what may be masked: the same for what is masked and what is not."""
    match value:
        case str():
            return _BLURRED.sub("?", value)
        case dict():
            return _blurred_mapping(value)
        case list():
            return [blurred(item) for item in value]
        case _:
            return value


def _blurred_mapping(mapping: dict[str, Value]) -> dict[str, Value]:
    """Keep the values of all keys that become one, in an order that does not depend on those."""
    groups: dict[str, list[Value]] = {}
    for key, item in mapping.items():
        groups.setdefault(_BLURRED.sub("?", key), []).append(blurred(item))
    return {key: items[0] if len(items) == 1 else sorted(items, key=_written) for key, items in groups.items()}


def _written(value: Value) -> str:
    return json.dumps(value, sort_keys=True)


def restored(stack: Value, artifact: Value, *, at: Path = ()) -> tuple[Value, list[Path]]:
    """Return the stack's value with the characters that only GetTemplate can have taken, and where they were.

    They are those where the artifact's value, masked, is the stack's.
    """
    match stack, artifact:
        case str(), str() if stack != artifact and "?" in stack and stack in masked(artifact):
            return artifact, [at]
        case dict(), dict():
            return _mapping(stack, artifact, at)
        case list(), list():
            items = [restored(*pair, at=(*at, index)) for index, pair in enumerate(zip(stack, artifact, strict=False))]
            rest = stack[len(items) :]
            return [item for item, _ in items] + rest, [path for _, paths in items for path in paths]
        case _:
            return stack, []


def _mapping(stack: dict[str, Value], artifact: dict[str, Value], at: Path) -> tuple[Value, list[Path]]:
    keys = [(masked(key), key) for key in artifact if not key.isascii()]
    unmasked = {shown[unit]: key for unit in reversed(range(len(_UNITS))) for shown, key in keys}
    result: dict[str, Value] = {}
    paths: list[Path] = []
    for key, value in stack.items():
        name = key if key in artifact else unmasked.get(key, key)
        if name != key:
            paths.append((*at, key))
        result[name], inner = restored(value, artifact.get(name), at=(*at, key))
        paths += inner
    return result, paths
