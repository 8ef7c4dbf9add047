"""Hundreds of adoptions over several accounts and Regions, while a part of all calls fails.

    python -m benchmarks.soak --adoptions 500 --sites 5 --faults 0.05

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

from benchmarks.soak.account import Place
from benchmarks.soak.run import adopt_all

from catalog_emulator.background import Background


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--adoptions", type=int, default=500)
    parser.add_argument("--sites", type=int, default=5, help="accounts and Regions (default: 5)")
    parser.add_argument("--faults", type=float, default=0.0, metavar="PART", help="of all calls (default: 0)")
    parser.add_argument("--record-seconds", type=float, default=1.0, metavar="S", help="of each import (default: 1)")
    parser.add_argument("--threads", type=int, default=10, help="for each site (default: 10)")
    parser.add_argument("--seed", type=int, default=1, help="of the faults")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        with Background("--record-seconds", str(options.record_seconds)) as emulator:
            return _soak(emulator, Path(folder), options)


def _soak(emulator: Background, folder: Path, options: argparse.Namespace) -> int:
    places = [Place.numbered(number, emulator.url) for number in range(options.sessions)]
    Place.write_profiles(places, folder)
    shares = [len(range(number, options.adoptions, options.sessions)) for number in range(options.sessions)]
    for place, share in zip(places, shares, strict=True):
        place.fill(share)
    for place in places if options.faults else ():
        place.harm(emulator.control, options.faults, seed=options.seed)
    seconds, runs = adopt_all(places, shares, threads=options.threads)
    emulator.control.remove_faults()

    observed = [place.observed() for place in places]
    adopted = sum(len(set(names)) for names in observed)
    twice = sum(len(names) - len(set(names)) for names in observed)
    busiest = max(place.seconds_of_records() for place in places)
    print(f"adopted      {adopted} of {options.adoptions}, {twice} twice")
    print(f"runs         {dict(sorted(Counter(runs).items()))} (how many adoptions took how many runs)")
    print(f"calls        {_calls(emulator, places)}")
    print(f"seconds      {seconds:.1f}")
    print(f"serial       {busiest:.1f} (the records of the busiest lane)")
    print(f"efficiency   {busiest / seconds:.3f}")
    return 0 if adopted == options.adoptions and not twice else 1


def _calls(emulator: Background, places: list[Place]) -> str:
    calls = [
        call for account in {each.account for each in places} for call in emulator.control.journal(account=account)
    ]
    harmed = Counter(call["fault"] for call in calls if call["fault"])
    return f"{len(calls)}, of which {sum(harmed.values())} failed: {dict(sorted(harmed.items()))}"


if __name__ == "__main__":
    sys.exit(main())
