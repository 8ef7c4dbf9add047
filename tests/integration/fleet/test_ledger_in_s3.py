"""`--ledger s3://...` against the emulator: S3's conditional writes let one of two drivers go on."""

import json

import pytest

from pulumi_servicecatalog.cli import exit_codes, ledgers, main
from pulumi_servicecatalog.fleet import json_lines, ledger
from pulumi_servicecatalog.fleet.ledger import LedgerError, LedgerLostError
from pulumi_servicecatalog.model.object_location import ObjectLocation
from support.account import REGION, Account
from support.fleet import BEGINNING, of_size, result

PLAN = of_size(2)
BEGUN, OTHER = (ledger.begun(shard, run="run-1", attempt=1, at=BEGINNING) for shard in PLAN.shards)


@pytest.fixture
def at(emulator, account: str, monkeypatch: pytest.MonkeyPatch) -> ObjectLocation:
    """Return where an object can be, in a bucket of the account."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", account)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.url)
    bucket = f"fleet-{account}"
    Account(emulator.url, account).client("s3").create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    return ObjectLocation(bucket=bucket, key="rollouts/one.jsonl")


def test_a_ledger_is_written_line_by_line_and_taken_up_again(at: ObjectLocation) -> None:
    assert not ledgers.exists(at)
    with ledgers.opened(at, empty=False) as first:
        first.write(BEGUN)
        first.write(result(PLAN.shards[0]).as_dict())
    with ledgers.opened(at, empty=False) as second:
        assert second.ledger.done(PLAN.shards[0])
        second.write(OTHER)
    assert [line["kind"] for line in ledgers.lines(at)] == ["begun", "result", "begun"]


@pytest.mark.parametrize("earlier", [[], [BEGUN]])
def test_of_two_drivers_the_second_to_write_ends(at: ObjectLocation, earlier) -> None:
    for line in earlier:
        ledgers.opened(at, empty=False).write(line)
    one, other = (ledgers.opened(at, empty=False) for _ in range(2))
    one.write(OTHER)
    with pytest.raises(LedgerLostError, match="another rollout writes it, and this one ends"):
        other.write({**OTHER, "run": "run-2"})
    assert ledgers.lines(at) == [*earlier, OTHER]


def test_a_bucket_that_is_not_there_is_named(at: ObjectLocation) -> None:
    nowhere = ObjectLocation(bucket=f"{at.bucket}-x", key=at.key)
    with pytest.raises(LedgerError, match=f"s3://{nowhere.bucket}/.*bucket does not exist"):
        ledgers.opened(nowhere, empty=False)


def test_results_in_s3_are_merged(at: ObjectLocation, tmp_path, capsys) -> None:
    plan = tmp_path / "plan.jsonl"
    plan.write_text("".join(map(json_lines.text, PLAN.lines())))
    with ledgers.opened(at, empty=False) as written:
        written.write(BEGUN)
        for shard in PLAN.shards:
            written.write(result(shard).as_dict())
    assert main.main(["fleet", "merge", str(plan), str(at), "--json"]) == exit_codes.OK
    assert json.loads(capsys.readouterr().out)["statuses"] == {"done": 2}
