"""Refuses retired words in names and text: `python -m tools.style [PATH ...]`, which `make check` runs.

The words are in tools/style/words.yaml, with what to use.
"""

import argparse
import sys
from pathlib import Path

from tools.style import check, words

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run the command line; 1 says that there are retired words."""
    parser = argparse.ArgumentParser(prog="python -m tools.style", description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="show only what is in these files or folders")
    arguments = parser.parse_args()
    vocabulary = words.load()
    refused = [word for path in check.tracked_files(ROOT) for word in check.retired_words(ROOT, path, vocabulary)]
    if arguments.paths:
        refused = [word for word in refused if any(Path(word.path).is_relative_to(path) for path in arguments.paths)]
    for word in refused:
        print(word)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
