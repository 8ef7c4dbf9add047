"""Keeps a text under a limit: parts from its middle are left out, and the text says how many."""

from collections.abc import Sequence

from pulumi_servicecatalog.pipelines.markup import units


def fitted(parts: Sequence[str], room: int, left_out: str) -> str:
    """Return as many parts as there is room for, from both ends.

    Args:
        parts: pieces of a text, each whole in itself.
        room: how long the text may be, in UTF-16 code units.
        left_out: what stands in place of the others, with `{number}` for how many those are.

    Returns:
        The parts one after another; "" where not even the remark has room.

    """
    lengths = [units(part) for part in parts]
    if sum(lengths) <= room:
        return "".join(parts)
    room -= units(left_out.format(number=len(parts)))
    first, last, used = 0, len(parts), 0
    while first < last:
        at_front = first <= len(parts) - last
        length = lengths[first if at_front else last - 1]
        if used + length > room:
            break
        used += length
        first, last = (first + 1, last) if at_front else (first, last - 1)
    if room < 0:
        return ""
    return "".join([*parts[:first], left_out.format(number=last - first), *parts[last:]])
