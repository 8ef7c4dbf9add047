"""Renders docs/development/glossary.md from tools/style/words.yaml, which is also what the words check refuses."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tools.style import words

_HEAD = """# Glossary

<!-- Generated from tools/style/words.yaml by `make generate`; do not edit. -->

Names are those of AWS, Pulumi and the field. A reader who knows Pulumi and AWS does not have to learn a dialect.
`python -m tools.style`, which `make check` runs, refuses the retired words below in names, comments, docstrings,
messages and documents. How text is written: [style.md](style.md).

## Our five words

| word | meaning |
|---|---|
"""

_RETIRED_NAMES = """
## Retired names

No class, function, variable, argument, attribute, module or folder has them. A word with a star is refused inside of
a longer name as well.

| retired | use |
|---|---|
"""

_RETIRED_PHRASES = """
## Retired words in text

No comment, docstring, message or document has them.

| retired | use |
|---|---|
"""


def render(_schema: dict[str, Any]) -> str:
    """Return the whole page."""
    vocabulary = words.load()
    names = [(", ".join([*row.whole, *(f"{part}\\*" for part in row.part)]), row.use) for row in vocabulary.names]
    kept = ", ".join(f"`{name}`" for name in sorted(vocabulary.names_kept))
    phrases = [(", ".join(row.words), row.use) for row in vocabulary.phrases]
    openings = [(f"{', '.join(row.words)} (at the beginning of a docstring)", row.use) for row in vocabulary.openings]
    return "".join(
        [
            *(_HEAD, *_rows(vocabulary.ours.items())),
            *_field(vocabulary.field),
            *(_RETIRED_NAMES, *_rows(names)),
            f"\nKept, since users or states name them: {kept}.\n",
            *(_RETIRED_PHRASES, *_rows(phrases), *_rows(openings)),
        ]
    )


def _field(field: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for source, meanings in field.items():
        yield f"\n## {source}\n\n| word | meaning |\n|---|---|\n"
        yield from _rows(meanings.items())


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"| {left} | {right} |\n" for left, right in rows)
