"""Writes typed SDKs for TypeScript and Go from schema.json: `python -m tools.sdks FOLDER`.

For the examples and their tests, and for a CLI too old for `pulumi package add`. Needs Go; main.go does the work, with
Pulumi's own generators, whose versions go.mod pins.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_SCHEMA = _HERE.parents[1] / "schema.json"


def main() -> int:
    """Run the generator."""
    parser = argparse.ArgumentParser(prog="python -m tools.sdks", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the folders `nodejs` and `go` are written")
    folder = parser.parse_args().folder.resolve()
    go = shutil.which("go")
    if go is None:
        print("Install Go (go.dev/dl): the SDKs are made by Pulumi's generators, which are Go.", file=sys.stderr)
        return 1
    environ = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly", "GOTOOLCHAIN": "local", "GOWORK": "off"}
    return subprocess.run([go, "run", ".", _SCHEMA, folder], cwd=_HERE, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
