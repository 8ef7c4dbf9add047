"""An AWS in memory whose every call takes the same time, however much there is: what grows is then the provider's own.

Its clock moves only while somebody sleeps, so that what records take costs nothing, and no other process is in the way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import ByName, ImportSpec
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.product import Artifact, ArtifactSource, LaunchPath, Product
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, STACK, UNDER_CHANGE, ProvisionedProduct
from pulumi_servicecatalog.model.record import SUCCEEDED, Record
from pulumi_servicecatalog.model.request import ImportRequest, TerminateRequest
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.execution.lane import Lane
from pulumi_servicecatalog.reconcile.observation.session import AccountSession

_TEMPLATE = '{"Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}'
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_HERE = Identity(partition="aws", account="000000000001", region="eu-west-1", caller_arn="arn:aws:iam::1:user/me")
_PRODUCT = Product(id="prod-1", name="product", type="CLOUD_FORMATION_TEMPLATE", owner="us")
_VERSION = Artifact(id="pa-1", name="v1")
_PATH = LaunchPath(id="lp-1", name="path")


class VirtualTimer:
    """Satisfies `model.operation.Timer`; nobody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> bool:
        self.seconds += seconds
        return False


class MemoryGateway:
    """Stacks s0, s1 and so on, and a product whose version has their template. `lasting` says how long records take."""

    def __init__(self, count: int, lasting: Callable[[], float] = lambda: 0.0) -> None:
        self.timer = VirtualTimer()
        self.busy = 0.0
        self._lasting = lasting
        self._stacks = {name: _stack(name) for name in map("s{}".format, range(count))}
        self._by_arn = {stack.id: stack for stack in self._stacks.values()}
        self._products: dict[str, ProvisionedProduct] = {}
        self._ends: dict[str, tuple[Record, float]] = {}

    def session(self) -> AccountSession:
        """Return a session that has observed nothing."""
        gateway: Any = self  # of the protocol it has what adoptions and releases ask
        return AccountSession.through(gateway, lane=Lane(LaneFile(None)))

    def operation(self) -> Operation:
        """Return an operation on this clock."""
        return Operation.lasting(10.0**9, timer=self.timer)

    # What is read

    def identity(self) -> Identity:
        return _HERE

    def server_time(self) -> datetime:
        return _BEGAN + timedelta(seconds=int(self.timer.seconds))

    def denied_actions(self, _caller: str, _actions: Sequence[str], _resources: Sequence[str]) -> Sequence[str]:
        return ()

    def stack(self, name_or_id: str) -> Stack | None:
        return self._stacks.get(name_or_id) or self._by_arn.get(name_or_id)

    def stacks(self) -> Iterator[Stack]:
        yield from self._stacks.values()

    def stack_template(self, _stack_id: str) -> str:
        return _TEMPLATE

    def template_at(self, _url: str) -> str:
        return _TEMPLATE

    def products_named(self, _name: str) -> Sequence[Product]:
        return (_PRODUCT,)

    def product(self, _product_id: str) -> Product:
        return _PRODUCT

    def artifacts(self, _product_id: str) -> Sequence[Artifact]:
        return (_VERSION,)

    def artifact_source(self, _product_id: str, _artifact_id: str) -> ArtifactSource:
        return ArtifactSource(status="AVAILABLE", template_url="https://templates/v1")

    def launch_paths(self, _product_id: str) -> Sequence[LaunchPath]:
        return (_PATH,)

    def product_history(self, _product_id: str) -> Iterator[Record]:
        return iter(())

    def provisioned_products(self) -> Iterator[ProvisionedProduct]:
        yield from list(self._products.values())

    def provisioned_product(self, provisioned_product_id: str, **_after: object) -> ProvisionedProduct | None:
        existing = self._products.get(provisioned_product_id)
        if existing is None:
            return None
        return replace(existing, status=AVAILABLE if self.record(existing.last_record_id).ended else UNDER_CHANGE)

    def provisioned_product_named(self, name: str) -> ProvisionedProduct | None:
        return self.provisioned_product(f"pp-{name}")

    def record(self, record_id: str) -> Record:
        record, ends = self._ends[record_id]
        ended = self.timer.seconds >= ends
        return replace(
            record, status=SUCCEEDED if ended else "IN_PROGRESS", updated_time=_BEGAN + timedelta(seconds=ends)
        )

    # What is changed

    def import_as_provisioned_product(self, request: ImportRequest) -> Record:
        record = self._begun(f"pp-{request.name}", request.name)
        self._products[record.provisioned_product_id] = ProvisionedProduct(
            id=record.provisioned_product_id,
            name=request.name,
            arn=f"arn:aws:servicecatalog:{_HERE.region}:{_HERE.account}:stack/{request.name}/pp-{request.name}",
            type=STACK,
            status=UNDER_CHANGE,
            physical_id=request.stack_id,
            product_id=request.product_id,
            product_name=_PRODUCT.name,
            artifact_id=request.artifact_id,
            artifact_name=_VERSION.name,
            last_record_id=record.id,
            last_successful_record_id=record.id,
            launch_role_arn="",
        )
        return record

    def terminate_provisioned_product(self, request: TerminateRequest) -> Record:
        ended = self._products.pop(request.provisioned_product_id)
        return self._begun(ended.id, ended.name)

    def _begun(self, provisioned_product_id: str, name: str) -> Record:
        seconds = self._lasting()
        self.busy += seconds
        record = Record(
            id=f"rec-{len(self._ends)}",
            status="IN_PROGRESS" if seconds else SUCCEEDED,
            provisioned_product_id=provisioned_product_id,
            provisioned_product_name=name,
            created_time=_BEGAN + timedelta(seconds=self.timer.seconds),
        )
        self._ends[record.id] = (record, self.timer.seconds + seconds)
        return record


def spec(name: str) -> ImportSpec:
    """Return the declaration that adopts a stack of this name."""
    return ImportSpec(name=name, physical_id=name, product=ByName(_PRODUCT.name), artifact=ByName(_VERSION.name))


def _stack(name: str) -> Stack:
    arn = f"arn:aws:cloudformation:{_HERE.region}:{_HERE.account}:stack/{name}/0a1b2c3d"
    return Stack(id=arn, name=name, status="CREATE_COMPLETE")
