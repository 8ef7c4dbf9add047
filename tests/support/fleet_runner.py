"""A runner in the main thread, whose ledger is a list and whose work is a function of a test."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pulumi_servicecatalog.fleet.executors import MainThread
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.ledger import Ledger
from pulumi_servicecatalog.fleet.result import Result
from pulumi_servicecatalog.fleet.run import Workers
from pulumi_servicecatalog.fleet.runner import Runner
from pulumi_servicecatalog.fleet.shard_work import Request
from support.fleet import BEGINNING


class Clock:
    """Tells a second more each time."""

    def __init__(self) -> None:
        self._now = BEGINNING

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def runner(
    work: Callable[[Request], Result],
    *,
    written: list[Line] | None = None,
    earlier: list[Line] | None = None,
    ledger: Ledger | None = None,
    write: Callable[[Line], None] | None = None,
    stopping: Callable[[], str] = str,
    lost: tuple[type[BaseException], ...] = (),
) -> Runner:
    """Return a runner in the main thread, whose ledger is a list."""
    return Runner(
        workers=Workers(executor=MainThread(), at_once=1, lost=lost),
        work=work,
        run="run-1",
        ledger=ledger or Ledger.of(earlier or []),
        write=write or (written if written is not None else []).append,
        now=Clock(),
        stopping=stopping,
    )
