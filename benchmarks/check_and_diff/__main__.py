"""How long Check, Diff and Read of an adopted resource take over gRPC, in the plugin and in the dynamic provider.

    python -m benchmarks.check_and_diff --resources 1 20 1000

Starts an emulator, has each provider adopt that many stacks in an account of its own, and starts both again, as the
next preview does. Then it makes each call for one resource after another, in turn with both providers, so that what
else the machine does meets both alike. `first` is the first such call, which waits for AWS; p50 and p95 are of all the
others. `nothing` is GetPluginInfo, which is gRPC alone. An engine makes Read in every preview of the plugin, and in
none of the dynamic provider.
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
from benchmarks.check_and_diff.provider import (
    PROVIDERS,
    Provider,
    ProviderKind,
    Resource,
    started,
)

from catalog_emulator import Background

CALLS: dict[str, Callable[[Provider, Resource], None]] = {
    "nothing": Provider.nothing,
    "Check": Provider.check,
    "Diff": Provider.diff,
    "Read": Provider.read,
}
ACCOUNTS = {kind.name: f"{number:012d}" for number, kind in enumerate(PROVIDERS, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resources", type=int, nargs="+", default=[1, 20, 1000], metavar="N")
    parser.add_argument("--calls", type=int, default=3000, help="of each kind, resource by resource (default: 3000)")
    options = parser.parse_args()
    head = f"{'resources':>9}  {'call':<8}{'provider':<9}{'first, ms':>9}  {'p50, ms':>8}  {'p95, ms':>8}  {'load':>5}"
    print(f"{head}  AWS calls")
    for count in options.resources:
        with tempfile.TemporaryDirectory(prefix="check-and-diff-") as folder, ExitStack() as stack:
            emulator = stack.enter_context(Background("--record-seconds", "0"))
            environments = {
                name: adoptable.environment(emulator.url, account, Path(folder)) for name, account in ACCOUNTS.items()
            }
            adopted = _adopt(count, emulator, environments)
            providers = [stack.enter_context(started(kind, environments[kind.name])) for kind in PROVIDERS]
            for call in CALLS:
                _measure(call, providers, adopted, emulator, most=options.calls)


def _adopt(count: int, emulator: Background, environments: dict[str, dict[str, str]]) -> dict[str, list[Resource]]:
    """Have each provider adopt the number of stacks; return what an engine would keep of them."""

    def adopt(kind: ProviderKind) -> list[Resource]:
        adoptable.fill(emulator.url, ACCOUNTS[kind.name], count)
        with started(kind, environments[kind.name]) as provider:
            return provider.adopt(count)

    with ThreadPoolExecutor() as pool:  # the lanes of different accounts do not wait for each other
        return dict(zip(ACCOUNTS, pool.map(adopt, PROVIDERS), strict=True))


def _measure(
    call: str,
    providers: Sequence[Provider],
    adopted: dict[str, list[Resource]],
    emulator: Background,
    *,
    most: int,
) -> None:
    """Make a number of calls of one kind, and show what they took."""
    emulator.control.forget_journal()
    took: dict[str, list[float]] = {provider.kind.name: [] for provider in providers}
    for number in range(most):
        for provider in providers:
            resources = adopted[provider.kind.name]
            began = time.perf_counter()
            CALLS[call](provider, resources[number % len(resources)])
            took[provider.kind.name].append(1000 * (time.perf_counter() - began))
    for name, (first, *others) in took.items():
        operations = Counter(call["operation"] for call in emulator.control.journal(account=ACCOUNTS[name]))
        summary = ", ".join(f"{operation} {times}" for operation, times in operations.most_common())
        p50, p95 = _quantile(others, 0.5), _quantile(others, 0.95)
        print(
            f"{len(adopted[name]):>9}  {call:<8}{name:<9}{first:>9.1f}  {p50:>8.2f}  {p95:>8.2f}"
            f"  {os.getloadavg()[0]:>5.1f}  {summary or 'none'}",
            flush=True,
        )


def _quantile(values: Sequence[float], part: float) -> float:
    """Return the value that a part of all values does not exceed."""
    return sorted(values)[max(math.ceil(part * len(values)), 1) - 1]


if __name__ == "__main__":
    main()
