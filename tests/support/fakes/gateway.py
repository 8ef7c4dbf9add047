"""An AWS in memory, behind the same gateway as the real one: a state goes in, a state comes out.

Records advance with the timer. `refuse` and `before` let a call go wrong, or let somebody else act in between. Every
call is in the journal, by the name of its method; a list that AWS pages is one call a page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, cast

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import Reference
from pulumi_servicecatalog.model.plan import CREATE_FAILED, CREATE_SUCCESS, Plan, ResourceChange
from pulumi_servicecatalog.model.product import (
    Artifact,
    ArtifactParameter,
    ArtifactSource,
    LaunchPath,
    Product,
    ProvisioningParameters,
)
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record, RecordError, RecordOutput
from pulumi_servicecatalog.model.refusal import Absent, Invalid
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    PlanRequest,
    PropertiesRequest,
    ProvisionRequest,
    TerminateRequest,
    UpdateRequest,
)
from pulumi_servicecatalog.model.stack import Stack
from support.fakes import writes
from support.fakes.state import State, Version, impossible, moment
from support.fakes.timer import FakeTimer
from support.fakes.writes import AS_USUAL, Course, Failure

Request = ImportRequest | ProvisionRequest | UpdateRequest | PropertiesRequest | TerminateRequest
T = TypeVar("T")
R = TypeVar("R", bound=Request | PlanRequest)
A = TypeVar("A", Record, Plan)

PAGE = 100
HISTORY_PAGE = 20
NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."
A_CHANGE = ResourceChange(
    action="MODIFY", logical_id="Queue", type="AWS::SQS::Queue", replacement="FALSE", scope=("PROPERTIES",)
)
"""What plans tell of where a test has not said anything else."""


@dataclass(frozen=True)
class Call:
    """One call: the gateway's method, and what it was asked."""

    method: str
    requested: object = None


class FakeGateway:
    """Satisfies `reconcile.observation.gateway.Gateway`.

    `seconds` is how long every record takes. AWS does not say whether a repeated token is answered with the record as
    it was at first, or as it is now: `replays_current`. `unsearchable` are provisioned products that AWS's search does
    not show yet. `product_change_refused`: an update cannot give a provisioned product another product, of which AWS
    does not tell either.
    """

    def __init__(
        self, state: State, *, timer: FakeTimer | None = None, seconds: float = 5.0, replays_current: bool = False
    ) -> None:
        self.timer = timer or FakeTimer()
        self.seconds = seconds
        self.replays_current = replays_current
        self.product_change_refused = False
        self.unsearchable: set[str] = set()
        self.denied: frozenset[str] = frozenset()
        self.events: dict[str, list[str]] = {}
        self.journal: list[Call] = []
        self._failure: Failure | None = None
        self._foreseen = Plan(id="", name="", status=CREATE_SUCCESS, changes=(A_CHANGE,))
        self._plans_made = 0
        self._state = state
        self._tokens: dict[str, tuple[Request | PlanRequest, Record | Plan]] = {}
        self._refusals: dict[str, list[tuple[BaseException, bool]]] = defaultdict(list)
        self._interventions: dict[str, list[Callable[[State], State | None]]] = defaultdict(list)
        self._server_time: datetime | None = None
        self.state = state

    # What a test looks at, and sets up

    @property
    def state(self) -> State:
        """What there is at this moment of the timer."""
        return self._state.idle(self.timer.now())

    @state.setter
    def state(self, state: State) -> None:
        reasons = list(impossible(state.idle(self.timer.now())))
        if reasons:
            raise ValueError("AWS could not be in this state: " + "; ".join(reasons))
        self._state = state.idle(self.timer.now())

    @property
    def requests(self) -> list[Request]:
        """The requests for a change that arrived, in order, repeats and refused ones included; a plan is none."""
        return [call.requested for call in self.journal if isinstance(call.requested, Request)]

    def calls(self, method: str) -> int:
        return sum(1 for call in self.journal if call.method == method)

    def refuse(self, method: str, refusal: BaseException, *, after_the_work: bool = False, times: int = 1) -> None:
        """Let the next calls of the method end in a refusal, before AWS did anything or after it has."""
        self._refusals[method] += [(refusal, after_the_work)] * times

    def fails(self, *, leaves: str | None = AS_USUAL, saying: str = "it broke") -> None:
        """Let the next record fail, and leave the provisioned product in this status; None leaves none."""
        self._failure = Failure(error=RecordError(code="CfnError", description=saying), leaves=leaves)

    def foresees(self, *changes: ResourceChange) -> None:
        """Let plans tell of these changes; AWS makes no plan where there are none."""
        if not changes:
            self.cannot_plan(NO_CHANGES)
            return
        self._foreseen = Plan(id="", name="", status=CREATE_SUCCESS, changes=changes)

    def cannot_plan(self, reason: str) -> None:
        """Let plans fail for this reason."""
        self._foreseen = Plan(id="", name="", status=CREATE_FAILED, status_message=reason)

    def before(self, method: str, intervention: Callable[[State], State | None]) -> None:
        """Let somebody else act right before the method's next call: on the state that is given, or on this gateway."""
        self._interventions[method].append(intervention)

    # Service Catalog

    def provisioned_products(self) -> Iterator[ProvisionedProduct]:
        return self._paged("provisioned_products", self._searchable)

    def provisioned_product(
        self, provisioned_product_id: str, *, after: Record | None = None
    ) -> ProvisionedProduct | None:
        with self._answering("provisioned_product", provisioned_product_id):
            described = self._described(self.state.observed(id=provisioned_product_id))
            return replace(described, launch_role_arn=after.launch_role_arn) if described and after else described

    def provisioned_product_named(self, name: str) -> ProvisionedProduct | None:
        with self._answering("provisioned_product_named", name):
            return self._described(self.state.observed(name=name))

    def record(self, record_id: str) -> Record:
        with self._answering("record", record_id):
            return self._present(self.state.record(record_id), "DescribeRecord", record_id)

    def record_outputs(self, record_id: str) -> Sequence[RecordOutput]:
        with self._answering("record_outputs", record_id):
            record = self._present(self.state.record(record_id), "DescribeRecord", record_id)
            observed = self.state.observed(id=record.provisioned_product_id)
            stack = self.state.stack(observed.physical_id or "") if observed else None
            if stack is None or not record.succeeded:
                return []
            return [
                RecordOutput(
                    key="CloudformationStackARN",
                    value=stack.id,
                    description="The ARN of the launched Cloudformation Stack",
                ),
                *(RecordOutput(key=key, value=value) for key, value in stack.outputs.items()),
            ]

    def record_history(self, provisioned_product_id: str) -> Iterator[Record]:
        return self._paged("record_history", lambda: self.state.history(provisioned_product_id), a_page=HISTORY_PAGE)

    def product_history(self, product_id: str) -> Iterator[Record]:
        return self._paged("product_history", lambda: self.state.history_of_product(product_id), a_page=HISTORY_PAGE)

    def products_named(self, name: str) -> Sequence[Product]:
        with self._answering("products_named", name):
            return [item for item in self.state.products if item.name == name]

    def product(self, product_id: str) -> Product | None:
        with self._answering("product", product_id):
            return next((item for item in self.state.products if item.id == product_id), None)

    def products(self) -> Sequence[Product]:
        with self._answering("products"):
            return list(self.state.products)

    def artifacts(self, product_id: str) -> Sequence[Artifact]:
        with self._answering("artifacts", product_id):
            return [item.artifact for item in self.state.versions if item.product_id == product_id]

    def artifact_parameters(self, product_id: str, artifact_id: str) -> Sequence[ArtifactParameter]:
        with self._answering("artifact_parameters", artifact_id):
            return self._version(product_id, artifact_id).parameters

    def artifact_source(self, product_id: str, artifact_id: str) -> ArtifactSource:
        with self._answering("artifact_source", artifact_id):
            version = self._version(product_id, artifact_id)
            return version.source or ArtifactSource(status=version.status, template_url=_url(artifact_id))

    def launch_paths(self, product_id: str) -> Sequence[LaunchPath]:
        with self._answering("launch_paths", product_id):
            return self.state.launch_paths.get(product_id, ())

    def provisioning_parameters(
        self, product_id: str, artifact_id: str, path: Reference | None
    ) -> ProvisioningParameters:
        operation = "DescribeProvisioningParameters"
        with self._answering("provisioning_parameters", (artifact_id, path)):
            version = self._version(product_id, artifact_id, operation)
            chosen = writes.chosen_path(self.state, product_id, path, operation)
            plain = ProvisioningParameters(constraints=tuple((constraint, "") for constraint in chosen.constraints))
            return replace(self.state.terms.get(chosen.id, plain), parameters=version.parameters)

    def import_as_provisioned_product(self, request: ImportRequest) -> Record:
        with self._answering("import_as_provisioned_product", request):
            return self._once(request, writes.imported)

    def provision_product(self, request: ProvisionRequest) -> Record:
        with self._answering("provision_product", request):
            return self._once(request, writes.launched)

    def update_provisioned_product(self, request: UpdateRequest) -> Record:
        with self._answering("update_provisioned_product", request):
            existing = self.state.observed(id=request.provisioned_product_id)
            self._check_product(existing, request.product_id, "UpdateProvisionedProduct")
            return self._once(request, writes.updated)

    def update_properties(self, request: PropertiesRequest) -> Record:
        with self._answering("update_properties", request):
            return self._once(request, writes.with_properties)

    def terminate_provisioned_product(self, request: TerminateRequest) -> Record:
        with self._answering("terminate_provisioned_product", request):
            return self._once(request, writes.terminated)

    # Its plans

    def create_plan(self, request: PlanRequest) -> Plan:
        with self._answering("create_plan", request):
            existing = self.state.observed(name=request.name)
            self._check_product(existing, request.product_id, "CreateProvisionedProductPlan")
            return self._once(request, self._planned)

    def plan(self, plan_id: str) -> Plan:
        with self._answering("plan", plan_id):
            return self._present(self.state.planning(plan_id), "DescribeProvisionedProductPlan", plan_id).plan

    def plans(self, provisioned_product_id: str) -> Sequence[Plan]:
        with self._answering("plans", provisioned_product_id):
            existing = [item.plan for item in self.state.plans]
            mine = [item for item in existing if item.provisioned_product_id == provisioned_product_id]
            return [replace(item, status="", status_message="", changes=()) for item in mine]

    def delete_plan(self, plan_id: str) -> None:
        with self._answering("delete_plan", plan_id):
            self.state = self.state.without_plan(plan_id)

    # CloudFormation, templates, and who we are

    def stacks(self) -> Iterator[Stack]:
        return self._paged("stacks", lambda: list(self.state.stacks))

    def stack(self, name_or_id: str) -> Stack | None:
        with self._answering("stack", name_or_id):
            return self.state.stack(name_or_id)

    def failures(self, stack_id: str) -> Sequence[str]:
        with self._answering("failures", stack_id):
            return self.events.get(stack_id, [])

    def stack_template(self, stack_id: str) -> str:
        with self._answering("stack_template", stack_id):
            return self._present(self.state.templates.get(stack_id), "GetTemplate", stack_id)

    def template_at(self, url: str) -> str:
        with self._answering("template_at", url):
            version = next((item for item in self.state.versions if _url(item.artifact.id) == url), None)
            return self._present(version, "GetObject", url).template

    def identity(self) -> Identity:
        with self._answering("identity"):
            return self.state.identity

    def denied_actions(self, caller_arn: str, actions: Sequence[str], resources: Sequence[str]) -> Sequence[str]:
        with self._answering("denied_actions", (caller_arn, tuple(resources))):
            return [action for action in actions if action in self.denied]

    def server_time(self) -> datetime | None:
        return self._server_time

    # How all of them answer

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
        self._server_time = moment(int(self.timer.now()))

    def _paged(self, method: str, all_of_it: Callable[[], Sequence[T]], *, a_page: int = PAGE) -> Iterator[T]:
        existing: Sequence[T] = ()
        first = 0
        while first == 0 or first < len(existing):
            with self._answering(method, first):
                existing = all_of_it()
            yield from existing[first : first + a_page]
            first += a_page

    def _once(self, request: R, write: Callable[[State, R, Course], tuple[State, A]]) -> A:
        """Do what is asked, unless its token has been used: that gets the answer of the first time."""
        known = self._tokens.get(request.token)
        if known is not None:
            requested, answer = known
            if requested != request:
                raise Invalid(operation=type(request).__name__, reason=f"{request.token} was used for something else.")
            return cast("A", self._replayed(answer))
        failure: Failure | None = None
        if not isinstance(request, PlanRequest):
            failure, self._failure = self._failure, None
        course = Course(now=self.timer.now(), seconds=self.seconds, failure=failure)
        self.state, answer = write(self.state, request, course)
        self._tokens[request.token] = (request, answer)
        return answer

    def _replayed(self, answer: Record | Plan) -> Record | Plan:
        """Return the answer of the first time; a record also as it is now, if so told."""
        if self.replays_current and isinstance(answer, Record):
            return self.state.record(answer.id) or answer
        return answer

    def _planned(self, state: State, request: PlanRequest, course: Course) -> tuple[State, Plan]:
        self._plans_made += 1
        return writes.planned(state, request, course, replace(self._foreseen, id=f"plan-{self._plans_made}"))

    def _check_product(self, existing: ProvisionedProduct | None, product_id: str, operation: str) -> None:
        if self.product_change_refused and existing is not None and existing.product_id != product_id:
            reason = f"Provisioned product {existing.id} cannot be updated to product {product_id}."
            raise Invalid(operation=operation, reason=reason, code="InvalidParametersException")

    def _version(self, product_id: str, artifact_id: str, operation: str = "DescribeProvisioningArtifact") -> Version:
        existing = self.state.version(artifact_id)
        mine = existing if existing is not None and existing.product_id == product_id else None
        return self._present(mine, operation, artifact_id)

    def _searchable(self) -> list[ProvisionedProduct]:
        """Return what the search shows, which leaves out launch roles."""
        shown = [item for item in self.state.provisioned_products if item.id not in self.unsearchable]
        return [replace(item, launch_role_arn=None) for item in shown]

    def _described(self, existing: ProvisionedProduct | None) -> ProvisionedProduct | None:
        """Return it with its launch role; without what the search alone tells, where that does not show it."""
        if existing is None:
            return None
        described = replace(existing, launch_role_arn=existing.launch_role_arn or "")
        if existing.id not in self.unsearchable:
            return described
        return replace(
            described, physical_id=None, product_name="", artifact_name="", tags={}, owner="", searched=False
        )

    def _present(self, existing: T | None, operation: str, what: str) -> T:
        if existing is None:
            raise Absent(operation=operation, reason=f"{what} does not exist.", code="ResourceNotFoundException")
        return existing


def _url(artifact_id: str) -> str:
    return f"https://templates.example/{artifact_id}"
