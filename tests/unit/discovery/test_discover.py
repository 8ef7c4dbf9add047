"""Many shards come to one inventory, what fails with its reason, and a summary of how far the estate is."""

from concurrent.futures import ThreadPoolExecutor

from pulumi_servicecatalog.discovery.discover import discover
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Resumed
from pulumi_servicecatalog.discovery.summary import summarize
from pulumi_servicecatalog.fleet.run import Workers
from pulumi_servicecatalog.fleet.target import Account, Shard
from pulumi_servicecatalog.model.refusal import Denied, Unreachable
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, adopted, stack
from support.sessions import unshared

HERE = Location(account="123456789012", region="eu-west-1")
OWN = Shard(account=Account(), region=None)


def shard(id_, region="eu-west-1"):
    return Shard(account=Account(id=id_), region=region)


def results(shards, opened, resumed=None):
    with ThreadPoolExecutor(2) as executor:
        workers = Workers(executor=executor, at_once=2)
        return list(discover(shards, opened, workers, resumed or Resumed()))


def raising(refusal):
    def opened(_shard):
        raise refusal

    return opened


def state():
    return adopted("payments").with_stack(stack("search"))


def test_a_shard_that_was_read_has_a_line_for_each_stack_and_one_for_its_account():
    (result,) = results([OWN], lambda _: unshared(FakeGateway(state())))
    assert (result.location, result.stacks, result.problem) == (HERE, 2, None)
    assert result.lines[-1]["outcome"] == "read"


def test_a_shard_that_fails_is_told_where_it_was_meant_to_be_and_the_others_are_read():
    def opened(wanted):
        if wanted.account.id == "111122223333":
            raise Denied(operation="AssumeRole", reason="no")
        if wanted.account.id == "222233334444":
            raise Unreachable(operation="DescribeStacks", reason="no answer")
        return unshared(FakeGateway(state()))

    results_ = results([shard("111122223333"), shard("222233334444"), shard("123456789012")], opened)
    outcomes = {result.location.account: result.lines[-1]["outcome"] for result in results_}
    assert outcomes == {"111122223333": "denied", "222233334444": "failed", "123456789012": "read"}


def test_what_an_earlier_run_has_read_is_not_opened_or_not_scanned_again():
    resumed = Resumed(shards=frozenset({HERE}))
    assert results([shard("123456789012")], raising(AssertionError()), resumed) == []
    assert results([OWN], lambda _: unshared(FakeGateway(state())), resumed) == []


def test_a_family_is_written_once_for_all_shards():
    opened = [unshared(FakeGateway(account(stack(name)))) for name in ("a", "b")]
    results_ = results([shard("123456789012"), OWN], lambda _: opened.pop())
    families = [line["family"] for result in results_ for line in result.lines if line["kind"] == "family"]
    assert len(families) == len(set(families)) == 1


def summary(*lines, outcome="read"):
    where = {"account": "1", "region": "r"}
    of_account = {**where, "outcome": outcome, "reason": "" if outcome == "read" else "why"}
    problems = [{"message": "m", "remedy": "r"}]
    stacks = [
        {**where, "stack": {"name": reason}, "verdict": verdict, "reason": reason, "family": "f", "problems": problems}
        for verdict, reason in lines
    ]
    return summarize([of_account], stacks)


def test_coverage_counts_what_could_be_governed_and_causes_what_keeps_it():
    result = summary(
        ("governed", "current"),
        ("adoptable", "identical"),
        ("near", "NoVersionMatches"),
        ("unmatched", "NoVersionMatches"),
        ("excluded", "StackStatusNotImportable"),
        ("excluded", "NestedStack"),
        ("unreadable", "MissingPermission"),
    )
    assert result.coverage() == "governed 1 of 6 stacks (17%); 1 adoptable now; 4 blocked by 3 causes"
    assert (result.left_out, result.families, result.unread) == (1, 1, 0)
    assert next((cause.code, cause.stacks) for cause in result.causes) == ("NoVersionMatches", 2)


def test_where_everything_is_governed_nothing_is_blocked():
    assert summary(("governed", "current")).coverage() == "governed 1 of 1 stacks (100%); 0 adoptable now"


def test_one_cause_is_one_cause():
    assert summary(("near", "NoVersionMatches")).coverage().endswith("1 blocked by 1 cause")


def test_where_nothing_could_be_governed_no_share_is_claimed():
    result = summary(outcome="denied")
    assert result.coverage() == "no stack that could be governed"
    assert (result.unread, result.rows[0].reason) == (1, "why")
