"""Says where a bug of ours is, without its words: they may hold what was sent, and so a secret."""

import traceback
from collections.abc import Iterator
from pathlib import Path


def describe(bug: BaseException) -> str:
    """Return the kind of the exception and the line that raised it: `KeyError (at codec.py:12)`."""
    frames = traceback.extract_tb(bug.__traceback__)
    where = f" (at {Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(bug).__name__}{where}"


def stack(bug: BaseException) -> str:
    """Return the traceback of an exception and of what led to it, the first first, for a report of the bug."""
    return "".join(line for error in reversed(list(_chain(bug))) for line in _lines(error))


def _chain(bug: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    error: BaseException | None = bug
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _lines(error: BaseException) -> Iterator[str]:
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__name__}\n"
