"""Commands that change nothing, over the provider that does nothing, and beside one that reads each resource."""

from collections.abc import Callable, Iterator, Mapping

from benchmarks import measure, programs
from benchmarks.rows import Goal, Row, Session, at_most, benchmark
from benchmarks.stack import Ran, Stack, most

from catalog_emulator import Background

_COMMANDS: Mapping[str, tuple[tuple[str, ...], Goal]] = {
    "preview": (("preview", "--expect-no-changes"), at_most(1.2, ratio=True)),
    "up": (("up", "--yes"), at_most(1.2, ratio=True)),
    "refresh": (("refresh", "--yes"), at_most(1.5, ratio=True)),
    "preview of destroy": (("destroy", "--preview-only"), at_most(1.2, ratio=True)),
}
_MOST_CALLS = at_most(13)
_MOST_MEMORY = at_most(55)


@benchmark("nothing-to-do")
def nothing_to_do(session: Session) -> Iterator[Row]:
    """CPU and AWS calls of preview, up, refresh and preview of destroy; memory of a program."""
    memory: dict[str, dict[int, int]] = {}
    for count in (100, 1000, 3000) if session.full else (100, 1000):
        commands = _COMMANDS if count == 1000 else {"preview": _COMMANDS["preview"]}
        with Background("--record-seconds", "0") as emulator:
            folder = session.fresh("nothing-to-do")
            stacks = {
                provider: Stack.adopted(provider, count, f"{number:012d}", folder, emulator.control)
                for number, provider in enumerate(programs.PROGRAMS, 1)
            }
            for what, (command, goal) in commands.items():
                runs = measure.in_turn(_measured(stacks, *command), session.runs)
                yield from _rows(what, count, runs, goal)
                if what == "preview":
                    for provider, ran in runs.items():
                        most_memory = min(one.usage.memory["program"] for one in ran)
                        memory.setdefault(provider, {})[count] = most_memory
    yield from _memory(memory)


def _measured(stacks: Mapping[str, Stack], *command: str) -> dict[str, Callable[[], Ran]]:
    return {provider: lambda stack=stack: stack.measured(*command) for provider, stack in stacks.items()}


def _rows(what: str, count: int, runs: Mapping[str, list[Ran]], goal: Goal) -> Iterator[Row]:
    idle = [ran.usage.cpu for ran in runs[programs.IDLE]]
    for provider, ran in runs.items():
        yield Row(
            what=f"{what}, nothing to do",
            subject=provider,
            size=count,
            unit="CPU s",
            values=[one.usage.cpu for one in ran],
            over=[] if provider == programs.IDLE else idle,
            goal=goal if provider in programs.OURS and count >= 1000 else None,
            note=_roles(ran),
        )
    for provider in (programs.ONE_BY_ONE, *programs.OURS):
        yield Row(
            what=f"{what}, nothing to do",
            subject=provider,
            size=count,
            unit="AWS calls",
            values=[one.calls.total() for one in runs[provider]],
            goal=_MOST_CALLS if (what, count) == ("preview", 1000) and provider in programs.OURS else None,
            note=", ".join(f"{operation} {times}" for operation, times in most(runs[provider])),
        )


def _roles(runs: list[Ran]) -> str:
    """Return the CPU seconds by role, of the least run."""
    least = min(runs, key=lambda ran: ran.usage.cpu).usage.roles
    return ", ".join(f"{role} {least[role]:.1f}" for role in ("engine", "program", "provider") if role in least)


def _memory(memory: Mapping[str, Mapping[int, int]]) -> Iterator[Row]:
    """Return what a resource adds to a program: the difference of the largest and the smallest."""
    for provider, by_count in memory.items():
        few, many = min(by_count), max(by_count)
        yield Row(
            what="memory of the program, a resource",
            subject=provider,
            size=many,
            unit="KiB",
            values=[(by_count[many] - by_count[few]) / (many - few)],
            goal=_MOST_MEMORY if provider in programs.OURS else None,
        )
