"""A fleet on one machine: what more workers bring, what a rollout takes, and entering an account beside other ways."""

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
    accounts = 20 if session.full else 4
    shards = accounts * len(REGIONS)
    what = f"discover over {shards} accounts and Regions, 50 ms a call"
    with Background("--sample-fleet", str(accounts), "--latency", str(_LATENCY)) as emulator:
        folder = session.fresh("workers")
        environment = emulated.environment(emulator.url, MASTER, folder)
        serial = 0.0
        for number in _WORKERS if session.full else _WORKERS[:4]:
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
                goal=at_least(0.8) if session.full and number <= _LIMITED_BY_LATENCY else None,
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


@benchmark("rollout", full=True)
def rollout(session: Session) -> Iterator[Row]:
    """`catalogctl rollout` at 50 ms a call: efficiency of 1, 2 and 4 workers, CPU of 200 Pulumi stacks, memory."""
    what = "rollout: up, and a second look"
    serial = 0.0
    for workers in (1, 2, 4) if session.full else (1, 2):
        used, shards = _rolled_out(session, accounts=4 if session.full else 1, workers=workers)
        serial = serial or used.seconds
        yield Row(
            what=what,
            subject=f"{workers} worker{'s' * (workers > 1)}",
            size=shards,
            unit="efficiency",
            values=[serial / workers / used.seconds],
            note=f"{used.seconds:.0f} s, {used.cpu / shards:.1f} s CPU a shard",
        )
    used, shards = _rolled_out(session, accounts=100 if session.full else 2, workers=4)
    yield Row(what=what, subject="4 workers", size=shards, unit="CPU s a shard", values=[used.cpu / shards])
    memory = used.memory["other"] / 1024
    yield Row(what=what, subject="4 workers", size=shards, unit="MiB", values=[memory], goal=at_most(1024))


def _rolled_out(session: Session, *, accounts: int, workers: int) -> tuple[measure.Usage, int]:
    """Write the project of a fleet, and roll it out; return what that took, and how many Pulumi stacks it has."""
    folder = session.fresh("rollout")
    arguments = ("--sample-fleet", str(accounts), "--latency", str(_LATENCY), "--record-seconds", "0")
    with Background(*arguments) as emulator:
        environment = {
            **emulated.environment(emulator.url, MASTER, folder),
            "PULUMI_HOME": str(folder),
            "PULUMI_BACKEND_URL": folder.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "any",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1",
        }

        def catalogctl(*command: str) -> measure.Usage:
            started = [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *command]
            return measure.tree(started, folder=folder, environment=environment)

        role = "--role-name=OrganizationAccountAccessRole"
        catalogctl("discover", "--organization", role, *(f"--region={region}" for region in REGIONS), "--json")
        catalogctl("generate", "inventory.jsonl", "--out", "project", role, "--layout", "account")
        shards = len(list((folder / "project").glob("Pulumi.*.yaml")))
        command = ("rollout", "project", "--yes", "--json", "--waves", "100%", "--workers", str(workers))
        return catalogctl(*command), shards
