"""`python -m catalog_emulator.sample_fleet`: say what is in the fleet, a line of JSON for each stack."""

from __future__ import annotations

import argparse
import json
import sys

from catalog_emulator.sample_fleet import plan


def main() -> int:
    """Write the lines; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m catalog_emulator.sample_fleet",
        description="List the stacks of the fleet that `python -m catalog_emulator --sample-fleet` starts with, each "
        "with the verdict that a reader of its account should come to.",
    )
    parser.add_argument("--accounts", type=int, default=plan.Size().accounts, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=plan.Size().seed, help="another seed is another fleet")
    options = parser.parse_args()
    for shard in plan.shards(plan.Size(accounts=options.accounts, seed=options.seed)):
        for stack in shard.stacks:
            line = {
                "account": shard.account.id,
                "region": shard.region,
                "stack": stack.name,
                "verdict": stack.verdict,
                "reason": stack.reason or None,
                "product": stack.product or None,
                "version": f"v{stack.version}" if stack.version else None,
            }
            sys.stdout.write(json.dumps(line) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
