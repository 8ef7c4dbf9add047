"""`make demo`: what the project does, on this machine, without an AWS account; every step is checked.

The first part adopts, changes and releases one stack; the second goes from three accounts to a project that adopts what
they hold; the third rolls such a project out in waves, one of which stops. `make demo ARGS=one-stack` shows one part
alone. Each starts the emulator and a Pulumi backend in a temporary folder, and removes both at its end. Exit status 1
if any step is not as told.
"""

import itertools
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.demo import fleet, many_accounts, one_stack
from tools.demo.expect import NotAsToldError
from tools.demo.offline import Offline

_ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Steps, and what they run on: the emulator's arguments, the account and the folder of the program."""

    steps: Sequence[Callable[[Offline], None]]
    emulator: Sequence[str]
    account: str
    program: Callable[[Path], Path]


_PARTS: Final[Mapping[str, _Part]] = {
    "one-stack": _Part(
        steps=one_stack.STEPS,
        emulator=("--sample", one_stack.ACCOUNT),
        account=one_stack.ACCOUNT,
        program=lambda _: _ROOT / "examples" / "01-adopt-a-stack",
    ),
    "many-accounts": _Part(
        steps=many_accounts.STEPS,
        emulator=("--sample-fleet", "3", "--record-seconds", "0"),
        account=many_accounts.ACCOUNT,
        program=lambda folder: folder / many_accounts.PROJECT,
    ),
    "fleet": _Part(
        steps=fleet.STEPS,
        emulator=("--sample-fleet", "3", "--record-seconds", "0"),
        account=fleet.ACCOUNT,
        program=lambda folder: folder,
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Show the parts that are named, or all."""
    unknown = [name for name in arguments if name not in _PARTS]
    if unknown:
        *first, last = _PARTS
        print(f"The parts are {', '.join(first)} and {last}, and not {unknown[0]}.", file=sys.stderr)
        return 2
    numbers = itertools.count(1)
    for name in arguments or _PARTS:
        part = _PARTS[name]
        with tempfile.TemporaryDirectory(prefix="servicecatalog-demo-") as made:
            folder = Path(made)
            with Offline(folder, part.program(folder), part.account, part.emulator) as offline:
                for step in part.steps:
                    print(f"\n{next(numbers)}. {step.__doc__}", flush=True)
                    try:
                        step(offline)
                    except NotAsToldError as problem:
                        print(f"\nThis is not as it should be: {problem}", file=sys.stderr)
                        return 1
    print('\nThe emulator and the temporary folders are gone again. Next: README.md, "In your AWS account".')
    if {"many-accounts", "fleet"} & set(arguments or _PARTS):
        print(f"The report that it made: {many_accounts.REPORT / 'report.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
