"""Finding what somebody probably meant."""

import difflib
from collections.abc import Iterable


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """Give ` Near it: "a", "b".` for up to three known names that resemble the wanted one, else ""."""
    lowered = {name.lower(): name for name in sorted(known, reverse=True)}
    close = difflib.get_close_matches(wanted.lower(), list(lowered), n=3, cutoff=0.6)
    return f" Near it: {', '.join(lowered[name] for name in close)}." if close else ""


def listing(names: Iterable[str], *, most: int = 12) -> str:
    """Give the names in order, cut after `most` of them with a count of the rest; "none" where there are none."""
    ordered = sorted(names)
    shown = ", ".join(ordered[:most])
    rest = len(ordered) - most
    return (f"{shown} and {rest} more" if rest > 0 else shown) or "none"
