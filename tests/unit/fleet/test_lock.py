"""A lock is cleared only where a killed run of ours left it on this machine; every other is waited for."""

from dataclasses import replace
from datetime import timedelta

from pulumi_servicecatalog.fleet import lock
from pulumi_servicecatalog.fleet.lock import Claim, Holder, Machine, Step
from support.fleet import BEGINNING
from support.tables import table

HERE = Machine(host="build-7", user="deploy")
CLAIM = Claim(run="run-1", at=BEGINNING)
OURS = Holder(machine=HERE, pid=4711, at=BEGINNING + timedelta(seconds=3))
MESSAGE = (
    "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the "
    "lock file with `pulumi cancel`.\n  file:///state/.pulumi/locks/organization/p/s/1.json: created by "
    "deploy@build-7 (pid 4711) at 2026-08-01T10:00:03Z"
)


@table(
    "text holder",
    (MESSAGE, OURS, "Pulumi's message with a file as its backend"),
    ("[409] Conflict: Another update is currently in progress.", None, "the service, which names nobody"),
    ("created by a@b (pid 1) at yesterday", None, "a time that is none"),
)
def test_the_holder_is_read_from_pulumis_message(text, holder, reason):
    assert Holder.parse(text) == holder


@table(
    "holder claim alive step",
    (OURS, CLAIM, False, Step.CLEAR, "of a killed run of ours"),
    (replace(OURS, at=BEGINNING - timedelta(milliseconds=900)), CLAIM, False, Step.CLEAR, "Pulumi cuts the time off"),
    (OURS, CLAIM, True, Step.WAIT, "its process runs"),
    (OURS, None, False, Step.WAIT, "the ledger knows of no run"),
    (replace(OURS, at=BEGINNING - timedelta(minutes=1)), CLAIM, False, Step.WAIT, "taken before the run began"),
    (replace(OURS, machine=Machine(host="laptop", user="deploy")), CLAIM, False, Step.WAIT, "of another machine"),
    (replace(OURS, machine=Machine(host="build-7", user="eve")), CLAIM, False, Step.WAIT, "of another user"),
    (None, CLAIM, False, Step.WAIT, "of nobody who is named"),
)
def test_what_is_done_about_a_lock(holder, claim, alive, step, reason):
    assert lock.step(holder, claim, HERE, lambda _pid: alive) is step
