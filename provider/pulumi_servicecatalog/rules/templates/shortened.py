"""Values as they appear in a message: JSON, in one line, of a length that fits there. `difference` uses it."""

import itertools
from typing import Final

from pulumi_servicecatalog.rules.templates import canonical
from pulumi_servicecatalog.rules.templates.template import Value

MOST_CHARACTERS: Final = 80
_BEFORE_CHANGE: Final = 20


def one(value: Value) -> str:
    """Return the beginning of a value."""
    return _cut(canonical.text(value))


def pair(first: Value, second: Value) -> tuple[str, str]:
    """Return two values; where both begin alike and are long, from shortly before the place where they part."""
    texts = [canonical.text(first), canonical.text(second)]
    same = sum(1 for _ in itertools.takewhile(lambda both: both[0] == both[1], zip(*texts, strict=False)))
    if max(map(len, texts)) > MOST_CHARACTERS and same > _BEFORE_CHANGE:
        texts = ["…" + text[same - _BEFORE_CHANGE :] for text in texts]
    return _cut(texts[0]), _cut(texts[1])


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
