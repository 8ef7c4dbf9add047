"""A process, or a thread, that adopts stacks of the sample account as a program would.

python -m lanes.adopter payments orders
"""

import sys
import threading
from dataclasses import dataclass, field

from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.reconcile import imported
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fake_clock.account import adoption


@dataclass
class Adopter:
    """Adopts in threads of its own. `said` and `warned` are what all of them say."""

    region: str = "eu-west-1"
    sessions: SessionPool = field(default_factory=session_pool)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._cancelled = threading.Event()
        self._heard = threading.Condition()
        self._threads: list[threading.Thread] = []

    def begin(self, *names: str) -> "Adopter":
        for name in names:
            self._threads.append(threading.Thread(target=self._adopt, args=(name,), daemon=True))
            self._threads[-1].start()
        return self

    def wait_for(self, words: str) -> None:
        """Wait until one of the threads says this."""
        with self._heard:
            assert self._heard.wait_for(lambda: any(words in line for line in self.said), timeout=60), self.said

    def cancel(self) -> None:
        self._cancelled.set()

    def end(self) -> dict[str, Outcome]:
        """Wait until all are through."""
        for thread in self._threads:
            thread.join(timeout=60)
        return self.outcomes

    def _adopt(self, name: str) -> None:
        operation = Operation.lasting(
            60.0, timer=SystemTimer(self._cancelled), status=self._hear, warn=self.warned.append
        )
        session = self.sessions.at(Connection(region=self.region))
        self.outcomes[name] = imported.adopt(adoption(name), session, operation)

    def _hear(self, line: str) -> None:
        with self._heard:
            self.said.append(line)
            self._heard.notify_all()


if __name__ == "__main__":
    for item in Adopter().begin(*sys.argv[1:]).end().values():
        sys.stdout.write(f"{type(item).__name__}\n")
