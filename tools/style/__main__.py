"""Refuses retired words in names and text: `python -m tools.style [PATH ...]`, which `make check` runs.

The words are in tools/style/words.yaml, with what to use. tools/style/pending.txt lists what is not clean yet.
"""

import argparse
import sys
from pathlib import Path

from tools.style import check, pending, words

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run the command line; 1 says that there are retired words, or entries of pending.txt that are clean."""
    parser = argparse.ArgumentParser(prog="python -m tools.style", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="show what is in these files or folders, pending or not"
    )
    parser.add_argument("--prune", action="store_true", help="take out of pending.txt what is clean")
    arguments = parser.parse_args()
    vocabulary = words.load()
    refused = [word for path in check.tracked_files(ROOT) for word in check.retired_words(ROOT, path, vocabulary)]
    if arguments.paths:
        named = [path if (ROOT / path).is_file() else f"{path.rstrip('/')}/" for path in arguments.paths]
        return _report([word for word in refused if pending.is_pending(word.path, named)], [])
    entries = pending.read()
    clean = pending.clean(entries, {word.path for word in refused})
    if arguments.prune:
        pending.remove(clean)
        clean = []
    return _report([word for word in refused if not pending.is_pending(word.path, entries)], clean)


def _report(refused: list[check.RetiredWord], clean: list[str]) -> int:
    for word in refused:
        print(word)
    for entry in clean:
        print(f"tools/style/pending.txt: {entry} is clean: run `python -m tools.style --prune`")
    return 1 if refused or clean else 0


if __name__ == "__main__":
    sys.exit(main())
