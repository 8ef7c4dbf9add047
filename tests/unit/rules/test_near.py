"""Finding what somebody probably meant."""

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.rules import suggestions
from support.tables import table


@table(
    "wanted known told",
    ("physicalID", ["name", "physicalId"], " Near it: physicalId.", "case is no difference"),
    ("artefact", ["artifact", "artifacts", "name"], " Near it: artifact, artifacts.", "the nearest comes first"),
    ("colour", ["name", "tags"], "", "nothing resembles it"),
    ("x", [], "", "nothing is known"),
    ("stack-1", [f"stack-{n}" for n in range(2, 9)], " Near it: stack-8, stack-7, stack-6.", "three at most"),
)
def test_up_to_three_names_that_resemble_the_wanted_one_are_hinted_at(wanted, known, told, reason):
    assert suggestions.did_you_mean(wanted, known) == told, reason


@given(names=some.sets(some.text(alphabet="abc-", min_size=1), min_size=1))
def test_a_name_that_exists_is_always_hinted_at_for_itself(names):
    assert all(suggestions.did_you_mean(name, names) for name in names)


@table(
    "names told",
    ([], "none", "a message never ends in nothing"),
    (["b", "a"], "a, b", "in order"),
    ([f"n{n:02}" for n in range(14)], ", ".join(f"n{n:02}" for n in range(12)) + " and 2 more", "cut at twelve"),
    ([f"n{n:02}" for n in range(12)], ", ".join(f"n{n:02}" for n in range(12)), "exactly twelve are not cut"),
)
def test_a_long_list_is_cut_with_a_count_of_the_rest(names, told, reason):
    assert suggestions.listing(names) == told, reason
