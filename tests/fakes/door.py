"""An AWS in memory, behind the same door as the real one: a state goes in, a state comes out.

Records advance with the timer. `refuse` and `before` let a call go wrong, or let somebody else act in between. Every
call is in the journal, by the name of its method; a list that AWS pages is one call a page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from fakes import writes
from fakes.state import State, Version, impossible, moment
from fakes.timer import FakeTimer
from fakes.writes import Course, Failure
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.product import Artifact, ArtifactParameter, ArtifactSource, LaunchPath, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record, RecordError
from pulumi_servicecatalog.model.refusal import Absent, Invalid, Refusal
from pulumi_servicecatalog.model.request import ImportRequest, TerminateRequest, UpdateRequest
from pulumi_servicecatalog.model.stack import Stack

Request = ImportRequest | UpdateRequest | TerminateRequest
T = TypeVar("T")
R = TypeVar("R", bound=Request)

PAGE = 100


@dataclass(frozen=True)
class Call:
    """One call: the door's method, and what it was asked."""

    method: str
    asked: object = None


class FakeDoor:
    """Satisfies `reconcile.door.Door`.

    `seconds` is how long every record takes. AWS does not say whether a repeated token is answered with the record as
    it was at first, or as it is now: `replays_current`. `unsearchable` are provisioned products that AWS's search does
    not show yet.
    """

    def __init__(
        self, state: State, *, timer: FakeTimer | None = None, seconds: float = 5.0, replays_current: bool = False
    ) -> None:
        self.timer = timer or FakeTimer()
        self.seconds = seconds
        self.replays_current = replays_current
        self.unsearchable: set[str] = set()
        self.denied: frozenset[str] = frozenset()
        self.events: dict[str, list[str]] = {}
        self.journal: list[Call] = []
        self._failure: Failure | None = None
        self._state = state
        self._tokens: dict[str, tuple[Request, Record]] = {}
        self._refusals: dict[str, list[tuple[Refusal, bool]]] = defaultdict(list)
        self._interventions: dict[str, list[Callable[[State], State]]] = defaultdict(list)
        self._server_time: datetime | None = None
        self.state = state

    # What a test looks at, and sets up

    @property
    def state(self) -> State:
        """What there is at this moment of the timer."""
        return self._state.settled(self.timer.now())

    @state.setter
    def state(self, state: State) -> None:
        reasons = list(impossible(state.settled(self.timer.now())))
        if reasons:
            raise ValueError("AWS could not be in this state: " + "; ".join(reasons))
        self._state = state.settled(self.timer.now())

    @property
    def requests(self) -> list[Request]:
        """The requests for a change that arrived, in order, repeats and refused ones included."""
        return [call.asked for call in self.journal if isinstance(call.asked, Request)]

    def calls(self, method: str) -> int:
        return sum(1 for call in self.journal if call.method == method)

    def refuse(self, method: str, refusal: Refusal, *, after_the_work: bool = False, times: int = 1) -> None:
        """Let the next calls of the method end in a refusal, before AWS did anything or after it has."""
        self._refusals[method] += [(refusal, after_the_work)] * times

    def fails(self, *, leaves: str | None) -> None:
        """Let the next record fail, and leave the provisioned product in this status; None leaves none."""
        self._failure = Failure(error=RecordError(code="CfnError", description="it broke"), leaves=leaves)

    def before(self, method: str, intervention: Callable[[State], State]) -> None:
        """Let somebody else act right before the method's next call."""
        self._interventions[method].append(intervention)

    # Service Catalog

    def provisioned_products(self) -> Iterator[ProvisionedProduct]:
        return self._paged("provisioned_products", self._searchable)

    def provisioned_product(self, provisioned_product_id: str) -> ProvisionedProduct | None:
        with self._answering("provisioned_product", provisioned_product_id):
            return self._described(self.state.governed(id=provisioned_product_id))

    def provisioned_product_named(self, name: str) -> ProvisionedProduct | None:
        with self._answering("provisioned_product_named", name):
            return self._described(self.state.governed(name=name))

    def record(self, record_id: str) -> Record:
        with self._answering("record", record_id):
            return self._present(self.state.record(record_id), "DescribeRecord", record_id)

    def record_outputs(self, record_id: str) -> Mapping[str, str]:
        with self._answering("record_outputs", record_id):
            record = self._present(self.state.record(record_id), "DescribeRecord", record_id)
            governed = self.state.governed(id=record.provisioned_product_id)
            stack = self.state.stack(governed.physical_id or "") if governed else None
            return stack.outputs if stack else {}

    def products_named(self, name: str) -> Sequence[Product]:
        with self._answering("products_named", name):
            return [each for each in self.state.products if each.name == name]

    def product(self, product_id: str) -> Product | None:
        with self._answering("product", product_id):
            return next((each for each in self.state.products if each.id == product_id), None)

    def product_names(self) -> Sequence[str]:
        with self._answering("product_names"):
            return sorted({each.name for each in self.state.products})

    def artifacts(self, product_id: str) -> Sequence[Artifact]:
        with self._answering("artifacts", product_id):
            return [each.artifact for each in self.state.versions if each.product_id == product_id]

    def artifact_parameters(self, product_id: str, artifact_id: str) -> Sequence[ArtifactParameter]:
        with self._answering("artifact_parameters", artifact_id):
            return self._version(product_id, artifact_id).parameters

    def artifact_source(self, product_id: str, artifact_id: str) -> ArtifactSource:
        with self._answering("artifact_source", artifact_id):
            status = self._version(product_id, artifact_id).status
            return ArtifactSource(status=status, template_url=_url(artifact_id))

    def launch_paths(self, product_id: str) -> Sequence[LaunchPath]:
        with self._answering("launch_paths", product_id):
            return self.state.launch_paths.get(product_id, ())

    def import_as_provisioned_product(self, request: ImportRequest) -> Record:
        with self._answering("import_as_provisioned_product", request):
            return self._once(request, writes.imported)

    def update_provisioned_product(self, request: UpdateRequest) -> Record:
        with self._answering("update_provisioned_product", request):
            return self._once(request, writes.updated)

    def terminate_provisioned_product(self, request: TerminateRequest) -> Record:
        with self._answering("terminate_provisioned_product", request):
            return self._once(request, writes.terminated)

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
            version = next((each for each in self.state.versions if _url(each.artifact.id) == url), None)
            return self._present(version, "GetObject", url).template

    def identity(self) -> Identity:
        with self._answering("identity"):
            return self.state.identity

    def denied_actions(self, caller_arn: str, actions: Sequence[str], resources: Sequence[str]) -> Sequence[str]:
        with self._answering("denied_actions", (caller_arn, tuple(resources))):
            return [each for each in actions if each in self.denied]

    def server_time(self) -> datetime | None:
        return self._server_time

    # How all of them answer

    @contextmanager
    def _answering(self, method: str, asked: object = None) -> Iterator[None]:
        for intervene in self._interventions.pop(method, []):
            self.state = intervene(self.state)
        self.journal.append(Call(method, asked))
        refusal, after_the_work = self._refusals[method].pop(0) if self._refusals[method] else (None, False)
        if refusal is not None and not after_the_work:
            raise refusal
        yield
        if refusal is not None:
            raise refusal
        self._server_time = moment(int(self.timer.now()))

    def _paged(self, method: str, all_of_it: Callable[[], Sequence[T]]) -> Iterator[T]:
        found: Sequence[T] = ()
        first = 0
        while first == 0 or first < len(found):
            with self._answering(method, first):
                found = all_of_it()
            yield from found[first : first + PAGE]
            first += PAGE

    def _once(self, request: R, write: Callable[[State, R, Course], tuple[State, Record]]) -> Record:
        """Do what is asked, unless its token has been used: that gets the answer of the first time."""
        known = self._tokens.get(request.token)
        if known is not None:
            if known[0] != request:
                raise Invalid(operation=type(request).__name__, reason=f"{request.token} was used for something else.")
            return (self.state.record(known[1].id) or known[1]) if self.replays_current else known[1]
        failure, self._failure = self._failure, None
        course = Course(now=self.timer.now(), seconds=self.seconds, failure=failure)
        self.state, record = write(self.state, request, course)
        self._tokens[request.token] = (request, record)
        return record

    def _version(self, product_id: str, artifact_id: str) -> Version:
        found = self.state.version(artifact_id)
        mine = found if found is not None and found.product_id == product_id else None
        return self._present(mine, "DescribeProvisioningArtifact", artifact_id)

    def _searchable(self) -> list[ProvisionedProduct]:
        return [each for each in self.state.provisioned_products if each.id not in self.unsearchable]

    def _described(self, found: ProvisionedProduct | None) -> ProvisionedProduct | None:
        """Leave out what the search alone tells, where it does not show the product."""
        if found is None or found.id not in self.unsearchable:
            return found
        return replace(found, physical_id=None, product_name="", artifact_name="", tags={})

    def _present(self, found: T | None, operation: str, what: str) -> T:
        if found is None:
            raise Absent(operation=operation, reason=f"{what} does not exist.", code="ResourceNotFoundException")
        return found


def _url(artifact_id: str) -> str:
    return f"https://templates.example/{artifact_id}"
