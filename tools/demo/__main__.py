"""`make demo`: adopts, drifts and releases a stack on this machine, without an AWS account, and checks every step.

Starts the emulator and a Pulumi backend in a temporary folder, and removes both at the end. Exit status 1 if any step
is not as told.
"""

import sys
import tempfile
from pathlib import Path

from tools.demo.offline import Offline
from tools.demo.story import STEPS, NotAsToldError

_ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Tell the story, step by step."""
    with tempfile.TemporaryDirectory(prefix="servicecatalog-demo-") as folder, Offline(Path(folder), _ROOT) as offline:
        for number, step in enumerate(STEPS, start=1):
            print(f"\n{number}. {step.__doc__}", flush=True)
            try:
                step(offline)
            except NotAsToldError as problem:
                print(f"\nThis is not as it should be: {problem}", file=sys.stderr)
                return 1
    print('\nThe emulator and the temporary folder are gone again. Next: README.md, "On an account of yours".')
    return 0


if __name__ == "__main__":
    sys.exit(main())
