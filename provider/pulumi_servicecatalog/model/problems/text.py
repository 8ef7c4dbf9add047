"""Parts of sentences that several problems share."""

import re
from collections.abc import Iterable

from pulumi_servicecatalog.model.desired import ById, Reference

_ID = re.compile(r"(prod|pa|lpv\d)-[a-z0-9]+")
_MOST = 12


def sentence(text: str) -> str:
    """Return a text with exactly one full stop, however the words of AWS at its end are punctuated."""
    return f"{clause(text)}."


def clause(text: str) -> str:
    """Return a text without the full stop at its end, to stand inside of a sentence."""
    return text.rstrip(". ")


def listing(names: Iterable[str], *, most: int = _MOST) -> str:
    """Return the names in order, cut after `most` of them with a count of the rest; "none" if there are none."""
    ordered = sorted(names)
    shown = ", ".join(ordered[:most])
    rest = len(ordered) - most
    return (f"{shown} and {rest} more" if rest > 0 else shown) or "none"


def did_you_mean(suggestions: tuple[str, ...]) -> str:
    """Return ` Did you mean "a", "b" or "c"?`, to follow a sentence; "" without suggestions."""
    if not suggestions:
        return ""
    *others, last = (f'"{name}"' for name in suggestions)
    return f" Did you mean {', '.join(others)} or {last}?" if others else f" Did you mean {last}?"


def given_up(what: str) -> str:
    """Return what to do where another resource of the program gives up what this one takes: `the name`, `the stack`."""
    return (
        f"If another resource of the program gives up {what}, deploy that one first (`pulumi up --target`). "
        "For an exchange, deploy one of the two with a third name first."
    )


def mixed_up(reference: Reference, *, by_name: str, by_id: str) -> str:
    """Return a hint, to stand before a sentence, where a name has the form of an ID or the other way round; else "".

    Args:
        reference: what was declared.
        by_name: the ways to declare it by its name: property, and option of `catalogctl`.
        by_id: those by its ID.

    """
    if isinstance(reference, ById):
        return "" if _ID.fullmatch(reference.id) else f"{reference.id} is not an ID; for a name use {by_name}. "
    return f"{reference.name} has the form of an ID; for an ID use {by_id}. " if _ID.fullmatch(reference.name) else ""
