"""The work on a shard, in every turn: the account, locks, pending operations, failures, a second look."""

from datetime import timedelta

import pytest

from pulumi_servicecatalog.fleet import shard_work
from pulumi_servicecatalog.fleet.lock import Claim, Machine
from pulumi_servicecatalog.fleet.plan import Operation
from pulumi_servicecatalog.fleet.result import Cause, Mode, Status
from pulumi_servicecatalog.fleet.shard_work import (
    Operated,
    PulumiUnusableError,
    Request,
    StackIsLockedError,
    Surroundings,
)
from pulumi_servicecatalog.model.refusal import Denied, Unreachable
from support.fakes.timer import FakeTimer
from support.fleet import BEGINNING, of_size, plan, target
from support.tables import table

ROLE = "arn:aws:iam::000000000001:role/Adopter"
(SHARD,) = plan(target(1, role_arn=ROLE)).shards
HERE = Machine(host="build-7", user="deploy")
CLAIM = Claim(run="run-0", at=BEGINNING)
CREATED = Operated(changes={"create": 2, "same": 1})
SAME = Operated(changes={"same": 3})
FAILED = Operated(changes={}, causes=(Cause(code="StackNotFound", message="There is no stack x."),))
ASSUME = Denied(operation="AssumeRole", reason="not authorized")


def locked_by(user="deploy", pid=4711):
    at = (BEGINNING + timedelta(seconds=2)).isoformat()
    return f"the stack is currently locked: created by {user}@build-7 (pid {pid}) at {at}"


class FakeStack:
    """A Pulumi stack as values: what operations come to, a lock, and pending operations that end after some looks."""

    def __init__(
        self, *, performs=CREATED, previews=SAME, lock=None, free_after=99, pending=0, ids=(), digest="d" * 32
    ):
        self.performs, self.previews, self.lock, self.pending = performs, previews, lock, pending
        self.ids, self._digest, self._free_after = ids, digest, free_after
        self.did = []

    def digest(self):
        return self._digest

    def _look(self):
        self._free_after -= 1
        if self._free_after < 0:
            self.lock, self.pending = None, 0
        if self.lock:
            raise StackIsLockedError(self.lock)

    def preview(self, operation):
        self._look()
        self.did.append(f"preview {operation.value}")
        return self.previews

    def perform(self, operation):
        self._look()
        self.did.append(operation.value)
        return self.performs

    def pending_operations(self):
        self._free_after -= self.lock is None
        if self._free_after < 0:
            self.pending = 0
        return self.pending

    def clear_pending_operations(self):
        self._look()
        self.did.append("clear")
        self.pending = 0

    def release_lock(self):
        self.did.append("release")
        self.lock = None

    def provisioned_product_ids(self):
        return self.ids


class FakeEntrance:
    def __init__(self, *, refuses=None, caller="arn:aws:iam::999900000000:user/ops", external=None, statuses=None):
        self._refuses, self._caller, self._external, self._statuses = refuses, caller, external, statuses or {}

    def enter(self):
        if self._refuses:
            raise self._refuses

    def caller(self):
        if isinstance(self._caller, Exception):
            raise self._caller
        return self._caller

    def external_id(self):
        return self._external

    def statuses(self):
        if isinstance(self._statuses, Exception):
            raise self._statuses
        return self._statuses


def work(stack, mode=Mode.UPDATE, *, entrance=None, claim=None, alive=False, shard=SHARD, timer=None):
    around = Surroundings(here=HERE, running=lambda _pid: alive, timer=timer or FakeTimer(), status=lambda _text: None)
    request = Request(shard=shard, mode=mode, run="run-1", attempt=2, begun=BEGINNING, claim=claim, wait_seconds=60)
    return shard_work.work(request, stack, entrance or FakeEntrance(), around)


def codes(outcome):
    return [cause.code for cause in outcome.causes]


@table(
    "mode stack status did",
    (Mode.UPDATE, FakeStack(), Status.DONE, ["up"], "something was changed"),
    (Mode.UPDATE, FakeStack(performs=SAME), Status.UNCHANGED, ["up"], "nothing was to change"),
    (Mode.UPDATE, FakeStack(performs=FAILED), Status.FAILED, ["up"], "Pulumi fails"),
    (Mode.PREVIEW, FakeStack(previews=CREATED), Status.DONE, ["preview up"], "something would be changed"),
    (Mode.PREVIEW, FakeStack(previews=FAILED), Status.FAILED, ["preview up"], "preflight refuses"),
)
def test_pulumi_says_what_became_of_a_shard(mode, stack, status, did, reason):
    outcome = work(stack, mode)
    assert (outcome.status, stack.did, outcome.run, outcome.attempt) == (status, did, "run-1", 2)


@pytest.mark.parametrize("mode", Mode)
def test_what_keeps_pulumi_from_an_operation_is_the_cause(mode):
    class Unusable(FakeStack):
        def _look(self):
            raise PulumiUnusableError("the Pulumi CLI is not on PATH")

    outcome = work(Unusable(), mode)
    assert (outcome.status, outcome.causes) == (Status.FAILED, (Cause(message="the Pulumi CLI is not on PATH"),))


def test_what_was_changed_after_the_plan_is_not_done():
    stack = FakeStack(digest="e" * 32)
    assert (codes(work(stack)), stack.did) == (["ProjectChanged"], [])


@pytest.mark.parametrize("operation", Operation)
def test_the_operation_of_the_plan_is_performed(operation):
    (shard,) = plan(target(1), operation=operation).shards
    stack = FakeStack()
    work(stack, shard=shard)
    assert stack.did == [operation.value]


@table(
    "refuses caller external statement",
    (ASSUME, "arn:aws:iam::999900000000:user/ops", None, {"AWS": "arn:aws:iam::999900000000:user/ops"}, "a user"),
    (
        ASSUME,
        "arn:aws:sts::999900000000:assumed-role/ci/run",
        None,
        {"AWS": "arn:aws:iam::999900000000:role/ci"},
        "a session stands for its role",
    ),
)
def test_a_role_that_cannot_be_assumed_comes_with_the_statement_to_add(refuses, caller, external, statement, reason):
    outcome = work(FakeStack(), entrance=FakeEntrance(refuses=refuses, caller=caller, external=external))
    assert (outcome.status, codes(outcome)) == (Status.COULD_NOT_ASSUME, ["MissingPermission"])
    assert outcome.trust == {
        "role": ROLE,
        "statement": {"Effect": "Allow", "Principal": statement, "Action": "sts:AssumeRole"},
    }


def test_the_statement_asks_for_an_external_id_and_does_not_show_it():
    outcome = work(FakeStack(), entrance=FakeEntrance(refuses=ASSUME, external="s3cret"))
    assert outcome.trust["statement"]["Condition"] == {"StringEquals": {"sts:ExternalId": "EXTERNAL-ID"}}
    assert "s3cret" not in str(outcome.as_dict())


@table(
    "entrance shard problems",
    (FakeEntrance(refuses=Denied(operation="DescribeStacks", reason="no")), SHARD, ["MissingPermission"], "a call"),
    (FakeEntrance(refuses=ASSUME), of_size(1).shards[0], ["MissingPermission"], "no role is declared"),
    (FakeEntrance(refuses=ASSUME, caller=ASSUME), SHARD, ["MissingPermission", "MissingPermission"], "nobody is known"),
    (FakeEntrance(refuses=Unreachable(operation="x", reason="down")), SHARD, ["NoAnswer"], "no answer"),
)
def test_an_account_that_cannot_be_entered_has_failed_before_pulumi_starts(entrance, shard, problems, reason):
    stack = FakeStack()
    outcome = work(stack, entrance=entrance, shard=shard)
    assert (outcome.status, codes(outcome), stack.did) == (Status.FAILED, problems, [])


def test_the_lock_of_a_killed_run_of_ours_is_cleared():
    stack = FakeStack(lock=locked_by())
    assert work(stack, claim=CLAIM).status is Status.DONE
    assert stack.did == ["release", "up"]


@table(
    "claim alive lock",
    (CLAIM, True, locked_by(), "its process runs"),
    (None, False, locked_by(), "the ledger knows of no run"),
    (CLAIM, False, locked_by(user="eve"), "it is somebody else's"),
    (CLAIM, False, "[409] Conflict", "the service names nobody"),
)
def test_the_lock_of_somebody_else_is_waited_for_and_reported(claim, alive, lock, reason):
    ends = FakeStack(lock=lock, free_after=3)
    assert work(ends, claim=claim, alive=alive).status is Status.DONE
    stays = FakeStack(lock=lock)
    outcome = work(stays, claim=claim, alive=alive)
    assert (codes(outcome), stays.did) == (["PulumiStackLocked"], [])
    assert outcome.seconds >= 60


def test_a_wait_that_is_cancelled_ends():
    timer = FakeTimer(cancel_at=7)
    assert codes(work(FakeStack(lock=locked_by("eve")), timer=timer)) == ["PulumiStackLocked"]
    assert timer.now() < 60


def test_what_a_killed_run_of_ours_left_in_the_state_is_cleared():
    stack = FakeStack(pending=2)
    assert work(stack, claim=CLAIM).status is Status.DONE
    assert stack.did == ["clear", "up"]


def test_the_lock_and_what_is_pending_are_both_cleared():
    stack = FakeStack(pending=1, lock=locked_by())
    assert work(stack, claim=CLAIM).status is Status.DONE
    assert stack.did == ["release", "clear", "up"]


def test_what_somebody_else_left_in_the_state_is_waited_for_and_reported():
    assert work(FakeStack(pending=2, free_after=3)).status is Status.DONE
    stays = FakeStack(pending=2)
    outcome = work(stays)
    assert (codes(outcome), stays.did) == (["PendingOperations"], [])


@table(
    "stack statuses problems",
    (FakeStack(ids=["pp-1"]), {"pp-1": "AVAILABLE"}, [], "as declared"),
    (FakeStack(previews=CREATED), {}, ["ChangesLeft"], "the preview has changes"),
    (FakeStack(previews=FAILED), {}, ["StackNotFound"], "the preview fails"),
    (FakeStack(ids=["pp-1", "pp-2"]), {"pp-1": "TAINTED"}, ["NotAvailable", "NotAvailable"], "tainted, and gone"),
    (FakeStack(), Denied(operation="SearchProvisionedProducts", reason="no"), ["MissingPermission"], "denied"),
)
def test_a_second_look_compares_pulumi_and_aws(stack, statuses, problems, reason):
    outcome = work(stack, Mode.VERIFY, entrance=FakeEntrance(statuses=statuses))
    assert codes(outcome) == problems
    assert outcome.status is (Status.FAILED if problems else Status.UNCHANGED)
