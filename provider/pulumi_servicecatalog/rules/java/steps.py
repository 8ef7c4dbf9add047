"""What a parsed pattern is made of: steps, which lead from positions in a text to the positions after them."""

from collections.abc import Callable, Sequence

Positions = set[int]
Predicate = Callable[[str], bool]
"""Whether a character is one of a class."""

LINE_ENDS = "\n\r\x85\u2028\u2029"


class NotJudgedError(Exception):
    """Raised where nothing can be said of a pattern, or not of this text."""


class Text:
    """A text, and how many more of its characters may be looked at."""

    def __init__(self, value: str, *, work_left: int) -> None:
        self.value = value
        self._work_left = work_left

    def look(self, times: int) -> None:
        """Count the work. Raises NotJudgedError where it is too much."""
        self._work_left -= times
        if self._work_left < 0:
            raise NotJudgedError


Step = Callable[[Text, Positions], Positions]


def character(predicate: Predicate) -> Step:
    """Return the step over one character."""

    def step(text: Text, starts: Positions) -> Positions:
        text.look(len(starts))
        value = text.value
        return {start + 1 for start in starts if start < len(value) and predicate(value[start])}

    return step


def sequence(steps: Sequence[Step]) -> Step:
    """Return one step after the other."""

    def step(text: Text, starts: Positions) -> Positions:
        for part in steps:
            starts = part(text, starts)
            if not starts:
                break
        return starts

    return step


def either(steps: Sequence[Step]) -> Step:
    """Return any of the steps."""
    return steps[0] if len(steps) == 1 else lambda text, starts: set().union(*(part(text, starts) for part in steps))


def repeated(part: Step, least: int, most: int | None) -> Step:
    """Return the step over as many as are wanted; whether it is greedy does not matter to a whole match."""

    def step(text: Text, starts: Positions) -> Positions:
        ends = starts
        for _ in range(least):
            text.look(1)
            following = part(text, ends)
            if following == ends:
                break
            ends = following
        reached, newest, times = set(ends), ends, least
        while newest and (most is None or times < most):
            text.look(1)
            newest = part(text, newest) - reached
            reached |= newest
            times += 1
        return reached

    return step


def possessive(predicate: Predicate, least: int, most: int | None) -> Step:
    """Return the step over as many characters as there are, and no fewer."""

    def step(text: Text, starts: Positions) -> Positions:
        ends = ((start, _run(text, start, predicate, most)) for start in starts)
        return {end for start, end in ends if end - start >= least}

    return step


def _run(text: Text, start: int, predicate: Predicate, most: int | None) -> int:
    value, end = text.value, start
    while end < len(value) and (most is None or end - start < most) and predicate(value[end]):
        text.look(1)
        end += 1
    return end


def ahead(part: Step, *, wanted: bool) -> Step:
    """Return the step over nothing where the part follows, or where it does not."""
    return lambda text, starts: {start for start in starts if bool(part(text, {start})) is wanted}


def behind(part: Step, *, wanted: bool) -> Step:
    """Return the step over nothing where the part ends, or where it does not."""

    def step(text: Text, starts: Positions) -> Positions:
        return {end for end in starts if any(end in part(text, {start}) for start in range(end + 1)) is wanted}

    return step


def at_begin(_text: Text, starts: Positions) -> Positions:
    """Return the begin of the text."""
    return starts & {0}


def at_very_end(text: Text, starts: Positions) -> Positions:
    """Return the end of the text."""
    return starts & {len(text.value)}


def at_end(text: Text, starts: Positions) -> Positions:
    """Return the end of the text, and what is before a line end there."""
    value = text.value
    ends = {len(value)}
    if value.endswith("\r\n"):
        ends.add(len(value) - 2)
    elif value and value[-1] in LINE_ENDS:
        ends.add(len(value) - 1)
    return starts & ends


def of_single_line(anchor: Step) -> Step:
    """Return an anchor of lines, where the text is one: Java's versions do not agree on all others."""

    def step(text: Text, starts: Positions) -> Positions:
        if not text.value or any(end in text.value for end in LINE_ENDS):
            raise NotJudgedError
        return anchor(text, starts)

    return step


def at_word_edge(*, wanted: bool) -> Step:
    """Return the edges of words, or all else; only of ASCII, on which Java's versions agree."""

    def step(text: Text, starts: Positions) -> Positions:
        if not text.value.isascii():
            raise NotJudgedError
        words = [False, *(letter.isalnum() or letter == "_" for letter in text.value), False]
        return {start for start in starts if (words[start] != words[start + 1]) is wanted}

    return step
