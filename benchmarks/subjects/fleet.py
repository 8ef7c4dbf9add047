"""A fleet on one machine: what more workers bring, and what entering an account takes beside other ways to do it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import emulated, measure
from benchmarks.entering import WAYS
from benchmarks.rows import Row, Session, at_least, at_most, benchmark

from catalog_emulator import Background
from catalog_emulator.sample_fleet import plan
from catalog_emulator.sample_fleet.plan import MASTER, REGIONS, Size

_ROOT = Path(__file__).parents[2]
_LATENCY = 0.05  # seconds of every AWS call
_WORKERS = (1, 2, 4, 8, 16, 32)
_LIMITED_BY_LATENCY = 4
"""With more workers than this the two cores are the limit: of the emulator beside, too."""


@benchmark("workers", full=True)
def workers(session: Session) -> Iterator[Row]:
    """`catalogctl discover` with 1 to 32 workers, 50 ms on every AWS call: efficiency, CPU a shard."""
    accounts = 20
    shards = accounts * len(REGIONS)
    what = f"discover over {shards} accounts and Regions, 50 ms a call"
    with Background("--sample-fleet", str(accounts), "--latency", str(_LATENCY)) as emulator:
        folder = session.fresh("workers")
        environment = emulated.environment(emulator.url, MASTER, folder)
        serial = 0.0
        for number in _WORKERS:
            where = [f"--region={region}" for region in REGIONS]
            out = str(folder / f"{number}.jsonl")
            command = ["discover", "--organization", "--role-name", "Reader", *where, "--parallel", str(number)]
            used = measure.tree(
                [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *command, "--out", out, "--json"],
                folder=folder,
                environment=environment,
            )
            serial = serial or used.seconds
            yield Row(
                what=what,
                subject=f"{number} worker{'s' * (number > 1)}",
                size=shards,
                unit="efficiency",
                values=[serial / number / used.seconds],
                goal=at_least(0.8) if number <= _LIMITED_BY_LATENCY else None,
                note=f"{used.seconds:.1f} s, {1000 * used.cpu / shards:.0f} ms CPU a shard",
            )


@benchmark("entering")
def entering(session: Session) -> Iterator[Row]:
    """Entering accounts by a role and listing their stacks: seconds and CPU a shard, beside other ways to do it."""
    size = Size(accounts=15)
    accounts = [account.id for account in plan.accounts(size) if not account.suspended]
    shards = len(accounts) * len(REGIONS)
    with Background("--sample-fleet", str(size.accounts), "--latency", str(_LATENCY)) as emulator:
        folder = session.fresh("entering")
        environment = emulated.environment(emulator.url, MASTER, folder)

        def used(way: str) -> measure.Usage:
            command = [sys.executable, "-m", "benchmarks.entering", way, "8", ",".join(REGIONS), *accounts]
            return measure.tree(command, folder=_ROOT, environment=environment)

        took = measure.in_turn({way: lambda way=way: used(way) for way in WAYS}, session.runs)
    for way, usages in took.items():
        yield Row(
            what="entering and listing, 8 at once",
            subject=way,
            size=shards,
            unit="ms CPU a shard",
            values=[1000 * usage.cpu / shards for usage in usages],
            over=[1000 * usage.cpu / shards for usage in took["threads"]],
            goal=at_most(1, ratio=True) if way == "provider" else None,
            note=f"{min(usage.seconds for usage in usages):.1f} s",
        )
