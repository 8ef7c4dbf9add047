"""A preview in which nothing changes: AWS calls and seconds of each provider, beside one that does nothing.

    python -m benchmarks.noop_preview --resources 1 20 1000

Starts an emulator and Pulumi backends in a temporary folder, has `pulumi up` adopt that many stacks with the dynamic
provider and as many with the plugin, and previews each in turn. `idle` is a dynamic provider that does nothing: what it
takes is the engine's own, and `ratio` is a provider's median over that. `calls` is the most of any one preview.
"""

import argparse
import os
import statistics
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import adoptable
from benchmarks.noop_preview import programs
from benchmarks.noop_preview.stack import Preview, Stack

from catalog_emulator import Background

ACCOUNTS = {provider: f"{number:012d}" for number, provider in enumerate(programs.PROGRAMS, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resources", type=int, nargs="+", default=[1, 20, 1000], metavar="N")
    parser.add_argument("--runs", type=int, default=3, help="previews of each program, in turn (default: 3)")
    options = parser.parse_args()
    head = f"{'resources':>9}  {'provider':<9}{'calls':>5}  {'min, s':>7}  {'median, s':>9}  {'ratio':>5}  {'load':>5}"
    print(f"{head}  calls by name")
    for count in options.resources:
        with (
            tempfile.TemporaryDirectory(prefix="noop-preview-") as folder,
            Background("--record-seconds", "0") as emulator,
        ):
            stacks = _adopt(count, Path(folder), emulator)
            runs = [{provider: stack.preview() for provider, stack in stacks.items()} for _ in range(options.runs)]
        idle = _median([run[programs.IDLE] for run in runs])
        for provider in programs.PROGRAMS:
            _show(count, provider, [run[provider] for run in runs], idle=idle)


def _adopt(count: int, folder: Path, emulator: Background) -> dict[str, Stack]:
    """Return a stack of each provider, in which everything is adopted."""

    def adopt(provider: str) -> Stack:
        account = ACCOUNTS[provider]
        if provider != programs.IDLE:
            adoptable.fill(emulator.url, account, count)
        return Stack.adopted(provider, count, account, folder, emulator.control)

    with ThreadPoolExecutor() as pool:  # the lanes of different accounts do not wait for each other
        return dict(zip(ACCOUNTS, pool.map(adopt, ACCOUNTS), strict=True))


def _median(previews: list[Preview]) -> float:
    return statistics.median(preview.seconds for preview in previews)


def _show(count: int, provider: str, previews: list[Preview], *, idle: float) -> None:
    most = max((preview.calls for preview in previews), key=lambda calls: calls.total())
    least, median = min(preview.seconds for preview in previews), _median(previews)
    summary = ", ".join(f"{operation} {times}" for operation, times in most.most_common())
    print(
        f"{count:>9}  {provider:<9}{most.total():>5}  {least:>7.1f}  {median:>9.1f}  {median / idle:>5.2f}"
        f"  {os.getloadavg()[0]:>5.1f}  {summary}",
        flush=True,
    )


if __name__ == "__main__":
    main()
