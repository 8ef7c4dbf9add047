"""One account and Region: its clients, the names of what is made there, and the memory of what was made."""

from __future__ import annotations

import dataclasses
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.config import Config
from botocore.exceptions import ClientError

from catalog_emulator.probe.answer import Reply, UnansweredError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
PATIENCE = 900.0


class Clock:
    """The machine's clock. Tests have one of their own, which moves that of the emulator."""

    def now(self) -> float:
        """Return the seconds since some moment."""
        return time.monotonic()

    def pause(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)


@dataclass(frozen=True)
class Made:
    """Something that was made, and what removes it."""

    label: str
    remove: Callable[[], None]


@dataclass
class Memory:
    """What a run has made and not removed. The first scope lasts as long as the run, the last one a question."""

    scopes: list[list[Made]] = field(default_factory=lambda: [[]])
    shared: dict[Any, Any] = field(default_factory=dict)
    left: list[tuple[Made, str]] = field(default_factory=list)
    number: int = 0

    def remember(self, label: str, remove: Callable[[], None]) -> None:
        """Have something removed at the end of the scope."""
        self.scopes[-1].append(Made(label, remove))

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Remove, at the end and whatever happens, what was made inside: the newest first."""
        self.scopes.append([])
        try:
            yield
        finally:
            self.remove(self.scopes.pop())

    def remove_all(self) -> None:
        """Remove what lasted as long as the run, and try once more what could not be removed."""
        self.shared.clear()
        for scope in reversed(self.scopes):
            self.remove(scope)
        again = [made for made, _ in self.left][::-1]
        self.left.clear()
        self.remove(again)

    def remove(self, scope: list[Made]) -> None:
        """Remove what was made, the newest first; note what could not be removed."""
        while scope:
            made = scope.pop()
            try:
                made.remove()
            except Exception as error:  # noqa: BLE001  # whatever it is, the others are removed
                self.left.append((made, str(error)))


@dataclass
class Account:
    """What questions work with. Sessions are boto3's; `run` tells the names of one run from those of another."""

    session: Any
    region: str
    prefix: str = "sc-probe"
    run: str = "0"
    second_region: str | None = None
    sharing_session: Any = None
    clock: Clock = field(default_factory=Clock)
    memory: Memory = field(default_factory=Memory)
    observations: list[tuple[str, Reply]] = field(default_factory=list)
    tries_once: bool = False
    _clients: dict[Any, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        """Return a client of a service in this Region."""
        key = (service, self.region, self.tries_once)
        if key not in self._clients:
            config = Config(retries={"total_max_attempts": 1}) if self.tries_once else None
            self._clients[key] = self.session.client(service, region_name=self.region, config=config)
        return self._clients[key]

    @property
    def catalog(self) -> Any:
        """Return the client of Service Catalog."""
        return self.client("servicecatalog")

    @property
    def stacks(self) -> Any:
        """Return the client of CloudFormation."""
        return self.client("cloudformation")

    def identity(self) -> dict[str, str]:
        """Return who calls: Account and Arn."""
        if "identity" not in self._clients:
            self._clients["identity"] = self.client("sts").get_caller_identity()
        identity: dict[str, str] = self._clients["identity"]
        return identity

    def name(self) -> str:
        """Return a name that nothing else has."""
        self.memory.number += 1
        return f"{self.prefix}-{self.run}-{self.memory.number}"

    def elsewhere(self) -> Account:
        """Return the same account in the second Region.

        Raises:
            UnansweredError: there is none.
        """
        if self.second_region is None:
            raise UnansweredError("needs a second Region (--second-region)")
        return dataclasses.replace(self, region=self.second_region)

    def sharer(self) -> Account:
        """Return the account that shares portfolios with this one.

        Raises:
            UnansweredError: there is none.
        """
        if self.sharing_session is None:
            raise UnansweredError("needs an account that shares a portfolio (--sharing-profile)")
        return dataclasses.replace(self, session=self.sharing_session, sharing_session=None, _clients={})

    def once(self, key: Any, make: Callable[[], T]) -> T:
        """Return what is made once in a run and used, unchanged, by several questions."""
        memory, key = self.memory, (self.region, key)
        if key not in memory.shared:
            memory.scopes.append(memory.scopes[0])
            try:
                memory.shared[key] = make()
            finally:
                memory.scopes.pop()
        value: T = memory.shared[key]
        return value

    def ask(self, service: str, operation: str, **arguments: Any) -> Reply:
        """Call AWS, and return what it says; a refusal is a reply as well."""
        client = self.client(service)
        about = {"operation": client.meta.method_to_api_mapping[operation], "region": self.region}
        try:
            document = getattr(client, operation)(**arguments)
        except ClientError as refused:
            error = refused.response["Error"]
            request_id = str(refused.response["ResponseMetadata"].get("RequestId", ""))
            return Reply(**about, request_id=request_id, code=error["Code"], text=error["Message"])
        return Reply(**about, request_id=document["ResponseMetadata"].get("RequestId", ""), document=document)

    def observe(self, name: str, reply: Reply) -> Reply:
        """Keep a reply that says more than the answer, with its code and text."""
        self.observations.append((name, reply))
        return reply

    def until(self, what: str, look: Callable[[], T | None], patience: float = PATIENCE) -> T:
        """Look, at growing intervals, until there is something to see.

        Raises:
            UnansweredError: there was nothing within `patience` seconds.
        """
        start, pause = self.clock.now(), FIRST_PAUSE
        while (seen := look()) is None:
            if self.clock.now() - start > patience:
                raise UnansweredError(f"{what}: not within {patience:.0f} s")
            self.clock.pause(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
        return seen
