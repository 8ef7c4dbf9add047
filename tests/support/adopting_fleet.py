"""A rollout over the emulator's sample fleet with all but Pulumi: our controller makes the adoptions of a stack."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import Any, Self

from catalog_emulator import Background
from catalog_emulator.sample_fleet import plan as sample
from pulumi_servicecatalog.automation.entrance import AwsEntrance
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.fleet import executors, shard_work
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.ledger import Ledger
from pulumi_servicecatalog.fleet.lock import Machine
from pulumi_servicecatalog.fleet.merge import merge
from pulumi_servicecatalog.fleet.plan import Operation as PulumiOperation
from pulumi_servicecatalog.fleet.plan import Plan, Target
from pulumi_servicecatalog.fleet.project import Settings
from pulumi_servicecatalog.fleet.result import Cause, Result, parse
from pulumi_servicecatalog.fleet.rollout import Rollout
from pulumi_servicecatalog.fleet.runner import Runner, ShardDone
from pulumi_servicecatalog.fleet.shard_work import Operated, Request, Surroundings
from pulumi_servicecatalog.fleet.waves import Order
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.operation import Operation, silent
from pulumi_servicecatalog.model.outcome import Done
from pulumi_servicecatalog.reconcile.controller import Defaults
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from support.account import Account
from support.fakes.timer import FakeTimer

_ROLE = "arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
_SECONDS = 30.0
_IMPORT = "ImportAsProvisionedProduct"


@dataclass
class AdoptingStack:
    """A Pulumi stack whose program declares adoptions; its state is `ids`, which outlives a run."""

    target: Target
    declared: Sequence[DesiredImport]
    ids: dict[str, str]
    adopted: Callable[[Target], object]

    def __post_init__(self) -> None:
        self._controller = ImportedProvisionedProductController(Defaults(), session_pool())

    def digest(self) -> str:
        return self.target.digest

    def preview(self, _operation: PulumiOperation) -> Operated:
        return self._over(self._problems)

    def perform(self, _operation: PulumiOperation) -> Operated:
        return self._over(self._adopt)

    def pending_operations(self) -> int:
        return 0

    def clear_pending_operations(self) -> None:
        raise AssertionError("nothing is pending")

    def release_lock(self) -> None:
        raise AssertionError("nothing is locked")

    def provisioned_product_ids(self) -> Sequence[str]:
        return list(self.ids.values())

    def _over(self, create: Callable[[DesiredImport], list[Cause]]) -> Operated:
        new = [desired for desired in self.declared if str(desired.name) not in self.ids]
        causes = tuple(chain.from_iterable(map(create, new)))
        counts = {"create": len(new) - len(causes), "same": len(self.declared) - len(new)}
        return Operated(changes={kind: number for kind, number in counts.items() if number}, causes=causes)

    def _problems(self, desired: DesiredImport) -> list[Cause]:
        return [Cause.of(problem) for problem in self._controller.check(None, desired, urn=str(desired.name)).failures]

    def _adopt(self, desired: DesiredImport) -> list[Cause]:
        if problems := self._problems(desired):
            return problems
        operation = Operation.lasting(_SECONDS, timer=SystemTimer(threading.Event()))
        outcome = self._controller.create(desired, operation, urn=str(desired.name))
        if isinstance(outcome, Done):
            assert outcome.state is not None
            self.ids[str(desired.name)] = str(outcome.state.provisioned_product.id)
            self.adopted(self.target)
            return []
        return [Cause.of(problem) for problem in outcome.problems]


@dataclass
class AdoptingFleet:
    """A plan over a fleet of the emulator. The caller's credentials are those of the organization's own account.

    `adopted` is called after each adoption, with where it was.
    """

    emulator: Background
    plan: Plan
    declared: dict[str, list[DesiredImport]]
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    ledger: list[Line] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    adopted: Callable[[Target], object] = str
    at_once: int = 0
    _working: int = 0
    _lock: Any = field(default_factory=threading.Lock)

    @classmethod
    @contextmanager
    def opened(cls, accounts: int, adoptions: int) -> Iterator[Self]:
        """Open a fleet, with some adoptions declared in each account and Region."""
        arguments = ("--sample-fleet", str(accounts), "--record-seconds", "0", "--manual-clock")
        with Background(*arguments) as emulator:
            shards = list(sample.shards(sample.Size(accounts=accounts)))
            targets = [_target(shard) for shard in shards]
            declared = {
                target.stack: list(_declared(shard, target))[:adoptions]
                for shard, target in zip(shards, targets, strict=True)
            }
            yield cls(emulator, Plan.of("adoptions", PulumiOperation.UP, targets), declared)

    def roll_out(self, order: Order, *, workers: int = 4, at_once: int = 4) -> dict[str, Result]:
        """Roll out, going on with the ledger, and return what became of each Pulumi stack."""
        self.at_once = 0
        with executors.local(workers) as opened:
            runner = Runner(
                workers=replace(opened, at_once=at_once),
                work=self._work,
                run=f"run-{len(self.ledger)}",
                ledger=Ledger.of(self.ledger),
                write=self.ledger.append,
                now=partial(datetime.now, UTC),
            )
            events = list(Rollout(plan=self.plan, order=order, runner=runner).update())
        return {
            event.result.target.stack: event.result
            for event in events
            if isinstance(event, ShardDone) and not event.again
        }

    def check(self) -> None:
        """Compare AWS with what is declared: each exactly once, no import that ran into another, nothing missing."""
        for target in self.plan.targets:
            products = Account(self.emulator.url, target.account, target.region).provisioned_products()
            names = {desired.name for desired in self.declared[target.stack]}
            ours = [product for product in products if product["Name"] in names]
            assert Counter(product["Name"] for product in ours) == Counter(names), target
            assert {product["Status"] for product in ours} == {"AVAILABLE"}
            assert {product["Id"] for product in ours} == set(self.states[target.stack].values())
        assert {call["error"] for call in self.imports()} == {None}
        results = [parse(line) for line in self.ledger if line["kind"] == "result"]
        assert merge(self.plan, results).missing == ()

    def imports(self) -> list[dict[str, Any]]:
        return [call for call in self.emulator.control.journal() if call["operation"] == _IMPORT]

    def _work(self, request: Request) -> Result:
        with self._lock:
            self._working += 1
            self.at_once = max(self.at_once, self._working)
            self.requests.append(request)
        target = request.shard.target
        state = self.states.setdefault(target.stack, {})
        stack = AdoptingStack(target, self.declared[target.stack], state, self.adopted)
        entrance = AwsEntrance(target, Settings(config={"servicecatalog:maxRetries": 0}), lambda _name: None)
        machine = Machine(host="here", user="me")
        here = Surroundings(here=machine, running=lambda _pid: False, timer=FakeTimer(), status=silent)
        try:
            return shard_work.work(request, stack, entrance, here)
        finally:
            with self._lock:
                self._working -= 1


def _target(shard: sample.Shard) -> Target:
    account, region = shard.account.id, shard.region
    role = _ROLE.format(account=account)
    return Target(stack=f"{account}-{region}", account=account, region=region, role_arn=role, digest="d")


def _declared(shard: sample.Shard, target: Target) -> Iterator[DesiredImport]:
    connection = Connection(
        region=target.region, role_arn=target.role_arn, expected_account_id=target.account, max_retries=0
    )
    for stack in shard.stacks:
        if stack.verdict == "adoptable":
            yield DesiredImport(
                name=stack.name,
                physical_id=stack.name,
                product=ByName(stack.product),
                artifact=ByName(f"v{stack.version}"),
                connection=connection,
            )
