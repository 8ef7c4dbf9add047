"""The operations of a resource on plain values, as both faces need them.

A face decodes what the engine sent, calls one of these, and encodes what comes back. Inputs are what a program
declares; `recorded` is the state that an earlier operation left, which holds the inputs as well. `Adopted` and
`Launched` fill in what differs between a stack that existed before and one that the program made.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import Desired, Latest, Preflight, Spec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import NotMade, Outcome
from pulumi_servicecatalog.model.problem import Problem, Severity, blocking
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, STACK_SET, UNDER_CHANGE
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers import import_inputs, schema, state
from pulumi_servicecatalog.providers import inputs as parsing
from pulumi_servicecatalog.providers.configuration import Configuration
from pulumi_servicecatalog.providers.dynamic.failure import AdoptionFailed
from pulumi_servicecatalog.providers.inputs import Inputs
from pulumi_servicecatalog.reconcile.observation import comparison, resolve
from pulumi_servicecatalog.reconcile.observation import read as reading
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.operations import plan, terminate
from pulumi_servicecatalog.reconcile.operations import update as changing
from pulumi_servicecatalog.reconcile.preflight import update as preflight_change
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from pulumi_servicecatalog.rules import drift, location, plan_table, refusals
from pulumi_servicecatalog.rules import inputs as input_rules

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """The inputs as they are to be recorded, what stops the operation, and what else is to be told."""

    inputs: dict[str, Any]
    failures: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """What is not as declared. `gone` tells that AWS has no such provisioned product any more."""

    changes: tuple[drift.Change, ...] = ()
    settings: tuple[str, ...] = ()
    gone: bool = False
    remarks: tuple[Problem, ...] = ()

    @property
    def replaces(self) -> list[str]:
        """Give the properties that force a replacement. What is gone is made anew; there is nothing to delete."""
        return ["name"] if self.gone else [change.property for change in self.changes if change.replaces]

    def told(self) -> list[str]:
        """Say what AWS has and what is declared, a sentence for each difference that the program does not show."""
        if self.gone:
            return ["AWS has no such provisioned product any more: it is made again."]
        return [_told(change) for change in self.changes if change.declared is not UNKNOWN]

    @property
    def differs(self) -> bool:
        """Tell whether anything is to be done."""
        return bool(self.gone or self.changes or self.settings)


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What AWS has: the ID, the whole state, and the inputs, with live values where those have drifted."""

    id: str
    state: dict[str, Any]
    inputs: dict[str, Any]


class ResourceController(ABC):
    """One for each kind of resource and configuration. Methods that return no outcome raise AdoptionFailed."""

    token: ClassVar[str]
    retains: ClassVar[bool]
    """What deleting does where nothing is said: true keeps the stack."""

    def __init__(self, configured: Configuration, sessions: SessionPool) -> None:
        self._timeouts = configured.timeouts
        self._configured = configured
        self._sessions = sessions
        self._earlier: dict[str, Inputs] = {}
        self._told: set[tuple[int, str]] = set()

    def check(self, old: Inputs, new: Inputs, *, urn: str) -> Checked:
        """Judge the inputs; where there is no provisioned product yet, look whether there can be.

        `old` are the inputs of the last run, empty where the resource is new. Of a replacement the engine asks a second
        time, without them; what is gone before the new one is made is remembered from the first.
        """
        if old:
            self._earlier[urn] = old
        new = self._with_defaults(new)
        wrong = blocking(
            (*input_rules.problems(new, schema.resource(self.token)), *self._replacement_problems(old, new))
        )
        if wrong or parsing.connection_is_unknown(new):
            return Checked(inputs=dict(new), failures=wrong)
        try:
            session = self._sessions.at(self._connection(new))
            region = session.gateway.identity().region
            found = (*self._moving_problems(old, region), *self._examined(old, new, session, urn))
        except Refusal as refusal:
            return Checked(inputs=dict(new), failures=(refusals.problem(refusal),))
        # The Region is written down, so that another environment shows as a change instead of as a thing that is gone.
        idle = {**new, "region": region}
        if new.get("preflight") == Preflight.WARN.value:
            return Checked(inputs=idle, remarks=found)
        rest = tuple(problem for problem in found if problem.severity is not Severity.ERROR)
        return Checked(inputs=idle, failures=blocking(found), remarks=rest)

    def _examined(self, old: Inputs, new: Inputs, session: AccountSession, urn: str) -> tuple[Problem, ...]:
        """Preflight what is to be made, or what an update depends on; what is there already alone needs neither."""
        desired = self._desired(new)
        twice = tuple(session.declarations.check(urn, desired, session.gateway.identity())) if urn else ()
        makes = not old or bool(self._replacing(old, new))
        changes = any(old.get(name) != new.get(name) for name in _CHANGEABLE)
        if not makes and not changes:
            return twice
        if desired.preflight is Preflight.OFF:
            return (*twice, kinds.PREFLIGHT_OFF.found())
        if makes:
            replaces = (old or self._earlier.get(urn, {})).get("name")
            return (*twice, *self._preflight(desired, session, urn, replaces))
        return (
            *twice,
            *preflight_change.examine(desired, session, actual=session.snapshot.named(str(old.get("name")))),
        )

    def compare(self, provisioned_product_id: str, recorded: Inputs, new: Inputs) -> Compared:
        """Compare what AWS has now with what is declared."""
        settings = tuple(parsing.settings_differ(recorded, new))
        if parsing.connection_is_unknown(new):
            return Compared(settings=settings)
        if recorded.get("region") not in {None, new.get("region")}:
            moved = drift.Change(
                property="region", actual=recorded["region"], declared=new.get("region"), replaces=True
            )
            return Compared(changes=(moved,), settings=settings)
        current = _current(provisioned_product_id, recorded)
        session = self._session_of(current, recorded, new)
        read = (
            reading.read if "parameters" in new else reading.read_provisioned_product
        )  # only parameters need the stack
        actual = _answered(lambda: read(current, session))
        if actual is None:
            return Compared(gone=True, settings=settings)
        desired, earlier = self._desired(new), self._recorded_desired(recorded)
        changes = _answered(lambda: comparison.changes(desired, actual, session, earlier=earlier))
        changes = (*changes, *self._fixed(recorded, new), *_unsettled(actual))
        return Compared(
            changes=changes, settings=settings, remarks=tuple(self._remarks(desired, actual, changes, session))
        )

    def create(self, new: Inputs, operation: Operation, *, urn: str) -> Outcome:
        """Make it. The URN tells which resource it is that does."""
        return self._make(new, self._session(new), operation, urn)

    def update(self, provisioned_product_id: str, recorded: Inputs, new: Inputs, operation: Operation) -> Outcome:
        """Make the provisioned product as declared."""
        current = _current(provisioned_product_id, recorded)
        session = self._session_of(current, recorded, new)
        earlier = self._recorded_desired(recorded)
        outcome = changing.change_by_id(current, self._wanted(new), session, operation, earlier=earlier)
        return outcome or NotMade(problems=(kinds.GONE.found(id=current),))

    def preview_changes(
        self, provisioned_product_id: str, recorded: Inputs, new: Inputs, operation: Operation
    ) -> tuple[str, ...]:
        """Say which resources of the stack the update would change, where the program asks for that; else nothing."""
        desired = self._desired(new)
        if not desired.preview_changes or not desired.is_known:
            return ()
        current = _current(provisioned_product_id, recorded)
        session = self._session_of(current, recorded, new)
        actual = _answered(lambda: reading.read(current, session))
        if actual is None:
            return ()
        earlier = self._recorded_desired(recorded)
        planned = plan.preview(actual, desired.resolve(), session, operation, earlier=earlier)
        if planned is None:
            return ()
        return (str(planned),) if isinstance(planned, Problem) else (plan_table.render(planned, actual),)

    def preview_changes_of(self, old: Inputs, new: Inputs, operation: Operation) -> tuple[str, ...]:
        """Say so by the inputs alone, where neither the ID nor the state is at hand: the name finds them."""
        if not old or not new.get("previewChanges", self._configured.preview_changes) or self._replacing(old, new):
            return ()
        if parsing.connection_is_unknown(new):
            return ()
        session = self._session(new)
        found = _answered(lambda: session.snapshot.named(str(old.get("name"))))
        return self.preview_changes(found.id, old, new, operation) if found else ()

    def read(self, provisioned_product_id: str, recorded: Inputs, inputs: Inputs | None = None) -> Read | None:
        """Give what AWS has; None where the provisioned product is gone.

        Without the recorded `inputs`, those are taken from the state, and no drift is looked for in them.
        """
        current = _current(provisioned_product_id, recorded)
        session = self._session_of(current, recorded, recorded)
        actual = _answered(lambda: reading.read(current, session))
        if actual is None:
            return None
        if inputs is None:
            names = schema.resource(self.token)["inputProperties"]
            now = {name: recorded[name] for name in names if name in recorded}
        else:
            desired = self._desired(inputs)
            now = state.as_found(inputs, _answered(lambda: comparison.changes(desired, actual, session)))
        return Read(id=current, state=state.merged(now, actual, recorded), inputs=now)

    def find(self, name: str, connected: Inputs) -> Read | None:
        """Give what somebody imports by its ID, its name or the ARN of its stack; None where there is none."""
        session = self._session({**import_inputs.place(name), **connected})
        found = _answered(lambda: resolve.provisioned_product(name, session))
        if isinstance(found, Problem):
            raise AdoptionFailed((found,))
        if found is None:
            return None
        actual = _answered(lambda: reading.with_stack(found, session))
        inputs = {**_answered(lambda: self._declaration(actual, session)), **connected}
        return Read(id=found.id, state=state.merged(inputs, actual), inputs=inputs)

    def delete(self, provisioned_product_id: str, recorded: Inputs, operation: Operation) -> Outcome:
        """Release the stack, or end it, as declared."""
        current = _current(provisioned_product_id, recorded)
        session = self._session_of(current, recorded, recorded)
        wanted = terminate.Termination(
            provisioned_product_id=current,
            retain_physical_resources=recorded.get("retainPhysicalResources", self.retains),
            ignore_errors=recorded.get("ignoreErrors", False),
            language=recorded.get("acceptLanguage", "en"),
        )
        return terminate.release(wanted, session, operation)

    def session(self, connected: Inputs) -> AccountSession:
        """Give the site that a function asks. Raises AdoptionFailed where the connection leads nowhere."""
        return self._session(connected)

    def seconds(self, operation: str, declared: Inputs) -> float:
        """Give how long `create`, `update` or `delete` may take where the engine says nothing of customTimeouts."""
        configured: float = getattr(self._timeouts, operation)
        return parsing.seconds(declared, operation) or configured

    # What differs between the kinds of resources

    @abstractmethod
    def _desired(self, inputs: Inputs) -> Desired:
        """Give the declaration of inputs that have passed the schema."""

    @abstractmethod
    def _preflight(self, desired: Any, session: AccountSession, urn: str, replaces: str | None) -> tuple[Problem, ...]:
        """Look whether it can be made."""

    @abstractmethod
    def _make(self, new: Inputs, session: AccountSession, operation: Operation, urn: str) -> Outcome:
        """Make it."""

    @abstractmethod
    def _replacing(self, old: Inputs, new: Inputs) -> list[str]:
        """Give the properties whose change makes another provisioned product."""

    @abstractmethod
    def _replacement_problems(self, old: Inputs, new: Inputs) -> tuple[Problem, ...]:
        """Judge a replacement by the inputs alone."""

    @abstractmethod
    def _moving_problems(self, old: Inputs, region: str) -> tuple[Problem, ...]:
        """Another Region replaces as well, and is known for sure only once the environment has been asked."""

    @abstractmethod
    def _declaration(self, actual: ObservedState, session: AccountSession) -> dict[str, Any]:
        """Give the inputs of a program that declares what is imported."""

    def _with_defaults(self, new: Inputs) -> Inputs:
        """Write down the defaults that a reader of the state, or of a preview, is to see."""
        return new

    def _fixed(self, _recorded: Inputs, _new: Inputs) -> tuple[drift.Change, ...]:
        """Compare inputs that AWS does not tell and cannot change."""
        return ()

    def _remarks(
        self, desired: Desired, actual: ObservedState, changes: tuple[drift.Change, ...], session: AccountSession
    ) -> Iterator[Problem]:
        """Say what a comparison shows beside the changes."""
        found = actual.provisioned_product
        for change in changes:
            if isinstance(desired.artifact, Latest) and change.property.startswith("provisioningArtifact"):
                yield kinds.VERSION_FOLLOWS.found(
                    policy=desired.artifact, name=found.name, before=change.actual, after=change.declared
                )
        if desired.parameters and actual.stack is None and found.type != STACK_SET and self._first(session, found.id):
            yield kinds.STACK_NOT_READABLE.found(name=found.name)

    def _first(self, session: AccountSession, what: str) -> bool:
        """Tell whether this is the first time in this operation of the engine that something is to be said."""
        key = (id(session), what)
        known = key in self._told
        self._told.add(key)
        return not known

    def _recorded_desired(self, recorded: Inputs) -> Desired | None:
        """Give what the program declared last; None where the state holds too little to tell."""
        required = schema.resource(self.token)["requiredInputs"]
        return self._desired(recorded) if all(recorded.get(name) is not None for name in required) else None

    def _session_of(self, provisioned_product_id: str, recorded: Inputs, connected: Inputs) -> AccountSession:
        """Give the site, once it is sure that it is the one where the resource was made."""
        session = self._session(connected)
        identity = _answered(session.gateway.identity)
        problem = location.recorded_elsewhere(provisioned_product_id, recorded.get("stackId"), identity)
        if problem is not None:
            raise AdoptionFailed((problem,))
        return session

    def _session(self, connected: Inputs) -> AccountSession:
        return _answered(lambda: self._sessions.at(self._connection(connected)))

    def _connection(self, connected: Inputs) -> Connection:
        return parsing.connection(connected, self._configured.connection)

    def _wanted(self, new: Inputs) -> Spec:
        return self._desired(new).resolve()


def _current(provisioned_product_id: str, recorded: Inputs) -> str:
    """Give the ID by which AWS knows it now: a move to another product may have given it another one."""
    return recorded.get("provisionedProductId") or provisioned_product_id


def _told(change: drift.Change) -> str:
    """Say what a change is. A parameter may be a secret, also one that the stack lacks so far."""
    if change.property == "provisioningPreferences":  # which AWS does not tell
        return f"{change.property}: other places, or another pace, are declared than at the last update."
    if change.property == "notificationArns":
        return f"{change.property}: other topics are declared than at the launch."
    if change.property.startswith("parameters."):
        if change.actual is None:
            return f"{change.property}: AWS has no value, and one is declared."
        return f"{change.property}: AWS has another value than the one that is declared."
    actual = "nothing" if change.actual in {None, ""} else change.actual
    declared = "nothing" if change.declared is None else change.declared
    return f"{change.property}: AWS has {actual}, and {declared} is declared."


def _unsettled(actual: ObservedState) -> tuple[drift.Change, ...]:
    """What AWS is still at is waited for by an update, so that an adoption that was cut short comes to its end."""
    if not actual.provisioned_product.under_change:
        return ()
    return (drift.Change(property="status", actual=UNDER_CHANGE, declared=AVAILABLE),)


def _answered(ask: Callable[[], T]) -> T:
    """Ask AWS; where it refuses, fail with the problem that this is."""
    try:
        return ask()
    except Refusal as refusal:
        raise AdoptionFailed((refusals.problem(refusal),)) from None  # Pulumi would print the causes as well


_CHANGEABLE = (
    "productId",
    "productName",
    "provisioningArtifactId",
    "provisioningArtifactName",
    "versionPolicy",
    "pathId",
    "pathName",
    "parameters",
    "tags",
    "provisioningPreferences",
)
"""The inputs on which an update of the provisioned product depends."""
