"""The whole life of resources, in which every input is declared at least once, and what went to AWS meanwhile.

Each step is an operation of an engine with a memory of its own, through the real gateway and against the emulator.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contract.api_coverage.account import OTHER, REGIONS, FurnishedAccount
from pulumi_servicecatalog import codec, configuration
from pulumi_servicecatalog.controllers import Controllers
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.providers.plugin import functions
from support.fakes.by_values import ByValues
from support.fakes.timer import FakeTimer

CHANGES = (
    "ImportAsProvisionedProduct",
    "ProvisionProduct",
    "UpdateProvisionedProduct",
    "TerminateProvisionedProduct",
)
ADOPTED, LAUNCHED = "ImportedProvisionedProduct", "ProvisionedProduct"


@dataclass(frozen=True, kw_only=True)
class Step:
    """What was declared, the state before and after it, what was sent meanwhile, and AWS's record of that.

    `reported` is what getRecord reports of the record, and `record_requests` the requests that it sent for that.
    """

    resource: str
    declared: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    sent: tuple[tuple[str, Mapping[str, Any]], ...]
    record: Mapping[str, Any]
    reported: Mapping[str, Any]
    record_requests: tuple[tuple[str, Mapping[str, Any]], ...]

    def requests(self, operation: str) -> list[Mapping[str, Any]]:
        """Return the requests of an operation; of DescribeRecord, which waiting sends as well, those of getRecord."""
        sent = self.record_requests if operation == "DescribeRecord" else self.sent
        return [request for name, request in sent if name == operation]

    def sends(self, operation: str) -> bool:
        """Tell whether this is the last change that was asked for."""
        return bool(next(name for name, _ in reversed(self.sent) if name in CHANGES) == operation)


@dataclass(frozen=True, kw_only=True)
class Walked:
    """All steps, and the IDs of products by their names, and of versions by those of both."""

    steps: tuple[Step, ...]
    ids: Mapping[str | tuple[str, str], str]

    def of(self, operation: str) -> list[tuple[Step, Mapping[str, Any]]]:
        """Return the requests of an operation, each with the step in which it was sent."""
        return [(step, request) for step in self.steps for request in step.requests(operation)]

    def last(self, operation: str) -> list[Step]:
        """Return the steps whose record an operation has begun; that of DescribeRecord is any."""
        return [step for step in self.steps if operation == "DescribeRecord" or step.sends(operation)]


@dataclass
class Walker:
    """Walks in one account. What comes of a step is what the next one begins with."""

    aws: FurnishedAccount
    resource: str
    steps: list[Step] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)

    def make(self, *, fails: bool = False, **declared: Any) -> None:
        kind = self._kind()
        checked = kind.check({}, declared, urn=self.resource)
        assert not checked.failures, checked.failures
        self._walked(declared, kind.create(checked.inputs, _operation(), urn=self.resource), fails=fails)

    def change(self, **declared: Any) -> None:
        """Declare something else; None is not declared any more."""
        declared = {name: value for name, value in {**self._declared(), **declared}.items() if value is not None}
        kind = self._kind()
        checked = kind.check(self.state, declared, urn=self.resource)
        assert not checked.failures, checked.failures
        outcome = kind.update(self._id, self.state, checked.inputs, _operation())
        self._walked(declared, outcome)

    def end(self) -> None:
        self._walked(self._declared(), self._kind().delete(self._id, self.state, _operation()))

    @property
    def _id(self) -> str:
        return str(self.state["provisionedProductId"])

    def _declared(self) -> dict[str, Any]:
        return dict(self.steps[-1].declared)

    def _kind(self) -> ByValues:
        """Begin an operation of the engine, which has observed nothing yet."""
        self._seen = self._newest()
        self._controllers = Controllers(configuration.Configuration())
        return ByValues(IMPORTED if self.resource == ADOPTED else PROVISIONED, self._controllers)

    def _walked(self, declared: Mapping[str, Any], outcome: Outcome, *, fails: bool = False) -> None:
        assert not isinstance(outcome, NotMade), outcome.problems
        assert isinstance(outcome, MadeButUnhealthy if fails else Done), outcome
        before = self.state
        self.state = codec.state(declared, outcome.state) if outcome.state else {}
        sent = self._sent()
        record = self.aws.record(str((self.state or before)["provisionedProductId"]))
        self._seen = self._newest()
        reported = functions.get_record({"id": record["RecordDetail"]["RecordId"]}, self._controllers)
        step = Step(
            resource=self.resource,
            declared=declared,
            before=before,
            after=self.state,
            sent=sent,
            record=record,
            reported=reported,
            record_requests=self._sent(),
        )
        self.steps.append(step)

    def _newest(self) -> int:
        return max((call["seq"] for call in self.aws.control.journal(account=self.aws.account)), default=0)

    def _sent(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """Return what Service Catalog was asked since the newest call that was seen."""
        journal = self.aws.control.journal(account=self.aws.account, since=self._seen)
        return tuple((call["operation"], call["parameters"]) for call in journal if call["service"] == "servicecatalog")


def _operation() -> Operation:
    return Operation.lasting(60.0, timer=FakeTimer())


def everything(aws: FurnishedAccount) -> Walked:
    """Walk all the ways."""
    ways = (_adopt_by_ids, _adopt_by_names, _launch_by_ids, _launch_by_names, _fail, _fleet, _wide)
    steps = tuple(step for way in ways for step in way(aws))
    return Walked(steps=steps, ids=aws.ids())


def _adopt_by_ids(aws: FurnishedAccount) -> list[Step]:
    walker = Walker(aws, ADOPTED)
    walker.make(
        name="payments",
        physicalId=aws.stack("payments")["StackId"],
        productId=aws.product_id("web-service"),
        provisioningArtifactId=aws.version_id("web-service", "v1"),
        acceptLanguage="jp",
        ignoreErrors=True,
        retainPhysicalResources=True,
    )
    walker.change(pathId=aws.path_id(), parameters={"VisibilityTimeout": "60"}, tags={"team": "web"})
    walker.change(provisioningArtifactId=aws.version_id("web-service", "v2"), parameters=None)
    walker.end()
    return walker.steps


def _adopt_by_names(aws: FurnishedAccount) -> list[Step]:
    walker = Walker(aws, ADOPTED)
    walker.make(
        name="orders",
        physicalId=aws.stack("orders")["StackId"],
        productName="web-service",
        provisioningArtifactName="v1",
    )
    walker.change(pathName="platform", provisioningArtifactName="v2")
    walker.end()
    return walker.steps


def _launch_by_ids(aws: FurnishedAccount) -> list[Step]:
    walker = Walker(aws, LAUNCHED)
    walker.make(
        name="shop",
        productId=aws.product_id("web-service"),
        provisioningArtifactId=aws.version_id("web-service", "v1"),
        pathId=aws.path_id(),
        parameters={"VisibilityTimeout": "60"},
        tags={"team": "web"},
        notificationArns=[f"arn:aws:sns:eu-west-1:{aws.account}:launches"],
        acceptLanguage="zh",
        ignoreErrors=True,
        retainPhysicalResources=False,
    )
    walker.change(parameters={"VisibilityTimeout": "90"}, tags={"team": "shop"})
    walker.change(provisioningArtifactId=aws.version_id("web-service", "v2"), parameters=None)
    walker.end()
    return walker.steps


def _launch_by_names(aws: FurnishedAccount) -> list[Step]:
    walker = Walker(aws, LAUNCHED)
    walker.make(name="stall", productName="web-service", provisioningArtifactName="v1", pathName="platform")
    walker.change(provisioningArtifactName="v2")
    walker.end()
    return walker.steps


def _fail(aws: FurnishedAccount) -> list[Step]:
    walker = Walker(aws, LAUNCHED)
    failure = {"code": "CfnError", "message": "it broke"}
    aws.control.add_fault("record-fails", operation="provision", account=aws.account, **failure)
    walker.make(name="ruin", productName="web-service", provisioningArtifactName="v1", fails=True)
    return walker.steps


def _fleet(aws: FurnishedAccount) -> list[Step]:
    """Zero is among the numbers; counts exclude percentages."""
    counts = {"stackSetFailureToleranceCount": 0, "stackSetMaxConcurrencyCount": 1}
    percentages = {"stackSetFailureTolerancePercentage": 0, "stackSetMaxConcurrencyPercentage": 50}
    return [*_stack_set(aws, "fleet", counts), *_stack_set(aws, "armada", percentages)]


def _stack_set(aws: FurnishedAccount, name: str, pace: Mapping[str, int]) -> list[Step]:
    walker = Walker(aws, LAUNCHED)
    both = {"stackSetAccounts": [aws.account, OTHER], "stackSetRegions": REGIONS, **pace}
    walker.make(name=name, productName="fleet", provisioningArtifactName="v1", provisioningPreferences=both)
    walker.change(provisioningArtifactName="v2")
    walker.change(provisioningPreferences={**both, "stackSetAccounts": [OTHER]})
    return walker.steps


def _wide(aws: FurnishedAccount) -> list[Step]:
    walker = Walker(aws, LAUNCHED)
    walker.make(name="wide", productName="wide", provisioningArtifactName="v1")
    return walker.steps
