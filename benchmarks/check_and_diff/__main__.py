"""How long Check, Diff and Read of an adopted resource take over gRPC, in the plugin and in the dynamic face.

    python -m benchmarks.check_and_diff --resources 1 20 1000

Starts an emulator, has each face adopt that many stacks in an account of its own, and starts both anew, as the next
preview does. Then it makes each call for one resource after another, in turn with both faces, so that what else the
machine does meets both alike. `first` is the first such call, which waits for AWS; p50 and p95 are of all others.
`nothing` is GetPluginInfo, which is gRPC alone. An engine makes Read in every preview of the plugin, and in none of
the dynamic face.
"""

import argparse
import math
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from benchmarks import adoptable
from benchmarks.check_and_diff.provider import FACES, Face, ImportedProvisionedProductController, Provider, started

from catalog_emulator import Background

CALLS: dict[str, Callable[[Provider, ImportedProvisionedProductController], None]] = {
    "nothing": Provider.nothing,
    "Check": Provider.check,
    "Diff": Provider.diff,
    "Read": Provider.read,
}
ACCOUNTS = {face.name: f"{number:012d}" for number, face in enumerate(FACES, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resources", type=int, nargs="+", default=[1, 20, 1000], metavar="N")
    parser.add_argument("--calls", type=int, default=3000, help="of each kind, resource by resource (default: 3000)")
    options = parser.parse_args()
    head = f"{'resources':>9}  {'call':<8}{'face':<8}{'first, ms':>9}  {'p50, ms':>8}  {'p95, ms':>8}  {'load':>5}"
    print(f"{head}  AWS calls")
    for count in options.resources:
        with tempfile.TemporaryDirectory(prefix="check-and-diff-") as folder, ExitStack() as stack:
            emulator = stack.enter_context(Background("--record-seconds", "0"))
            places = {
                name: adoptable.environment(emulator.url, account, Path(folder)) for name, account in ACCOUNTS.items()
            }
            adopted = _adopt(count, emulator, places)
            providers = [stack.enter_context(started(face, places[face.name])) for face in FACES]
            for call in CALLS:
                _measure(call, providers, adopted, emulator, most=options.calls)


def _adopt(
    count: int, emulator: Background, places: dict[str, dict[str, str]]
) -> dict[str, list[ImportedProvisionedProductController]]:
    """Have each face adopt so many stacks, and give what an engine would keep of them."""

    def adopt(face: Face) -> list[ImportedProvisionedProductController]:
        adoptable.fill(emulator.url, ACCOUNTS[face.name], count)
        with started(face, places[face.name]) as provider:
            return provider.adopt(count)

    with ThreadPoolExecutor() as pool:  # the lanes of different accounts do not wait for each other
        return dict(zip(ACCOUNTS, pool.map(adopt, FACES), strict=True))


def _measure(
    call: str,
    providers: Sequence[Provider],
    adopted: dict[str, list[ImportedProvisionedProductController]],
    emulator: Background,
    *,
    most: int,
) -> None:
    """Make so many calls of one kind, and show what they took."""
    emulator.control.forget_journal()
    took: dict[str, list[float]] = {provider.face.name: [] for provider in providers}
    for number in range(most):
        for provider in providers:
            resources = adopted[provider.face.name]
            began = time.perf_counter()
            CALLS[call](provider, resources[number % len(resources)])
            took[provider.face.name].append(1000 * (time.perf_counter() - began))
    for name, (first, *others) in took.items():
        asked = Counter(each["operation"] for each in emulator.control.journal(account=ACCOUNTS[name]))
        told = ", ".join(f"{operation} {times}" for operation, times in asked.most_common())
        p50, p95 = _quantile(others, 0.5), _quantile(others, 0.95)
        print(
            f"{len(adopted[name]):>9}  {call:<8}{name:<8}{first:>9.1f}  {p50:>8.2f}  {p95:>8.2f}"
            f"  {os.getloadavg()[0]:>5.1f}  {told or 'none'}",
            flush=True,
        )


def _quantile(values: Sequence[float], part: float) -> float:
    """Give the value that so large a part of all values is not above."""
    return sorted(values)[max(math.ceil(part * len(values)), 1) - 1]


if __name__ == "__main__":
    main()
