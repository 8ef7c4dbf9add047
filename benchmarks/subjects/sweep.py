"""`catalogctl discover` over an organization, with the latency of a real network on every AWS call."""

import sys
from collections.abc import Iterator

from benchmarks import emulated, measure
from benchmarks.rows import Row, Session, at_most, benchmark

from catalog_emulator import Background
from catalog_emulator.sample_fleet.plan import MASTER

_LATENCY = 0.05  # seconds of every AWS call
_STACKS_OF_AN_ACCOUNT = 60  # 30 in each of two Regions
_AT_ONCE = 64


@benchmark("sweep")
def sweep(session: Session) -> Iterator[Row]:
    """An organization of 20 accounts (1,000 with --full) in two Regions: AWS calls a stack, time, memory."""
    accounts = 1000 if session.full else 20
    folder = session.fresh("sweep")
    with Background("--sample-fleet", str(accounts), "--latency", str(_LATENCY)) as emulator:
        emulator.control.forget_journal()
        inventory = folder / "inventory.jsonl"
        where = ["--organization", "--role-name", "Reader", "--region", "eu-west-1", "--region", "us-east-1"]
        discover = ["discover", *where, "--parallel", str(_AT_ONCE), "--out", str(inventory), "--json"]
        used = measure.tree(
            [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *discover],
            folder=folder,
            environment=emulated.environment(emulator.url, MASTER, folder),
        )
        calls = emulator.control.forget_journal()
    stacks = accounts * _STACKS_OF_AN_ACCOUNT
    what = f"discover over {2 * accounts:,} accounts and Regions, 50 ms on every AWS call"
    serial = calls * _LATENCY
    yield Row(
        what=what, subject="provider", size=stacks, unit="AWS calls a stack", values=[calls / stacks], goal=at_most(1.2)
    )
    yield Row(
        what=what,
        subject="provider",
        size=stacks,
        unit="s",
        values=[used.seconds],
        over=[serial],
        note=f"over {serial:,.0f} s, the calls one after another",
    )
    yield Row(
        what=what,
        subject="provider",
        size=stacks,
        unit="MiB",
        values=[max(used.memory.values()) / 1024],
        goal=at_most(1536),
    )
