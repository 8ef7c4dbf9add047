"""Writes typed SDKs for TypeScript and Go from schema.json: `python -m tools.sdks [FOLDER]`.

For the examples, and for a CLI too old for `pulumi package add`. Needs Go; main.go does the work, with Pulumi's own
generators, whose versions go.mod pins.
"""

import argparse
import shutil
import sys
from pathlib import Path

from tools.pulumi.machine import UnobtainableError, this_machine
from tools.sdks import generating


def main() -> int:
    """Run the command line; 1 says that there are no SDKs, with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="python -m tools.sdks", description=__doc__)
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        default=generating.SCHEMA.parent / "sdks",
        help="where the folders `nodejs` and `go` are written; left out: where the examples look for them",
    )
    folder = parser.parse_args().folder
    try:
        made = generating.obtain(this_machine(_say))
    except UnobtainableError as problem:
        _say(str(problem))
        return 1
    for language in generating.LANGUAGES:
        shutil.rmtree(folder / language, ignore_errors=True)
        shutil.copytree(made / language, folder / language)
    _say(f"The SDKs are in {folder}")
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
