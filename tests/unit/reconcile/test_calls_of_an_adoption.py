"""What an adoption asks AWS: counts of calls, and what it still sees although it asks less."""

from collections import Counter
from dataclasses import replace

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.outcome import Done, NotMade
from pulumi_servicecatalog.reconcile.preflight import imported
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import account, adopted, adoption, stack, stack_id
from support.tables import table

NAMES = [f"s{number:03}" for number in range(120)]
FEW, MANY = NAMES[:3], NAMES


class History(FakeGateway):
    """Its records are shown, late, or denied to the caller."""

    history = "shown"

    def product_history(self, product_id):
        if self.history == "denied":
            raise refusal.Denied(operation="ListRecordHistory", reason="no")
        return iter(()) if self.history == "late" else super().product_history(product_id)


def calls(gateway, since=0):
    return Counter(call.method for call in gateway.journal[since:])


def adopt_all(gateway, names):
    """Check and adopt one after another, as the engine does in one process, and return the calls of the adoptions."""
    run = Run(gateway)
    for name in names:
        imported.examine(adoption(name), run.session)
    before = len(gateway.journal)
    assert all(isinstance(run.adopt(adoption(name)), Done) for name in names)
    return calls(gateway, before)


def test_an_adoption_after_its_check_asks_for_its_stack_its_record_and_its_result():
    counts = adopt_all(FakeGateway(account(), seconds=0.0), ["payments"])
    assert counts.pop("identity") > 0, "which the gateway has asked for once"
    counts.pop("record", None)
    assert counts == {
        "provisioned_product_named": 1,
        "stack": 1,
        "import_as_provisioned_product": 1,
        "provisioned_product": 1,
    }


def test_what_a_hundred_adoptions_ask_of_stacks_is_little_more_than_a_list():
    gateway = FakeGateway(account(*map(stack, MANY)), seconds=0.0)
    counts = adopt_all(gateway, MANY)
    assert counts["import_as_provisioned_product"] == counts["provisioned_product"] == len(MANY)
    assert counts["stack"] + counts["stacks"] == 5, "three alone, and a list of two pages"
    assert counts["stack_template"] == 0
    assert counts["provisioned_product_named"] + counts["product_history"] == 4, "three alone, and a list of records"


def test_where_adoptions_take_long_a_list_stands_for_a_moment_only():
    gateway = FakeGateway(account(*map(stack, MANY)), seconds=60.0)
    counts = adopt_all(gateway, MANY[:12])
    assert (counts["stack"], counts["stacks"]) == (12, 0), "a list would serve fewer than it has pages"


def test_who_may_not_list_stacks_is_refused_that_once():
    gateway = FakeGateway(account(*map(stack, MANY)), seconds=0.0)
    gateway.refuse("stacks", refusal.Denied(operation="DescribeStacks", reason="no"), times=99)
    counts = adopt_all(gateway, MANY[:12])
    assert (counts["stack"], counts["stacks"]) == (12, 0)


@table(
    "change code",
    (
        lambda state, one: state.with_stack(replace(one, status="UPDATE_IN_PROGRESS")),
        "StackStatusNotImportable",
        "busy",
    ),
    (lambda state, one: state.without_stack(one.id), "StackNotFound", "gone"),
)
def test_what_happens_to_one_of_many_is_seen_once_the_list_is_old(change, code, reason):
    gateway = FakeGateway(account(*map(stack, MANY)), seconds=0.0)
    run = Run(gateway)
    assert all(isinstance(run.adopt(adoption(name)), Done) for name in MANY[:60]), reason
    gateway.timer.advance(31)
    gateway.state = change(gateway.state, stack("s100"))
    outcome = run.adopt(adoption("s100"))
    assert isinstance(outcome, NotMade), reason
    assert [problem.code for problem in outcome.problems] == [code], reason


def test_a_stack_that_was_made_after_the_list_is_found():
    gateway = FakeGateway(account(*map(stack, MANY)), seconds=0.0)
    run = Run(gateway)
    assert all(isinstance(run.adopt(adoption(name)), Done) for name in MANY[:60])
    made = stack("made-since")
    gateway.state = gateway.state.with_stack(made, gateway.state.templates[stack_id("s000")])
    assert isinstance(run.adopt(adoption("made-since")), Done)


@table(
    "position history imports",
    (0, "shown", 0, "one of few is asked for by its name"),
    (9, "shown", 0, "so is one of many that a recent record has"),
    (9, "late", 1, "what the records do not show either, the token finds"),
    (9, "denied", 0, "who may not list records asks for each name"),
)
def test_what_the_search_does_not_show_yet_is_found(position, history, imports, reason):
    gateway = History(account(*map(stack, MANY[:10])), seconds=0.0)
    assert isinstance(Run(gateway).adopt(adoption(MANY[position])), Done), reason
    (made,) = gateway.state.provisioned_products
    gateway.unsearchable, gateway.history = {made.id}, history
    before = len(gateway.requests)
    run = Run(gateway)
    adopted_in_turn = [run.adopt(adoption(name)) for name in MANY[: position + 1]]
    assert all(isinstance(outcome, Done) for outcome in adopted_in_turn), reason
    assert gateway.state.observed(name=MANY[position]) == made, reason
    assert len(gateway.requests) - before == position + imports, reason


def test_what_the_list_shows_and_is_gone_by_now_is_in_nobodys_way():
    gateway = FakeGateway(adopted("payments"))
    run = Run(gateway)
    assert run.session.snapshot.named("payments") is not None
    gateway.state = gateway.state.without_governed("pp-payments")
    assert isinstance(run.adopt(adoption()), Done)
    assert calls(gateway)["import_as_provisioned_product"] == 1
