"""The operations of an ImportedProvisionedProduct on plain values, as both faces need them.

A face decodes what the engine sent, calls one of these, and encodes what comes back. Inputs are what a program
declares; `recorded` is the state that an earlier operation left, which holds the inputs as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pulumi_servicecatalog.faces import finding, schema, state
from pulumi_servicecatalog.faces import inputs as parsing
from pulumi_servicecatalog.faces.configuration import Configuration
from pulumi_servicecatalog.faces.failure import AdoptionFailed
from pulumi_servicecatalog.faces.inputs import Inputs
from pulumi_servicecatalog.faces.sites import Sites
from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import Adoption, Draft, Preflight
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.outcome import NotMade, Outcome
from pulumi_servicecatalog.model.problem import Problem, Severity, blocking
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, UNDER_CHANGE
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile import adopting, changing, preflight, reading, refusals, releasing
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import drift, place
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

    @property
    def replaces(self) -> list[str]:
        """Give the properties that force a replacement. What is gone is made anew; there is nothing to delete."""
        return ["name"] if self.gone else [change.property for change in self.changes if change.replaces]

    def told(self) -> list[str]:
        """Say what AWS has and what is declared, a sentence for each difference that the program does not show."""
        if self.gone:
            return ["AWS has no such provisioned product any more: it is adopted again."]
        return [
            f"{change.property}: AWS has {change.actual}, and {_declared(change)} is declared."
            for change in self.changes
            if change.declared is not UNKNOWN
        ]

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


class Adopted:
    """One for each configuration of a provider. Methods that return no outcome raise AdoptionFailed."""

    def __init__(self, configured: Configuration) -> None:
        self._timeouts = configured.timeouts
        self._configured = configured.connection
        self._sites = Sites(configured.import_lane_scope)
        self._earlier: dict[str, Inputs] = {}

    def check(self, old: Inputs, new: Inputs, *, urn: str) -> Checked:
        """Judge the inputs; where the stack is not adopted yet, look whether it can be.

        `old` are the inputs of the last run, empty where the resource is new. Of a replacement the engine asks a second
        time, without them; what is released before the new adoption is remembered from the first.
        """
        if old:
            self._earlier[urn] = old
        wrong = blocking(
            (*input_rules.problems(new, schema.resource(schema.ADOPTED)), *_replacement_problems(old, new))
        )
        if wrong or parsing.connection_is_unknown(new):
            return Checked(inputs=dict(new), failures=wrong)
        try:
            site = self._sites.at(self._connection(new))
            region = site.door.identity().region
            found = (*_moving_problems(old, region), *self._examined(old, new, site, urn))
        except Refusal as refusal:
            return Checked(inputs=dict(new), failures=(refusals.problem(refusal),))
        # The Region is written down, so that another environment shows as a change instead of as a thing that is gone.
        settled = {**new, "region": region}
        if new.get("preflight") == Preflight.WARN.value:
            return Checked(inputs=settled, remarks=found)
        rest = tuple(problem for problem in found if problem.severity is not Severity.ERROR)
        return Checked(inputs=settled, failures=blocking(found), remarks=rest)

    def _examined(self, old: Inputs, new: Inputs, site: Site, urn: str) -> tuple[Problem, ...]:
        """Preflight what is to be adopted, or what an update depends on; an adopted stack alone needs neither."""
        draft = parsing.draft(new, self._connection(new))
        twice = tuple(site.declarations.check(urn, draft, site.door.identity())) if urn else ()
        adopts = not old or bool(_replacing(old, new))
        changes = any(old.get(name) != new.get(name) for name in _CHANGEABLE)
        if not adopts and not changes:
            return twice
        if draft.preflight is Preflight.OFF:
            return (*twice, kinds.PREFLIGHT_OFF.found())
        if adopts:
            replaces = (old or self._earlier.get(urn, {})).get("name")
            return (*twice, *preflight.examine(draft, site, replaces=replaces).problems)
        return (*twice, *preflight.examine_change(draft, site).problems)

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
        site = self._site_of(provisioned_product_id, recorded, new)
        read = reading.read if "parameters" in new else reading.read_governor  # only parameters need the stack
        actual = _answered(lambda: read(provisioned_product_id, site))
        if actual is None:
            return Compared(gone=True, settings=settings)
        changes = drift.changes(parsing.draft(new, self._connection(new)), actual)
        return Compared(changes=(*changes, *_unsettled(actual)), settings=settings)

    def create(self, new: Inputs, operation: Operation) -> Outcome:
        """Adopt the stack."""
        return adopting.adopt(self._wanted(new), self._site(new), operation)

    def update(self, provisioned_product_id: str, recorded: Inputs, new: Inputs, operation: Operation) -> Outcome:
        """Make the provisioned product as declared."""
        site = self._site_of(provisioned_product_id, recorded, new)
        outcome = changing.change_by_id(provisioned_product_id, self._wanted(new), site, operation)
        return outcome or NotMade(problems=(kinds.GONE.found(id=provisioned_product_id),))

    def read(self, provisioned_product_id: str, recorded: Inputs, inputs: Inputs | None = None) -> Read | None:
        """Give what AWS has; None where the provisioned product is gone.

        Without the recorded `inputs`, those are taken from the state, and no drift is looked for in them.
        """
        site = self._site_of(provisioned_product_id, recorded, recorded)
        actual = _answered(lambda: reading.read(provisioned_product_id, site))
        if actual is None:
            return None
        if inputs is None:
            names = schema.resource(schema.ADOPTED)["inputProperties"]
            now = {name: recorded[name] for name in names if name in recorded}
        else:
            changes = drift.changes(parsing.draft(inputs, self._connection(inputs)), actual)
            now = state.as_found(inputs, changes)
        return Read(id=provisioned_product_id, state=state.merged(now, actual), inputs=now)

    def find(self, name: str, connected: Inputs) -> Read | None:
        """Give what somebody imports by its ID, its name or the ARN of its stack; None where there is none."""
        site = self._site({**finding.place(name), **connected})
        found = _answered(lambda: finding.find(name, site))
        if isinstance(found, Problem):
            raise AdoptionFailed((found,))
        if found is None:
            return None
        actual = _answered(lambda: reading.with_stack(found, site))
        inputs = {**_answered(lambda: finding.declaration(actual, site)), **connected}
        return Read(id=found.id, state=state.merged(inputs, actual), inputs=inputs)

    def delete(self, provisioned_product_id: str, recorded: Inputs, operation: Operation) -> Outcome:
        """Release the stack; or, where that is declared, end it."""
        site = self._site_of(provisioned_product_id, recorded, recorded)
        wanted = releasing.Release(
            provisioned_product_id=provisioned_product_id,
            retain_physical_resources=recorded.get("retainPhysicalResources", True),
            ignore_errors=recorded.get("ignoreErrors", False),
            language=recorded.get("acceptLanguage", "en"),
        )
        return releasing.release(wanted, site, operation)

    def site(self, connected: Inputs) -> Site:
        """Give the site that a function asks. Raises AdoptionFailed where the connection leads nowhere."""
        return self._site(connected)

    def draft(self, inputs: Inputs) -> Draft:
        """Give the declaration of inputs that have passed the schema."""
        return parsing.draft(inputs, self._connection(inputs))

    def seconds(self, operation: str, declared: Inputs) -> float:
        """Give how long `create`, `update` or `delete` may take where the engine says nothing of customTimeouts."""
        configured: float = getattr(self._timeouts, operation)
        return parsing.seconds(declared, operation) or configured

    def _site_of(self, provisioned_product_id: str, recorded: Inputs, connected: Inputs) -> Site:
        """Give the site, once it is sure that it is the one where the resource was adopted."""
        site = self._site(connected)
        identity = _answered(site.door.identity)
        problem = place.elsewhere(provisioned_product_id, recorded.get("stackId"), identity)
        if problem is not None:
            raise AdoptionFailed((problem,))
        return site

    def _site(self, connected: Inputs) -> Site:
        return _answered(lambda: self._sites.at(self._connection(connected)))

    def _connection(self, connected: Inputs) -> Connection:
        return parsing.connection(connected, self._configured)

    def _wanted(self, new: Inputs) -> Adoption:
        return parsing.draft(new, self._connection(new)).settle()


def _declared(change: drift.Change) -> object:
    """Give what is declared, as it may be shown: a parameter may be a secret, also one that the stack lacks so far."""
    return "another value" if change.property.startswith("parameters.") else change.declared


def _unsettled(actual: Governed) -> tuple[drift.Change, ...]:
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
    "pathId",
    "pathName",
    "parameters",
    "tags",
)
"""The inputs on which an update of the provisioned product depends."""


def _replacing(old: Inputs, new: Inputs) -> list[str]:
    """Give the properties whose change releases the stack and adopts it, or another one, again."""
    found = [name for name in ("name",) if old.get(name) != new.get(name)]
    if not _same_stack(old.get("physicalId"), new.get("physicalId")):
        found.append("physicalId")
    return found


def _replacement_problems(old: Inputs, new: Inputs) -> tuple[Problem, ...]:
    changed = [name for name in _replacing(old, new) if new.get(name) is not UNKNOWN] if old else []
    problem = place.replacement_deletes_stack(
        name_changed="name" in changed,
        stack_changed="physicalId" in changed,
        retain_physical_resources=bool(old.get("retainPhysicalResources", True)),
        stack=str(old.get("physicalId")),
    )
    return (problem,) if problem else ()


def _moving_problems(old: Inputs, region: str) -> tuple[Problem, ...]:
    """Another Region replaces as well, and is known for sure only once the environment has been asked."""
    if not old or old.get("region") in {None, region} or old.get("retainPhysicalResources", True):
        return ()
    stack = str(old.get("physicalId"))
    return (kinds.REPLACEMENT_DELETES_STACK.found(changed="region", stack=stack),)


def _same_stack(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old == new or drift.same_stack(new, old) or drift.same_stack(old, new)
    return old is new
