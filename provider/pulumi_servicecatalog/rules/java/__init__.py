"""Java's regular expressions (java.util.regex.Pattern), by which CloudFormation judges AllowedPattern.

    matches(pattern, value)     # True | False | None, where that cannot be said here

Python's `re` reads some of them in another way, and may take a time without end. Here a part of a pattern leads from a
set of positions in the text to the set of positions after it, and the work is bounded. What Java's versions read in
different ways, and what needs more than that (references back to a group, atomic groups), is not judged.
"""

from functools import lru_cache

from pulumi_servicecatalog.rules.java.parser import parse
from pulumi_servicecatalog.rules.java.steps import NotJudgedError, Step, Text

_MOST_WORK = 500_000
"""How many characters are looked at, all in all: less than a second."""


def matches(pattern: str, value: str) -> bool | None:
    """Return whether the pattern matches the whole value, as `Matcher.matches` does; None where that is not known."""
    try:
        return len(value) in _parsed(pattern)(Text(value, work_left=_MOST_WORK), {0})
    except (NotJudgedError, RecursionError):
        return None


@lru_cache(maxsize=256)
def _parsed(pattern: str) -> Step:
    return parse(pattern)
