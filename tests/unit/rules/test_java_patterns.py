"""AllowedPattern is read as Java reads it; what cannot be judged so is neither allowed nor refused."""

import re

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.rules import java
from support.tables import table

LONG = "a" * 60 + "!"


@table(
    "pattern value expected",
    (r"[a-z&&[^b]]+", "acd", True, "an intersection"),
    (r"[a-z&&[^b]]+", "abc", False, "a letter that the intersection leaves out"),
    (r"[a-z&&b-y&&[^q]]+", "cq", False, "several intersections"),
    (r"[a-d[m-p]]+", "amp", True, "a set within a set"),
    (r"a++b", "aab", True, "possessive"),
    (r"a*+a", "aaa", False, "possessive, which gives nothing back"),
    (r"\p{Alpha}+", "abc", True, "a POSIX class"),
    (r"\p{Alpha}+", "é", False, "which is ASCII alone"),
    (r"\p{L}+\P{L}", "É1", True, "a category of Unicode"),
    (r"\pL", "é", True, "a category of one letter"),
    (r"\p{IsLatin}", "a", True, "a script, for ASCII"),
    (r"\s", "\xa0", False, "white space is ASCII"),
    (r"\h", "\xa0", True, "and horizontal white space is not"),
    (r".", "\u2028", False, "an end of a line"),
    (r"(?s).", "\u2028", True, "which (?s) matches"),
    (r"a$\n", "a\n", True, "before the last end of a line"),
    (r"a\Z", "a\n", False, "the whole value has to match"),
    (r"\Aa\z", "a", True, "from the begin to the very end"),
    (r"(?i)abc", "aBC", True, "in any case"),
    (r"a(?i)b|c", "C", True, "a flag lasts to the end of its group"),
    (r"(?i:a)b", "AB", False, "or holds in its own group"),
    (r"(?<name>a)b", "ab", True, "a named group"),
    (r"(?!sg-)[a-z-]+", "sg-1", False, "what may not follow"),
    (r"a(?<!b)c", "ac", True, "what may not come before"),
    (r"\Qa.b\E+", "a.bb", True, "quoted"),
    (r"\x41\u0042\x{43}", "ABC", True, "characters by number"),
    (r"[]a]+", "]a", True, "a bracket that stands first"),
    (r"[\w.+-]+", "a.b-c+", True, "an escape and a hyphen in a set"),
    (r"(a+)+", LONG, False, "a repeated group, which Python takes a time without end for"),
    (r"(a|aa)+", LONG, False, "another one of those"),
    (r"\bab\b", "ab", True, "the edges of a word"),
    (r"([0-9]{1,3}\.){3}[0-9]{1,3}", "10.0.0.1", True, "counted groups"),
)
def test_a_pattern_means_what_it_means_to_java(pattern, value, expected, reason):
    assert java.matches(pattern, value) is expected, reason


@table(
    "pattern value",
    (r"(a)\1", "aa", "a reference back"),
    (r"(?>a|ab)c", "abc", "an atomic group"),
    (r"(ab)*+", "ab", "a possessive group"),
    (r"(?x) a", "a", "a flag that changes the syntax"),
    (r"\p{IsGreek}", "a", "a script that is not known"),
    (r"\p{IsLatin}", "é", "a script, beyond ASCII"),
    (r"[^a[b]]", "c", "what Java's versions read in different ways"),
    (r"a{,3}", "a", "what Java refuses"),
    ("[a-", "a", "a set that never ends"),
    (r"\y", "y", "an escape that means nothing"),
    (r"(?m)^a$", "a\nb", "lines"),
    (r"\bé", "é", "words beyond ASCII"),
)
def test_what_cannot_be_read_as_java_does_is_not_judged(pattern, value, reason):
    assert java.matches(pattern, value) is None, reason


_PARTS = some.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d", "(?:a|ab)", "(?:b?a)", "^", "$", r"\w"])
_TIMES = some.sampled_from(["", "*", "+", "?", "{2}", "{1,2}", "*?"])


@given(parts=some.lists(some.tuples(_PARTS, _TIMES), max_size=5), value=some.text("ab1", max_size=6))
def test_what_java_and_python_read_alike_is_judged_alike(parts, value):
    pattern = "".join(part if part in "^$" else part + times for part, times in parts)
    assert java.matches(pattern, value) is (re.fullmatch(pattern, value) is not None)
