"""Reading a template that is written in JSON. Called by `loader`, which has checked its size."""

import json
import re
from collections.abc import Iterator
from typing import Final, NoReturn

from pulumi_servicecatalog.rules.templates import intrinsic, scalar
from pulumi_servicecatalog.rules.templates.template import MOST_LEVELS, ReadError, RepeatedKey, Value

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\n]')
_COLON: Final = re.compile(r"\s*:")


class SyntaxMistake(ReadError):
    """It is not JSON, which leaves it open whether it is YAML."""


def read(text: str, levels: int = MOST_LEVELS) -> tuple[Value, tuple[RepeatedKey, ...]]:
    """Return the value that the text holds, its intrinsic functions in their long forms.

    The second value are the keys that stand more than once in their object. `levels` is how deep it may be nested.
    """
    objects = _Objects()
    try:
        value: Value = json.loads(
            text,
            object_pairs_hook=objects.mapping,
            parse_int=scalar.integer,
            parse_float=scalar.number,
            parse_constant=_not_a_number,
        )
    except json.JSONDecodeError as error:
        raise SyntaxMistake(f"it is not JSON: {error.msg}", line=error.lineno, column=error.colno) from None
    if _deeper_than(value, levels):
        raise ReadError(f"it is nested more than {MOST_LEVELS} levels deep")
    return value, tuple(_repeated_keys(text)) if objects.repeat else ()


class _Objects:
    """Makes the objects, and notes whether one of them has a key twice; where, the parser does not know."""

    repeat = False

    def mapping(self, pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            self.repeat = True
        return intrinsic.normal(mapping)


def _not_a_number(text: str) -> NoReturn:
    raise SyntaxMistake(f"it is not JSON: {text} is not a JSON number")


def _repeated_keys(text: str) -> Iterator[RepeatedKey]:
    """Find the keys that their object has already had."""
    open_objects: list[set[str]] = []
    line, line_start = 1, 0
    for token in _TOKEN.finditer(text):
        if token[0] == "\n":
            line, line_start = line + 1, token.end()
        elif token[0] == "{":
            open_objects.append(set())
        elif token[0] == "}":
            open_objects.pop()
        elif _COLON.match(text, token.end()):
            key = json.loads(token[0])
            if key in open_objects[-1]:
                yield RepeatedKey(key=key, line=line, column=token.start() - line_start + 1)
            open_objects[-1].add(key)


def _deeper_than(value: Value, levels: int) -> bool:
    collections = [value]
    for _ in range(levels):
        collections = [child for collection in collections for child in _collections_in(collection)]
        if not collections:
            return False
    return True


def _collections_in(value: Value) -> list[Value]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in children if isinstance(child, (dict, list))]
