"""What Pulumi's Automation API says becomes changes and causes; its lock is one exception, whatever the backend."""

import pytest
from pulumi import automation
from pulumi.automation.events import DiagnosticEvent, EngineEvent, OpType, SummaryEvent

from pulumi_servicecatalog.automation.stack import AutomatedStack
from pulumi_servicecatalog.fleet.plan import Operation
from pulumi_servicecatalog.fleet.result import Cause
from pulumi_servicecatalog.fleet.shard_work import Operated, PulumiUnusableError, StackIsLockedError
from support.tables import table

URN = "urn:pulumi:1-eu::adoptions::pulumi-python:dynamic/servicecatalog:ImportedProvisionedProduct::adoptions-team-7"
PROBLEM = "<{%reset%}>[StackNotFound] There is no stack team-7.\nDeploy the stack first.<{%reset%}>\n"
NOT_FOUND = Cause(
    code="StackNotFound", message="There is no stack team-7. Deploy the stack first.", resource="adoptions-team-7"
)


def error(message, urn=URN, severity="error"):
    return EngineEvent(sequence=1, timestamp=1, diagnostic_event=DiagnosticEvent(message, "raw", severity, urn=urn))


def summary(**changes):
    operations = {OpType(name): number for name, number in changes.items()}
    return EngineEvent(sequence=1, timestamp=1, summary_event=SummaryEvent(False, 1, operations, {}))  # noqa: FBT003


class FakeStack:
    """An Automation API stack whose commands show events, and then raise, if they do."""

    def __init__(self, *events, raises=None, deployment=None):
        self._events, self._raises = events, raises
        self.deployment = deployment or {}
        self.did = []

    def __getattr__(self, name):
        if name not in {"up", "refresh", "destroy", "preview", "preview_refresh", "preview_destroy"}:
            raise AttributeError(name)

        def command(*, on_event, color):
            self.did.append(name)
            for event in self._events:
                on_event(event)
            if self._raises:
                raise self._raises

        return command

    def export_stack(self):
        return automation.Deployment(version=3, deployment=self.deployment)

    def import_stack(self, state):
        self.deployment = state.deployment

    def cancel(self):
        self.did.append("cancel")


def stack(fake, tmp_path):
    return AutomatedStack(tmp_path, "1-eu", lambda: fake)


FAILED = automation.CommandError(
    automation.CommandResult(stdout="", stderr="error: the program cannot be run\n", code=255)
)

ITSELF = Cause(message="the program cannot be run")


@table(
    "fake operated",
    (FakeStack(summary(create=2, same=1)), Operated(changes={"create": 2, "same": 1}), "it went well"),
    (
        FakeStack(error(PROBLEM), error("update failed", ""), summary(same=1), raises=FAILED),
        Operated(changes={"same": 1}, causes=(NOT_FOUND,)),
        "a problem of ours is known by its code, and the summary of it says nothing more",
    ),
    (
        FakeStack(error(PROBLEM), error(PROBLEM), error("w", severity="warning"), raises=FAILED),
        Operated(changes={}, causes=(NOT_FOUND,)),
        "once, though it is shown twice",
    ),
    (
        FakeStack(error("error: no module named x", ""), raises=FAILED),
        Operated(changes={}, causes=(Cause(message="no module named x"),)),
        "a program that fails",
    ),
    (FakeStack(raises=FAILED), Operated(changes={}, causes=(ITSELF,)), "Pulumi itself"),
)
def test_what_pulumi_shows_becomes_changes_and_causes(fake, operated, reason, tmp_path):
    assert stack(fake, tmp_path).perform(Operation.UP) == operated


@table(
    "operation preview",
    (Operation.UP, "preview", "pulumi preview"),
    (Operation.REFRESH, "preview_refresh", "pulumi refresh --preview-only"),
    (Operation.DESTROY, "preview_destroy", "pulumi destroy --preview-only"),
)
def test_each_operation_has_its_command_and_its_preview(operation, preview, reason, tmp_path):
    fake = FakeStack()
    stack(fake, tmp_path).preview(operation)
    stack(fake, tmp_path).perform(operation)
    assert fake.did == [preview, operation.value]


def test_a_lock_is_one_exception_with_pulumis_words(tmp_path):
    locked = automation.ConcurrentUpdateError(
        automation.CommandResult(stdout="", stderr="the stack is currently locked by 1 lock(s)", code=255)
    )
    with pytest.raises(StackIsLockedError, match="currently locked by 1"):
        stack(FakeStack(raises=locked), tmp_path).perform(Operation.UP)


@table(
    "raised message",
    (FAILED, "the program cannot be run", "a backend that is not there, a passphrase that is wrong"),
    (FileNotFoundError(2, "No such file", "pulumi"), "the Pulumi CLI is not on PATH", "no CLI"),
    (automation.InvalidVersionError("Minimum version requirement failed"), "Minimum version", "an old CLI"),
)
def test_what_keeps_pulumi_from_an_operation_is_one_exception(raised, message, reason, tmp_path):
    def select():
        raise raised

    with pytest.raises(PulumiUnusableError, match=f"^{message}"):
        AutomatedStack(tmp_path, "1-eu", select).perform(Operation.UP)


def test_pending_operations_are_counted_and_taken_out_of_the_state_alone(tmp_path):
    fake = FakeStack(deployment={"pending_operations": [{"type": "creating"}], "resources": [{"urn": URN}]})
    assert stack(fake, tmp_path).pending_operations() == 1
    stack(fake, tmp_path).clear_pending_operations()
    assert (fake.deployment, stack(fake, tmp_path).pending_operations()) == ({"resources": [{"urn": URN}]}, 0)


def test_the_provisioned_products_are_those_of_the_state(tmp_path):
    resources = [{"custom": True, "id": "pp-1a"}, {"custom": True, "id": "other"}, {"urn": URN}]
    assert stack(FakeStack(deployment={"resources": resources}), tmp_path).provisioned_product_ids() == ["pp-1a"]


def test_the_lock_of_the_dead_is_taken_away(tmp_path):
    fake = FakeStack()
    stack(fake, tmp_path).release_lock()
    assert fake.did == ["cancel"]
