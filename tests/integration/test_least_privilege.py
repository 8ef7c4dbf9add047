"""`catalogctl iam-policy`: with exactly its actions each purpose works, and without any one of them it is refused.

The emulator refuses what its setting `allowed_actions` does not name. A refusal names the action that is missing.
"""

import itertools
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

import catalog_emulator.sample
from pulumi_servicecatalog.cli import main
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.drift import questions, state, walk
from pulumi_servicecatalog.fleet import executors
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, Outcome
from pulumi_servicecatalog.model.properties import IMPORTED
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.reconcile.controller import Defaults, DiffResult
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from support.account import REGION, Account
from support.pulumi_state import PLUGIN, document, entry, type_of

LOOK = walk.Look()
PARAMETERS = {"VisibilityTimeout": "30"}


@pytest.fixture
def aws(emulator: Any, account: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """The sample account, in which records end at once."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", account)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.url)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    catalog_emulator.sample.fill(emulator.url, account=account)
    aws = Account(emulator.url, account)
    aws.control.set(account=account, record_seconds=0)
    yield aws
    aws.control.set(account=account, allowed_actions=None)


class Run:
    """One run of the provider: it has observed nothing yet."""

    def __init__(self, aws: Account, name: str) -> None:
        self._aws = aws
        self._observed = aws.observed().get(name)
        self._controller = ImportedProvisionedProductController(Defaults(), session_pool())
        self._operation = Operation.lasting(
            20.0, timer=SystemTimer(threading.Event()), status=lambda _: None, warn=lambda _: None
        )
        self._desired = DesiredImport(
            name=name, physical_id=name, product=ByName("web-service"), connection=Connection(region=REGION)
        )

    def check(self) -> list[str]:
        checked = self._controller.check(None, self._desired, urn="urn:a")
        return [str(problem) for problem in (*checked.failures, *checked.remarks)]

    def adopt(self) -> list[str]:
        return self.check() or _reports(self._controller.create(self._desired, self._operation, urn="urn:a"))

    def update(self) -> list[str]:
        wanted = replace(
            self._desired,
            artifact=ByName("v2"),
            parameters=PARAMETERS,
            launch_role_arn=f"arn:aws:iam::{self._aws.account}:role/launch",
        )
        checked = self._controller.check(self._desired, wanted, urn="urn:a")
        compared = self._controller.diff(self._recorded(), wanted)
        problems = [*checked.failures, *checked.remarks]
        problems += compared.remarks if isinstance(compared, DiffResult) else compared.problems
        outcome = self._controller.update(self._recorded(), wanted, self._operation)
        return [*map(str, problems), *_reports(outcome)]

    def release(self) -> list[str]:
        return _reports(self._controller.delete(self._recorded(), self._operation))

    def drift_resources(self) -> list[str]:
        return self.drift(walk.Look(resources=True))

    def drift_trail(self) -> list[str]:
        return self.drift(walk.Look(trail=True))

    def drift(self, look: walk.Look = LOOK) -> list[str]:
        """Compare a state whose declared launch role and version AWS has otherwise, and one of which it has nothing."""
        assert self._observed is not None
        role = {"launchRoleArn": "arn:aws:iam::123456789012:role/launch"}
        here = self._entry(self._observed["Id"], role)
        wanted = questions.of([state.parse(document([here, self._entry("pp-gone", {})]))], lambda known, _: known)
        with executors.local(1) as workers:
            (shard,) = walk.walk(walk.shards(wanted.answerable), session_pool, workers, look)
        (account,) = shard.accounts
        problems = [*account.problems, *(entry.problem for entry in shard.drift if entry.problem is not None)]
        return [
            f"[{problem.code}] {problem.message} {problem.remedy}"
            for problem in problems
            if problem.code not in {"DeletedOutside", "TemplateEdited"}
        ]

    def _entry(self, id_: str, inputs: dict[str, Any]) -> dict[str, Any]:
        named = {"name": self._desired.name, "physicalId": self._desired.name, "productName": "web-service"}
        declared = {**named, "provisioningArtifactName": "v1", "region": REGION, "parameters": PARAMETERS, **inputs}
        return entry(f"urn:{id_}", id_, type_of(IMPORTED, PLUGIN), declared, {**declared, "provisionedProductId": id_})

    def _recorded(self) -> RecordedState:
        assert self._observed is not None
        return RecordedState(id=self._observed["Id"], retain_physical_resources=True)


def _reports(outcome: Outcome) -> list[str]:
    return [] if isinstance(outcome, Done) else [str(problem) for problem in outcome.problems]


PURPOSES: dict[str, Callable[[Run], list[str]]] = {
    "check": Run.check,
    "adopt": Run.adopt,
    "update": Run.update,
    "release": Run.release,
    "drift": Run.drift,
    "drift-resources": Run.drift_resources,
    "drift-trail": Run.drift_trail,
}
BESIDE = {"drift-resources": ["--for", "drift"], "drift-trail": ["--for", "drift"]}
"""What is needed beside a purpose."""
LONG = {"adopt", "update", "drift-resources", "drift-trail"}


def policy(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main.main(["iam-policy", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def actions_of(document: Any) -> list[str]:
    return [action for statement in document["Statement"] for action in statement["Action"]]


class World:
    """Runs a purpose with these actions alone, each time on a new stack with the template of version 1."""

    def __init__(self, aws: Account, purpose: str) -> None:
        self._aws = aws
        self._purpose = purpose
        self._template = aws.cloudformation.get_template(StackName="payments")["TemplateBody"]
        self._stacks = itertools.count()

    def problems(self, actions: list[str], *, shared: bool) -> list[str]:
        """Return what is reported. `shared`: AWS does not show the version to the administrators of this account."""
        name = f"stack-{next(self._stacks)}"
        text = self._template if isinstance(self._template, str) else json.dumps(self._template)
        self._aws.control.set(account=self._aws.account, allowed_actions=None)
        self._aws.control.remove_faults(account=self._aws.account)
        self._aws.cloudformation.create_stack(StackName=name, TemplateBody=text)
        if self._purpose in {"update", "release"} or self._purpose.startswith("drift"):
            assert Run(self._aws, name).adopt() == []
        if self._purpose.startswith("drift"):
            self._change(name)
        run = Run(self._aws, name)
        if shared:
            fault = {"code": "ResourceNotFoundException", "message": "not found", "status": 400, "times": None}
            operation = "DescribeProvisioningArtifact"
            self._aws.control.add_fault("error", account=self._aws.account, operation=operation, **fault)
        self._aws.control.set(account=self._aws.account, allowed_actions=actions)
        return PURPOSES[self._purpose](run)

    def _change(self, name: str) -> None:
        """Somebody updates the provisioned product, and then the stack itself, past Service Catalog."""
        id_, version = self._aws.observed()[name]["Id"], self._aws.version_id("web-service", "v2")
        self._aws.catalog.update_provisioned_product(ProvisionedProductId=id_, ProvisioningArtifactId=version)
        edited = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
        self._aws.cloudformation.update_stack(StackName=name, TemplateBody=json.dumps(edited))


@pytest.mark.parametrize(
    "purpose",
    [pytest.param(name, marks=pytest.mark.left_to_test_all if name in LONG else ()) for name in PURPOSES],
)
def test_a_purpose_works_with_exactly_its_policy_and_each_action_is_needed(
    purpose: str, aws: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    own = actions_of(policy(capsys, "--for", purpose))
    actions = actions_of(policy(capsys, "--for", purpose, *BESIDE.get(purpose, [])))
    world = World(aws, purpose)
    assert world.problems(actions, shared=False) == []
    needless: dict[str, list[str]] = {}
    for missing in own:
        others = [action for action in actions if action != missing]
        problems = world.problems(others, shared=False)
        if not problems and purpose == "update":
            of_all = world.problems(actions, shared=True)  # whose version's template nobody can read
            assert [problem for problem in of_all if "[TemplateNot" not in problem] == []
            problems = world.problems(others, shared=True)
        if not any(missing in problem for problem in problems):
            needless[missing] = problems
    assert needless == {}, "without these it works all the same, or it is not said what is missing"


def test_a_policy_is_limited_to_products(capsys: pytest.CaptureFixture[str]) -> None:
    arn = "arn:aws:catalog:eu-west-1:123456789012:product/prod-abc"
    document = policy(capsys, "--for", "adopt", "--for", "release", "--product-arn", arn)
    limited = [statement for statement in document["Statement"] if statement["Resource"] == [arn]]
    assert actions_of({"Statement": limited}) == [
        "servicecatalog:DescribeProduct",
        "servicecatalog:DescribeProvisioningArtifact",
        "servicecatalog:ImportAsProvisionedProduct",
        "servicecatalog:ListLaunchPaths",
    ]
    assert set(actions_of(document)) == set(
        actions_of(policy(capsys, "--for", "adopt")) + actions_of(policy(capsys, "--for", "release"))
    )
