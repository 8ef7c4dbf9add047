"""Renders docs/explanation/scale.md: what a fleet of thousands of accounts takes, by arithmetic.

What one account and Region takes was measured, by the rows of `make bench` that are named beside each figure; what is
assumed of AWS says so. The arithmetic is this file: for another fleet, change `FLEET` and run it.
"""

from dataclasses import dataclass
from math import ceil
from typing import Any

from pulumi_servicecatalog.model.limits import DEFAULTS

_HOUR = 3600  # seconds
_GIB = 2**30  # bytes


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """What there is. A shard is an account in a Region."""

    accounts: int
    regions: int
    stacks: int
    products_of_a_shard: float
    versions_of_a_shard: float
    adoptable: float  # share of the stacks
    read: float  # share of the stacks whose template is read

    @property
    def shards(self) -> int:
        """Return how many accounts and Regions there are."""
        return self.accounts * self.regions


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What was measured on one core, and what is assumed of the way to AWS."""

    latency: float = 0.1  # seconds a call; assumed, across the world
    cpu_of_a_scan: float = 0.155  # CPU seconds a shard of 30 stacks: `make bench ARGS="--only workers"`
    cpu_of_a_rollout: float = 11.0  # CPU seconds a shard, of all processes: `make bench ARGS="--only rollout"`
    memory_of_a_command: int = 410 * 2**20  # bytes, of all processes of a Pulumi command
    bytes_of_a_line: int = 1000  # of a stack in the inventory
    record: float = 15.0  # seconds of an import's record; assumed
    price_of_a_core: float = 0.05  # US dollars an hour; assumed


FLEET = Fleet(
    accounts=10_000,
    regions=20,
    stacks=2_000_000,
    products_of_a_shard=2,
    versions_of_a_shard=6,
    adoptable=0.25,
    read=0.57,
)
MACHINE = Machine()
STS_A_SECOND = next(int(limit.rate or 0) for limit in DEFAULTS if limit.name == "assume-role")
"""Calls of AssumeRole a second in the hub that are counted on: the default, which `--limits` replaces."""

_ONCE_A_SHARD = 5
"""GetCallerIdentity, SearchProvisionedProducts, SearchProductsAsAdmin, SearchProducts, DescribeStacks."""
_OF_A_PRODUCT = 3  # ListProvisioningArtifacts, ListLaunchPaths, SimulatePrincipalPolicy
_OF_A_VERSION = 2  # DescribeProvisioningArtifact, and the template
_PAGE = 100
_COMMANDS = 3
"""Of Pulumi for each account and Region in a rollout: a preview, the update, a second look."""
_LINES_OF_A_SHARD = 3  # of the ledger: begun, updated, looked at again
_BYTES_OF_A_LEDGER_LINE = 400
_CALLS_OF_AN_ADOPTION = 7
"""Two templates, the import, a search, and three looks at its record."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What it comes to."""

    calls_of_a_scan: float
    scan_in_turn: float  # seconds
    scan_cpu: float  # seconds
    inventory: float  # bytes
    adoptions: float
    calls_of_adopting: float
    longest_lane: float  # seconds
    rollout_cpu: float  # seconds
    assuming: float  # seconds


def figures(fleet: Fleet, machine: Machine) -> Figures:
    """Do the arithmetic."""
    stacks_of_a_shard = fleet.stacks / fleet.shards
    pages = 2 * (ceil(stacks_of_a_shard / _PAGE) - 1)
    of_a_shard = (
        _ONCE_A_SHARD
        + pages
        + _OF_A_PRODUCT * fleet.products_of_a_shard
        + _OF_A_VERSION * fleet.versions_of_a_shard
        + fleet.read * stacks_of_a_shard
    )
    calls = fleet.accounts + fleet.shards * of_a_shard  # each account is entered once by AssumeRole
    adoptions = fleet.adoptable * fleet.stacks
    return Figures(
        calls_of_a_scan=calls,
        scan_in_turn=calls * machine.latency,
        scan_cpu=fleet.shards * machine.cpu_of_a_scan,
        inventory=fleet.stacks * machine.bytes_of_a_line,
        adoptions=adoptions,
        calls_of_adopting=adoptions * _CALLS_OF_AN_ADOPTION,
        longest_lane=adoptions / fleet.shards * machine.record,
        rollout_cpu=fleet.shards * machine.cpu_of_a_rollout,
        assuming=_COMMANDS * fleet.shards / STS_A_SECOND,
    )


def _rows(cores: int, workers: int) -> list[tuple[str, str]]:
    of = figures(FLEET, MACHINE)
    scan = max(of.scan_in_turn / workers, of.scan_cpu / cores)
    rollout = max(of.rollout_cpu / cores, of.assuming)
    at_once = 3 * cores  # they wait for AWS most of the time
    return [
        ("accounts and Regions (shards)", f"{FLEET.shards:,}"),
        (
            "calls of `discover`",
            f"{of.calls_of_a_scan / 1e6:.1f} million, {of.calls_of_a_scan / FLEET.stacks:.2f} a stack",
        ),
        ("one call after another", f"{of.scan_in_turn / _HOUR:,.0f} hours"),
        ("CPU of `discover`", f"{of.scan_cpu / _HOUR:.1f} hours of one core"),
        (f"`discover` with {workers} at once on {cores} cores", f"{scan / _HOUR:.1f} hours"),
        (
            f"AssumeRole of the rollout, {STS_A_SECOND} a second in one account",
            f"{of.assuming / _HOUR:.1f} hours at least",
        ),
        ("the inventory", f"{of.inventory / _GIB:.1f} GiB on disk"),
        ("adoptions", f"{of.adoptions:,.0f}, with {of.calls_of_adopting / 1e6:.1f} million calls"),
        ("a lane, one import after another", f"{of.longest_lane:.0f} seconds on average"),
        ("CPU of a rollout: preview, up, preview again", f"{of.rollout_cpu / _HOUR:,.0f} hours of one core"),
        (f"a rollout on {cores} cores", f"{rollout / _HOUR:.1f} hours"),
        ("its cost in computing", f"{of.rollout_cpu / _HOUR * MACHINE.price_of_a_core:,.0f} US dollars"),
        (f"memory of {at_once} Pulumi commands at once", f"{at_once * MACHINE.memory_of_a_command / _GIB:.0f} GiB"),
    ]


_HEAD = """# How far it goes

<!-- Generated by `make generate` from tools/generate/scale_page.py, which is the arithmetic; do not edit. -->

{accounts:,} accounts, {regions} Regions, {stacks:,} stacks: nobody has run that here. This page is what it comes to by
arithmetic, from what one account and Region takes ([benchmarks](../../benchmarks/README.md)) and from what is assumed:
{latency} s for each AWS call, {record} s for the record of an import, {products:g} products with {versions:g} versions
in each account and Region, {adoptable:.0%} of the stacks adoptable. For another fleet, change `FLEET` in
[scale_page.py](../../tools/generate/scale_page.py) and run `make generate`.

| what | it takes |
|---|---|
"""

_TAIL = """
## What breaks first, and what then

1. **CPU of Pulumi's processes.** A Pulumi command is a CLI, a language host, a program and a provider. Those of a
   rollout come to about {rollout:g} CPU seconds for each account and Region, however little there is to do. A scan
   takes a small part of that. So the rollout is what needs more machines: a Dask cluster, or `catalogctl fleet run` in
   a CI matrix or a batch service.
2. **AssumeRole.** A scan enters each account once for all of its Regions. The Pulumi commands of a rollout are
   processes of their own, and each enters its account by a call in the one account that all roles trust. More workers
   do not help against its quota: the processes of a machine keep to `--limits` together, {rate} calls a second by
   default, so that a cluster of several machines needs a share of it in the limits of each.
3. **Reading the inventory back.** `discover` writes each line as it goes, but the summary, `propose` and `generate`
   read the whole file: {inventory:.1f} GiB of lines do not fit in the memory of a small machine. Run them for each
   organizational unit.
4. **The lanes** do not break: AWS imports one stack at a time in an account and Region, and a lane of this fleet has
   {lane:.0f} seconds of imports. A single account with thousands of stacks is another matter: 2,000 imports of
   {record:g} seconds are {longest:.1f} hours, on any number of machines.
5. **AWS's limits for each account and Region** are not reached: one worker reads a shard, by {calls:.0f} calls, one
   after another.

6. **A ledger in S3** is written line by line, {lines:,} of them, one after another: at 50 ms each {written:.1f} hours.
   Objects of 500 lines keep what is sent again at {sent:.0f} GiB.

Service Catalog, CloudFormation, STS and IAM ask nothing for these calls. What costs is computing, as above.
"""


def render(_schema: dict[str, Any]) -> str:
    """Return the whole page."""
    of = figures(FLEET, MACHINE)
    head = _HEAD.format(
        accounts=FLEET.accounts,
        regions=FLEET.regions,
        stacks=FLEET.stacks,
        latency=MACHINE.latency,
        record=f"{MACHINE.record:g}",
        products=FLEET.products_of_a_shard,
        versions=FLEET.versions_of_a_shard,
        adoptable=FLEET.adoptable,
    )
    lines = FLEET.shards * _LINES_OF_A_SHARD
    tail = _TAIL.format(
        rollout=MACHINE.cpu_of_a_rollout,
        regions=FLEET.regions,
        inventory=of.inventory / _GIB,
        lane=of.longest_lane,
        record=MACHINE.record,
        longest=2000 * MACHINE.record / _HOUR,
        calls=of.calls_of_a_scan / FLEET.shards,
        rate=STS_A_SECOND,
        lines=lines,
        written=lines * 0.05 / _HOUR,
        sent=lines * 250 * _BYTES_OF_A_LEDGER_LINE / _GIB,
    )
    return head + "".join(f"| {what} | {takes} |\n" for what, takes in _rows(cores=64, workers=512)) + tail
