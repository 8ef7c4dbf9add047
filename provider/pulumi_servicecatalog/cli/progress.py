"""How far long work is: a bar on a terminal, and a line for each step elsewhere. Both are on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from pulumi_servicecatalog.cli import layout, terminal
from pulumi_servicecatalog.model import display


class Step(Protocol):
    """Says that a step has been done."""

    def __call__(self, text: str, *, failed: bool, note: str = "") -> None:
        """Say it.

        Args:
            text: what was done.
            failed: whether it stays to be read.
            note: what the work has come to by now, which stands beside the bar.

        """


@contextmanager
def progress(work: str, done: int, of: int) -> Iterator[Step]:
    """Show how far work is, until the block ends.

    Args:
        work: what is done.
        done: how many steps an earlier run has done.
        of: how many steps there are.

    """
    with (_bar if terminal.is_terminal(sys.stderr) else _lines)(work, done, of) as step:
        yield step


@contextmanager
def _lines(work: str, done: int, of: int) -> Iterator[Step]:  # noqa: ARG001 - each line says it
    number = done

    def step(text: str, *, failed: bool, note: str = "") -> None:  # noqa: ARG001 - all lines are read alike
        nonlocal number
        number += 1
        layout.complain(f"{number} of {max(of, number)}: {text}")

    yield step


@contextmanager
def _bar(work: str, done: int, of: int) -> Iterator[Step]:
    from rich import progress as bars  # noqa: PLC0415 - as in `layout.console`

    columns = (
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeElapsedColumn(),
        bars.TextColumn("left", style=layout.ASIDE),
        bars.TimeRemainingColumn(),
        bars.TextColumn("{task.fields[note]}", markup=False),
        bars.TextColumn("{task.fields[last]}", markup=False, style=layout.ASIDE),
    )
    with bars.Progress(*columns, console=layout.console(sys.stderr), transient=True) as shown:
        number = done
        task = shown.add_task(work, total=max(of, done), completed=done, last="", note="")

        def step(text: str, *, failed: bool, note: str = "") -> None:
            nonlocal number
            number += 1
            if failed:
                layout.complain(text)
            last = "" if failed else display.line(text)
            shown.update(task, completed=number, total=max(of, number), last=last, note=note)

        yield step
