"""CloudFormation's GetTemplate puts ? in the place of every character that is not ASCII.

The stack has the character, and its template, as we get to see it, has not
(aws-cloudformation/cloudformation-coverage-roadmap issues 814 and 1220). An artifact's template comes from S3 and is
whole. Without this module every template with an umlaut or a dash in it would differ from the stack that it made.
"""

import re
from typing import Final

from pulumi_servicecatalog.rules.templates.template import Value

Path = tuple[str | int, ...]

_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def masked(value: Value) -> Value:
    """Return a value as GetTemplate would."""
    match value:
        case str():
            return _NOT_ASCII.sub("?", value)
        case dict():
            # In the order of the keys, so that of two keys that become one it is always the same that stays.
            return {_NOT_ASCII.sub("?", key): masked(value[key]) for key in sorted(value)}
        case list():
            return [masked(item) for item in value]
        case _:
            return value


def restored(stack: Value, artifact: Value, *, at: Path = ()) -> tuple[Value, list[Path]]:
    """Return the stack's value with the characters that only GetTemplate can have taken, and where they were.

    They are those where the artifact's value, masked, is the stack's.
    """
    match stack, artifact:
        case str(), str() if stack != artifact and "?" in stack and masked(artifact) == stack:
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
    unmasked = {_NOT_ASCII.sub("?", key): key for key in artifact if not key.isascii()}
    result: dict[str, Value] = {}
    paths: list[Path] = []
    for key, value in stack.items():
        name = key if key in artifact else unmasked.get(key, key)
        if name != key:
            paths.append((*at, key))
        result[name], inner = restored(value, artifact.get(name), at=(*at, key))
        paths += inner
    return result, paths
