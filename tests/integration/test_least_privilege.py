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
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, Outcome
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.reconcile.controller import Defaults, DiffResult
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from support.account import REGION, Account

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

    def drift(self) -> list[str]:
        wanted = replace(self._desired, parameters=PARAMETERS, launch_role_arn="arn:aws:iam::123456789012:role/launch")
        compared = self._controller.diff(self._recorded(), wanted)
        if isinstance(compared, DiffResult):
            assert [change.path.name for change in compared.changes] == ["launchRoleArn"]
            return [str(problem) for problem in compared.remarks]
        return [str(problem) for problem in compared.problems]

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
}


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
        if self._purpose in {"update", "release", "drift"}:
            assert Run(self._aws, name).adopt() == []
        run = Run(self._aws, name)
        if shared:
            fault = {"code": "ResourceNotFoundException", "message": "not found", "status": 400, "times": None}
            operation = "DescribeProvisioningArtifact"
            self._aws.control.add_fault("error", account=self._aws.account, operation=operation, **fault)
        self._aws.control.set(account=self._aws.account, allowed_actions=actions)
        return PURPOSES[self._purpose](run)


@pytest.mark.parametrize(
    "purpose",
    [
        pytest.param(name, marks=pytest.mark.left_to_test_all if name in {"adopt", "update"} else ())  # the longest two
        for name in PURPOSES
    ],
)
def test_a_purpose_works_with_exactly_its_policy_and_each_action_is_needed(
    purpose: str, aws: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    actions = actions_of(policy(capsys, "--for", purpose))
    world = World(aws, purpose)
    assert world.problems(actions, shared=False) == []
    needless: dict[str, list[str]] = {}
    for missing in actions:
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
