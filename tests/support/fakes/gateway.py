"""An AWS in memory: the real gateway, answered by the emulator in this process. A state goes in, a state comes out.

Records advance with the timer. `refuse` and `before` let a call go wrong, or let somebody else act in between. Every
call is in the journal, by the name of the gateway's method; a list that AWS pages is one call a page.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.stack import Stack as EmulatedStack
from catalog_emulator.core.ids import Ids
from catalog_emulator.core.settings import SettingsBook
from catalog_emulator.core.world import World
from catalog_emulator.servicecatalog.accounts import catalog_of, catch_up
from pulumi_servicecatalog.aws.gateway import AwsGateway
from pulumi_servicecatalog.aws.templates import s3_location
from pulumi_servicecatalog.model.plan import CREATE_FAILED, CREATE_SUCCESS, Plan, ResourceChange
from pulumi_servicecatalog.model.product import ArtifactSource
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import Absent, Refusal
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    PropertiesRequest,
    ProvisionRequest,
    TerminateRequest,
    UpdateRequest,
)
from support.fakes.clients import clients
from support.fakes.filling import Filling
from support.fakes.state import Planning, State, impossible, moment
from support.fakes.timer import FakeTimer

T = TypeVar("T")
Request = ImportRequest | ProvisionRequest | UpdateRequest | PropertiesRequest | TerminateRequest

AS_USUAL = "as usual"
"""What a failure leaves where nothing else is said: ERROR after an import or a launch, TAINTED after all else."""

BUSY = (
    "Can't terminate provisioned product because it's still under change or its status does not allow further operation"
)
"""AWS's words, as they were seen at a termination."""
NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."
A_CHANGE = ResourceChange(
    action="MODIFY", logical_id="Queue", type="AWS::SQS::Queue", replacement="FALSE", scope=("PROPERTIES",)
)
"""A change that a plan can tell of."""

_LISTS = ("provisioned_products", "record_history", "product_history", "stacks")
_LEAVES = ("failed_import_status", "failed_provision_status", "failed_update_status", "failed_termination_status")


class _PageRefused(BaseException):
    """A page of a list was refused: past the gateway, which tries some lists again with less rights."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True)
class Call:
    """One call: the gateway's method, and what it was asked."""

    method: str
    requested: object = None


class FakeGateway(AwsGateway):
    """The methods of the gateway go to another one, so that what that asks of itself is no call of a test's.

    `seconds` is how long every record takes. AWS does not say whether a repeated token is answered with the record as
    it was at first, or as it is now: `replays_current`. `settings` are switches of the emulator's.
    """

    def __init__(
        self,
        state: State,
        *,
        timer: FakeTimer | None = None,
        seconds: float = 5.0,
        replays_current: bool = False,
        **settings: Any,
    ) -> None:
        self.timer = timer or FakeTimer()
        self.replays_current = replays_current
        self.journal: list[Call] = []
        self.world = World(clock=_TimerClock(self), ids=_CountedIds(), settings=SettingsBook(settings))
        self.seconds = seconds
        self._listing = threading.local()
        self._refusals: dict[str, list[tuple[BaseException, bool]]] = defaultdict(list)
        self._interventions: dict[str, list[Callable[[State], State | None]]] = defaultdict(list)
        self._foreseen: Plan | None = None
        self._known: set[str] = set()
        self._lagging: set[str] = set()
        self._stated: dict[str, tuple[Any, Any]] = {}
        self._base = State(identity=state.identity)
        self._unseen = AwsGateway(clients(self.world, state.identity), expected_account_id=None)
        self._gateway = AwsGateway(clients(self.world, state.identity, self._page), expected_account_id=None)
        self.state = state

    # What a test looks at, and sets up

    @property
    def state(self) -> State:
        """What there is at this moment of the timer."""
        catch_up(self.world, self._base.identity.account)
        seen = self._seen()
        works = tuple(work for work in self._base.under_way if work.ends_at > self.timer.now())
        return replace(
            self._base,
            stacks=self._as_stated(seen.stacks),
            templates={**self._base.templates, **seen.templates},
            provisioned_products=self._as_stated(seen.provisioned_products),
            records=self._as_stated(seen.records),
            plans=self._as_stated(seen.plans),
            under_way=works,
        )

    @state.setter
    def state(self, state: State) -> None:
        reasons = list(impossible(state))
        if reasons:
            raise ValueError("AWS could not be in this state: " + "; ".join(reasons))
        before = self.state
        Filling(self.world, state).change(before, state)
        self._base = state
        seen = self._seen()
        for stated, shown in (
            (state.stacks, seen.stacks),
            (state.provisioned_products, seen.provisioned_products),
            (state.records, seen.records),
            (state.plans, seen.plans),
        ):
            shown_by_id = {_id_of(item): item for item in shown}
            self._stated.update({_id_of(item): (shown_by_id.get(_id_of(item)), item) for item in stated})
        catch_up(self.world, state.identity.account)

    def _seen(self) -> State:
        """Return what AWS shows of what there is."""
        catalog, unseen = self._catalog, self._unseen
        stacks = tuple(reversed(list(unseen.stacks())))
        with _unlagged(catalog):
            observed = [unseen.provisioned_product(id_) for id_ in list(catalog.provisioned)]
        return State(
            stacks=stacks,
            templates={item.id: self._stacks[item.id].template for item in stacks},
            provisioned_products=tuple(item for item in observed if item is not None),
            records=tuple(unseen.record(id_) for id_ in list(catalog.records)),
            plans=tuple(
                Planning(plan=unseen.plan(item.id), before=item.status_before) for item in catalog.plans.values()
            ),
        )

    def _as_stated(self, items: tuple[T, ...]) -> tuple[T, ...]:
        """Return what a test has stated in place of what AWS shows of it, unless that has changed since."""
        pairs = ((item, *self._stated.get(_id_of(item), (None, None))) for item in items)
        return tuple(stated if item == shown else item for item, shown, stated in pairs)

    def _with_names(self, item: ProvisionedProduct | None) -> ProvisionedProduct | None:
        """Return it with the names that a test has stated, which may be others than the catalog's, or none."""
        _, stated = self._stated.get(item.id if item else "", (None, None))
        if item is None or stated is None or not item.searched:
            return item
        if (item.product_id, item.artifact_id) != (stated.product_id, stated.artifact_id):
            return item
        return replace(item, product_name=stated.product_name, artifact_name=stated.artifact_name)

    @property
    def seconds(self) -> float:
        """How long every record takes."""
        return self.world.settings.default().import_seconds

    @seconds.setter
    def seconds(self, seconds: float) -> None:
        self.switch(record_seconds=float(seconds))

    def switch(self, **settings: Any) -> None:
        """Switch how AWS behaves, where its documents leave it open."""
        self.world.settings.change(settings)

    @property
    def denied(self) -> frozenset[str]:
        """The IAM actions that the caller may not do."""
        return frozenset(self.world.settings.default().denied_actions)

    @denied.setter
    def denied(self, actions: frozenset[str]) -> None:
        self.switch(denied_actions=sorted(actions))

    @property
    def unsearchable(self) -> set[str]:
        """The provisioned products that AWS's search does not show yet."""
        return set(self._lagging)

    @unsearchable.setter
    def unsearchable(self, ids: set[str]) -> None:
        self._lagging = set(ids)
        self._catalog.search_lag.clear()

    @property
    def requests(self) -> list[Request]:
        """The requests for a change that arrived, in order, repeats and refused ones included; a plan is none."""
        return [call.requested for call in self.journal if isinstance(call.requested, Request)]

    def calls(self, method: str) -> int:
        return sum(1 for call in self.journal if call.method == method)

    def refuse(self, method: str, refusal: BaseException, *, after_the_work: bool = False, times: int = 1) -> None:
        """Let the next calls of the method end in a refusal, before AWS did anything or after it has."""
        self._refusals[method] += [(refusal, after_the_work)] * times

    def before(self, method: str, intervention: Callable[[State], State | None]) -> None:
        """Let somebody else act right before the method's next call: on a state, or on this gateway."""
        self._interventions[method].append(intervention)

    def fails(self, *, leaves: str | None = AS_USUAL, saying: str = "it broke") -> None:
        """Let the next record fail, and leave the provisioned product in this status; None leaves none."""
        self.world.faults.add({"kind": "record-fails", "code": "CfnError", "message": saying})
        if leaves != AS_USUAL:
            self.switch(failed_import_status=leaves or "GONE")
            self.switch(**dict.fromkeys(_LEAVES[1:], leaves or "ERROR"))

    def event(self, stack_id: str, resource: str, status: str, reason: str) -> None:
        """Let a stack have an event of one of its resources."""
        self._stacks[stack_id].note(resource, "", "AWS::SQS::Queue", status, reason)

    def foresees(self, *changes: ResourceChange) -> None:
        """Let plans tell of these changes; AWS makes no plan where there are none."""
        self._foreseen = Plan(id="", name="", status=CREATE_SUCCESS, changes=changes)
        if not changes:
            self.cannot_plan(NO_CHANGES)

    def cannot_plan(self, reason: str) -> None:
        """Let plans fail for this reason."""
        self._foreseen = Plan(id="", name="", status=CREATE_FAILED, status_message=reason)

    # How calls are answered

    def import_as_provisioned_product(self, request: ImportRequest) -> Record:
        return self._sent("import_as_provisioned_product", request)

    def provision_product(self, request: ProvisionRequest) -> Record:
        return self._sent("provision_product", request)

    def update_provisioned_product(self, request: UpdateRequest) -> Record:
        return self._sent("update_provisioned_product", request)

    def terminate_provisioned_product(self, request: TerminateRequest) -> Record:
        return self._sent("terminate_provisioned_product", request)

    def provisioned_product(
        self, provisioned_product_id: str, *, after: Record | None = None
    ) -> ProvisionedProduct | None:
        with self._answering("provisioned_product", provisioned_product_id):
            return self._with_names(self._gateway.provisioned_product(provisioned_product_id, after=after))

    def provisioned_product_named(self, name: str) -> ProvisionedProduct | None:
        with self._answering("provisioned_product_named", name):
            return self._with_names(self._gateway.provisioned_product_named(name))

    def plan(self, plan_id: str) -> Plan:
        with self._answering("plan", plan_id):
            plan = self._gateway.plan(plan_id)
            if self._foreseen is None or not plan.made:
                return plan
            said = self._foreseen
            return replace(plan, status=said.status, status_message=said.status_message, changes=said.changes)

    def artifact_source(self, product_id: str, artifact_id: str) -> ArtifactSource:
        with self._answering("artifact_source", artifact_id):
            version = self._base.version(artifact_id)
            source = version.source if version is not None else None
            return source or self._gateway.artifact_source(product_id, artifact_id)

    def template_at(self, url: str) -> str:
        with self._answering("template_at", url):
            if s3_location(url) is None:
                raise Absent(operation="GetObject", reason="no test reads the web")
            return self._gateway.template_at(url)

    def server_time(self) -> datetime | None:
        return self._gateway.server_time()

    @property
    def _catalog(self) -> Any:
        return catalog_of(self.world, self._base.identity.account, self._base.identity.region)

    @property
    def _stacks(self) -> Mapping[str, EmulatedStack]:
        return stacks_of(self.world, self._base.identity.account, self._base.identity.region).stacks

    def _sent(self, method: str, request: Request) -> Record:
        with self._answering(method, request):
            record: Record = getattr(self._gateway, method)(request)
            repeated, self._known = record.id in self._known, self._known | {record.id}
            return self._unseen.record(record.id) if repeated and self.replays_current else record

    def _listed(self, method: str, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            self._listing.method = method
            try:
                item = next(items)
            except StopIteration:
                return
            except _PageRefused as refused:
                raise refused.refusal from None
            finally:
                self._listing.method = None
            yield self._with_names(item) if method == "provisioned_products" else item

    def _page(self, _operation: str) -> None:
        """Note a page of a list. The search leaves out what it shall, also what was made since."""
        self._catalog.search_lag.update(dict.fromkeys(self._lagging, _NEVER))
        method = getattr(self._listing, "method", None)
        if method is None:
            return
        try:
            with self._answering(method):
                pass
        except Refusal as refusal:
            raise _PageRefused(refusal) from refusal

    @contextmanager
    def _answering(self, method: str, requested: object = None) -> Iterator[None]:
        for intervene in self._interventions.pop(method, []):
            changed = intervene(self.state)
            if changed is not None:
                self.state = changed
        self.journal.append(Call(method, requested))
        refusal, after_the_work = self._refusals[method].pop(0) if self._refusals[method] else (None, False)
        if refusal is not None and not after_the_work:
            raise refusal
        yield
        if refusal is not None:
            raise refusal


def _id_of(item: Any) -> str:
    return str(item.plan.id if isinstance(item, Planning) else item.id)


def _noted(method: str) -> Callable[..., Any]:
    def ask(self: FakeGateway, *arguments: Any) -> Any:
        requested = arguments[0] if len(arguments) == 1 else arguments or None
        with self._answering(method, requested):
            return getattr(self._gateway, method)(*arguments)

    return ask


def _listed(method: str) -> Callable[..., Any]:
    def ask(self: FakeGateway, *arguments: Any) -> Any:
        return self._listed(method, getattr(self._gateway, method)(*arguments))

    return ask


for _name in (name for name in dir(AwsGateway) if not name.startswith("_") and name not in vars(FakeGateway)):
    setattr(FakeGateway, _name, (_listed if _name in _LISTS else _noted)(_name))

_NEVER = 10**9


class _TimerClock:
    """The emulator's clock: AWS's time at a moment of the timer."""

    def __init__(self, gateway: "FakeGateway") -> None:
        self._gateway = gateway

    def now(self) -> datetime:
        return moment(self._gateway.timer.now())


class _CountedIds(Ids):
    """IDs that a test can name: rec-1, rec-2, pp-1."""

    def __init__(self) -> None:
        super().__init__(seed=0)
        self._counts: dict[str, int] = defaultdict(int)

    def new(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return f"{prefix}-{self._counts[prefix]}"


@contextmanager
def _unlagged(catalog: Any) -> Iterator[None]:
    """Let the search show everything meanwhile."""
    lag, catalog.search_lag = catalog.search_lag, {}
    try:
        yield
    finally:
        catalog.search_lag = lag
