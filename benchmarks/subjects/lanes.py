"""How much of its time the lane of an account and Region imports: what AWS's records took, over the time of it all."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.adopting import adopt_all
from benchmarks.memory import MemoryGateway, spec
from benchmarks.rows import Row, Session, at_least, benchmark
from benchmarks.targets import Target, credentials

from catalog_emulator import Background
from pulumi_servicecatalog.reconcile import imported

_CASES = ((1, 40, 0.5, 0.95), (1, 8, 5.0, 0.98), (4, 15, 0.5, 0.9))
"""Lanes, adoptions in each, seconds of each record, and the goal: a part of the serial minimum."""


@benchmark("lanes")
def lanes(session: Session) -> Iterator[Row]:
    """Part of the serial minimum, with records of 0.5 s and 5 s, by AWS's clock and by one that nothing holds up."""
    for count, adoptions, seconds, goal in _CASES:
        values = [_busy(session, count, adoptions, seconds) for _ in range(session.runs)]
        yield Row(
            what=f"lanes side by side, records of {seconds:g} s" if count > 1 else f"lane, records of {seconds:g} s",
            subject=f"{count} lane{'s' if count > 1 else ''}",
            size=count * adoptions,
            unit="of serial, AWS's clock",
            values=values,
            goal=at_least(goal * count),
        )
    for what, lasting in _LASTING.items():
        yield Row(
            what=f"lane, records of {what}",
            subject="1 lane",
            size=_PACED,
            unit="of serial, no machine",
            values=[_paced(lasting(random.Random(seed))) for seed in range(session.runs)],
            goal=at_least(0.95),
        )


@benchmark("lanes-with-faults", full=True)
def lanes_with_faults(session: Session) -> Iterator[Row]:
    """500 adoptions in 5 accounts and Regions, while one call in twenty fails in one of nine ways."""
    with Background("--record-seconds", "1") as emulator, credentials(session.fresh("lanes")) as folder:
        targets = _filled(emulator, 5, 100, folder)
        for target in targets:
            target.harm(emulator.control, 0.05, seed=1)
        seconds, runs = adopt_all(targets, [100] * 5, threads=10)
        emulator.control.remove_faults()
        observed = [target.observed() for target in targets]
        busiest = max(sum(ended - began for began, ended in target.records()) for target in targets)
    adopted = sum(len(set(names)) for names in observed)
    twice = sum(len(names) - len(set(names)) for names in observed)
    note = f"{adopted} adopted, {twice} twice; adoptions by the runs they took: {dict(sorted(Counter(runs).items()))}"
    yield Row(
        what="lanes, one call in 20 fails",
        subject="5 lanes",
        size=500,
        unit="of serial",
        values=[busiest / seconds],
        note=note,
    )


def _filled(emulator: Background, count: int, adoptions: int, folder: Path) -> list[Target]:
    targets = [Target.numbered(number, emulator.url) for number in range(count)]
    Target.write_profiles(targets, folder)
    for target in targets:
        target.fill(adoptions)
    return targets


def _busy(session: Session, count: int, adoptions: int, seconds: float) -> float:
    """Return how many records were under way on average, from the first one's begin to the last one's end."""
    with Background("--record-seconds", str(seconds)) as emulator, credentials(session.fresh("lanes")) as folder:
        targets = _filled(emulator, count, adoptions, folder)
        adopt_all(targets, [adoptions] * count, threads=10)
        records = [record for target in targets for record in target.records()]
    began, ended = min(first for first, _ in records), max(last for _, last in records)
    return sum(last - first for first, last in records) / (ended - began)


_PACED = 100
_LASTING: dict[str, Callable[[random.Random], Callable[[], float]]] = {
    "0.5 s": lambda _random: lambda: 0.5,
    "5 s": lambda _random: lambda: 5.0,
    "20 to 40 s": lambda source: lambda: source.uniform(20.0, 40.0),
    "30 s, one in ten 90 s": lambda source: lambda: 90.0 if source.random() < 0.1 else 30.0,
}


def _paced(lasting: Callable[[], float]) -> float:
    """Adopt one after another on a clock that only pauses move: what is lost is lost between the questions."""
    gateway = MemoryGateway(_PACED, lasting)
    session = gateway.session()
    for number in range(_PACED):
        imported.adopt(spec(f"s{number}"), session, gateway.operation())
    return gateway.busy / gateway.timer.seconds
