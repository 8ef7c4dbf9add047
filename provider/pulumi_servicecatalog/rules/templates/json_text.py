"""Reading a template that is written in JSON. Called by `loader`, which has checked its size."""

import json
import re
from typing import Final, NoReturn

from pulumi_servicecatalog.rules.templates import intrinsic, scalar
from pulumi_servicecatalog.rules.templates.template import ReadError, Value

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)
_COLON: Final = re.compile(r"\s*:")


class SyntaxMistake(ReadError):
    """It is not JSON, which leaves it open whether it is YAML."""


class _DuplicateKeyError(Exception):
    pass


def read(text: str) -> Value:
    """Return the value that the text holds, its intrinsic functions in their long forms."""
    try:
        value: Value = json.loads(
            text, object_pairs_hook=_mapping, parse_float=scalar.number, parse_constant=_not_a_number
        )
    except _DuplicateKeyError:
        raise _duplicate(text) from None
    except json.JSONDecodeError as error:
        raise SyntaxMistake(f"it is not JSON: {error.msg}", line=error.lineno, column=error.colno) from None
    except ValueError as error:  # int() on more digits than Python takes
        raise ReadError(f"it has a number that cannot be read: {error}") from None
    return value


def _mapping(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _DuplicateKeyError
    return intrinsic.normal(mapping)


def _not_a_number(text: str) -> NoReturn:
    raise SyntaxMistake(f"it is not JSON: {text} is not a JSON number")


def _duplicate(text: str) -> ReadError:
    """Find the first key that stands twice in its object; the parser knows that there is one, but not where."""
    open_objects: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        if token[0] == "{":
            open_objects.append(set())
        elif token[0] == "}":
            open_objects.pop()
        elif open_objects and _COLON.match(text, token.end()):
            key, start = json.loads(token[0], strict=False), token.start()
            if key in open_objects[-1]:
                line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
                return ReadError(f'duplicate key "{key}"', line=line, column=column)
            open_objects[-1].add(key)
    return ReadError("duplicate key")
