"""The first preview of new adoptions, over a network that takes 100 ms for each AWS call, and without one."""

from collections.abc import Iterator

from benchmarks import emulated, measure, programs
from benchmarks.rows import Row, Session, at_most, benchmark
from benchmarks.stack import Ran, Stack, most

from catalog_emulator import Background

LATENCY = 0.1
_MOST_CALLS = at_most(1040)
_WITHOUT, _WITH = "without", "with"


@benchmark("first-preview")
def first_preview(session: Session) -> Iterator[Row]:
    """Seconds and AWS calls of a preview that adopts 1,000 stacks, with latency over without."""
    count = 1000
    with Background("--record-seconds", "0") as emulator:
        folder = session.fresh("first-preview")
        for number, provider in enumerate(programs.OURS):
            stacks = {}
            for offset, network in enumerate((_WITHOUT, _WITH), 1):
                account = f"{2 * number + offset:012d}"
                parent = folder / network / provider
                parent.mkdir(parents=True)
                stacks[network] = Stack.empty(provider, account, parent, emulator.control)
                emulated.fill(emulator.url, account, count)
                programs.write(provider, count, stacks[network].folder)
                if network == _WITH:
                    emulator.control.add_fault("delay", account=account, seconds=LATENCY, times=None)
            previews = {network: lambda stack=stack: stack.measured("preview") for network, stack in stacks.items()}
            yield from _rows(provider, count, measure.in_turn(previews, session.runs if session.full else 1))


def _rows(provider: str, count: int, runs: dict[str, list[Ran]]) -> Iterator[Row]:
    without = [ran.usage.seconds for ran in runs[_WITHOUT]]
    yield Row(what="first preview", subject=provider, size=count, unit="s", values=without)
    yield Row(
        what=f"first preview, {LATENCY * 1000:.0f} ms a call",
        subject=provider,
        size=count,
        unit="s",
        values=[ran.usage.seconds for ran in runs[_WITH]],
        over=without,
        goal=at_most(1.5, ratio=True),
    )
    yield Row(
        what="first preview",
        subject=provider,
        size=count,
        unit="AWS calls",
        values=[ran.calls.total() for ran in runs[_WITH]],
        goal=_MOST_CALLS,
        note=", ".join(f"{operation} {times}" for operation, times in most(runs[_WITH])),
    )
