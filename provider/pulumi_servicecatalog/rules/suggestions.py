"""Finds what somebody probably meant."""

import difflib
from collections.abc import Iterable


def similar(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of the known names that resemble a name, the most similar one first."""
    lowered = {candidate.lower(): candidate for candidate in sorted(known, reverse=True)}
    close = difflib.get_close_matches(name.lower(), list(lowered), n=3, cutoff=0.6)
    return tuple(lowered[candidate] for candidate in close)
