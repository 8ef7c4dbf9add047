"""A rollout over the sample fleet: three executors, and whatever is killed, AWS has each adoption once in the end."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from catalog_emulator.sample_fleet import plan
from pulumi_servicecatalog.cli import exit_codes
from support.account import REGION, Account
from support.fleet_project import FleetProject, ended

left = pytest.mark.left_to_test_all
MAIN, THREADS, DASK = "the main thread", "threads", "a Dask cluster"
ALL_AT_ONCE = ("--waves", "100%")


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[FleetProject]:
    """Two adoptions in each of two Regions of one account."""
    with FleetProject.opened(tmp_path, accounts=1, adoptions=2) as opened:
        yield opened


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[FleetProject]:
    """One adoption in each of two Regions of two accounts."""
    with FleetProject.opened(tmp_path, accounts=2, adoptions=1) as opened:
        yield opened


@contextmanager
def on(executor: str, fleet: FleetProject) -> Iterator[list[str]]:
    """Return the options for where the work runs."""
    local = nullcontext(["--workers", "1" if executor == MAIN else "4"])
    with fleet.cluster() if executor == DASK else local as options:
        yield [*options, *ALL_AT_ONCE]


@left  # as docs/how-to/roll-out.md does
def test_a_rollout_adopts_what_is_declared_and_has_nothing_to_do_the_second_time(fleet: FleetProject) -> None:
    fleet.emulator.control.add_fault("throttle", operation="SearchProvisionedProducts", times=2)
    first = fleet.rollout("--waves", "1,100%")
    assert first.statuses == dict.fromkeys(fleet.stacks, "done")
    assert "AWS throttled 2 of " in first.errors, "what the processes of Pulumi were answered is known to all"
    fleet.check()
    assert fleet.rollout("--resume").statuses == dict.fromkeys(fleet.stacks, "fresh")


@pytest.mark.parametrize("executor", [pytest.param(MAIN, marks=left), DASK])
def test_the_results_are_the_same_wherever_the_work_runs(fleet: FleetProject, executor: str) -> None:
    with on(executor, fleet) as options:
        outcome = fleet.rollout(*options)
    assert outcome.code == exit_codes.OK, outcome.errors
    changes = [{**result["changes"]} for result in outcome.results.values()]
    assert (outcome.statuses, changes) == (dict.fromkeys(fleet.stacks, "done"), [{"create": 4}, {"create": 4}])
    fleet.check()


@pytest.mark.parametrize("executor", [THREADS, pytest.param(MAIN, marks=left), pytest.param(DASK, marks=left)])
def test_a_worker_that_is_killed_within_an_import_is_replaced(fleet: FleetProject, executor: str) -> None:
    with on(executor, fleet) as options:
        fleet.hold_imports()
        driver = fleet.rollout_started(*options)
        fleet.await_import(driver)
        fleet.kill_workers(driver.pid)
        fleet.emulator.control.remove_faults()
        outcome = ended(driver)
    assert outcome.code == exit_codes.OK, outcome.errors
    assert set(outcome.statuses.values()) <= {"done", "unchanged"}
    fleet.check()


@left
@pytest.mark.parametrize("executor", [MAIN, THREADS])
def test_a_driver_that_is_killed_within_an_import_is_resumed(fleet: FleetProject, executor: str) -> None:
    with on(executor, fleet) as options:
        fleet.hold_imports()
        driver = fleet.rollout_started(*options)
        fleet.await_import(driver)
        fleet.kill_all(driver.pid)
        ended(driver)
        fleet.emulator.control.remove_faults()
        outcome = fleet.rollout("--resume", *options)
    assert outcome.code == exit_codes.OK, outcome.errors
    assert set(outcome.statuses.values()) <= {"done", "unchanged"}
    fleet.check()


@left
def test_a_scheduler_that_is_lost_ends_the_rollout_which_is_resumed_here(fleet: FleetProject) -> None:
    with on(DASK, fleet) as options:
        fleet.hold_imports()
        driver = fleet.rollout_started(*options)
        fleet.await_import(driver)
        fleet.schedulers[0].kill()
        outcome = ended(driver)
    fleet.emulator.control.remove_faults()
    assert outcome.code == exit_codes.ERROR
    assert "was lost while shards were done" in outcome.errors
    assert "--yes --resume --workers 8" in outcome.errors
    resumed = fleet.rollout("--resume", *ALL_AT_ONCE)
    assert resumed.code == exit_codes.OK, resumed.errors
    fleet.check()


@left
def test_a_ledger_in_s3_is_resumed_from_and_merged(fleet: FleetProject) -> None:
    ledger = "s3://fleet-ledger/rollout.jsonl"
    Account(fleet.emulator.url, plan.MASTER).client("s3").create_bucket(
        Bucket="fleet-ledger", CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    where = ("--ledger", ledger, *ALL_AT_ONCE)
    assert fleet.rollout(*where).statuses == dict.fromkeys(fleet.stacks, "done")
    assert f"{ledger} exists" in fleet.rollout(*where).errors
    assert fleet.rollout("--resume", *where).statuses == dict.fromkeys(fleet.stacks, "fresh")
    fleet.catalogctl("fleet", "plan", "adoptions", "--out", "plan.jsonl")
    assert "2 done" in fleet.catalogctl("fleet", "merge", "plan.jsonl", ledger)


@left
def test_a_canary_that_fails_stops_the_rollout_before_the_others_begin(accounts: FleetProject) -> None:
    canary, *_, other = accounts.stacks
    (accounts.folder / "accounts.yml").write_text(f"- {{id: '{canary[:12]}', tags: {{ring: canary}}}}\n")
    denied = ["servicecatalog:ImportAsProvisionedProduct"]
    accounts.emulator.control.set(account=canary[:12], denied_actions=denied)
    outcome = accounts.rollout("--accounts", "accounts.yml", "--canary", "ring=canary")
    assert outcome.code == exit_codes.BLOCKED
    assert outcome.statuses == {
        stack: "failed" if stack[:12] == canary[:12] else "stopped" for stack in accounts.stacks
    }
    assert outcome.codes(canary) == ["MissingPermission"] * len(outcome.codes(canary))
    assert outcome.codes(other) == ["NotAttempted"]
    accounts.emulator.control.set(account=canary[:12], denied_actions=[])
    resumed = accounts.rollout("--accounts", "accounts.yml", "--canary", "ring=canary", "--resume")
    assert resumed.statuses == dict.fromkeys(accounts.stacks, "done")


@left
def test_a_role_that_cannot_be_assumed_is_tolerated_and_its_statement_shown(accounts: FleetProject) -> None:
    accounts.emulator.control.add_fault("denied", operation="AssumeRole", times=1)
    outcome = accounts.rollout("--workers", "1", "--failure-tolerance", "25%", *ALL_AT_ONCE)
    first, *others = accounts.stacks
    assert outcome.code == exit_codes.ERROR
    assert outcome.statuses == {first: "could-not-assume", **dict.fromkeys(others, "done")}
    trust = outcome.results[first]["trust"]
    assert trust["role"] == f"arn:aws:iam::{first[:12]}:role/OrganizationAccountAccessRole"
    assert trust["statement"]["Action"] == "sts:AssumeRole"
    resumed = accounts.rollout("--resume", *ALL_AT_ONCE)
    assert resumed.statuses == {first: "done", **dict.fromkeys(others, "fresh")}
    accounts.check()


@left
def test_a_target_version_is_declared_and_rolled_out(fleet: FleetProject) -> None:
    fleet.rollout(*ALL_AT_ONCE)
    product = fleet.ours()[0]["ProductName"]
    outcome = fleet.rollout("--force", "--target-version", f"{product}=v4", *ALL_AT_ONCE)
    assert outcome.code == exit_codes.OK, outcome.results
    fleet.check()
    assert {held["ProvisioningArtifactName"] for held in fleet.ours() if held["ProductName"] == product} == {"v4"}


@left
def test_parts_of_a_plan_are_done_anywhere_and_merged(accounts: FleetProject) -> None:
    accounts.catalogctl("fleet", "plan", "adoptions", "--out", "plan.jsonl")
    for part in ("1/2", "2/2"):
        out = f"results-{part[0]}.jsonl"
        arguments = ["--plan", "plan.jsonl", "--shard", part, "--yes", "--project", "adoptions", "--out", out]
        accounts.catalogctl("fleet", "run", *arguments)
    assert "4 done" in accounts.catalogctl("fleet", "merge", "plan.jsonl", "results-1.jsonl", "results-2.jsonl")
    accounts.catalogctl("fleet", "merge", "plan.jsonl", "results-1.jsonl", exit_code=exit_codes.ERROR)


def test_a_scheduler_that_does_not_answer_is_an_error_and_nothing_runs_here(fleet: FleetProject) -> None:
    outcome = fleet.rollout("--scheduler", "tcp://127.0.0.1:9")
    assert (outcome.code, outcome.results) == (exit_codes.ERROR, {})
    assert "tcp://127.0.0.1:9 cannot be reached" in outcome.errors
    assert "catalogctl rollout adoptions --waves 1,10%,100% --yes --resume --workers 8" in outcome.errors
