"""Whatever goes wrong while accounts are read: the rest is there, the reason as well, and resuming completes it."""

import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from pulumi_servicecatalog.discovery import inventory_file
from pulumi_servicecatalog.discovery.discover import discover
from pulumi_servicecatalog.discovery.inventory_file import InventoryWriter, Resumed
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.fleet.run import Workers
from pulumi_servicecatalog.fleet.target import Account, Shard
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.refusal import (
    Absent,
    AccountUnexpected,
    CredentialsInvalid,
    Denied,
    Throttled,
    Unreachable,
)
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, stack, stack_id
from support.fakes.state import State
from support.sessions import unshared
from support.tables import table

ACCOUNTS = ("111122223333", "222233334444", "333344445555")
SHARDS = [Shard(account=Account(id=id_), region="eu-west-1") for id_ in ACCOUNTS]


def session_of(id_, refusals=()):
    """Return a session of an account with two stacks, in which these methods are refused."""
    names = ("payments", "search")
    stacks = [stack(name, id=stack_id(name, account=id_)) for name in names]
    identity = Identity(partition="aws", account=id_, region="eu-west-1", caller_arn=f"arn:aws:iam::{id_}:user/u")
    state = State(**{**vars(account(*stacks)), "identity": identity})
    gateway = FakeGateway(state)
    for method, refusal in refusals:
        gateway.refuse(method, refusal, times=99)
    return unshared(gateway)


def run(path, opened, resumed=None):
    """Read what is missing into a file, and return which accounts were entered."""
    entered = []

    def noted(shard):
        entered.append(shard.account.id)
        return opened(shard)

    with ThreadPoolExecutor(1) as executor, InventoryWriter(path) as writer:
        for result in discover(SHARDS, noted, Workers(executor=executor, at_once=1), resumed or Resumed()):
            writer.write(result.lines)
    return entered


def whole(shard):
    return session_of(shard.account.id)


def normal(path):
    return sorted(path.read_text().splitlines())


@table(
    "refusals outcome code",
    ([("stacks", Throttled(operation="DescribeStacks", reason="slow down"))], "failed", "Throttled", "without end"),
    ([("stacks", Denied(operation="DescribeStacks", reason="no"))], "denied", "MissingPermission", "denied"),
    ([("identity", CredentialsInvalid(operation="GetCallerIdentity", reason="invalid"))], "denied", None, "Region off"),
    ([("identity", AccountUnexpected(operation="GetCallerIdentity", reason="1"))], "failed", None, "another account"),
    ([("products", Unreachable(operation="SearchProducts", reason="no"))], "failed", "NoAnswer", "no network"),
)
def test_one_account_fails_the_rest_is_there_and_resuming_reads_that_one_alone(
    tmp_path, refusals, outcome, code, reason
):
    path, healthy = tmp_path / "i.jsonl", tmp_path / "healthy.jsonl"
    run(healthy, whole)
    run(path, lambda shard: session_of(shard.account.id, refusals if shard.account.id == ACCOUNTS[1] else ()))
    read = inventory_file.read(path)
    assert {line["account"]: line["outcome"] for line in read.accounts} == dict(
        zip(ACCOUNTS, ("read", outcome, "read"), strict=True)
    ), reason
    assert {line["account"] for line in read.stacks} == {ACCOUNTS[0], ACCOUNTS[2]}
    failed = next(line for line in read.accounts if line["outcome"] != "read")
    assert code in {None, failed["problems"][0]["code"]}
    assert run(path, whole, inventory_file.resume(path)) == [ACCOUNTS[1]]
    assert normal(path) == normal(healthy)


def test_a_role_that_cannot_be_assumed_is_told_for_its_account(tmp_path):
    def opened(shard):
        if shard.account.id == ACCOUNTS[0]:
            raise Denied(operation="AssumeRole", reason="no")
        return whole(shard)

    run(tmp_path / "i.jsonl", opened)
    first, *others = inventory_file.read(tmp_path / "i.jsonl").accounts
    assert (first["account"], first["outcome"], "sts:AssumeRole" in first["reason"]) == (ACCOUNTS[0], "denied", True)
    assert [line["outcome"] for line in others] == ["read", "read"]


def test_of_a_stack_that_is_deleted_while_it_is_read_aws_has_the_template_or_it_is_unreadable():
    gateway = FakeGateway(account(stack("payments"), stack("search")))
    gateway.before("stack_template", lambda state: state.without_stack(stack_id("payments")))
    assert [verdict.kind.value for verdict in scan(unshared(gateway), lambda same: same).verdicts] == ["adoptable"] * 2

    gateway = FakeGateway(account(stack("payments"), stack("search")))
    gateway.refuse("stack_template", Absent(operation="GetTemplate", reason="Stack payments does not exist"))
    first, second = scan(unshared(gateway), lambda same: same).verdicts
    assert (first.kind.value, second.kind.value) == ("unreadable", "adoptable")
    assert "Stack payments does not exist" in str(first.problems[0])


def cuts(text):
    """Return where a run may have been killed: around each line's end, and at random."""
    ends = [position for position, character in enumerate(text) if character == "\n"]
    around = {end + shift for end in ends for shift in (-1, 0, 1)}
    return sorted(around | set(random.Random(7).sample(range(len(text)), 30)))


def test_wherever_a_run_was_killed_resuming_completes_it_and_reads_nothing_twice(tmp_path):
    path = tmp_path / "i.jsonl"
    run(path, whole)
    expected, text = normal(path), path.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    for cut in cuts(text):
        path.write_text(text[:cut])
        complete = [line["account"] for line in lines[: text.count("\n", 0, cut)] if line["kind"] == "account"]
        assert run(path, whole, inventory_file.resume(path)) == [id_ for id_ in ACCOUNTS if id_ not in complete], cut
        assert normal(path) == expected, cut


def test_a_run_that_is_killed_while_it_resumes_loses_nothing(tmp_path):
    path = tmp_path / "i.jsonl"
    run(path, whole)
    text = path.read_text()
    (tmp_path / "i.jsonl.partial").write_text(text[:100])  # what a run left that was killed as it wrote the whole part
    assert len(inventory_file.resume(path).shards) == len(ACCOUNTS)
    assert path.read_text() == text


@table(
    "use name",
    (InventoryWriter, "nowhere/i.jsonl", "a folder that is not there"),
    (InventoryWriter, "file/i.jsonl", "a file in the place of a folder"),
    (inventory_file.remove, "file/i.jsonl", "one that is to be replaced"),
    (inventory_file.read, "latin", "no text"),
)
def test_a_file_that_cannot_be_used_is_one_line(tmp_path, use, name, reason):
    (tmp_path / "file").write_text("")
    (tmp_path / "latin").write_bytes(b"\xff")
    with pytest.raises(inventory_file.InventoryError) as refused:
        use(tmp_path / name)
    assert len(str(refused.value).splitlines()) == 1, reason


def test_what_is_kept_of_a_file_must_be_written_before_anything_is_read(tmp_path):
    path = tmp_path / "i.jsonl"
    run(path, whole)
    (tmp_path / "i.jsonl.partial").mkdir()
    with pytest.raises(inventory_file.InventoryError, match="Is a directory"):
        inventory_file.resume(path)
    assert len(inventory_file.read(path).accounts) == len(ACCOUNTS)
