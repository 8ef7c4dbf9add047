"""However often a stack was adopted and released, the next adoption sends two requests, and a kill is safe."""

from collections import Counter
from datetime import timedelta

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.outcome import Done, NotMade
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import ImportRequest
from pulumi_servicecatalog.reconcile.operations import import_
from pulumi_servicecatalog.rules.adoption import ImportTarget
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import V1, WEB, account, adoption, product, record, stack, stack_id
from support.tables import table

IMPORT = "import_as_provisioned_product"
TARGET = ImportTarget(
    name="payments", stack_id=stack_id("payments"), product_id=WEB.id, artifact_id=V1.id, language="en"
)
DENIED = refusal.Denied(operation="ListRecordHistory", reason="no")
BOTH_REPLAYS = (
    (False, "a repeated token is answered as it was at first"),
    (True, "a repeated token is answered with the record as it is now"),
)


def tokens(gateway):
    return [request.token for request in gateway.requests if isinstance(request, ImportRequest)]


def adopt_and_release(gateway, *names, times=1):
    """Adopt the stacks one after the other, release them an hour later, and return the requests of each round."""
    sent = []
    for _ in range(times):
        before = len(tokens(gateway))
        for name in names or ("payments",):
            assert isinstance(Run(gateway).adopt(adoption(name)), Done)
        sent.append(len(tokens(gateway)) - before)
        gateway.timer.advance(3600)
        for adopted in gateway.state.provisioned_products:
            assert isinstance(Run(gateway).release(adopted.id), Done)
        gateway.timer.advance(3600)
    return sent


class LateHistory(FakeGateway):
    """ListRecordHistory does not show the newest provisioned products yet."""

    hides = 0

    def product_history(self, product_id):
        records = list(super().product_history(product_id))
        ids = list(dict.fromkeys(record.provisioned_product_id for record in records))
        return iter([record for record in records if record.provisioned_product_id in ids[self.hides :]])


class DateAhead(FakeGateway):
    """Its Date header is an hour ahead of the times in records, and every import fails."""

    def import_as_provisioned_product(self, request):
        self.fails(leaves=None)
        return super().import_as_provisioned_product(request)

    def server_time(self):
        date = super().server_time()
        return date and date + timedelta(hours=1)


# What it costs


@table("replays_current", *BOTH_REPLAYS)
def test_the_nth_adoption_sends_one_request_beyond_the_one_that_its_first_record_answers(replays_current, reason):
    gateway = FakeGateway(account(), replays_current=replays_current)
    assert adopt_and_release(gateway, times=6) == [1, 2, 2, 2, 2, 2], reason
    assert len(set(tokens(gateway))) == 6, reason


def test_a_first_adoption_asks_for_nothing_but_its_record_and_its_result():
    gateway = FakeGateway(account())
    Run(gateway).adopt(adoption())
    methods = [call.method for call in gateway.journal]
    after_the_import = Counter(methods[methods.index(IMPORT) :])
    assert after_the_import.pop("record") > 0
    assert after_the_import == {IMPORT: 1, "provisioned_product": 1}


def test_the_history_of_a_product_is_listed_once_for_all_its_stacks():
    gateway = FakeGateway(account(stack("payments"), stack("orders")))
    adopt_and_release(gateway, "payments", "orders", times=2)
    assert gateway.calls("product_history") == 2, "one for each process of the second round"
    run = Run(gateway)
    for name in ("payments", "orders"):
        assert isinstance(run.adopt(adoption(name)), Done)
    assert gateway.calls("product_history") == 3


# What the history does not show


def test_where_the_history_is_denied_each_earlier_adoption_costs_a_request():
    gateway = FakeGateway(account())
    gateway.refuse("product_history", DENIED, times=99)
    assert adopt_and_release(gateway, times=4) == [1, 2, 3, 4]


def test_a_history_that_does_not_answer_stops_nothing():
    gateway = FakeGateway(account())
    gateway.refuse("product_history", refusal.Unreachable(operation="ListRecordHistory", reason="no answer"), times=99)
    assert adopt_and_release(gateway, times=3) == [1, 2, 3]


@pytest.mark.parametrize("hides", [1, 2, 3])
def test_where_the_history_is_late_the_walk_goes_on_from_what_it_shows(hides):
    gateway = LateHistory(account())
    adopt_and_release(gateway, times=3)
    gateway.hides = hides
    assert isinstance(Run(gateway).adopt(adoption()), Done)
    (adopted,) = gateway.state.provisioned_products
    assert adopted.idempotency_token == tokens(gateway)[-1]


def test_others_of_the_name_are_no_obstacle():
    """Somebody has launched and ended one of the name since, under a token of his own."""
    gateway = FakeGateway(account())
    adopt_and_release(gateway)
    theirs = product("payments", id="pp-theirs", physical_id=None)
    gateway.state = gateway.state.with_record(record(theirs, id="rec-theirs"))
    assert adopt_and_release(gateway, times=2) == [2, 2]


# What a kill leaves


@pytest.mark.parametrize("earlier", range(4))
@pytest.mark.parametrize("hides", [0, 1, 2])
def test_the_run_after_a_kill_meets_the_token_of_the_killed_one(earlier, hides):
    """AWS does not show yet who has the name, so that only the token tells what the killed run began."""
    gateway = LateHistory(account())
    adopt_and_release(gateway, times=earlier)
    killed = Run(gateway)
    import_.import_in_turn(TARGET, killed.session, killed.operation())
    begun = gateway.state.provisioned_products
    gateway.hides = hides
    following = Run(gateway)
    outcome = import_.import_in_turn(TARGET, following.session, following.operation())
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.idempotency_token == begun[0].idempotency_token
    assert gateway.state.provisioned_products == begun


# Where it ends


def test_failures_that_seem_to_be_of_an_earlier_run_are_not_repeated_without_a_pause():
    gateway = DateAhead(account(), seconds=0.0)
    outcome = Run(gateway, seconds=60.0).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert [problem.code for problem in outcome.problems] == ["OperationFailed"]
    assert len(tokens(gateway)) < 16
    assert gateway.timer.slept == sorted(gateway.timer.slept[:-1]) + gateway.timer.slept[-1:]
    assert gateway.timer.now() == 60.0


def test_a_failure_that_was_watched_is_of_this_run_whatever_the_clocks_say():
    gateway = DateAhead(account())
    assert isinstance(Run(gateway).adopt(adoption()), NotMade)
    assert len(tokens(gateway)) == 1


def test_an_answer_that_does_not_depend_on_the_token_ends_the_rotation():
    class Stuck(FakeGateway):
        def import_as_provisioned_product(self, request: ImportRequest) -> Record:
            return self.state.records[0] if self.state.records else super().import_as_provisioned_product(request)

    gateway = Stuck(account())
    adopt_and_release(gateway)
    outcome = Run(gateway, seconds=60.0).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert gateway.timer.now() < 7300.0
