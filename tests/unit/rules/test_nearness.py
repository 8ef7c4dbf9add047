"""How far two templates are apart: a count of plain values that are not the same in both."""

from hypothesis import given
from hypothesis import strategies as st

from pulumi_servicecatalog.rules.templates.nearness import Bounds, distance
from support.tables import table

VALUES = st.recursive(
    st.integers() | st.text(max_size=4) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


@table(
    "first second expected",
    ({"a": 1}, {"a": 1}, 0, "the same"),
    ({"a": 1}, {"a": 2}, 1, "another value"),
    ({"a": {"x": 1, "y": 2}}, {}, 2, "what is missing weighs as much as it holds"),
    ({}, {"a": {}}, 1, "something empty weighs one"),
    ([1, 2, 3], [3, 1, 2], 0, "another order"),
    ([1, 2], [1], 1, "an item less"),
    ([1, {"x": 1, "y": 2}], [1, {"x": 1, "y": 3}], 1, "an item that differs"),
    ([1, 1], [1], 1, "an item that stands twice"),
    ({"a": [1, 2, 3]}, {"a": "text"}, 3, "another kind of value weighs as the heavier"),
    ("text", {"a": 1, "b": 2}, 2, "the same from the other side"),
)
def test_the_distance_of(first, second, expected, reason):
    assert distance(first, second) == expected, reason


def test_far_down_items_are_compared_in_their_order():
    def deep(value):
        for _ in range(8):
            value = {"a": value}
        return value

    assert distance(deep([1, 2]), deep([1, 3])) == 1
    assert distance(deep([1, 2]), deep([1, 2])) == 0


@given(VALUES)
def test_everything_is_at_no_distance_from_itself(value):
    assert distance(value, value) == 0


@given(VALUES, VALUES)
def test_the_distance_is_the_same_both_ways(first, second):
    assert distance(first, second) == distance(second, first)


@given(VALUES, VALUES, st.integers(min_value=0, max_value=8))
def test_what_is_further_apart_than_matters_is_not_counted_to_its_end(first, second, most):
    exact, counted = distance(first, second), distance(first, second, most=most)
    assert counted == exact if exact <= most else counted > most


BODIES = st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3)


@given(BODIES, st.lists(BODIES, max_size=4))
def test_no_template_is_nearer_than_its_bound(body, others):
    for bound, number in Bounds(dict(enumerate(others))).of(body):
        assert distance(body, others[number]) >= bound
