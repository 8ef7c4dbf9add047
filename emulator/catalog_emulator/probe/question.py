"""The questions. Each is a function over an Account; one that is named after a switch finds its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.answer import Answer


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question. `ask` returns nothing where there is no switch, and what it saw is an observation."""

    name: str
    text: str
    ask: Callable[[Account], Answer | None]
    has_switch: bool


QUESTIONS: dict[str, Question] = {}
"""All questions by their names, in the order in which they are asked."""


def question(ask: Callable[[Account], Answer]) -> Callable[[Account], Answer]:
    """Register the question that finds the switch of the function's name."""
    _register(ask, has_switch=True)
    return ask


def observation(ask: Callable[[Account], None]) -> Callable[[Account], None]:
    """Register a question that has no switch."""
    _register(ask, has_switch=False)
    return ask


def _register(ask: Callable[[Account], Answer | None], *, has_switch: bool) -> None:
    text = (ask.__doc__ or "").partition("\n")[0]
    QUESTIONS[ask.__name__] = Question(name=ask.__name__, text=text, ask=ask, has_switch=has_switch)
