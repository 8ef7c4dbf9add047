"""Prints the folder of a suitable Pulumi CLI, obtaining one if need be: `python -m tools.pulumi`.

Called by the Makefile. Standard output carries the answer and nothing else; progress goes to standard error.
"""

import argparse
import shlex
import signal
import sys
from pathlib import Path
from types import FrameType

from tools.pulumi import components, obtaining
from tools.pulumi.machine import Machine, UnobtainableError, this_machine


def main() -> int:
    """Run the command line; 1 says that there is no Pulumi, with the reason on standard error."""
    arguments = _parse()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    machine = this_machine(_say)
    try:
        folder = obtaining.obtain(machine, components.wanted(arguments.host))
    except UnobtainableError as problem:
        _say(str(problem))
        return 1
    except KeyboardInterrupt:
        _say("Stopped; nothing half-finished is left behind.")
        return 130
    print(folder if arguments.export is None else _export(machine, arguments.export, folder))
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.pulumi", description=__doc__)
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        choices=sorted(components.HOSTS),
        help="a language host that is needed as well; may be repeated",
    )
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FOLDER",
        help="print a shell command that puts FOLDER and the Pulumi CLI on PATH",
    )
    return parser.parse_args()


def _export(machine: Machine, first: Path, folder: Path) -> str:
    """Write the PATH for a shell; a Pulumi that PATH already has keeps its place there."""
    program = machine.find("pulumi")
    added = [first] if program and program.parent == folder else [first, folder]
    return f'export PATH={":".join(shlex.quote(str(path)) for path in added)}:"$PATH"'


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _stop(number: int, _frame: FrameType | None) -> None:
    """Leave through the `finally` blocks, so that compilers end and temporary folders go."""
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
