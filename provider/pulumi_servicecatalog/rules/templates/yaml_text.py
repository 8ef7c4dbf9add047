"""Reading a template that is written in YAML. Called by `loader`, which has checked its size.

The C parser's events are built into values by `yaml_builder`, rather than by PyYAML's own constructors: that is twice
as fast, needs no recursion, runs no constructor, and keeps the line of everything that is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.rules.templates.template import ReadError, RepeatedKey, Value
from pulumi_servicecatalog.rules.templates.yaml_builder import Builder

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml


def read(text: str) -> tuple[Value, tuple[RepeatedKey, ...]]:
    """Return the value that the text holds, its intrinsic functions in their long forms; None for an empty text.

    The second value are the keys that stand more than once in their map.
    """
    builder = parsed(text)
    return builder.root, tuple(builder.repeated_keys)


def parsed(text: str) -> Builder:
    """Return the builder that has taken all of the text."""
    import yaml  # noqa: PLC0415 - takes 15 ms, and most operations compare no templates

    builder = Builder()
    handlers: dict[type[yaml.Event], Callable[[Any], None]] = {
        yaml.DocumentStartEvent: builder.document,
        yaml.ScalarEvent: builder.scalar,
        yaml.SequenceStartEvent: builder.sequence,
        yaml.MappingStartEvent: builder.mapping,
        yaml.SequenceEndEvent: builder.close,
        yaml.MappingEndEvent: builder.close,
        yaml.AliasEvent: builder.alias,
    }
    try:
        next_event = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text).get_event
        while type(event := next_event()) is not yaml.StreamEndEvent:
            handler = handlers.get(type(event))
            if handler:
                handler(event)
    except UnicodeEncodeError as error:
        raise _misplaced(text, ord(text[error.start]), error.start) from None
    except yaml.reader.ReaderError as error:
        raise _misplaced(text, error.character, error.position) from None
    except yaml.MarkedYAMLError as error:
        raise _mistake(text, error) from None
    return builder


def _misplaced(text: str, character: int | str, position: int) -> ReadError:
    """Tell of a character that no YAML may contain; half of a surrogate pair is one, too."""
    code = ord(character) if isinstance(character, str) else character
    return ReadError(
        f"it is not YAML: the character U+{code:04X} is not allowed",
        line=text.count("\n", 0, position) + 1,
        column=position - text.rfind("\n", 0, position),
    )


def _mistake(text: str, error: yaml.MarkedYAMLError) -> ReadError:
    """Tell what the parser said, and what it does not say."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return ReadError(f"it is not YAML: {error.problem}")
    line = next(iter(text.splitlines()[mark.line : mark.line + 1]), "")
    reason = f"it is not YAML: {error.problem}"
    match line[mark.column : mark.column + 1]:
        case "\t":
            reason += " (a tab, where only spaces indent)"
        case "?":
            reason += " (CloudFormation's GetTemplate writes ? for every character that is not ASCII)"
    return ReadError(reason, line=mark.line + 1, column=mark.column + 1)
