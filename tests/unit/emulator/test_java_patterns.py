"""The emulator reads AllowedPattern as Java does, and as the provider, which has a reader of its own, judges it."""

from hypothesis import given
from hypothesis import strategies as some

from catalog_emulator.cloudformation import java_pattern
from pulumi_servicecatalog.rules import java
from support.tables import table


@table(
    "pattern value expected",
    (r"[a-z&&[^b]]+", "acd", True, "an intersection"),
    (r"[a-z&&[^b]]+", "abc", False, "a letter that it leaves out"),
    (r"[a-d[m-p]]+", "amp", True, "a set within a set"),
    (r"a*+a", "aaa", False, "possessive"),
    (r"\p{Alpha}+", "abc1", False, "a POSIX class"),
    (r"\p{L}+", "Éa", True, "a category"),
    (r"[\p{Upper}_]+", "A_", True, "a class in a set"),
    (r"[^\P{Upper}]+", "AB", True, "what is not the opposite of one"),
    (r".", "\u2028", False, "an end of a line"),
    (r"\d+$", "1\n", False, "the whole value"),
    (r"\d+\z", "1", True, "the very end"),
    (r"(?<name>a)b", "ab", True, "a named group"),
    (r"(?x) a", "a", None, "a flag that changes the syntax"),
    ("[a-", "a", None, "a set that never ends"),
)
def test_a_pattern_means_what_it_means_to_java(pattern, value, expected, reason):
    assert java_pattern.matches(pattern, value) is expected, reason


_SETS = [
    "[ab]",
    "[^a]",
    "[a-c&&[^b]]",
    "[a[1]]",
    r"[\d_]",
    r"\p{Alpha}",
    r"\P{Lu}",
    r"\h",
    r"\w",
    "[]a]",
    "a",
    ".",
    "$",
]
_PARTS = some.tuples(some.sampled_from(_SETS), some.sampled_from(["", "+", "*", "?", "++", "{1,2}"]))


@given(parts=some.lists(_PARTS, max_size=4), value=some.text("abA1]_ é\n", max_size=5))
def test_provider_and_emulator_agree(parts, value):
    pattern = "".join(part + ("" if part == "$" else times) for part, times in parts)
    assert java.matches(pattern, value) is java_pattern.matches(pattern, value)
