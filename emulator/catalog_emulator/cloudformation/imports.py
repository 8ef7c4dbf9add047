"""Which exports a stack imports: CloudFormation keeps those for it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from catalog_emulator.cloudformation.stack import Stack

_FUNCTION = "Fn::ImportValue"


def importers(stacks: Iterable[Stack], name: str) -> list[str]:
    """Return the names of the stacks that import an export."""
    return [stack.name for stack in stacks if name in _imported(stack)]


def _imported(stack: Stack) -> set[str]:
    calls = _calls_of(stack.template)
    if not calls or stack.resources is None:
        return set()
    return {str(stack.resources.evaluated(call)) for call in calls}


@lru_cache(maxsize=1024)
def _calls_of(text: str) -> tuple[Any, ...]:
    """Return what the calls of a template are made with."""
    return tuple(_calls(template.parse(text))) if "ImportValue" in text else ()


def _calls(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == _FUNCTION:
                yield item
            yield from _calls(item)
    elif isinstance(value, list):
        for item in value:
            yield from _calls(item)
