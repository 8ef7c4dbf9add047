"""The words of the project, as words.yaml has them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

WORDS_FILE = Path(__file__).with_name("words.yaml")

# What may stand between two words of a phrase: a line's end with what begins the next line, or a quote.
_GAP = r"[\s#>*\"']+"
# The words of a snake_case, camelCase or kebab-case name.
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class RetiredName:
    """Names that are refused: where one of `whole` is the whole name, where one of `part` is a word of it."""

    whole: tuple[str, ...]
    part: tuple[str, ...]
    use: str

    def word_in(self, parts: list[str]) -> str | None:
        """Return the retired word in a name.

        Args:
            parts: the words of the name, in lower case.

        Returns:
            The word; None where the name is fine.
        """
        if len(parts) == 1 and parts[0] in self.whole:
            return parts[0]
        return next((part for part in parts if part in self.part), None)


@dataclass(frozen=True, kw_only=True)
class RetiredPhrase:
    """Words and phrases that no text has."""

    words: tuple[str, ...]
    use: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds them as whole words, also across the end of a line."""
        either = "|".join(_GAP.join(map(re.escape, phrase.split())) for phrase in self.words)
        return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The words with their meanings, and the retired ones with what is said in their place.

    `field` has the meanings by source and word. `about_words` are the files that are about words.
    """

    field: Mapping[str, Mapping[str, str]]
    ours: Mapping[str, str]
    names: tuple[RetiredName, ...]
    names_kept: frozenset[str]
    phrases: tuple[RetiredPhrase, ...]
    openings: tuple[RetiredPhrase, ...]
    about_words: frozenset[str]

    def retired_name(self, name: str) -> tuple[str, str] | None:
        """Return the retired word in a name, with what to use; None where the name is fine."""
        if name in self.names_kept:
            return None
        parts = [part.lower() for part in _PARTS.findall(name)]
        words = ((retired.word_in(parts), retired.use) for retired in self.names)
        return next(((word, use) for word, use in words if word is not None), None)

    def retired_opening(self, docstring: str) -> tuple[str, str] | None:
        """Return the word with which a docstring must not begin, with what to use; None where it is fine."""
        matches = ((opening.pattern.match(docstring), opening.use) for opening in self.openings)
        return next(((match.group(), use) for match, use in matches if match), None)


def load(path: Path = WORDS_FILE) -> Vocabulary:
    """Return the vocabulary of a file.

    Raises:
        KeyError: the file lacks a section.
    """
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Vocabulary(
        field=content["field"],
        ours=content["ours"],
        names=tuple(
            RetiredName(whole=tuple(row.get("whole", ())), part=tuple(row.get("part", ())), use=row["use"])
            for row in content["names"]
        ),
        names_kept=frozenset(content["names_kept"]),
        phrases=_phrases(content["phrases"]),
        openings=_phrases(content["openings"]),
        about_words=frozenset(content["about_words"]),
    )


def _phrases(rows: Iterable[Mapping[str, Any]]) -> tuple[RetiredPhrase, ...]:
    return tuple(RetiredPhrase(words=tuple(row["words"]), use=row["use"]) for row in rows)
