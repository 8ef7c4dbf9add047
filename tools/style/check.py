"""Looks for retired words in the files of the repository."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tools.style import python_source
from tools.style.words import Vocabulary

# Files that hold text of ours. What is locked, frozen or recorded is not.
_SUFFIXES = frozenset({".py", ".md", ".yaml", ".yml", ".toml", ".json", ".ts", ".go", ".in"})
_NAMES = frozenset({"Makefile", "run", "pulumi-resource-servicecatalog"})
_LOCKED = ("package-lock.json", "tests/upgrade/v")


@dataclass(frozen=True, order=True, slots=True)
class RetiredWord:
    """A retired word in a file. `line` is 0 where the file's path has it."""

    path: str
    line: int
    word: str
    use: str

    def __str__(self) -> str:
        where = self.path if self.line == 0 else f"{self.path}:{self.line}"
        return f"{where}: {self.word} -> {self.use}"


def tracked_files(root: Path) -> list[str]:
    """Return the paths of the files that git knows or would add, with text of ours, relative to the root.

    Raises:
        CalledProcessError: the folder is no git repository.
    """
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.split("\0")
    files = {path for path in listed if _has_text(path) and (root / path).is_file() and not (root / path).is_symlink()}
    return sorted(files)


def retired_words(root: Path, path: str, vocabulary: Vocabulary) -> list[RetiredWord]:
    """Return the retired words in the path and the text of a file, in their order.

    Args:
        root: the folder of the repository.
        path: the file, relative to the root, with slashes.
        vocabulary: the words.

    Raises:
        SyntaxError: the file is a Python file that cannot be parsed.
    """
    if path in vocabulary.about_words:
        return []
    source = (root / path).read_text(encoding="utf-8")
    parts = dict.fromkeys(part.split(".")[0] for part in PurePosixPath(path).parts)
    words = [(0, word, use) for word, use in filter(None, map(vocabulary.retired_name, parts))]
    if path.endswith(".py"):
        words += _in_python(source, vocabulary)
    else:
        words += _in_text(source, vocabulary)
    return sorted({RetiredWord(path, *word) for word in words})


def _has_text(path: str) -> bool:
    file = PurePosixPath(path)
    return (file.suffix in _SUFFIXES or file.name in _NAMES) and not any(locked in path for locked in _LOCKED)


def _in_python(source: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str, str]]:
    tree = ast.parse(source)
    for line, name in python_source.names(tree):
        if retired := vocabulary.retired_name(name):
            yield line, name, retired[1]
    for line, docstring in python_source.docstrings(tree):
        if retired := vocabulary.retired_opening(docstring):
            yield line, *retired
    yield from _in_text(python_source.text(source), vocabulary)


def _in_text(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str, str]]:
    for phrase in vocabulary.phrases:
        for match in phrase.pattern.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, " ".join(match.group().split()), phrase.use
