"""Whose is the lock of a Pulumi stack, or what an update has left in it: a killed run of ours, or anybody else's."""

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

_HOLDER: Final = re.compile(r"created by (?P<user>.+)@(?P<host>\S+) \(pid (?P<pid>\d+)\) at (?P<at>\S+)")
_CLOCK: Final = timedelta(seconds=1)
"""Pulumi writes the time of a lock without fractions of a second."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Machine:
    """Where a process runs, and as whom."""

    host: str
    user: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What the ledger says of a shard that was begun and not finished: since when, by which run."""

    run: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """The process that a lock names."""

    machine: Machine
    pid: int
    at: datetime

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the process that Pulumi's message on a lock names; None where its backend names none."""
        match = _HOLDER.search(text)
        if match is None:
            return None
        try:
            at = datetime.fromisoformat(match["at"].rstrip(".,;"))
        except ValueError:
            return None
        machine = Machine(host=match["host"], user=match["user"])
        return cls(machine=machine, pid=int(match["pid"]), at=at)

    def __str__(self) -> str:
        return f"{self.machine.user}@{self.machine.host}, process {self.pid}, since {self.at.isoformat()}"


class Step(enum.Enum):
    """What to do about a lock."""

    CLEAR = "clear"
    WAIT = "wait"


def step(holder: Holder | None, claim: Claim | None, here: Machine, running: Callable[[int], bool]) -> Step:
    """Return what to do about a lock.

    Args:
        holder: the process that has it, as far as the backend says.
        claim: what the ledger says of an earlier try of this shard.
        here: this machine.
        running: tells whether a process of this machine runs.

    Returns:
        CLEAR only for a lock that was taken after our run had begun the shard, by a process of this machine and user
        that no longer runs.

    """
    if holder is None or claim is None or holder.machine != here:
        return Step.WAIT
    ours = holder.at >= claim.at - _CLOCK and not running(holder.pid)
    return Step.CLEAR if ours else Step.WAIT
