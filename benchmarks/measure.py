"""What benchmarks measure with: CPU and memory of a tree of processes, calls of AWS, exponents, runs in turn.

CPU seconds say more than seconds of the clock where other work shares the cores. `tree` counts every process that comes
of a command: benchmarks/tree.py, in a process of its own, is a subreaper, so that orphans count as well.
"""

import gc
import json
import math
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from catalog_emulator.control import Control

T = TypeVar("T")
_TREE = Path(__file__).with_name("tree.py")


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What a command and all of its processes took.

    `cpu` is in seconds and exact; `roles` divides it by what a process is (engine, program, provider, other), and
    `memory` has the most KiB that one process of a role held: both as seen every 50 ms.
    """

    cpu: float
    seconds: float
    roles: Mapping[str, float] = field(default_factory=dict)
    memory: Mapping[str, int] = field(default_factory=dict)


def tree(command: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a command to its end, and return what it took. Its failure ends the benchmark, with what it printed."""
    watched = [sys.executable, "-S", str(_TREE), *command]
    done = subprocess.run(watched, cwd=folder, env=dict(environment), capture_output=True, text=True, check=False)
    report, _, printed = done.stdout.partition("\n")
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{printed or report}{done.stderr}")
    return Usage(**json.loads(report))


def cpu(function: Callable[[], object]) -> float:
    """Return the CPU seconds that a call takes in this process."""
    gc.collect()
    began = time.process_time()
    function()
    return time.process_time() - began


@contextmanager
def calls(control: Control, account: str) -> Iterator[Counter[str]]:
    """Count the AWS calls that an account sees until the end of the block, by operation; filled in there."""
    counted: Counter[str] = Counter()
    control.forget_journal(account=account)
    yield counted
    counted.update(call["operation"] for call in control.journal(account=account))


def in_turn(subjects: Mapping[str, Callable[[], T]], runs: int) -> dict[str, list[T]]:
    """Run the subjects A B C A B C, so that each has the machine as the others have it; return what each run gave."""
    results: dict[str, list[T]] = {name: [] for name in subjects}
    for _ in range(runs):
        for name, run in subjects.items():
            results[name].append(run())
    return results


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return by which power of the size a value grows: 1 is proportional, 2 quadratic."""
    xs, ys = [math.log(size) for size in sizes], [math.log(value) for value in values]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
