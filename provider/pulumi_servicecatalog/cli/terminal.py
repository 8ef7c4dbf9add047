"""Who reads what is printed: a person at a terminal, or a file, a pipe or the log of a pipeline."""

import os
from typing import IO


def is_terminal(stream: IO[str]) -> bool:
    """Return whether a stream is shown to a person, in colours and in the width of the window.

    A pipeline may have a terminal that nobody looks at; most of them set CI.
    """
    in_pipeline = os.environ.get("CI", "").lower() not in {"", "0", "false"}
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not in_pipeline
