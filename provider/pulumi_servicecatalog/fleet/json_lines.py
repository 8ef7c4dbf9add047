"""Files of JSON Lines: read whole, or up to where a killed run has torn the last line."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]


class JsonLinesError(Exception):
    """The file cannot be used; the text is one line that says where and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonLines:
    """The lines of a file, and whether its last one was written to its end; if not, it is left out."""

    lines: Sequence[Line]
    whole: bool


def read(path: Path) -> JsonLines:
    """Read a file.

    Raises:
        JsonLinesError: it cannot be read, or has a line that is no JSON object.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise JsonLinesError(f"{path}: {reason}") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> JsonLines:
    """Return the lines of a text.

    Args:
        text: the text.
        name: what it is called in a message.

    Raises:
        JsonLinesError: a line is no JSON object.

    """
    whole = text.endswith("\n") or not text
    rows = text.split("\n")[:-1]
    return JsonLines(lines=[_parsed(f"{name}, line {number}", row) for number, row in enumerate(rows, 1)], whole=whole)


def text(line: Line) -> str:
    """Return a line as it is written."""
    return json.dumps(line, separators=(",", ":")) + "\n"


def _parsed(where: str, row: str) -> Line:
    try:
        line = json.loads(row)
    except (ValueError, RecursionError) as error:
        raise JsonLinesError(f"{where}: this is no JSON") from error
    if not isinstance(line, Mapping):
        raise JsonLinesError(f"{where}: this is no JSON object")
    return line
