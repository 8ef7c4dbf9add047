"""Which operations lead from one declaration of a stack set to another."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.rules import stack_sets
from support.tables import table

A, B, C = "111111111111", "222222222222", "333333333333"
IRELAND, PARIS, MILAN = "eu-west-1", "eu-west-3", "eu-south-1"


def preferences(accounts, regions):
    return StackSetPreferences(accounts=tuple(accounts), regions=tuple(regions))


BOTH = preferences([A, B], [IRELAND])


def described(steps):
    return [(step.operation, step.accounts, step.regions) for step in steps]


@table(
    "before after steps",
    (BOTH, BOTH, [], "nothing has changed"),
    (BOTH, preferences([B, A], [IRELAND]), [], "another order is no other place"),
    (BOTH, preferences([A], [IRELAND]), [("DELETE", (B,), (IRELAND,))], "an account has gone"),
    (BOTH, preferences([A, B, C], [IRELAND]), [("CREATE", (C,), (IRELAND,))], "an account has come"),
    (BOTH, preferences([A, B], [IRELAND, PARIS]), [("CREATE", (A, B), (PARIS,))], "a Region has come"),
    (
        BOTH,
        preferences([A, C], [IRELAND]),
        [("DELETE", (B,), (IRELAND,)), ("CREATE", (C,), (IRELAND,))],
        "what goes goes first, so that a limit of the organization is not met",
    ),
    (
        BOTH,
        preferences([A, C], [PARIS]),
        [
            ("DELETE", (B,), (IRELAND,)),
            ("DELETE", (A,), (IRELAND,)),
            ("CREATE", (C,), (PARIS,)),
            ("CREATE", (A,), (PARIS,)),
        ],
        "each operation is on every pair of what is sent with it, so an L takes two",
    ),
    (
        BOTH,
        preferences([C], [PARIS]),
        [("DELETE", (A, B), (IRELAND,)), ("CREATE", (C,), (PARIS,))],
        "all other places",
    ),
    (None, BOTH, [], "nobody remembers where it ran"),
    (BOTH, None, [], "nothing is declared any more"),
    (preferences([], []), BOTH, [], "the constraint's accounts are not known here"),
    (BOTH, preferences([A], []), [], "nor are its Regions"),
)
def test_the_operations_on_stack_instances(before, after, steps, reason):
    assert described(stack_sets.instances(before, after)) == steps, reason


some_places = some.builds(
    preferences,
    some.lists(some.sampled_from([A, B, C]), min_size=1, unique=True),
    some.lists(some.sampled_from([IRELAND, PARIS, MILAN]), min_size=1, unique=True),
)


@given(before=some_places, after=some_places)
def test_the_operations_lead_from_what_was_declared_to_what_is(before, after):
    now = set(product(before.accounts, before.regions))
    for step in stack_sets.instances(before, after):
        touched = set(product(step.accounts, step.regions))
        assert touched
        if step.operation == "DELETE":
            assert touched <= now
            now -= touched
        else:
            assert not touched & now
            now |= touched
    assert now == set(product(after.accounts, after.regions))


@table(
    "before after sent",
    (None, BOTH, ((A, B), (IRELAND,)), "nobody remembers where it ran: as declared"),
    (BOTH, preferences([B, C], [IRELAND, PARIS]), ((B,), (IRELAND,)), "what stays; the rest is made or deleted"),
    (BOTH, preferences([C], [IRELAND]), ((), ()), "where nothing stays, AWS updates the stack set itself"),
    (BOTH, preferences([], []), ((), ()), "without accounts the whole of it"),
)
def test_an_update_is_of_what_stays(before, after, sent, reason):
    update = stack_sets.update(before, after)
    assert (update.operation, (update.accounts, update.regions)) == ("UPDATE", sent), reason


def test_every_operation_keeps_the_declared_pace_also_where_it_is_zero():
    after = StackSetPreferences(
        accounts=(A, C), regions=(IRELAND,), failure_tolerance_count=0, max_concurrency_percentage=50
    )
    steps = [stack_sets.update(BOTH, after), *stack_sets.instances(BOTH, after)]
    assert [step.operation for step in steps] == ["UPDATE", "DELETE", "CREATE"]
    for step in steps:
        assert (step.failure_tolerance_count, step.max_concurrency_percentage) == (0, 50)
        assert (step.failure_tolerance_percentage, step.max_concurrency_count) == (None, None)
