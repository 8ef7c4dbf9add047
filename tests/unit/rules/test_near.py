"""Finding what somebody probably meant."""

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.rules import suggestions
from support.tables import table


@table(
    "name known similar",
    ("physicalID", ["name", "physicalId"], ("physicalId",), "case is no difference"),
    ("artefact", ["artifact", "artifacts", "name"], ("artifact", "artifacts"), "the nearest comes first"),
    ("colour", ["name", "tags"], (), "nothing resembles it"),
    ("x", [], (), "nothing is known"),
    ("stack-1", [f"stack-{n}" for n in range(2, 9)], ("stack-8", "stack-7", "stack-6"), "three at most"),
)
def test_up_to_three_names_that_resemble_a_name_are_suggested(name, known, similar, reason):
    assert suggestions.similar(name, known) == similar, reason


@given(names=some.sets(some.text(alphabet="abc-", min_size=1), min_size=1))
def test_a_name_that_exists_is_always_suggested_for_itself(names):
    assert all(name in suggestions.similar(name, names) or len(suggestions.similar(name, names)) == 3 for name in names)
