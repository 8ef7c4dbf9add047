"""A value is withheld in every shape in which AWS may repeat it, and not only as the program wrote it."""

import pytest

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.rules import withholding
from support.tables import table


@table(
    "value said shown",
    ("a,hunter2,c", "Value 'hunter2' is wrong", "Value '{}' is wrong", "a member of a list"),
    ("a, hunter2", "[a, hunter2], hunter2", "[{}], {}", "a list, and a member that was trimmed"),
    ('{"password":"hunter2"}', r"at {\"password\":\"hunter2\"}.", "at {}.", "JSON within JSON"),
    (" hunter2 ", "is hunter2.", "is {}.", "trimmed"),
    ("hunter2\n", "is hunter2.", "is {}.", "a last line end that is lost"),
    ("hunter2\nhunter3", "is hunter2 hunter3.", "is {}.", "lines that were joined"),
    ("hunter2", "db_hunter2_x, hunter2x, 1hunter2", "db_{}_x, {}x, 1{}", "a part of another word"),
    ("hunt", "db_hunt_x", "db_{}_x", "a short one, which an underscore ends"),
    ("a b/c+d", "?x=a%20b%2Fc%2Bd&y=a+b%2Fc%2Bd&z=a%20b/c%2Bd", "?x={}&y={}&z={}", "encoded for a URL"),
    ("hünter", r"is h\u00fcnter, h\xfcnter", "is {}, {}", "escaped letters"),
    ("hunt", "%22hunt%22", "%22{}%22", "a short one between encoded marks"),
    ("the value of Token", "(the value of Token)", "{}", "words of ours, whose second look finds nothing"),
)
def test_a_value_is_withheld_in_each_shape(value, said, shown, reason):
    named = withholding.naming({value: "Token"})
    assert named is not None
    assert named(said) == shown.replace("{}", "(the value of Token)"), reason
    assert named(named(said)) == named(said)


@pytest.mark.parametrize("space", ["\n", "\t", "\r\n", "\x0b", "\u2028"])
def test_what_separates_a_short_value_may_have_been_escaped_before(space: str):
    named = withholding.naming({"hunt": "Token"})
    assert named is not None
    assert named(display.line(f"is{space}hunt")) == display.line(f"is{space}(the value of Token)")


def test_a_value_has_its_own_name_and_not_that_of_a_list_it_is_in():
    named = withholding.naming({"hunter2": "Token", "hunter2,other": "Names"})
    assert named is not None
    assert named("hunter2") == "(the value of Token)"
