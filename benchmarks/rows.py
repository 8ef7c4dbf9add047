"""What benchmarks yield, and which there are. The table and the JSON document are made of these rows.

A benchmark is a generator of rows in a module of benchmarks/subjects/, which are found by themselves:

    @benchmark("lanes")
    def lanes(session: Session) -> Iterator[Row]:
        '''How much of its time a lane imports.'''
        with Background("--record-seconds", "0.5") as emulator:
            values = [adopt(emulator) for _ in range(session.runs)]
        yield Row(what="lane, records of 0.5 s", subject="1 lane", size=40, unit="of serial", values=values,
                  goal=at_least(0.95))

`@benchmark("lanes", full=True)` leaves one to `make bench ARGS=--full`; `session.full` lets one do less without it.
A row that is compared with another has as `over` what that one gave in the same runs, and `ratio=True` in its goal:

    Row(..., values=plugin, over=idle, goal=at_most(1.2, ratio=True))

`benchmarks.measure` has what measures: CPU of a tree of processes, calls from the emulator's journal, exponents.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a figure should be: `value` is the most of it, or the least. With `ratio` it is about the ratio."""

    value: float
    least: bool = False
    ratio: bool = False

    def met_by(self, figure: float) -> bool:
        return figure >= self.value if self.least else figure <= self.value

    def __str__(self) -> str:
        return f"{'>=' if self.least else '<='} {self.value:g}{' x' if self.ratio else ''}"


def at_most(value: float, *, ratio: bool = False) -> Goal:
    return Goal(value=value, ratio=ratio)


def at_least(value: float, *, ratio: bool = False) -> Goal:
    return Goal(value=value, least=True, ratio=ratio)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure: what was done, by what, to how many, and what each run gave.

    `over` has the values of what it is compared with, run by run: the runs were made in turn. `note` is short.
    """

    what: str
    subject: str
    values: Sequence[float]
    unit: str
    size: int | None = None
    over: Sequence[float] = ()
    goal: Goal | None = None
    note: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def ratios(self) -> list[float]:
        """Return the ratio of each run, least first."""
        return sorted(value / other for value, other in zip(self.values, self.over, strict=True)) if self.over else []

    @property
    def ratio(self) -> float | None:
        return statistics.median(self.ratios) if self.over else None

    @property
    def met(self) -> bool | None:
        """Return whether the goal is met, by the medians; None where there is none."""
        if self.goal is None:
            return None
        figure = self.ratio if self.goal.ratio else self.median
        return None if figure is None else self.goal.met_by(figure)

    def as_dict(self) -> dict[str, Any]:
        """Return the row for the JSON document: figures as they are, and what follows from them."""
        return {
            "what": self.what,
            "subject": self.subject,
            "size": self.size,
            "unit": self.unit,
            "n": len(self.values),
            "values": list(self.values),
            "least": min(self.values),
            "median": self.median,
            "most": max(self.values),
            "over": list(self.over),
            "ratios": self.ratios,
            "ratio": self.ratio,
            "goal": str(self.goal) if self.goal else None,
            "met": self.met,
            "note": self.note,
        }


@dataclass(frozen=True, kw_only=True)
class Session:
    """What all benchmarks of one invocation share. `folder` is temporary."""

    folder: Path
    full: bool = False
    runs: int = 3

    def fresh(self, name: str) -> Path:
        """Return a new folder."""
        folder = self.folder / f"{name}-{sum(1 for _ in self.folder.iterdir())}"
        folder.mkdir()
        return folder


Rows = Callable[[Session], Iterator[Row]]


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    name: str
    rows: Rows
    full: bool


BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(name: str, *, full: bool = False) -> Callable[[Rows], Rows]:
    """Register a generator of rows; with `full` it is left to --full."""

    def register(rows: Rows) -> Rows:
        BENCHMARKS[name] = Benchmark(name=name, rows=rows, full=full)
        return rows

    return register
