"""Hundreds of adoptions over several accounts and Regions, while a part of all calls fails.

    python -m benchmarks.soak --adoptions 500 --targets 5 --faults 0.05

Starts an emulator whose records take a while, adopts that many stacks from threads through real lanes, and repeats what
was refused as a person repeats `pulumi up`. Prints whether all are adopted, and each once, and the lane efficiency: the
time that AWS's own records took in the busiest lane, which nobody can go below, over the time that it took in all.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.soak.account import Target
from benchmarks.soak.run import adopt_all

from catalog_emulator.background import Background


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--adoptions", type=int, default=500)
    parser.add_argument("--targets", type=int, default=5, help="accounts and Regions (default: 5)")
    parser.add_argument("--faults", type=float, default=0.0, metavar="PART", help="of all calls (default: 0)")
    parser.add_argument("--record-seconds", type=float, default=1.0, metavar="S", help="of each import (default: 1)")
    parser.add_argument("--threads", type=int, default=10, help="for each account and Region (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="of the faults")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        with Background("--record-seconds", str(options.record_seconds)) as emulator:
            return _soak(emulator, Path(folder), options)


def _soak(emulator: Background, folder: Path, options: argparse.Namespace) -> int:
    targets = [Target.numbered(number, emulator.url) for number in range(options.targets)]
    Target.write_profiles(targets, folder)
    shares = [len(range(number, options.adoptions, options.targets)) for number in range(options.targets)]
    for target, share in zip(targets, shares, strict=True):
        target.fill(share)
    for target in targets if options.faults else ():
        target.harm(emulator.control, options.faults, seed=options.seed)
    seconds, runs = adopt_all(targets, shares, threads=options.threads)
    emulator.control.remove_faults()

    observed = [target.observed() for target in targets]
    adopted = sum(len(set(names)) for names in observed)
    twice = sum(len(names) - len(set(names)) for names in observed)
    busiest = max(target.seconds_of_records() for target in targets)
    print(f"adopted      {adopted} of {options.adoptions}, {twice} twice")
    print(f"runs         {dict(sorted(Counter(runs).items()))} (how many adoptions took how many runs)")
    print(f"calls        {_calls(emulator, targets)}")
    print(f"seconds      {seconds:.1f}")
    print(f"serial       {busiest:.1f} (the records of the busiest lane)")
    print(f"efficiency   {busiest / seconds:.3f}")
    return 0 if adopted == options.adoptions and not twice else 1


def _calls(emulator: Background, targets: list[Target]) -> str:
    accounts = {target.account for target in targets}
    calls = [call for account in accounts for call in emulator.control.journal(account=account)]
    harmed = Counter(call["fault"] for call in calls if call["fault"])
    return f"{len(calls)}, of which {sum(harmed.values())} failed: {dict(sorted(harmed.items()))}"


if __name__ == "__main__":
    sys.exit(main())
