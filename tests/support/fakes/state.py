"""What there is in an account and Region, as a value: a test gives one, and compares it with the one that is left.

The gateway refuses a state that AWS could not be in (`impossible`), so that no test proves something about nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.plan import Plan
from pulumi_servicecatalog.model.product import (
    Artifact,
    ArtifactParameter,
    ArtifactSource,
    LaunchPath,
    Product,
    ProvisioningParameters,
)
from pulumi_servicecatalog.model.provisioned_product import PLAN_IN_PROGRESS, STACK_SET, ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.stack import Stack

ACCOUNT = "123456789012"
REGION = "eu-west-1"
SOMEBODY = Identity(partition="aws", account=ACCOUNT, region=REGION, caller_arn=f"arn:aws:iam::{ACCOUNT}:user/somebody")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""AWS's time when the timer starts."""


def moment(seconds: float) -> datetime:
    """Return AWS's time at a moment of the timer."""
    return EPOCH + timedelta(seconds=seconds)


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version of a product, with what its template takes.

    `source` is what AWS tells of where it came from, in place of a URL that leads to the template.
    """

    product_id: str
    artifact: Artifact
    parameters: tuple[ArtifactParameter, ...] = ()
    template: str = ""
    status: str = "AVAILABLE"
    source: ArtifactSource | None = None


@dataclass(frozen=True, kw_only=True)
class Work:
    """What AWS is at: on `ends_at` (a moment of the timer) the record is this one, and these are what there is.

    `provisioned_product` None: it is gone then. `stack` None: the stack is as it was; `ends_stack`: it is gone.
    `template` is that of the stack.
    """

    ends_at: float
    record: Record
    provisioned_product: ProvisionedProduct | None
    stack: Stack | None = None
    template: str | None = None
    ends_stack: str | None = None


@dataclass(frozen=True, kw_only=True)
class Planning:
    """A plan as it is, and as it is once AWS has worked it out, on `ends_at`.

    `before` is the status that its provisioned product goes back to when the plan is deleted; None: it goes too.
    """

    plan: Plan
    before: str | None
    ends_at: float = 0.0
    made: Plan | None = None


@dataclass(frozen=True, kw_only=True)
class State:
    """An account and Region.

    `launch_paths` are by product, `templates` by stack ID; `terms` (what a launch is bound to, its parameters aside)
    and `launch_roles` by launch path ID.
    """

    stacks: tuple[Stack, ...] = ()
    products: tuple[Product, ...] = ()
    versions: tuple[Version, ...] = ()
    launch_paths: Mapping[str, tuple[LaunchPath, ...]] = field(default_factory=dict)
    terms: Mapping[str, ProvisioningParameters] = field(default_factory=dict)
    launch_roles: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    provisioned_products: tuple[ProvisionedProduct, ...] = ()
    records: tuple[Record, ...] = ()
    under_way: tuple[Work, ...] = ()
    plans: tuple[Planning, ...] = ()
    identity: Identity = SOMEBODY

    def stack(self, name_or_id: str) -> Stack | None:
        return next((item for item in self.stacks if name_or_id in {item.name, item.id}), None)

    def observed(self, *, id: str = "", name: str = "", stack_id: str = "") -> ProvisionedProduct | None:  # noqa: A002
        """Return the provisioned product with this ID, name or stack."""
        for item in self.provisioned_products:
            if item.id == id or item.name == name or (stack_id and item.physical_id == stack_id):
                return item
        return None

    def record(self, record_id: str) -> Record | None:
        return next((item for item in self.records if item.id == record_id), None)

    def version(self, artifact_id: str) -> Version | None:
        return next((item for item in self.versions if item.artifact.id == artifact_id), None)

    def with_version(self, version: Version) -> "State":
        """Return the state with this version, in place of an earlier one of the same ID."""
        others = tuple(item for item in self.versions if item.artifact.id != version.artifact.id)
        return replace(self, versions=(*others, version))

    def without_version(self, artifact_id: str) -> "State":
        """Return the state once somebody has deleted the version."""
        return replace(self, versions=tuple(item for item in self.versions if item.artifact.id != artifact_id))

    def with_product(self, product: Product) -> "State":
        """Return the state with this product, in place of an earlier one of the same ID."""
        return replace(self, products=(*(item for item in self.products if item.id != product.id), product))

    def with_paths(self, product: Product, *paths: LaunchPath) -> "State":
        """Return the state in which these launch paths lead to a product, and no others."""
        return replace(self, launch_paths={**self.launch_paths, product.id: paths})

    def with_record(self, record: Record) -> "State":
        """Return the state with this record, in place of an earlier one of the same ID; the oldest is the first."""
        if self.record(record.id) is None:
            return replace(self, records=(*self.records, record))
        return replace(self, records=tuple(record if item.id == record.id else item for item in self.records))

    def history(self, provisioned_product_id: str) -> list[Record]:
        """Return the records of a provisioned product, the newest first."""
        return [item for item in reversed(self.records) if item.provisioned_product_id == provisioned_product_id]

    def history_of_product(self, product_id: str) -> list[Record]:
        """Return the records of all provisioned products of a product, the newest first."""
        return [item for item in reversed(self.records) if item.product_id == product_id]

    def with_governed(self, product: ProvisionedProduct) -> "State":
        """Return the state with this provisioned product, in place of an earlier one of the same ID."""
        others = tuple(item for item in self.provisioned_products if item.id != product.id)
        return replace(self, provisioned_products=(*others, product))

    def without_governed(self, provisioned_product_id: str) -> "State":
        """Return the state as it is once somebody has terminated it, stack kept, past the provider."""
        return replace(
            self,
            provisioned_products=tuple(item for item in self.provisioned_products if item.id != provisioned_product_id),
            under_way=tuple(
                item for item in self.under_way if item.record.provisioned_product_id != provisioned_product_id
            ),
            plans=tuple(item for item in self.plans if item.plan.provisioned_product_id != provisioned_product_id),
        )

    def planning(self, plan_id: str) -> Planning | None:
        return next((item for item in self.plans if item.plan.id == plan_id), None)

    def with_planning(self, planning: Planning) -> "State":
        """Return the state with this plan, for which its provisioned product waits."""
        existing = self.observed(id=planning.plan.provisioned_product_id)
        assert existing is not None
        after = self.with_governed(replace(existing, status=PLAN_IN_PROGRESS))
        return replace(after, plans=(*self.plans, planning))

    def with_plan(self, plan: Plan) -> "State":
        """Return the state with this plan, as somebody has made it past the provider."""
        existing = self.observed(id=plan.provisioned_product_id)
        assert existing is not None
        return self.with_planning(Planning(plan=plan, before=existing.status))

    def without_plan(self, plan_id: str) -> "State":
        """Return the state once the plan has been deleted, and its provisioned product is as it was before."""
        planning = self.planning(plan_id)
        if planning is None:
            return self
        if planning.before is None:
            return self.without_governed(planning.plan.provisioned_product_id)
        after = replace(self, plans=tuple(item for item in self.plans if item is not planning))
        existing = self.observed(id=planning.plan.provisioned_product_id)
        return after.with_governed(replace(existing, status=planning.before)) if existing else after

    def with_stack(self, stack: Stack, template: str | None = None) -> "State":
        """Return the state with this stack, in place of an earlier one of the same ID."""
        templates = {**self.templates, **({} if template is None else {stack.id: template})}
        return replace(
            self, stacks=(*(item for item in self.stacks if item.id != stack.id), stack), templates=templates
        )

    def without_stack(self, stack_id: str) -> "State":
        return replace(self, stacks=tuple(item for item in self.stacks if item.id != stack_id))


def impossible(state: State) -> Iterator[str]:
    """Return why AWS could not be in this state."""
    yield from _twice(state)
    yield from _stacks(state)
    yield from _provisioned_products(state)
    yield from _records(state)
    yield from _plans(state)


def _stacks(state: State) -> Iterator[str]:
    for stack in state.stacks:
        arn = parse_stack_arn(stack.id)
        if arn is None or (arn.account, arn.region) != (state.identity.account, state.identity.region):
            yield f"{stack.id} is no stack of this account and Region"
        elif arn.name != stack.name:
            yield f"{stack.id} is not named {stack.name}"


def _provisioned_products(state: State) -> Iterator[str]:
    product_ids = {item.id for item in state.products}
    running = {work.record.provisioned_product_id for work in state.under_way}
    for version in state.versions:
        if version.product_id not in product_ids:
            yield f"version {version.artifact.id} is of a product that is none"
    for item in state.provisioned_products:
        if item.product_id not in product_ids:  # a version may be deleted that something has
            yield f"{item.id} has a product that is none"
        if not _governs_something(item):
            yield f"{item.id} governs {item.physical_id}, which is no stack"
        if item.under_change != (item.id in running):
            yield f"{item.id} is {item.status}, and work on it is {'' if item.id in running else 'not '}under way"
        if item.planned and not item.last_record_id:
            continue  # its plan has made it, and no operation
        last = state.record(item.last_record_id)
        if last is None or last.provisioned_product_id != item.id:
            yield f"{item.id} names {item.last_record_id or 'nothing'} as its last record"
        elif last.ended == item.under_change:
            yield f"{item.id} is {item.status}, and its last record {last.id} is {last.status}"


def _governs_something(product: ProvisionedProduct) -> bool:
    """Return whether it has a stack, or a stack set; a launch that has not ended well may have made none, as a plan."""
    if product.physical_id is None:
        may_have_none = product.under_change or product.planned or product.never_worked
        return may_have_none and not product.last_successful_record_id
    if product.type == STACK_SET:
        return ":stackset/" in product.physical_id
    return parse_stack_arn(product.physical_id) is not None


def _records(state: State) -> Iterator[str]:
    for item in state.provisioned_products:
        if item.last_successful_record_id:
            successful = state.record(item.last_successful_record_id)
            if successful is None or successful.provisioned_product_id != item.id or not successful.succeeded:
                yield f"{item.id} names {item.last_successful_record_id} as its last successful record"


def _plans(state: State) -> Iterator[str]:
    planned = {item.plan.provisioned_product_id for item in state.plans}
    for item in state.provisioned_products:
        if item.planned != (item.id in planned):
            yield f"{item.id} is {item.status}, and has {'a' if item.id in planned else 'no'} plan"
    for missing in planned - {item.id for item in state.provisioned_products}:
        yield f"a plan is for {missing}, which is none"


def _twice(state: State) -> Iterator[str]:
    counted = {
        "stack": [item.name for item in state.stacks],
        "provisioned product": [item.id for item in state.provisioned_products],
        "name": [item.name for item in state.provisioned_products],
        "governed stack": [item.physical_id or "" for item in state.provisioned_products],
        "product": [item.id for item in state.products],
        "version": [item.artifact.id for item in state.versions],
        "record": [item.id for item in state.records],
        "plan": [item.plan.id for item in state.plans],
        "plan of": [item.plan.provisioned_product_id for item in state.plans],
    }
    for noun, keys in counted.items():
        for key, times in Counter(keys).items():
            if times > 1:
                yield f"the {noun} {key} exists {times} times"
