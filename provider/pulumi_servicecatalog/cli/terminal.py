"""Who reads what is printed: a person at a terminal, or a file, a pipe or the log of a pipeline."""

import codecs
import io
import json
import os
from typing import IO, Final

_ESCAPED: Final = "escaped-as-in-json"


def is_terminal(stream: IO[str]) -> bool:
    """Return whether a stream is shown to a person, in colours and in the width of the window.

    A pipeline may have a terminal that nobody looks at; most of them set CI.
    """
    in_pipeline = os.environ.get("CI", "").lower() not in {"", "0", "false"}
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not in_pipeline


def accept_all_characters(stream: IO[str]) -> None:
    """Show what the encoding of a stream lacks escaped as in JSON, which so stays JSON; by default Python gives up.

    A file that a Windows console writes has 256 characters, and so has a terminal with an old locale.
    """
    if isinstance(stream, io.TextIOWrapper):
        codecs.register_error(_ESCAPED, _escaped)
        stream.reconfigure(errors=_ESCAPED)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError), "it is registered for what is written"
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end
